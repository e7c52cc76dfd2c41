"""Files that LibreOffice makes: each hides one thing, or nothing, from flat documents written as its own users' are."""

from __future__ import annotations

import base64
import io
import subprocess
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from pathlib import Path

_NAMES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in {
            "office": "office",
            "table": "table",
            "text": "text",
            "style": "style",
            "draw": "drawing",
            "fo": "xsl-fo-compatible",
            "svg": "svg-compatible",
            "meta": "meta",
            "form": "form",
        }.items()
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2"'
)
_KINDS = {"fods": "spreadsheet", "fodt": "text"}


def _photograph() -> Image.Image:
    """So large and uneven that no program stores it otherwise than as JPEG."""
    return Image.effect_noise((160, 160), 60).convert("RGB")


def camera_picture() -> bytes:
    """A JPEG as a camera leaves it: its maker, a person and a time."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x013B] = "Kamera", "Model 1", "Fornavn Efternavn"
    exif[0x0132] = "2024:05:06 07:08:09"
    buffer = io.BytesIO()
    _photograph().save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def plain_picture() -> bytes:
    """The same picture without a word beside it."""
    buffer = io.BytesIO()
    _photograph().save(buffer, "JPEG")
    return buffer.getvalue()


def _flat(kind: str, body: str, styles: str = "", meta: str = "", masters: str = "") -> str:
    name = _KINDS[kind]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMES} office:version="1.3" '
        f'office:mimetype="application/vnd.oasis.opendocument.{name}"><office:meta>{meta}</office:meta>'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:master-styles>{masters}</office:master-styles>"
        f"<office:body><office:{name}>{body}</office:{name}></office:body></office:document>"
    )


def _cell(value: object, inside: str = "", **attributes: str) -> str:
    given = "".join(f' {name.replace("_", ":", 1).replace("_", "-")}="{text}"' for name, text in attributes.items())
    kind = (
        f'office:value-type="float" office:value="{value}"' if isinstance(value, int) else 'office:value-type="string"'
    )
    return f"<table:table-cell {kind}{given}>{inside}<text:p>{value}</text:p></table:table-cell>"


def _row(*cells: object, hides: str = "") -> str:
    look = f' table:visibility="{hides}"' if hides else ""
    written = "".join(cell if str(cell).startswith("<") else _cell(cell) for cell in cells)
    return f"<table:table-row{look}>{written}</table:table-row>"


ROWS = (_row("Årsag", "Antal"), _row("Trusler", 21), _row("Skilsmisse", 27), _row("Vold", 48))


def _sheet(
    *rows: str, name: str = "Tal", before: str = "", columns: str = "<table:table-column/>", look: str = ""
) -> str:
    return f'{before}<table:table table:name="{name}"{look}>{columns}{"".join(rows)}</table:table>'


def _book(*rows: str, **parts: str) -> str:
    return _flat("fods", _sheet(*(rows or ROWS)), **parts)


_WHITE = (
    '<style:style style:name="hvid" style:family="table-cell"><style:text-properties fo:color="#ffffff"/></style:style>'
)
_HIDDEN_TABLE = '<style:style style:name="skjult" style:family="table"><style:table-properties table:display="false"/></style:style>'
_PIVOT = (
    '<table:data-pilot-tables><table:data-pilot-table table:name="P" table:target-range-address="Oversigt.A1:Oversigt.B6" '
    'table:application-data=""><table:source-cell-range table:cell-range-address="Tal.A1:Tal.B4"/>'
    '<table:data-pilot-field table:source-field-name="Årsag" table:orientation="row" table:function="auto">'
    '<table:data-pilot-level table:show-empty="false"/></table:data-pilot-field>'
    '<table:data-pilot-field table:source-field-name="Antal" table:orientation="data" table:function="sum">'
    "<table:data-pilot-level/></table:data-pilot-field></table:data-pilot-table></table:data-pilot-tables>"
)
_LIST = (
    '<table:content-validations><table:content-validation table:name="v1" '
    'table:condition=\'of:cell-content-is-in-list("Samsø";"Læsø")\' table:base-cell-address="Tal.D1"/>'
    "</table:content-validations>"
)
_NAMED = (
    '<table:named-expressions><table:named-range table:name="grundlag_samsoe" table:base-cell-address="$Tal.$A$1" '
    'table:cell-range-address="$Tal.$A$1:.$B$4"/></table:named-expressions>'
)
_NOTE = (
    "<office:annotation><dc:creator>Fornavn Efternavn</dc:creator><text:p>kun 3 i Samsø</text:p></office:annotation>"
)
_PAGE = (
    '<style:master-page style:name="Default" style:page-layout-name="p"><style:header><text:p>Udkast fra Samsø</text:p>'
    "</style:header></style:master-page>"
)
_LAYOUT = (
    '<style:page-layout style:name="p"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm"/>'
    "<style:header-style/></style:page-layout>"
)


def _picture(content: bytes, words: str = "") -> str:
    data = base64.b64encode(content).decode("ascii")
    return (
        '<draw:frame draw:name="b" text:anchor-type="paragraph" svg:width="2cm" svg:height="2cm">'
        f"<draw:image><office:binary-data>{data}</office:binary-data></draw:image><svg:desc>{words}</svg:desc></draw:frame>"
    )


BOOKS = {
    "clean": _book(),
    "clean/picture": _book(*ROWS, _row(_cell("Billede", _picture(plain_picture())))),
    "hidden_sheet": _flat(
        "fods",
        _sheet(*ROWS) + _sheet(_row("navne"), name="Grundlag", look=' table:style-name="skjult"'),
        styles=_HIDDEN_TABLE,
    ),
    "hidden_row": _book(*ROWS[:2], _row("Skilsmisse", 27, hides="collapse"), ROWS[3]),
    "hidden_column": _flat(
        "fods",
        _sheet(*ROWS, columns='<table:table-column/><table:table-column table:visibility="collapse"/>'),
    ),
    "filtered_rows": _flat(
        "fods",
        _sheet(*ROWS[:2], _row("Skilsmisse", 27, hides="filter"), ROWS[3])
        + '<table:database-ranges><table:database-range table:name="__Anonymous_Sheet_DB__0" '
        'table:target-range-address="Tal.A1:Tal.B4" table:display-filter-buttons="true"><table:filter>'
        '<table:filter-or><table:filter-condition table:field-number="0" table:value="Trusler" table:operator="="/>'
        '<table:filter-condition table:field-number="0" table:value="Vold" table:operator="="/></table:filter-or>'
        "</table:filter></table:database-range></table:database-ranges>",
    ),
    "white_text": _book(*ROWS, _row(_cell("Samsø", table_style_name="hvid")), styles=_WHITE),
    "far_cell": _book(
        *ROWS, '<table:table-row table:number-rows-repeated="900"><table:table-cell/></table:table-row>', _row("Samsø")
    ),
    "comment": _book(*ROWS, _row(_cell("Samsø", _NOTE))),
    "pivot_cache": _flat("fods", _sheet(*ROWS) + _sheet(_row("", ""), name="Oversigt") + _PIVOT),
    "validation_list": _flat(
        "fods", _sheet(*ROWS, _row(_cell("Samsø", table_content_validation_name="v1")), before=_LIST)
    ),
    "defined_name": _flat("fods", _sheet(*ROWS) + _NAMED),
    "external_link": _book(*ROWS, _row(_cell(7, table_formula="of:='file:///drev/sag.ods'#$Ark1.A1"))),
    "formula": _book(*ROWS, _row(_cell("I alt"), _cell(96, table_formula="of:=SUM([.B2:.B4])"))),
    "header_footer": _book(styles=_LAYOUT, masters=_PAGE),
    "custom_property": _book(meta='<meta:user-defined meta:name="sag">12</meta:user-defined>'),
    "document_property": _book(meta="<meta:initial-creator>Fornavn Efternavn</meta:initial-creator>"),
    "picture_metadata": _book(*ROWS, _row(_cell("Billede", _picture(camera_picture())))),
}

TEXT = "<text:p>Vi har fundet 48 henvendelser i 2024.</text:p>"
_HIDE = '<style:style style:name="gemt" style:family="text"><style:text-properties text:display="none"/></style:style>'
_PALE = '<style:style style:name="bleg" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>'
_CHANGE = (
    '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info>'
    "<dc:creator>Fornavn Efternavn</dc:creator><dc:date>2024-05-06T07:08:09</dc:date></office:change-info>"
    "<text:p>Samsø</text:p></text:deletion></text:changed-region></text:tracked-changes>"
)
_FIELD = (
    '<office:forms><form:form form:name="f"><form:text form:id="c1" form:name="navn" form:value="Samsø"/></form:form>'
    "</office:forms>"
)
_FIELD_SHOWN = (
    '<text:p><draw:control draw:control="c1" text:anchor-type="as-char" svg:width="4cm" svg:height="1cm"/></text:p>'
)

LETTERS = {
    "clean": _flat("fodt", TEXT),
    "tracked_change": _flat("fodt", f'{_CHANGE}<text:p>Før <text:change text:change-id="c1"/> efter</text:p>'),
    "hidden_text": _flat(
        "fodt", f'{TEXT}<text:p><text:span text:style-name="gemt">Samsø</text:span></text:p>', styles=_HIDE
    ),
    "white_text": _flat(
        "fodt", f'{TEXT}<text:p><text:span text:style-name="bleg">Samsø</text:span></text:p>', styles=_PALE
    ),
    "comment": _flat("fodt", f"{TEXT}<text:p>Tekst{_NOTE}</text:p>"),
    "custom_property": _flat("fodt", TEXT, meta='<meta:user-defined meta:name="sag">12</meta:user-defined>'),
    "document_property": _flat("fodt", TEXT, meta="<meta:initial-creator>Fornavn Efternavn</meta:initial-creator>"),
    "picture_metadata": _flat("fodt", f"{TEXT}<text:p>{_picture(camera_picture())}</text:p>"),
    "alt_text": _flat("fodt", f"{TEXT}<text:p>{_picture(plain_picture(), 'Samsø: 3')}</text:p>"),
    "cpr_number": _flat("fodt", f"{TEXT}<text:p>0101<text:span>90</text:span>-1234</text:p>"),
}


_BLACK = (
    '<style:style style:name="sort" style:family="graphic"><style:graphic-properties draw:fill="solid" '
    'draw:fill-color="#000000" draw:stroke="none" style:run-through="foreground" style:wrap="run-through" '
    'style:horizontal-pos="from-left" style:horizontal-rel="page" style:vertical-pos="from-top" '
    'style:vertical-rel="page"/></style:style>'
)


def _boxed(y: int) -> str:
    """A page of text with a black box drawn at `y` centimetres, as people black out a line in a word processor."""
    box = (
        '<draw:rect draw:style-name="sort" text:anchor-type="page" text:anchor-page-number="1" draw:z-index="9" '
        f'svg:x="1cm" svg:y="{y}cm" svg:width="15cm" svg:height="3cm"/>'
    )
    return _flat("fodt", box + TEXT + "<text:p>Samsø 3</text:p>", styles=_BLACK)


PAGES = {
    "clean": LETTERS["clean"],
    "covered_text": _boxed(1),
    "clean/box beside": _boxed(12),
    "white_text": LETTERS["white_text"],
    "form_field": _flat("fodt", _FIELD + TEXT + _FIELD_SHOWN),
    "document_property": LETTERS["document_property"],
}


def converted(folder: Path, target: str, extension: str, sources: dict[str, str]) -> dict[str, bytes]:
    """Let LibreOffice save every source (flat, of that extension) as `target`, all in one run; the files by name."""
    folder.mkdir(parents=True)
    written = []
    for number, text in enumerate(sources.values()):
        written.append(folder / f"fil{number}.{extension}")
        written[-1].write_text(text, encoding="utf-8")
    profile = f"-env:UserInstallation=file://{folder.parent}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", folder / "ud", *written]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return {name: (folder / "ud" / f"fil{number}.{target}").read_bytes() for number, name in enumerate(sources)}
