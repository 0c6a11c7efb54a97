#!/usr/bin/env bash
# Makes the pages that reading is judged by, in book types (serif, sans, mono, slab) that training has not seen, in
# runs/reading: eight pages of text each at 100, 150, 300 and 600 dpi, eight of tables, in 'degradations' 24 small ones at 150
# to 200 dpi for Tests/Peers/degrade-each.py, in 'hand' 100 in scripts and old types, and in 'fonts' three pages in every single font.
#
# Usage, in the project's folder: Fixtures/synthesis/make-reading-pages.sh MATERIAL
# MATERIAL is the folder that prepare.sh filled; README.md here says how to build the program that makes pages.
set -euo pipefail
material=$1
program=${PROGRAM:-.build/synthesis/release/cleanpage}
usual=(--corpus "$material/corpus-heldout" --fonts /usr/share/fonts --fonts /usr/share/texmf/fonts)

# A facsimile of a 17th-century type, with its s's and ligatures, is no book type of today.
grep -E '^(serif|sans|mono|slab) ' Fixtures/synthesis/fonts-heldout.txt | grep -v Ptolemy > "$material/fonts-reading.txt"
for dpi in 100 150 300 600; do
  "$program" synthesise -o "runs/reading/$dpi" --count 8 --seed $((400 + dpi)) "${usual[@]}" \
    --font-list "$material/fonts-reading.txt" --only-kind text --dpi "$dpi"
done
"$program" synthesise -o runs/reading/table --count 8 --seed 405 "${usual[@]}" \
  --font-list "$material/fonts-reading.txt" --only-kind table --dpi 200
"$program" synthesise -o runs/reading/degradations --count 24 --seed 410 "${usual[@]}" \
  --font-list "$material/fonts-reading.txt" --only-kind text --dpi 150:200 --width 1000 --height 700
grep -E '^(script|blackletter) |Ptolemy' Fixtures/synthesis/fonts-heldout.txt > "$material/fonts-hand.txt"
"$program" synthesise -o runs/reading/hand --count 100 --seed 9200 "${usual[@]}" --font-list "$material/fonts-hand.txt" \
  --only-kind letter --only-kind text --only-kind notes --dpi 200:400 --width 1400 --height 900
seed=3000
while read -r line; do
  seed=$((seed + 1))
  echo "$line" > "$material/font.txt"
  name=$(tr ' ' '_' <<< "${line#* }")
  "$program" synthesise -o "runs/reading/fonts/${name/./-}" --count 3 --seed "$seed" "${usual[@]}" \
    --font-list "$material/font.txt" --only-kind text --dpi 150:300
done < "$material/fonts-reading.txt"
