#!/usr/bin/env bash
# Makes the pages that Pipelines/train-classifier-print.yaml trains and validates on, in runs/characters-read and
# runs/characters-heldout-read: set by 'synthesise', every second one degraded, all cleaned by the default network as it is
# without NoisyOffice's VA, so that what is read on VA is judged fairly.
#
# Usage, in the project's folder: Fixtures/synthesis/make-character-pages.sh MATERIAL
# MATERIAL is the folder that prepare.sh filled; README.md here says how to build the program that makes pages.
set -euo pipefail
material=$1
program=.build/synthesis/release/cleanpage
fonts=(--fonts /usr/share/fonts --fonts /usr/share/texmf/fonts --fonts "$material/fonts")
cat Fixtures/synthesis/fonts-train.txt Fixtures/synthesis/fonts-characters.txt > "$material/fonts.txt"

mkdir -p "$material/corpus-characters"
Fixtures/synthesis/make-characters.py "$material"/corpus-train/*.txt > "$material/corpus-characters/characters.txt"
"$program" synthesise -o runs/characters/a-random --count 500 --seed 201 --corpus "$material/corpus-characters" \
  "${fonts[@]}" --font-list "$material/fonts.txt" --only-kind text --dpi 72:300
"$program" synthesise -o runs/characters/b-text --count 300 --seed 202 --corpus "$material/corpus-train" \
  "${fonts[@]}" --font-list "$material/fonts.txt" --dpi 72:300 \
  --only-kind text --only-kind letter --only-kind receipt --only-kind table --only-kind form
"$program" synthesise -o runs/characters-heldout --count 40 --seed 203 --corpus "$material/corpus-heldout" \
  "${fonts[@]}" --font-list Fixtures/synthesis/fonts-heldout.txt --only-kind text --dpi 100:300
for kind in a-random b-text; do
  "$program" degrade "runs/characters/$kind" -o "runs/characters-dirty/$kind" --seed 5
done

# Every page once, the even ones clean and the odd ones degraded, with its truth.
mkdir -p runs/characters-mixed runs/characters-read/mixed
for kind in a-random b-text; do
  for page in runs/characters/$kind/*.png; do
    name=$(basename "$page" .png)
    folder=$([ $((10#$name % 2)) = 0 ] && echo runs/characters || echo runs/characters-dirty)
    cp "$folder/$kind/$name.png" "runs/characters-mixed/$kind-$name.png"
    cp "runs/characters/$kind/$name.json" "runs/characters-read/mixed/$kind-$name.json"
  done
done
"$program" clean runs/characters-mixed -o runs/characters-read/mixed --model Fixtures/models/unet-tr.safetensors
"$program" clean runs/characters-heldout -o runs/characters-heldout-read --model Fixtures/models/unet-tr.safetensors
cp runs/characters-heldout/*.json runs/characters-heldout-read
