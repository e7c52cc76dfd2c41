"""Word documents and PDF files that each hide one thing."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject

from tests.api.documents.broken_workbooks import replaced, with_entries
from tests.api.documents.libreoffice_files import camera_picture, plain_picture

if TYPE_CHECKING:
    from collections.abc import Callable

_W = nsdecls("w")


def document_with(change: Callable[[object], object] | None = None) -> bytes:
    """A clean letter of one paragraph and one table, changed in one way."""
    document = Document()
    document.add_heading("Afgørelse", 1)
    document.add_paragraph("Vi har fundet 48 henvendelser i 2024.")
    table = document.add_table(rows=3, cols=2)
    for row, texts in zip(table.rows, (("Årsag", "Antal"), ("Trusler", "21"), ("Skilsmisse", "27")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    if change is not None:
        change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _run(**looks: object) -> Callable[[object], None]:
    def change(document) -> None:
        font = document.add_paragraph().add_run("Samsø").font
        for name, value in looks.items():
            setattr(font, name, value)

    return change


def _white(document) -> None:
    document.add_paragraph().add_run("Samsø").font.color.rgb = RGBColor(255, 255, 255)


def white_on_dark() -> bytes:
    """White letters in a dark cell can be read by everybody."""

    def change(document) -> None:
        cell = document.tables[0].rows[0].cells[0]
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {_W} w:val="clear" w:fill="1F3864"/>'))
        cell.paragraphs[0].runs[0].font.color.rgb = RGBColor(255, 255, 255)

    return document_with(change)


def _raw(xml: str) -> Callable[[object], None]:
    def change(document) -> None:
        document.element.body.insert(0, parse_xml(xml))

    return change


def _hidden_style(document) -> None:
    style = document.styles.add_style("Skjult", 1)
    style.font.hidden = True
    document.add_paragraph("Samsø", style="Skjult")


def _split_number(document) -> None:
    paragraph = document.add_paragraph()
    for piece in ("0101", "90-", "1234"):
        paragraph.add_run(piece)


def _small(document) -> None:
    document.tables[0].rows[1].cells[1].text = "3"


def _mark_of_the_house(document) -> None:
    document.sections[0].header.paragraphs[0].text = "Kun til intern brug"


def _author(document) -> None:
    document.core_properties.author = "Fornavn Efternavn"


def _part(name: str, data: str = "<x/>") -> bytes:
    return with_entries(document_with(), {name: data})


def _picture_text(text: str) -> Callable[[object], None]:
    xml = (
        f'<w:p {nsdecls("w", "wp")}><w:r><w:drawing><wp:inline><wp:docPr id="1" name="b" descr="{text}"/>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    return _raw(xml)


DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "tracked_change": lambda: document_with(
        _raw(f'<w:p {_W}><w:del w:id="1" w:author="x"><w:r><w:delText>Samsø</w:delText></w:r></w:del></w:p>')
    ),
    "hidden_text": lambda: document_with(_run(hidden=True)),
    "hidden_text/style": lambda: document_with(_hidden_style),
    "white_text": lambda: document_with(_white),
    "tiny_text": lambda: document_with(_run(size=Pt(1))),
    "alt_text": lambda: document_with(_picture_text("Samsø: 3")),
    "alt_text_notice": lambda: document_with(_picture_text("Kommunens logo")),
    "comment": lambda: _part("word/comments.xml"),
    "custom_xml": lambda: _part("customXml/item9.xml", "<sag><nr>12</nr></sag>"),
    "custom_property": lambda: _part(
        "docProps/custom.xml", "<Properties><property name='sag'>12</property></Properties>"
    ),
    "document_property": lambda: document_with(_author),
    "embedded_file": lambda: _part("word/embeddings/oleObject1.bin"),
    "macro": lambda: _part("word/vbaProject.bin"),
    "cpr_number": lambda: document_with(lambda document: document.add_paragraph("cpr 010190 1234")),
    "cpr_number/split": lambda: document_with(_split_number),
    "small_count": lambda: document_with(_small),
    "external_link": lambda: document_with(
        _raw(f'<w:p {_W}><w:r><w:instrText>INCLUDETEXT "x.docx"</w:instrText></w:r></w:p>')
    ),
    "validation_list": lambda: document_with(
        _raw(
            f"<w:sdt {_W}><w:sdtPr><w:dropDownList>"
            '<w:listItem w:displayText="Samsø" w:value="1"/></w:dropDownList></w:sdtPr><w:sdtContent/></w:sdt>'
        )
    ),
    "document_variable": lambda: replaced(
        document_with(),
        "word/settings.xml",
        "</w:settings>",
        '<w:docVars><w:docVar w:name="a" w:val="b"/></w:docVars></w:settings>',
    ),
    "tracking_on": lambda: replaced(
        document_with(), "word/settings.xml", "</w:settings>", "<w:trackRevisions/></w:settings>"
    ),
    "picture_metadata": lambda: document_with(lambda document: document.add_picture(io.BytesIO(camera_picture()))),
    "connection": lambda: replaced(
        document_with(),
        "word/settings.xml",
        "</w:settings>",
        '<w:mailMerge><w:connectString w:val="Data Source=personer.xlsx"/></w:mailMerge></w:settings>',
    ),
    "hidden_object": lambda: document_with(
        _raw(
            f'<w:p {nsdecls("w", "wp")}><w:r><w:drawing><wp:inline><wp:docPr id="1" name="kasse" hidden="1"/>'
            "</wp:inline></w:drawing></w:r></w:p>"
        )
    ),
    "thumbnail": lambda: with_entries(document_with(), {"docProps/thumbnail.jpeg": plain_picture()}),
    "internal_document": lambda: document_with(_mark_of_the_house),
    "internal_name": lambda: document_with(lambda document: document.add_heading("Internt notat", 1)),
    "unknown_part": lambda: _part("word/nyt/noget.xml"),
}

_PAGE = b"BT /F1 12 Tf 72 700 Td (48 henvendelser i 2024) Tj ET\n"
_SECRET = b"BT /F1 12 Tf 72 500 Td (Samso) Tj ET\n"


def pdf_with(content: bytes = b"", change: Callable[[Pdf], object] | None = None) -> bytes:
    """A clean PDF of one line on one page, with more painted on it or changed in one way."""
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page = pdf.add_blank_page(page_size=(595, 842))
    page.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    page.Contents = Stream(pdf, _PAGE + content)
    if change is not None:
        change(pdf)
    buffer = io.BytesIO()
    pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _attach(pdf: Pdf) -> None:
    pdf.attachments["grundlag.csv"] = b"Samso;3"


def _annotate(pdf: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=String("kun 3"))
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


def _form(pdf: Pdf) -> None:
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("a"), V=String("3")))
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


def _layer(pdf: Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Skjult lag")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))


def _script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _named_script(pdf: Pdf) -> None:
    script = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("start"), script])))


def _author_pdf(pdf: Pdf) -> None:
    pdf.docinfo["/Author"] = "Fornavn Efternavn"


def _thumb(pdf: Pdf) -> None:
    pdf.pages[0].Thumb = Stream(pdf, b"x")


def _old_revision() -> bytes:
    """A page saved on top of an earlier one: the first text is still in the file."""
    content = pdf_with()
    start = content.rindex(b"startxref") + len(b"startxref")
    offset = int(content[start:].split()[0])
    return content + b"\nstartxref\n%d\n%%%%EOF\n" % offset


def _saved_on_top() -> bytes:
    """A page whose text was replaced by a program that saves as people's programs do: after what was there."""
    writer = PdfWriter(io.BytesIO(pdf_with(_SECRET)), incremental=True)
    contents = DecodedStreamObject()
    contents.set_data(_PAGE)
    writer.pages[0].replace_contents(contents)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _written(change: Callable[[PdfWriter], object]) -> bytes:
    """The clean page after another library has added something to it."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf_with()))
    change(writer)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _layer_of_text(pdf: Pdf) -> None:
    _layer(pdf)
    pdf.pages[0].Resources.Properties = Dictionary(L1=pdf.Root.OCProperties.OCGs[0])


def _column(*counts: int) -> bytes:
    """Numbers under each other, flush right as in a table."""
    rows = ((500 - 5 * len(str(count)), 500 - 20 * row, count) for row, count in enumerate(counts))
    return b"".join(b"BT /F1 10 Tf %d %d Td (%d) Tj ET\n" % row for row in rows)


def clean_columns_pdf() -> bytes:
    """Running numbers, two numbers on one edge, numbers on edges of their own and a page number are no counts."""
    alone = b"".join(b"BT /F1 10 Tf %d 300 Td (3) Tj ET\n" % place for place in range(100, 500, 40))
    return pdf_with(_column(1, 2, 3, 4) + alone + b"BT /F1 9 Tf 540 30 Td (Side 2 af 9) Tj ET\n")


def _picture(pdf: Pdf) -> None:
    """A picture of one point that a page can stretch over anything."""
    image = Stream(pdf, b"\x00")
    image.Type, image.Subtype, image.Width, image.Height = Name.XObject, Name.Image, 1, 1
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
    pdf.pages[0].Resources.XObject = Dictionary(I1=image)


def _camera(pdf: Pdf) -> None:
    _picture(pdf)
    image = pdf.pages[0].Resources.XObject.I1
    image.write(b"\xff\xd8\xff\xe1\x00\x0aExif\x00\x00\x00\x00\xff\xda", filter=Name.DCTDecode)


def _see_through(pdf: Pdf) -> None:
    pdf.pages[0].Resources.ExtGState = Dictionary(G1=Dictionary(ca=0.4))


def _deleted_page(pdf: Pdf) -> None:
    page = pdf.make_indirect(Dictionary(Type=Name.Page, Contents=Stream(pdf, _SECRET)))
    pdf.Root.Rest = Array([page])


def _creator(pdf: Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = ["Fornavn Efternavn"]


def _launch(pdf: Pdf) -> None:
    link = Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=Dictionary(S=Name.Launch, F=String("x.exe")))
    pdf.pages[0].Annots = Array([link])


def _widget(pdf: Pdf) -> None:
    pdf.pages[0].Annots = Array([Dictionary(Subtype=Name.Widget, Rect=Array([0, 0, 9, 9]), V=String("3"))])


def _attached_note(pdf: Pdf) -> None:
    pdf.pages[0].Annots = Array([Dictionary(Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]))])


def _private(pdf: Pdf) -> None:
    pdf.pages[0].PieceInfo = Dictionary(Program=Dictionary())


def _page_action(pdf: Pdf) -> None:
    pdf.pages[0].AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("1")))


def _own_letters(pdf: Pdf) -> None:
    """A font whose codes mean something only by its table: 1 to 10 are the digits of a personal number."""
    table = (
        b"1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        b"2 beginbfchar <0001> <0030> <000b> <002D> endbfchar\n"
        b"2 beginbfrange <0002> <000a> <0031> <0010> <0011> [<0041> <0042>] endbfrange"
    )
    font = Dictionary(Type=Name.Font, Subtype=Name.Type0, ToUnicode=Stream(pdf, table))
    pdf.pages[0].Resources.Font.F2 = pdf.make_indirect(font)


# 010190-1234 in the codes of that font
_OWN_NUMBER = b"BT /F2 12 Tf 72 500 Td <0001000200010002000a0001000b0002000300040005> Tj ET\n"

PDFS: dict[str, Callable[[], bytes]] = {
    "covered_text": lambda: pdf_with(_SECRET + b"0 g 60 480 200 40 re f\n"),
    "covered_text/white": lambda: pdf_with(_SECRET + b"1 1 1 rg 60 480 m 260 480 l 260 520 l 60 520 l h f\n"),
    "covered_text/round": lambda: pdf_with(_SECRET + b"0 g 60 480 m 260 480 260 520 60 520 c f\n"),
    "covered_text/round, two short curves": lambda: pdf_with(
        _SECRET + b"0 g 60 480 m 260 480 160 500 v 260 520 60 520 y f\n"
    ),
    "covered_text/slanted": lambda: pdf_with(_SECRET + b"0 g 50 470 m 300 480 l 290 530 l 55 540 l h B*\n"),
    "covered_text/begun on an edge": lambda: pdf_with(
        _SECRET + b"0 g 160 480 m 60 480 l 60 520 l 260 520 l 260 480 l 160 480 l h f*\n"
    ),
    "covered_text/from the origin": lambda: pdf_with(_SECRET + b"0 g 600 0 l 600 800 l 0 800 l f\n"),
    "covered_text/picture": lambda: pdf_with(_SECRET + b"q 300 0 0 60 60 480 cm /I1 Do Q\n", _picture),
    "covered_text/second line": lambda: pdf_with(
        b"BT /F1 12 Tf 14 TL 72 500 Td (a) Tj T* (Samso) Tj ET 0 0 0 1 k 60 480 200 15 re f\n"
    ),
    "white_text/cmyk": lambda: pdf_with(b"0 0 0 0 k\n" + _SECRET),
    "picture_metadata": lambda: pdf_with(change=_camera),
    "orphan_object": lambda: pdf_with(change=_deleted_page),
    "document_property/xmp": lambda: pdf_with(change=_creator),
    "external_link": lambda: pdf_with(change=_launch),
    "form_field/widget": lambda: pdf_with(change=_widget),
    "embedded_file/note": lambda: pdf_with(change=_attached_note),
    "private_data": lambda: pdf_with(change=_private),
    "javascript/page": lambda: pdf_with(change=_page_action),
    "cpr_number/own letters": lambda: pdf_with(_OWN_NUMBER, _own_letters),
    "cpr_number/quote": lambda: pdf_with(b"BT /F1 12 Tf 14 TL 72 500 Td (0101901234) ' ET\n"),
    "white_text": lambda: pdf_with(b"1 g\n" + _SECRET),
    "tiny_text": lambda: pdf_with(b"BT /F1 0.5 Tf 72 500 Td (Samso) Tj ET\n"),
    "invisible_text": lambda: pdf_with(b"BT 3 Tr /F1 12 Tf 72 500 Td (Samso) Tj ET\n"),
    "off_page_text": lambda: pdf_with(b"BT /F1 12 Tf 900 900 Td (Samso) Tj ET\n"),
    "embedded_file": lambda: pdf_with(change=_attach),
    "annotation": lambda: pdf_with(change=_annotate),
    "form_field": lambda: pdf_with(change=_form),
    "layer": lambda: pdf_with(change=_layer),
    "javascript": lambda: pdf_with(change=_script),
    "document_property": lambda: pdf_with(change=_author_pdf),
    "thumbnail": lambda: pdf_with(change=_thumb),
    "old_revision": _old_revision,
    "old_revision/saved on top": _saved_on_top,
    "embedded_file/attached": lambda: _written(lambda writer: writer.add_attachment("grundlag.csv", b"Samso;3")),
    "annotation/highlight": lambda: _written(
        lambda writer: writer.add_annotation(0, FreeText(text="kun 3", rect=(50, 550, 200, 650)))
    ),
    "javascript/names": lambda: pdf_with(change=_named_script),
    "layer/hidden text": lambda: pdf_with(b"/OC /L1 BDC\n" + _SECRET + b"EMC\n", _layer_of_text),
    "internal_document": lambda: pdf_with(
        b"BT /F1 12 Tf 72 760 Td (Internt notat - ) Tj (m\xe5 ikke udleveres) Tj ET\n"
    ),
    "internal_name": lambda: pdf_with(b"BT /F1 12 Tf 72 760 Td (INTERNT NOTAT) Tj ET\n"),
    "small_count": lambda: pdf_with(_column(21, 3, 1000)),
    "trailing_data": lambda: pdf_with() + b"Samso 3 " * 50,
    "cpr_number": lambda: pdf_with(b"BT /F1 12 Tf 72 500 Td [(010190) -20 (-1234)] TJ ET\n"),
}


def marker_pdf() -> bytes:
    """A see-through marker over a text, as a highlighter leaves it, hides nothing."""
    return pdf_with(_SECRET + b"/G1 gs 1 1 0 rg 60 480 200 40 re f\n", _see_through)


def shapes_beside_pdf() -> bytes:
    """A round shape beside a text, a frame around it and a line past it hide nothing."""
    round_shape = b"0 g 160 480 m 260 480 260 520 160 520 c f\n"
    frame = b"50 450 500 100 re 55 455 490 90 re f* 50 450 m 550 450 l 550 550 l 50 550 l h 55 455 m 55 545 l "
    return pdf_with(_SECRET + round_shape + frame + b"545 545 l 545 455 l h f 60 480 200 40 re S 60 480 m 90 520 l f\n")


def white_on_dark_pdf() -> bytes:
    """White letters painted on a dark box can be read by everybody."""
    return pdf_with(b"0 0 0.4 rg 60 480 200 40 re f 1 g\n" + _SECRET)
