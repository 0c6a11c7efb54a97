#!/usr/bin/env bash
# Gets English texts for `cleanpage train Pipelines/train-language.yaml` from Debian, with the folder they go to.
#
#   Fixtures/language/prepare.sh ../language
#
# Packages are only downloaded and unpacked, so any user may run it where apt-get has lists and python3 is there.
# README.md says what is taken, and its licences.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=${1:?name the folder that the texts go to}
mkdir -p "$out"/{train,heldout,packages}
out=$(cd "$out" && pwd)

cd "$out/packages"
apt-get download anarchism cataclysm-dda-data crawl-common debian-handbook debian-reference-en developers-reference \
  dict-devil dict-gcide dict-wn fortunes gnome-user-docs jargon-text r-cran-janeaustenr r-cran-tokenizers
for package in *.deb; do dpkg -x "$package" unpacked; done
python3 "$here/extract.py" unpacked/usr "$out"
rm -r "$out/packages"
