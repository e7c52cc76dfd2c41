"""`protect --optimal`: what was asked for, and the bounds in one sentence."""

from __future__ import annotations

from argparse import ArgumentTypeError
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.danish import whole
from api.errors import WrongArgument
from disclosure.optimal.search import DEFAULT_WORK

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from disclosure.optimal.search import Optimum


@dataclass(frozen=True, slots=True)
class Wanted:
    """How close to the cheapest the pattern must be proved to be (a share), and the work that may be spent on it."""

    gap: float
    work: int


def add_optimal_arguments(parser: ArgumentParser) -> None:
    """Declare `--optimal` and what goes with it."""
    parser.add_argument(
        "--optimal", action="store_true", help="søg den billigste sikre undertrykkelse, med bevist nedre grænse"
    )
    parser.add_argument("--gap", metavar="ANDEL", type=_share, help="stands, når prisen er højst så meget over grænsen")
    parser.add_argument("--work", metavar="ANTAL", type=_count, help=f"højeste arbejde, ellers {DEFAULT_WORK}")


def _share(text: str) -> float:
    try:
        share = float(text.replace(",", "."))
    except ValueError:
        share = -1.0
    if not 0 <= share < float("inf"):
        raise ArgumentTypeError(f"»{text}« skal være et tal fra 0, for eksempel 0,05")
    return share


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:20]) > 0):
        raise ArgumentTypeError(f"»{text}« skal være et helt tal over 0")
    return int(text[:20])


def optimal_wanted(arguments: Namespace) -> Wanted | None:
    """What was asked for; None without `--optimal`.

    Raises
    ------
    WrongArgument : `--gap` or `--work` without it.
    """
    if arguments.optimal:
        return Wanted(arguments.gap or 0.0, arguments.work or DEFAULT_WORK)
    if arguments.gap is not None or arguments.work is not None:
        raise WrongArgument("«--gap» og «--work» bruges sammen med «--optimal».")
    return None


def proved_sentence(found: Optimum) -> str:
    """The cost and its bound."""
    cost, bound = (whole(round(value)) for value in (found.cost, found.bound))
    if found.cost == found.bound:
        return f"Undertrykkelsen koster {cost}; det er bevist, at ingen sikker undertrykkelse koster mindre."
    percent = f"{100 * found.gap:.1f}".replace(".", ",")
    return (
        f"Undertrykkelsen koster {cost} og er højst {percent} % dyrere end den billigste: ingen koster under {bound}."
    )
