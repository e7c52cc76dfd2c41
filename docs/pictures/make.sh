#!/usr/bin/env bash
# Pictures of the demonstration's pages and sheets: make.sh DEMO_FOLDER PICTURE_FOLDER (LibreOffice and poppler).
set -euo pipefail
demo=$1
pictures=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

pages() { # pages PDF PREFIX: one picture a page, 96 dots an inch
    pdftoppm -png -r 96 "$1" "$work/$2"
}

pages "$demo/afgoerelse.pdf" brev
pages "$demo/notat.pdf" notat
soffice --headless -env:UserInstallation="file://$work/profile" --convert-to pdf --outdir "$work" "$demo/udtraek.xlsx" >/dev/null
pages "$work/udtraek.pdf" ark

rm -f "$pictures"/brev-*.png "$pictures"/notat-*.png "$pictures"/ark-*.png
mv "$work"/*.png "$pictures"/
