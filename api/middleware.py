"""What every request passes: whose name it was sent to, how much it brings, and headers that keep browsers careful."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from api.errors import BodyTooLarge
from api.routes.answers import problem

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Pages use no script; styles and pictures come from this service alone; nothing may frame a page.
SOURCES = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = (
    (b"content-security-policy", SOURCES.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)


class CarefulHeaders:
    """Adds `HEADERS` to every answer, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *HEADERS]
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class LimitedBody:
    """Stops reading a body at `most` bytes (of a file: `most_of_file`), whatever its Content-Length claims."""

    FILES = re.compile(r"/v1/checks|/kontrol|/v1/audits|/offentliggjort|/v1/requests/[^/]*/letter-checks")

    def __init__(self, app: ASGIApp, most: int, most_of_file: int) -> None:
        self.app = app
        self.most = most
        self.most_of_file = most_of_file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what is read."""
        taken = 0
        most = self.most_of_file if self.FILES.fullmatch(scope.get("path", "")) else self.most

        async def receive_limited() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise BodyTooLarge(f"Anmodningen fylder over {most} byte; del den op, eller send færre dele.")
            return message

        await self.app(scope, receive_limited if scope["type"] == "http" else receive, send)


class OwnNames:
    """Turns away a request that was sent to another name than this machine's own.

    Without accounts only this machine may ask; a page elsewhere could point its own name here.
    """

    NAMES = ("127.0.0.1", "localhost", "[::1]")

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer with a problem."""
        if scope["type"] != "http" or self._is_ours(Headers(scope=scope).get("host", "")):
            await self.app(scope, receive, send)
            return
        answer = problem("wrong_host", "Anmodningen er sendt til et andet navn end tjenestens; brug 127.0.0.1.")
        await answer(scope, receive, send)

    def _is_ours(self, host: str) -> bool:
        return any(host == name or re.fullmatch(re.escape(name) + r":\d{1,5}", host) for name in self.NAMES)
