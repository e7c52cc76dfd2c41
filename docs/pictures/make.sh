#!/usr/bin/env bash
# Pictures of the demonstration's pages and sheets, and of two other replies: make.sh DEMO_FOLDER PICTURE_FOLDER
# (LibreOffice, poppler and Chromium).
set -euo pipefail
demo=$1
pictures=$2
python=${PYTHON:-.venv/bin/python}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/made"

pages() { # pages PDF PREFIX: one picture a page, 80 dots an inch
    pdftoppm -png -r 80 "$1" "$work/made/$2"
}

sheets() { # sheets XLSX PREFIX: one picture a printed page
    soffice --headless -env:UserInstallation="file://$work/profile" --convert-to pdf --outdir "$work/$2" "$1" >/dev/null 2>&1
    pages "$work/$2/udtraek.pdf" "$2"
}

browser() { # browser HTML NAME: the page as a browser shows it
    chromium --headless --no-sandbox --hide-scrollbars --user-data-dir="$work/chromium" --window-size=900,1500 \
        --screenshot="$work/made/$2.png" "file://$(realpath "$1")" >/dev/null 2>&1
}

pages "$demo/afgoerelse.pdf" brev
pages "$demo/notat.pdf" notat
sheets "$demo/udtraek.xlsx" ark
browser "$demo/tabeller.html" side

"$python" -m tests.api.example_replies "$work/replies"
for name in cmm everyday; do
    pages "$work/replies/$name/afgoerelse.pdf" "$name-brev"
    sheets "$work/replies/$name/udtraek.xlsx" "$name-ark"
done

rm -f "$pictures"/{brev,notat,ark,cmm-brev,cmm-ark,everyday-brev,everyday-ark}-*.png "$pictures"/side.png
mv "$work"/made/*.png "$pictures"/
