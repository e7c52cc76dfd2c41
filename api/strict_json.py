"""JSON bodies read strictly: a name given twice, NaN or Infinity is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi.routing import APIRoute
from starlette.requests import Request

from api.commands.tables_io import decoded, parsed_json
from api.errors import WrongMediaType

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from starlette.responses import Response

BODY = "anmodningens indhold"


class StrictRequest(Request):
    """A request whose body is read by the same strict reader as the commands' files."""

    async def json(self) -> Any:  # noqa: ANN401 - whatever JSON holds; the schema validates it
        """Return the body's value.

        Raises
        ------
        WrongEncoding, NotJson
        """
        return parsed_json(BODY, decoded(BODY, await self.body()))


def require_json(headers: Mapping[str, str]) -> None:
    """Refuse a body of another kind; a page elsewhere cannot send this one unasked.

    Raises
    ------
    WrongMediaType : another type, none, or a compressed body.
    """
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" or headers.get("content-encoding", "identity") != "identity":
        raise WrongMediaType("Indholdet skal sendes ukomprimeret med »content-type: application/json«.")


class StrictRoute(APIRoute):
    """A route whose handler gets a `StrictRequest`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap the framework's handler."""
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            if "POST" in (self.methods or ()):
                require_json(request.headers)
            return await handle(StrictRequest(request.scope, request.receive))

        return handle_strictly
