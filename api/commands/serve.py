"""`serve`: the service on this machine, and nowhere else."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from api.errors import NotLoopback, WrongArgument

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

HIGHEST_PORT = 65535


def add_arguments(parser: ArgumentParser) -> None:
    """Declare where to listen."""
    parser.add_argument("--host", default="127.0.0.1", help="adresse; kun denne maskine er tilladt (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port (8000)")


def run(arguments: Namespace) -> int:
    """Listen until stopped.

    Raises
    ------
    NotLoopback : the address can be reached from other machines; there are no accounts yet.
    WrongArgument : no such port.
    """
    require_loopback(arguments.host)
    if not 0 < arguments.port <= HIGHEST_PORT:
        raise WrongArgument(f"--port skal ligge mellem 1 og {HIGHEST_PORT}, ikke {arguments.port}.")
    from api.app import listen  # noqa: PLC0415 - the web framework is loaded only to serve

    listen(arguments.host, arguments.port)
    return 0


def require_loopback(host: str) -> None:
    """Refuse every address but this machine's own.

    Raises
    ------
    NotLoopback : also for a name that only may mean this machine.
    """
    if host == "localhost":
        return
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        address = None
    if address is None or not address.is_loopback:
        raise NotLoopback(
            f"Tjenesten har ingen brugerkonti og lytter kun på denne maskine; »{host}« er afvist. Brug 127.0.0.1."
        )
