"""What can go wrong in the law.

RulesError
├── StatuteError            the statute data cannot be used
│   ├── InvalidCitationError     a string that names no provision
│   ├── UnknownProvisionError    a provision that no text file holds
│   ├── NoVersionInForceError    no version of a provision on a date
│   └── SeveralVersionsInForceError
├── ParameterError          a dated value cannot be used
├── DateOutOfRangeError          a date that the act or the calendar does not cover
├── DatesOutOfOrderError         a complaint before the request, an appeal before the complaint
└── LetterCannotBeMadeError      a decision that lacks what a letter needs

Every class has a stable ``code``; the message is one Danish sentence.
"""

from __future__ import annotations


class RulesError(Exception):
    """Base of all errors of this package."""

    code = "rules"


class StatuteError(RulesError):
    """The statute data cannot be used."""

    code = "statute"


class InvalidCitationError(StatuteError):
    """A string that names no provision."""

    code = "invalid_citation"


class UnknownProvisionError(StatuteError):
    """A provision that no text file holds."""

    code = "unknown_provision"


class NoVersionInForceError(StatuteError):
    """No version of a provision was in force on the date."""

    code = "no_version_in_force"


class SeveralVersionsInForceError(StatuteError):
    """Two versions of a provision claim the same date."""

    code = "several_versions_in_force"


class ParameterError(RulesError):
    """A dated value cannot be used."""

    code = "parameter"


class DateOutOfRangeError(RulesError):
    """A date that the act or the calendar does not cover."""

    code = "date_out_of_range"


class DatesOutOfOrderError(RulesError):
    """A later step dated before an earlier one."""

    code = "dates_out_of_order"


class LetterCannotBeMadeError(RulesError):
    """A decision that lacks what a letter needs."""

    code = "letter_cannot_be_made"
