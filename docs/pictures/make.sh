#!/usr/bin/env bash
# Pictures of the demonstration's pages and sheets: make.sh DEMO_FOLDER PICTURE_FOLDER (LibreOffice and poppler).
set -euo pipefail
demo=$1
pictures=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

pages() { # pages PDF PREFIX [OPTION …]: one picture a page, 80 dots an inch
    local pdf=$1 prefix=$2
    shift 2
    pdftoppm -png -r 80 "$@" "$pdf" "$work/$prefix"
}

pages "$demo/afgoerelse.pdf" brev
pages "$demo/notat.pdf" notat -l 2
soffice --headless -env:UserInstallation="file://$work/profile" --convert-to pdf --outdir "$work" "$demo/udtraek.xlsx" >/dev/null 2>&1
pages "$work/udtraek.pdf" ark

rm -f "$pictures"/brev-*.png "$pictures"/notat-*.png "$pictures"/ark-*.png
mv "$work"/*.png "$pictures"/
