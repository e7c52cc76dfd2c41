"""The settings: name, default and help for each; nothing needs to be set on a machine that tries the program.

A setting is read from the environment variable TABELINDSIGT_ and its name in capitals. docs/settings.md has them all.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from api.errors import WrongSetting

if TYPE_CHECKING:
    from collections.abc import Mapping

PREFIX = "TABELINDSIGT_"
LINE_SEPARATOR = "|"
SMALLEST_BODY = 1_000
SIZES = ("max_body_bytes", "max_file_bytes")


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default; `metadata["help"]` says in Danish what it is for."""

    database: str = field(
        default="sqlite:///tabelindsigt.sqlite",
        metadata={"help": "databasen med sager, afgørelser og dokumenter; filen laves, hvis den ikke findes"},
    )
    max_body_bytes: int = field(
        default=2_000_000,
        metadata={"help": "den største anmodning, tjenesten tager imod over HTTP, i byte"},
    )
    max_file_bytes: int = field(
        default=20_000_000,
        metadata={"help": "den største fil, tjenesten tager imod til kontrol, i byte"},
    )
    authority: str = field(default="", metadata={"help": "myndighedens navn, når det ikke står i sagens fakta"})
    logo: str = field(default="", metadata={"help": "billedet øverst i brevet: stien til en PNG- eller JPEG-fil"})
    sender: str = field(default="", metadata={"help": "brevhovedets linjer, adskilt af |"})
    contact: str = field(default="", metadata={"help": "hvor modtageren af brevet får fat i sagsbehandleren"})
    complaint_contact: str = field(
        default="", metadata={"help": "adressen for henvendelser om afgørelsen, linjer adskilt af |"}
    )
    tilsyn_address: str = field(default="", metadata={"help": "Ankestyrelsens adresse, linjer adskilt af |"})
    signature: str = field(default="", metadata={"help": "linjerne under brevet, adskilt af |; juristens navn først"})

    def lines(self, name: str) -> tuple[str, ...]:
        """The lines of a setting that has several."""
        text: str = getattr(self, name)
        return tuple(line.strip() for line in text.split(LINE_SEPARATOR) if line.strip())


def load_settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings of `environment`; what is not set keeps its default.

    Raises
    ------
    WrongSetting : a name that begins as ours and is none of them, or a value that cannot be used.
    """
    known = {PREFIX + one.name.upper(): one.name for one in fields(Settings)}
    unknown = sorted(name for name in environment if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise WrongSetting(f"Indstillingen {unknown[0]} findes ikke; kendte er {', '.join(sorted(known))}.")
    given = {known[name]: text for name, text in environment.items() if name in known}
    sizes = {name: _bytes(name, given.pop(name)) for name in SIZES if name in given}
    return replace(Settings(), **sizes, **given)  # type: ignore[arg-type]  # the sizes are numbers, the rest texts


def _bytes(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) >= SMALLEST_BODY):
        raise WrongSetting(
            f"Indstillingen {PREFIX}{name.upper()} skal være et helt tal på mindst {SMALLEST_BODY}, ikke »{text}«."
        )
    return int(text)
