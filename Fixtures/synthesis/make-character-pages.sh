#!/usr/bin/env bash
# Makes the pages that Pipelines/train-classifier-print.yaml trains and validates on, in runs/characters-read and
# runs/characters-heldout-read: set by 'synthesise', every second one degraded, all cleaned by the default network.
#
# Usage, in the project's folder: Fixtures/synthesis/make-character-pages.sh MATERIAL
# MATERIAL is the folder that prepare.sh filled; README.md here says how to build the program that makes pages.
set -euo pipefail
material=$1
program=.build/synthesis/release/cleanpage
fonts=(--fonts /usr/share/fonts --fonts /usr/share/texmf/fonts)

mkdir -p "$material/corpus-characters"
Fixtures/synthesis/make-characters.py "$material"/corpus-train/*.txt > "$material/corpus-characters/characters.txt"
"$program" synthesise -o runs/characters/a-random --count 300 --seed 201 --corpus "$material/corpus-characters" \
  "${fonts[@]}" --font-list Fixtures/synthesis/fonts-train.txt --only-kind text --dpi 72:300
"$program" synthesise -o runs/characters/b-text --count 220 --seed 202 --corpus "$material/corpus-train" \
  "${fonts[@]}" --font-list Fixtures/synthesis/fonts-train.txt --dpi 72:300 \
  --only-kind text --only-kind letter --only-kind receipt --only-kind table --only-kind form
"$program" synthesise -o runs/characters-heldout --count 40 --seed 203 --corpus "$material/corpus-heldout" \
  "${fonts[@]}" --font-list Fixtures/synthesis/fonts-heldout.txt --only-kind text --dpi 100:300
for kind in a-random b-text; do
  "$program" clean "runs/characters/$kind" -o "runs/characters-read/$kind-clean"
  "$program" degrade "runs/characters/$kind" -o "runs/characters-dirty/$kind" --seed 5
  "$program" clean "runs/characters-dirty/$kind" -o "runs/characters-read/$kind-dirty"
done
"$program" clean runs/characters-heldout -o runs/characters-heldout-read
cp runs/characters-heldout/*.json runs/characters-heldout-read

# Every page once, the even ones clean and the odd ones degraded, with its truth.
mkdir -p runs/characters-read/mixed
for kind in a-random b-text; do
  for page in runs/characters/$kind/*.png; do
    name=$(basename "$page" .png)
    state=$([ $((10#$name % 2)) = 0 ] && echo clean || echo dirty)
    cp "runs/characters-read/$kind-$state/$name.png" "runs/characters-read/mixed/$kind-$name.png"
    cp "runs/characters/$kind/$name.json" "runs/characters-read/mixed/$kind-$name.json"
  done
done
