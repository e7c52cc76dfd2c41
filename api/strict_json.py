"""JSON bodies read strictly: a name given twice, NaN or Infinity is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi.routing import APIRoute
from starlette.requests import Request

from api.commands.tables_io import decoded, parsed_json

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

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


class StrictRoute(APIRoute):
    """A route whose handler gets a `StrictRequest`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap the framework's handler."""
        handle = super().get_route_handler()

        async def handle_strictly(request: Request) -> Response:
            return await handle(StrictRequest(request.scope, request.receive))

        return handle_strictly
