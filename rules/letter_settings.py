"""From a settings document to a `LetterContext`.

Unknown names are refused, so that no setting is lost by a misspelling.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from rules.errors import LetterSettingsError
from rules.letter_context import LetterContext, PartMaterial, VariantTried

if TYPE_CHECKING:
    from collections.abc import Mapping

Made = TypeVar("Made", LetterContext, PartMaterial, VariantTried)


def letter_context(document: Mapping[str, object]) -> LetterContext:
    """Return the settings of a letter as read from YAML or JSON.

    Raises
    ------
    LetterSettingsError : an unknown or missing name, or a date that is none; one Danish sentence says which.
    """
    values = dict(document)
    parts = tuple(_part(entry) for entry in _rows(values.pop("parts", []), "parts"))
    for name in ("decided", "extracted", "fristbrev_sent"):
        values[name] = _date(values.get(name), name)
    return _made(LetterContext, {**values, "parts": parts})


def _part(entry: Mapping[str, object]) -> PartMaterial:
    values = dict(entry)
    tried = _rows(values.pop("variants_tried", []), "variants_tried")
    return _made(PartMaterial, {**values, "variants_tried": tuple(_made(VariantTried, dict(row)) for row in tried)})


def _made(kind: type[Made], values: dict[str, object]) -> Made:
    names = {field.name for field in fields(kind)}
    unknown = sorted(set(values) - names)
    if unknown:
        raise LetterSettingsError(f"Brevets indstillinger kender ikke »{unknown[0]}«; ret navnet eller fjern det.")
    given: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    try:
        return kind(**given)
    except TypeError as error:
        raise LetterSettingsError(f"Brevets indstillinger er ufuldstændige: {error}.") from error


def _rows(value: object, name: str) -> list[Mapping[str, object]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise LetterSettingsError(f"»{name}« i brevets indstillinger skal være en liste af navne med værdier.")
    return value


def _date(value: object, name: str) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise LetterSettingsError(f"»{name}« i brevets indstillinger er ikke en dato: {value}.") from error
