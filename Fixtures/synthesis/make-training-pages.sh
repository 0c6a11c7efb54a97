#!/usr/bin/env bash
# Makes the 1,900 clean pages that Pipelines/train-denoiser.yaml degrades and trains on, in runs/synthetic.
#
# Usage, in the project's folder: Fixtures/synthesis/make-training-pages.sh MATERIAL
# MATERIAL is the folder that prepare.sh filled; README.md here says how to build the program that makes pages.
set -euo pipefail
material=$1
program=.build/synthesis/release/cleanpage
emnist=../shared/data/emnist

# Usage: pages FOLDER COUNT SEED [OPTION...]
pages() {
  local folder=runs/synthetic/$1 count=$2 seed=$3
  shift 3
  "$program" synthesise -o "$folder" --count "$count" --seed "$seed" "$@" \
    --corpus "$material/corpus-train" --pictures "$material/pictures-train" \
    --fonts /usr/share/fonts --fonts /usr/share/texmf/fonts --font-list Fixtures/synthesis/fonts-train.txt \
    --handwriting "$emnist/pool47-train-images-idx3-ubyte.gz" \
    --handwriting-labels "$emnist/pool47-train-labels62-idx1-ubyte.gz"
}

# What networks find hardest, pictures and handwriting, comes more often than on people's shelves.
pages a-mixed 900 101
pages b-picture 350 102 --only-kind picture
pages c-illustrated 150 103 --only-kind illustrated
pages d-notes 200 104 --only-kind notes
pages e-letter 150 105 --only-kind letter
pages f-drawing 150 106 --only-kind drawing
