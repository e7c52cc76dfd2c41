"""The statute as data: every provision's wording on a day, with source and mark.

The text stands in <act>/text/*.yaml, in the smallest pieces that are cited (stykke, nummer, punktum),
each piece once. A version ends when the next one of the same piece begins. No version in force on a
day, or two, is an error. A piece whose wording is not known has ``text: null`` and is cited by number.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

import yaml

from rules.acts import act_of, all_acts, text_folder
from rules.errors import NoVersionInForceError, SeveralVersionsInForceError, UnknownProvisionError
from rules.provision import Provision, parse
from rules.typography import glued

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from importlib.resources.abc import Traversable

NOT_ENTERED = "[ordlyden er ikke indlagt]"
MARK_SENTENCES = {
    "V": "Ordlyden er læst i den angivne offentlige kilde og er ikke kontrolleret af en jurist.",
    "S": "Ordlyden er læst i den angivne kilde og er ikke kontrolleret af en jurist.",
    "L90": "IKKE VERIFICERET: ordlyden er fra lovforslaget og er ikke sammenholdt med den vedtagne lov.",
    "K": "IKKE VERIFICERET: ordlyden er ikke bekræftet i en offentlig kilde.",
    "UNVERIFIED": "IKKE VERIFICERET: ordlyden mangler helt eller delvis.",
}
BLOCKING_MARKS = frozenset({"L90", "K", "UNVERIFIED"})


@dataclass(frozen=True, slots=True)
class Checked:
    """A jurist's check of a wording against Retsinformation; both are None until it is done."""

    on: date | None
    by: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """One version of one piece of a provision.

    Attributes
    ----------
    valid_from : first day; the program serves days from 1 January 2014, so an older wording begins there too.
    valid_to : the day the next version begins, None for the last one.
    amended_by : the amending act, None for the wording as adopted or where the source does not name it.
    text : the wording, None where it is not known.
    excerpt : the wording has gaps, shown as "…".
    mark : how well the wording is known: V, S, L90, K or UNVERIFIED.
    """

    provision: Provision
    valid_from: date
    valid_to: date | None
    amended_by: str | None
    text: str | None
    excerpt: bool
    note: str | None
    source: str | None
    mark: str
    checked: Checked

    def in_force(self, day: date) -> bool:
        """Whether the version applies on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    @property
    def is_checked(self) -> bool:
        """Whether a jurist has signed for the wording."""
        return self.checked.on is not None and bool(self.checked.by)


@dataclass(frozen=True, slots=True)
class Wording:
    """A whole provision as it stood on a day, composed of its pieces.

    Attributes
    ----------
    paragraphs : one per stykke, None where no piece has a text.
    marks : the marks of the pieces that no jurist has checked, worst first.
    blocking : the pieces whose wording must be checked before it is sent.
    pieces : how many pieces the wording has.
    missing : the pieces without a text.
    """

    provision: Provision
    paragraphs: tuple[str, ...] | None
    marks: tuple[str, ...]
    missing: tuple[Provision, ...]
    blocking: tuple[Provision, ...]
    pieces: int
    excerpt: bool
    sources: tuple[str, ...]

    @property
    def blocks_issue(self) -> bool:
        """Whether some wording must be checked by a jurist before it is sent."""
        return bool(self.blocking)

    @property
    def mark_sentence(self) -> str:
        """The Danish sentence shown beside the wording; empty when everything has been checked."""
        extra = " Gengivet i uddrag." if self.excerpt else ""
        if not self.marks:
            return extra.strip()
        sentence = MARK_SENTENCES[self.marks[0]]
        if self.blocking and len(self.blocking) < self.pieces:
            which = ", ".join(piece.within for piece in self.blocking)
            sentence = f"{sentence.rstrip('.')} ({which})."
        return glued(sentence + extra)


@cache
def all_versions() -> tuple[Version, ...]:
    """Return every version of every piece, in the order of the acts' files.

    Raises
    ------
    SeveralVersionsInForceError : a piece is entered twice, or two of its versions begin on the same day.
    """
    versions = tuple(version for act in all_acts() for file in _files(text_folder(act)) for version in _read(file))
    return each_once(versions)


def each_once(versions: tuple[Version, ...]) -> tuple[Version, ...]:
    """Return the versions; a piece that is entered twice, or twice from one day, is an error."""
    seen: set[tuple[Provision, date]] = set()
    for version in versions:
        key = (version.provision, version.valid_from)
        if key in seen:
            raise SeveralVersionsInForceError(f"To udgaver af {version.provision.in_full} begynder samme dag.")
        seen.add(key)
    return versions


def version_in_force(provision: Provision, day: date) -> Version:
    """Return the version of exactly this piece that applies on `day`.

    Raises
    ------
    UnknownProvisionError, NoVersionInForceError, SeveralVersionsInForceError
    """
    entered = [version for version in all_versions() if version.provision == provision]
    if not entered:
        raise UnknownProvisionError(f"{provision.in_full} er ikke indlagt.")
    return one_in_force(entered, day)


def one_in_force(versions: Iterable[Version], day: date) -> Version:
    """Return the one of `versions` (all of one piece) that applies on `day`; none or two is an error."""
    applying = [version for version in versions if version.in_force(day)]
    if not applying:
        raise NoVersionInForceError(f"Ingen udgave af bestemmelsen er i kraft den {day.isoformat()}.")
    if applying[1:]:
        raise SeveralVersionsInForceError(
            f"Flere udgaver af {applying[0].provision.in_full} er i kraft den {day.isoformat()}."
        )
    return applying[0]


def wording(provision: Provision, day: date) -> Wording:
    """Return the whole provision as it stood on `day`, one paragraph per stykke.

    Raises
    ------
    UnknownProvisionError : nothing of the provision is entered.
    NoVersionInForceError : nothing of it was in force on the day.
    """
    pieces = _pieces(provision, day)
    unchecked = {piece.mark for piece in pieces if not piece.is_checked}
    missing = tuple(piece.provision for piece in pieces if piece.text is None)
    return Wording(
        provision=provision,
        paragraphs=None if len(missing) == len(pieces) else _paragraphs(pieces),
        marks=tuple(mark for mark in reversed(MARK_SENTENCES) if mark in unchecked),
        missing=missing,
        blocking=tuple(p.provision for p in pieces if p.mark in BLOCKING_MARKS and not p.is_checked),
        pieces=len(pieces),
        excerpt=any(piece.excerpt for piece in pieces),
        sources=tuple(dict.fromkeys(piece.source for piece in pieces if piece.source)),
    )


def version_line(prefix: str, day: date) -> str:
    """Return the line that names the act and its amendments on `day`."""
    return glued(act_of(prefix).version_line(day))


def _pieces(provision: Provision, day: date) -> list[Version]:
    entered = [version for version in all_versions() if provision.contains(version.provision)]
    if not entered:
        raise UnknownProvisionError(f"{provision.in_full} er ikke indlagt.")
    applying = [version for version in entered if version.in_force(day)]
    if not applying:
        raise NoVersionInForceError(f"Ingen udgave af {provision.in_full} er i kraft den {day.isoformat()}.")
    return applying


def _paragraphs(pieces: list[Version]) -> tuple[str, ...]:
    return tuple(_paragraph(stk, list(group)) for stk, group in groupby(pieces, key=lambda piece: piece.provision.stk))


def _paragraph(stk: int | None, pieces: list[Version]) -> str:
    heading = f"Stk. {stk}. " if stk is not None and stk > 1 else ""
    gap = "…" if any(piece.text for piece in pieces) else NOT_ENTERED
    return glued(heading + " ".join(_piece(piece, gap) for piece in pieces))


def _piece(piece: Version, gap: str) -> str:
    number = f"{piece.provision.nr}) " if piece.provision.nr else ""
    return number + (piece.text or gap)


def _files(folder: Traversable) -> list[Traversable]:
    names = [file for file in folder.iterdir() if file.name.endswith(".yaml") and file.name != "act.yaml"]
    return sorted(names, key=_numbered)


def _numbered(file: Traversable) -> tuple[int, str]:
    digits = "".join(letter for letter in file.name if letter.isdigit())
    return (int(digits) if digits else 0, file.name)


def _read(file: Traversable) -> list[Version]:
    entries = yaml.safe_load(file.read_text(encoding="utf-8"))
    return [version for entry in entries for version in _versions(entry)]


def _versions(entry: dict[str, object]) -> list[Version]:
    provision = parse(str(entry["provision"]))
    rows: list[dict[str, object]] = sorted(entry["versions"], key=lambda row: row["valid_from"])  # type: ignore[call-overload]
    ends = [row["valid_from"] for row in rows[1:]] + [None]
    return [_version(provision, row, end) for row, end in zip(rows, ends, strict=True)]


def _version(provision: Provision, row: dict[str, object], end: object) -> Version:
    fields = {"excerpt": False, "note": None, **row}
    checked = _checked(fields.pop("checked"))
    return Version(provision=provision, valid_to=end, checked=checked, **fields)  # type: ignore[arg-type]


def _checked(entry: object) -> Checked:
    assert isinstance(entry, dict)
    # YAML 1.1 reads the bare key `on` as true; the files keep the plain spelling.
    return Checked(on=entry.get("on", entry.get(True)), by=entry.get("by"))
