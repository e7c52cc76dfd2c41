"""What a browser sends of a form (multipart/form-data, RFC 7578): files by name and bytes, fields by name and text."""

from __future__ import annotations

import re
from email.message import Message
from urllib.parse import unquote

from api.errors import InputError

_NAME = re.compile(r'filename="([^"]*)"')
_FIELD = re.compile(r'[; ]name="([^"]*)"')


def form_files(content_type: str, body: bytes) -> list[tuple[str, bytes]]:
    """Return the files of a form in the order they were chosen; a field without a file gives none.

    Raises
    ------
    InputError : the body is not such a form.
    """
    return [found for part in _parts(content_type, body) if (found := _file(part)) is not None]


def form_fields(content_type: str, body: bytes) -> dict[str, str]:
    """Return the fields of a form that are no files; of several with one name the last.

    Raises
    ------
    InputError : the body is not such a form.
    """
    return dict(found for part in _parts(content_type, body) if (found := _field(part)) is not None)


def _parts(content_type: str, body: bytes) -> list[bytes]:
    message = Message()
    message["content-type"] = content_type
    boundary = message.get_param("boundary")
    if message.get_content_type() != "multipart/form-data" or not isinstance(boundary, str) or not boundary:
        raise InputError("Formularen kan ikke læses; vælg filerne på siden, og send den igen.")
    return (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:-1]


def _file(part: bytes) -> tuple[str, bytes] | None:
    head, _, content = part.partition(b"\r\n\r\n")
    name = _NAME.search(head.decode("utf-8", "replace"))
    if name is None or not name[1]:
        return None
    return unquote(name[1]).replace("\\", "/").rpartition("/")[2], content


def _field(part: bytes) -> tuple[str, str] | None:
    head, _, content = part.partition(b"\r\n\r\n")
    described = head.decode("utf-8", "replace")
    name = _FIELD.search(described)
    if name is None or _NAME.search(described):
        return None
    return name[1], content.decode("utf-8", "replace").replace("\r\n", "\n")
