"""The authority's logo at the head of its letters: a picture and nothing beside it."""

from __future__ import annotations

from pathlib import Path

from api.documents.errors import UnusableLogo
from api.documents.gate.pictures import picture_tells

LOGO_MM = 16  # its height
_LARGEST = 300_000
_KINDS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def read_logo(path: str) -> bytes:
    """Return the picture at `path`, or nothing where no path is set.

    Raises
    ------
    UnusableLogo : it cannot be read, is no PNG or JPEG, is too large, or carries words about place, time or person.
    """
    if not path:
        return b""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise UnusableLogo(path, "filen kan ikke læses; ret stien") from error
    if not content.startswith(_KINDS):
        raise UnusableLogo(path, "det skal være et billede i PNG eller JPEG")
    if len(content) > _LARGEST:
        raise UnusableLogo(path, f"det fylder over {_LARGEST // 1000} kB; gem det mindre")
    if picture_tells(content):
        raise UnusableLogo(path, "det har oplysninger om sted, tid eller person i sig; gem det uden metadata")
    return content


def logo_words(sender: tuple[str, ...]) -> str:
    """Return what is said in the logo's place to whoever cannot see it."""
    return f"Logo: {sender[0]}" if sender else "Logo"
