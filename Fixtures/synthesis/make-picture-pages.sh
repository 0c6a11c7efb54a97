#!/usr/bin/env bash
# Makes the reduced pages and masks that Pipelines/train-pictures.yaml trains on, in runs/pictures, and, of texts, fonts and
# photographs that it does not see, those that it is judged by, in runs/pictures-heldout.
#
# Usage, in the project's folder: Fixtures/synthesis/make-picture-pages.sh MATERIAL
# MATERIAL is the folder that prepare.sh filled; README.md here says how to build the program that makes pages.
set -euo pipefail
material=$1
program=.build/synthesis/release/cleanpage
data=../shared/data
emnist=$data/emnist

# Usage: pages SET LIST FOLDER COUNT SEED [OPTION...]
pages() {
  local set=$1 list=$2 folder=$3 count=$4 seed=$5
  shift 5
  "$program" synthesise -o "$folder" --count "$count" --seed "$seed" --dpi 100:250 "$@" \
    --corpus "$material/corpus-$set" --pictures "$material/pictures-$set" \
    --fonts /usr/share/fonts --fonts /usr/share/texmf/fonts --font-list "Fixtures/synthesis/fonts-$list.txt" \
    --handwriting "$emnist/pool47-train-images-idx3-ubyte.gz" \
    --handwriting-labels "$emnist/pool47-train-labels62-idx1-ubyte.gz"
}

# Usage: masks SET OUTPUT COMPOSED SEED [OPTION...]
masks() {
  local set=$1 output=$2 composed=$3 seed=$4
  shift 4
  python3 Fixtures/synthesis/make-picture-masks.py -o "$output" --cleanpage "$program" --seed "$seed" \
    --photographs "$material/pictures-$set" --composed "$composed" \
    --papers "$data/noise/augraphy/paper_textures_texture-1.jpg" \
    --papers "$data/noise/augraphy/paper_textures_texture-2.jpg" "$@"
}

made=runs/picture-pages
pages train train $made/picture 350 201 --only-kind picture
pages train train $made/illustrated 200 202 --only-kind illustrated
pages train train $made/mixed 250 203
pages train train $made/text 180 204 --only-kind text
pages train train $made/others 300 205 --only-kind notes --only-kind letter --only-kind drawing --only-kind receipt \
  --only-kind form --only-kind table
pages train train $made/blank 80 206 --only-kind blank
masks train runs/pictures 800 1 --pages $made/picture --pages $made/illustrated --pages $made/mixed \
  --pages $made/text --pages $made/others --pages $made/blank --cut-outs 400 --newspapers 250 --negatives "$data/noisyoffice/train:3:2"

pages heldout heldout $made/heldout-picture 60 301 --only-kind picture
pages heldout heldout $made/heldout-illustrated 40 302 --only-kind illustrated
pages heldout heldout $made/heldout-mixed 60 303
masks heldout runs/pictures-heldout 40 2 --pages $made/heldout-picture --pages $made/heldout-illustrated \
  --pages $made/heldout-mixed --cut-outs 60 --newspapers 40 --negatives "$data/noisyoffice/train:3:0"
