"""`create_app`: the only wiring of the service."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from api.answering import answerer
from api.dependencies import CaseStore, danish_time
from api.errors import WrongArgument
from api.middleware import CarefulHeaders, LimitedBody, OwnNames
from api.openapi import DESCRIPTION, TAGS, add_description
from api.routes import audits, cases, checks, decisions, law, law_pages, pages, registers
from api.routes.answers import add_handlers
from api.settings import load_settings
from data.session import open_database
from rules.binding import check_bindings

if TYPE_CHECKING:
    from api.asked import Answerer
    from api.dependencies import Clock
    from api.settings import Settings


def create_app(settings: Settings, clock: Clock = danish_time, answer: Answerer | None = None) -> FastAPI:
    """Return the service, ready to be listened to."""
    app = FastAPI(
        title="Tabelindsigt",
        version="1",
        summary="Requests for access (aktindsigt) to tables: decided by the law, protected with proof.",
        description=DESCRIPTION,
        openapi_tags=TAGS,
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.store = CaseStore(open_database(settings.database), clock)
    app.state.answer = answer or answerer(settings)
    for routes in (cases, checks, audits, registers, decisions, law, pages, law_pages):
        app.include_router(routes.router)
    app.include_router(checks.pages)
    app.include_router(audits.pages)
    app.mount("/static", StaticFiles(directory=pages.STATIC), name="static")
    add_handlers(app)
    add_description(app)
    app.add_middleware(LimitedBody, most=settings.max_body_bytes, most_of_file=settings.max_file_bytes)
    app.add_middleware(OwnNames)
    app.add_middleware(CarefulHeaders)
    return app


def listen(host: str, port: int) -> None:
    """Serve on a loopback address until stopped.

    Raises
    ------
    WrongArgument : the port is taken.
    UnboundRuleError : rules and statute texts do not fit together, so nothing may be decided.
    """
    check_bindings()
    app = create_app(load_settings(os.environ))
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as ears:
        ears.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            ears.bind((host, port))
        except OSError as error:
            raise WrongArgument(
                f"Porten {port} på {host} kan ikke bruges ({error.strerror}); vælg en anden med --port."
            ) from error
        print(f"Tjenesten kører på http://{host}:{port}; stop den med Ctrl-C.", flush=True)  # noqa: T201 - the address is the answer of `serve`
        uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False, access_log=False)).run([ears])
