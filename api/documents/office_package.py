"""What every office file we write has done to it last: parts nobody asked for out, Danish in, stable bytes."""

from __future__ import annotations

import re

from api.documents.zip_bytes import unzipped, zip_bytes

_LEFTOVERS = ("docProps/thumbnail.jpeg", "customXml/", "word/stylesWithEffects.xml")
_RELATIONSHIP = re.compile(rb"<Relationship [^>]*?/>")
_OVERRIDE = re.compile(rb"<Override [^>]*?/>")
_JPEG_DEFAULT = re.compile(rb'<Default [^>]*Extension="jpeg"[^>]*?/>')
_PLAIN_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


def cleaned_docx(content: bytes) -> bytes:
    """Return the document without the thumbnail, custom XML and application data of the blank it was made from."""
    entries = {name: data for name, data in unzipped(content).items() if not _is_leftover(name)}
    entries["docProps/app.xml"] = _PLAIN_APP
    types = _without(entries["[Content_Types].xml"], _OVERRIDE)
    entries["[Content_Types].xml"] = _JPEG_DEFAULT.sub(b"", types)
    for name in [name for name in entries if name.endswith(".rels")]:
        entries[name] = _without(entries[name], _RELATIONSHIP)
    return zip_bytes(entries)


def _is_leftover(name: str) -> bool:
    return name.startswith(_LEFTOVERS)


def _without(xml: bytes, element: re.Pattern[bytes]) -> bytes:
    """Return the XML without the elements that point to a part taken out."""
    targets = (b"thumbnail.jpeg", b"customXml/", b"stylesWithEffects.xml")
    return element.sub(lambda found: b"" if any(part in found[0] for part in targets) else found[0], xml)


def danish_workbook(content: bytes) -> bytes:
    """Return the workbook with its language in the properties, and without a claim about the program it came from."""
    entries = unzipped(content)
    entries["docProps/app.xml"] = _PLAIN_APP
    core = entries["docProps/core.xml"]
    entries["docProps/core.xml"] = core.replace(
        b"</cp:coreProperties>", b"<dc:language>da-DK</dc:language></cp:coreProperties>"
    )
    return zip_bytes(entries)
