#!/usr/bin/env bash
# Gets fonts, texts and pictures for `cleanpage synthesise` from Debian: as root, with the folder they go to.
#
#   Fixtures/synthesis/prepare.sh ../synthesis
#
# Fonts are installed; packages of texts and pictures are only unpacked. README.md says what is taken, and its licences.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=${1:?name the folder that the material goes to}
mkdir -p "$out"/{corpus,pictures}-{train,heldout} "$out"/{fonts,packages}
out=$(cd "$out" && pwd)

apt-get update
xargs -a "$here/fonts-packages.txt" apt-get install -y --no-install-recommends imagemagick bible-kjv

cd "$out/packages"
apt-get download jargon-text fortunes mate-backgrounds plasma-workspace-wallpapers python3-skimage texlive-fonts-extra
for package in *.deb; do dpkg -x "$package" unpacked; done
cd unpacked/usr
grep -v '^#' "$here/fonts-characters.txt" | cut -d ' ' -f 2- | while read -r font; do
  find share/texlive -name "$font" -exec cp {} "$out/fonts" \;
done

zcat share/doc/jargon-text/jargon.txt.gz > "$out/corpus-train/jargon.txt"
# Each saying becomes a paragraph of its own; figures of signs are no text.
for file in share/games/fortunes/*; do
  case $file in *.dat | *.u8 | */ascii-art | */translate-me) continue ;; esac
  if [ -f "$file" ]; then sed 's/^%$//' "$file"; fi
done > "$out/corpus-train/fortunes.txt"
# A chapter is a paragraph; the names of the books before the verses' numbers go.
bible -f gen1:1-rev22:21 | sed -E 's/^[0-9]?[A-Za-z]+([0-9]+:[0-9]+) /\1 /' | awk '/^[0-9]+:1 / { print "" } { print }' \
  > "$out/corpus-heldout/bible.txt"

wallpapers=(Autumn BytheWater ColdRipple ColorfulCups DarkestHour EveningGlow FallenLeaf Grey Kite OneStandsOut Path
  summer_1am)
for name in "${wallpapers[@]}"; do
  convert "share/wallpapers/$name/contents/images/2560x1600.jpg" -resize '1600x1600>' -quality 90 \
    "$out/pictures-train/$name.jpg"
done
for file in share/backgrounds/mate/nature/*.jpg; do
  convert "$file" -resize '1600x1600>' -quality 90 "$out/pictures-train/$(basename "$file")"
done
data=lib/python3/dist-packages/skimage/data
cp $data/{astronaut,clock_motion,coffee,coins,ihc,motorcycle_left}.png $data/{hubble_deep_field,retina}.jpg \
  "$out/pictures-train"
mv "$out"/pictures-train/{Autumn,Dune,Grey,LadyBird}.jpg "$out/pictures-heldout"
cp $data/{camera,chelsea,moon}.png $data/rocket.jpg "$out/pictures-heldout"

rm -r "$out/packages"
