"""What the user says of a printed table in place of what the program would guess; one value for every way in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from disclosure.errors import BadPublished
from disclosure.printed.figures import one_spelling

OWN, SUM, CONTAINS = "own", "sum", "contains"
FOLD_READINGS = (OWN, SUM, CONTAINS)
IGNORED, HALF_UP, HALF_EVEN, ADJUSTED, WITHIN_ONE = "ignored", "half_up", "half_even", "adjusted", "within_one"
PERCENT_RULES = (IGNORED, HALF_UP, HALF_EVEN, ADJUSTED, WITHIN_ONE)
SINGLE, MULTIPLE = "single", "multiple"
BLANK = "tom"
"""How an empty cell is named among the marks."""
THRESHOLDS = (3, 5, 7)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a mark stands for: a count from `low` to `high` (None: no upper limit)."""

    low: int = 0
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that can be said in place of a guess; what is left out is guessed, and the guess is recorded.

    Attributes
    ----------
    marks : per mark what it stands for; `tom` is the empty cell.
    low, high : what every other mark stands for that hides a count.
    total_rows, total_columns : labels of the totals; a name that is in no table is an error.
    subtotal_rows : labels of rows that sum the more indented rows, or those after them.
    folds : labels of rows that fold small categories; `()` and `no_folds` says that there is none.
    fold : what a fold row holds: itself alone (`own`), exactly the suppressed rows (`sum`), also others (`contains`).
    percent : how percentages were rounded, or `ignored`.
    responses : `multiple` when a case may stand in several rows.
    label_columns : how many columns at the left hold labels.
    thresholds : counts below these are small.
    mend : whether a digit may be taken for a footnote, and a total supplied that is not printed, where sums say so.
    link : whether cells with the same labels in several tables are the same count.
    """

    marks: Mapping[str, Meaning] = field(default_factory=dict)
    low: int | None = None
    high: int | None = None
    total_rows: tuple[str, ...] = ()
    total_columns: tuple[str, ...] = ()
    subtotal_rows: tuple[str, ...] = ()
    folds: tuple[str, ...] = ()
    no_folds: bool = False
    fold: str | None = None
    percent: str | None = None
    responses: str | None = None
    label_columns: int | None = None
    thresholds: tuple[int, ...] = THRESHOLDS
    mend: bool = True
    link: bool = True

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Options:
        """Read the options of a JSON object; `marks` is `{"...": {"low": 1, "high": 6}}`.

        Raises
        ------
        BadPublished : an unknown option, or a value it cannot have.
        """
        known = {one.name for one in fields(cls)}
        for name in value:
            if name not in known:
                raise BadPublished(f"Valget «{name}» kendes ikke; vælg mellem {', '.join(sorted(known))}.")
        read = {name: _READERS[name](name, given) for name, given in value.items() if given is not None}
        options = cls(**read)
        if options.high is not None and options.high < (options.low or 0):
            raise BadPublished(f"«low» er {options.low or 0} og «high» er {options.high}; «low» må ikke være størst.")
        return options

    def as_json(self) -> dict[str, Any]:
        """The options as `from_json` reads them; what was left out is left out."""
        empty = Options()
        given = {one.name: getattr(self, one.name) for one in fields(self)}
        found = {name: value for name, value in given.items() if value != getattr(empty, name)}
        return {name: _written(value) for name, value in found.items()}


def _written(value: Any) -> Any:  # noqa: ANN401 - any option's value
    if isinstance(value, Mapping):
        return {mark: {"low": meaning.low, "high": meaning.high} for mark, meaning in value.items()}
    return list(value) if isinstance(value, tuple) else value


def _whole(name: str, value: Any) -> int:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise BadPublished(f"Valget «{name}» skal være et helt tal på 0 eller derover.")
    return value


def _flag(name: str, value: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(value, bool):
        raise BadPublished(f"Valget «{name}» skal være true eller false.")
    return value


def _labels(name: str, value: Any) -> tuple[str, ...]:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise BadPublished(f"Valget «{name}» skal være en liste af etiketter.")
    return tuple(value)


def _thresholds(name: str, value: Any) -> tuple[int, ...]:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(value, list) or not value:
        raise BadPublished(f"Valget «{name}» skal være en liste af hele tal.")
    return tuple(sorted({_whole(name, one) for one in value}))


def _one_of(*words: str) -> Any:  # noqa: ANN401 - a reader, as the others
    def read(name: str, value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
        if value not in words:
            raise BadPublished(f"Valget «{name}» skal være en af {', '.join(words)}.")
        return str(value)

    return read


def _marks(name: str, value: Any) -> dict[str, Meaning]:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(value, Mapping):
        raise BadPublished(f"Valget «{name}» skal være et objekt med et mærke og dets betydning.")
    return {one_spelling(mark): _meaning(mark, given) for mark, given in value.items()}


def _meaning(mark: str, value: Any) -> Meaning:  # noqa: ANN401 - whatever JSON holds
    if not isinstance(value, Mapping) or set(value) - {"low", "high"}:
        raise BadPublished(f'Mærket «{mark}» skal have «low» og «high», for eksempel {{"low": 1, "high": 6}}.')
    low = _whole(mark, value.get("low", 0))
    high = None if value.get("high") is None else _whole(mark, value["high"])
    if high is not None and high < low:
        raise BadPublished(f"Mærket «{mark}»: «low» er {low} og «high» er {high}; «low» må ikke være størst.")
    return Meaning(low, high)


_READERS: dict[str, Any] = {
    "marks": _marks,
    "low": _whole,
    "high": _whole,
    "total_rows": _labels,
    "total_columns": _labels,
    "subtotal_rows": _labels,
    "folds": _labels,
    "no_folds": _flag,
    "fold": _one_of(*FOLD_READINGS),
    "percent": _one_of(*PERCENT_RULES),
    "responses": _one_of(SINGLE, MULTIPLE),
    "label_columns": _whole,
    "thresholds": _thresholds,
    "mend": _flag,
    "link": _flag,
}
