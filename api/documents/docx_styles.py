"""The styles and the page of a letter in DOCX: what Word's style pane shows, and nothing set by hand in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

FONT = "Times New Roman"  # on every machine with Word; LibreOffice has letters of the same width for it
TABLE_STYLE = "Tabel"
_INK = RGBColor(0x1A, 0x1A, 0x1A)
_HEADINGS = (("Heading 1", 17, 18, 10), ("Heading 2", 13, 16, 6), ("Heading 3", 11.5, 12, 4))
_OWN_STYLES = (("Afsender", 11, 18), ("Modtager", 11, 12), ("Sagsoplysninger", 10, 6), ("Note", 9.5, 8))


def set_up_page(document: Document) -> None:
    """A4 with the page number in the foot."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(22), Mm(24)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.add_run("Side ")
    _add_field(footer, "PAGE")
    footer.add_run(" af ")
    _add_field(footer, "NUMPAGES")


def turn_page(document: Document) -> None:
    """Begin a new page the other way: across after upright, upright after across."""
    section = document.add_section()
    section.page_width, section.page_height = section.page_height, section.page_width
    across = (section.page_width or 0) > (section.page_height or 0)
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT


def _add_field(paragraph: Paragraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    paragraph._p.append(field)  # noqa: SLF001 - the library has no call for a field


def set_up_styles(document: Document) -> None:
    """Give every style the letter uses its look, and every text its language."""
    normal = document.styles["Normal"]
    _write_font(normal, 10.5)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.1
    _set_language(document)
    for name, size, before, after in _HEADINGS:
        _set_up_heading(document.styles[name], size, before, after)
    for name, size, after in _OWN_STYLES:
        _add_style(document, name, size, after)
    _add_style(document, "Signatur", 11, 0).paragraph_format.space_before = Pt(24)
    _add_style(document, "Udkast", 11, 4).font.bold = True
    _set_up_caption(document)
    _set_up_tables(document)
    document.styles["Afsender"].font.bold = True
    document.styles["Quote"].paragraph_format.left_indent = Mm(8)
    document.styles["Quote"].font.color.rgb = _INK


def _write_font(style: ParagraphStyle, size: float) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(attribute), None)  # a theme font would win over the one named here
    for attribute in ("w:eastAsia", "w:cs"):
        fonts.set(qn(attribute), FONT)


def _set_language(document: Document) -> None:
    """Set the language in the document's defaults, so that text typed later is Danish too."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        for attribute in ("w:val", "w:eastAsia"):
            language.set(qn(attribute), "da-DK")


def _set_up_heading(style: ParagraphStyle, size: float, before: float, after: float) -> None:
    _write_font(style, size)
    style.font.bold, style.font.color.rgb = True, _INK
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.keep_with_next = True


def _set_up_caption(document: Document) -> None:
    caption = document.styles["Caption"]
    _write_font(caption, 10)
    caption.font.bold, caption.font.color.rgb = True, _INK
    caption.paragraph_format.keep_with_next = True
    caption.paragraph_format.space_before = Pt(8)


def _set_up_tables(document: Document) -> None:
    """In tables, and only there, a word that does not fit is divided rather than broken."""
    table = _add_style(document, TABLE_STYLE, 9.5, 1)
    table.paragraph_format.line_spacing = 1.0
    for style, is_suppressed in ((document.styles["Normal"], "1"), (table, "0")):
        suppress = OxmlElement("w:suppressAutoHyphens")
        suppress.set(qn("w:val"), is_suppressed)
        style.element.get_or_add_pPr().insert(0, suppress)
    tab_stop = document.settings.element.find(qn("w:defaultTabStop"))
    tab_stop.addnext(OxmlElement("w:autoHyphenation"))  # the format fixes the order of the settings


def _add_style(document: Document, name: str, size: float, after: float) -> ParagraphStyle:
    style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.font.size, style.paragraph_format.space_after = Pt(size), Pt(after)
    style.quick_style = True
    return style
