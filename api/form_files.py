"""The files of a form that a browser sends (multipart/form-data, RFC 7578): names and bytes, and nothing else of it."""

from __future__ import annotations

import re
from email.message import Message
from urllib.parse import unquote

from api.errors import InputError

_NAME = re.compile(r'filename="([^"]*)"')


def form_files(content_type: str, body: bytes) -> list[tuple[str, bytes]]:
    """Return the files of a form in the order they were chosen; a field without a file gives none.

    Raises
    ------
    InputError : the body is not such a form.
    """
    message = Message()
    message["content-type"] = content_type
    boundary = message.get_param("boundary")
    if message.get_content_type() != "multipart/form-data" or not isinstance(boundary, str) or not boundary:
        raise InputError("Formularen kan ikke læses; vælg filerne på siden, og send den igen.")
    parts = (b"\r\n" + body).split(b"\r\n--" + boundary.encode())
    return [found for part in parts[1:-1] if (found := _file(part)) is not None]


def _file(part: bytes) -> tuple[str, bytes] | None:
    head, _, content = part.partition(b"\r\n\r\n")
    name = _NAME.search(head.decode("utf-8", "replace"))
    if name is None or not name[1]:
        return None
    return unquote(name[1]).replace("\\", "/").rpartition("/")[2], content
