"""A PDF file: what is attached, behind, beside or left over in it. What stands on its pages is in pdf_pages.py."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, PasswordError, Pdf, PdfError, Stream

from api.documents.gate.pdf_pages import Budget, PageReader
from api.documents.gate.pdf_text import FontText
from api.documents.gate.pictures import picture_tells
from data.errors import DamagedFile, EncryptedFile
from data.files.pdf_streams import bounded_bytes, unpacks_too_far

if TYPE_CHECKING:
    from api.documents.gate.finding import Collector

_INFO_HARMLESS = {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped", "/PTEX.Fullbanner"}
_LINK_HARMLESS = {"/URI", "/GoTo"}
_TELLING_XMP = re.compile(
    rb"<(dc:(?:creator|description|subject)|pdf:Keywords|xmpMM:(?:DerivedFrom|Ingredients))\b.*?</\1>", re.DOTALL
)
_TAGS = re.compile(rb"<[^>]*>")
_MOST_OBJECTS = 200_000
_TRAILING_ALLOWED = 64


def check_pdf(name: str, content: bytes, collector: Collector) -> None:
    """Collect everything a recipient could find in a PDF."""
    if unpacks_too_far(content):
        collector.add("zip_bomb", "")
        return
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as pdf:
            if len(pdf.objects) > _MOST_OBJECTS:
                collector.add("zip_bomb", "", f"{len(pdf.objects)} objekter")
                return
            _check_root(pdf, collector)
            _check_info(pdf, collector)
            _check_objects(pdf, collector)
            _check_pages(pdf, collector)
    except PasswordError as error:
        raise EncryptedFile(name) from error
    except (PdfError, ValueError, TypeError, KeyError, IndexError) as error:
        raise DamagedFile(name, "PDF-strukturen kan ikke læses") from error
    _check_revisions(content, collector)


def _check_pages(pdf: Pdf, collector: Collector) -> None:
    """Read every page, until the budget is spent: the page where that happens is reported as unread."""
    budget, fonts = Budget(), dict[tuple[int, int], FontText]()
    for number, page in enumerate(pdf.pages, start=1):
        _check_page(page.obj, f"side {number}", collector)
        PageReader(f"side {number}", collector, budget, fonts).read_page(page.obj)
        if budget.is_spent:
            return


def _check_root(pdf: Pdf, collector: Collector) -> None:
    root = pdf.Root
    names = root.get(Name.Names, Dictionary())
    if Name.EmbeddedFiles in names or Name.AF in root or Name.Collection in root:
        collector.add("embedded_file", "", "vedhæftet fil")
    if Name.JavaScript in names or Name.AA in root:
        collector.add("javascript", "")
    if Name.OpenAction in root and _is_risky(root.OpenAction):
        collector.add("javascript", "", "handling ved åbning")
    _check_layers(root, collector)
    form = root.get(Name.AcroForm, Dictionary())
    if len(form.get(Name.Fields, Array())) or Name.XFA in form:
        collector.add("form_field", "")


def _check_layers(root: Object, collector: Collector) -> None:
    groups = root.get(Name.OCProperties, Dictionary()).get(Name.OCGs, Array())
    for group in groups:
        collector.add("layer", "", _text(group.get(Name.Name)))


def _is_risky(action: Object) -> bool:
    return isinstance(action, Dictionary) and str(action.get(Name.S, "")) not in _LINK_HARMLESS | {""}


def _check_info(pdf: Pdf, collector: Collector) -> None:
    for key, value in pdf.docinfo.items():
        text = _text(value)
        collector.read(text, "filens egenskaber", key)
        if key not in _INFO_HARMLESS and text.strip():
            collector.add("document_property", "filens egenskaber", key.lstrip("/"), text)
    metadata = pdf.Root.get(Name.Metadata)
    if isinstance(metadata, Stream):
        _check_xmp(bounded_bytes(metadata), collector)


def _check_xmp(xmp: bytes, collector: Collector) -> None:
    collector.read(_TAGS.sub(b" ", xmp).decode("utf-8", "replace"), "filens egenskaber", "XMP")
    for found in _TELLING_XMP.finditer(xmp):
        text = _TAGS.sub(b" ", b"<" + found[0][1:]).decode("utf-8", "replace").strip()
        if text.strip("/> "):
            collector.add("document_property", "filens egenskaber", found[1].decode(), text)


def _check_page(page: Object, part: str, collector: Collector) -> None:
    if Name.PieceInfo in page:
        collector.add("private_data", part)
    if Name.Thumb in page:
        collector.add("thumbnail", part)
    if Name.AA in page:
        collector.add("javascript", part)
    for annotation in page.get(Name.Annots, Array()):
        _check_annotation(annotation, part, collector)


def _check_annotation(annotation: Object, part: str, collector: Collector) -> None:
    kind = str(annotation.get(Name.Subtype, ""))
    for key in (Name.Contents, Name.RC, Name.T, Name.V):
        collector.read(_text(annotation.get(key)), part, "kommentar eller felt")
    if kind == "/FileAttachment":
        collector.add("embedded_file", part)
    elif kind == "/Widget":
        collector.add("form_field", part)
    elif kind != "/Link":
        collector.add("annotation", part, kind.lstrip("/"), _text(annotation.get(Name.Contents)))
    elif _is_risky(annotation.get(Name.A, Dictionary())):
        collector.add("external_link", part)


def _check_objects(pdf: Pdf, collector: Collector) -> None:
    """Look at every object, used or not: pages nobody shows, attached files, metadata of pictures."""
    shown = {page.obj.objgen for page in pdf.pages}
    for thing in pdf.objects:
        if not isinstance(thing, Dictionary | Stream):
            continue
        kind = str(thing.get(Name.Type, ""))
        if kind == "/Page" and thing.objgen not in shown:
            collector.add("orphan_object", "")
        elif kind == "/EmbeddedFile" or (kind == "/Filespec" and Name.EF in thing):
            collector.add("embedded_file", "", "vedhæftet fil")
        elif str(thing.get(Name.S, "")) == "/JavaScript" and Name.JS in thing:
            collector.add("javascript", "")
        elif isinstance(thing, Stream) and str(thing.get(Name.Subtype, "")) == "/Image":
            _check_picture(thing, collector)


def _check_picture(picture: Stream, collector: Collector) -> None:
    if "/DCTDecode" in _filters(picture) and picture_tells(picture.read_raw_bytes()):
        collector.add("picture_metadata", "")


def _filters(stream: Stream) -> list[str]:
    found = stream.get(Name.Filter)
    return [str(one) for one in found] if isinstance(found, Array) else [str(found)]


def _check_revisions(content: bytes, collector: Collector) -> None:
    """A file saved on top of itself ends more than once; one made for fast web view ends twice by design."""
    ends = [found.end() for found in re.finditer(rb"startxref\s+\d+\s+%%EOF", content)]
    allowed = 2 if b"/Linearized" in content[:1024] else 1
    if len(ends) > allowed:
        collector.add("old_revision", "")
    if ends and len(content) - ends[-1] > _TRAILING_ALLOWED:
        collector.add("trailing_data", "")


def _text(value: Object | str | None) -> str:
    return "" if value is None else str(value)
