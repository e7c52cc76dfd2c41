"""What can go wrong in the law.

RulesError
├── StatuteError            the statute data cannot be used
│   ├── InvalidCitationError     a string that names no provision
│   ├── UnknownProvisionError    a provision that no text file holds
│   ├── NoVersionInForceError    no version of a provision on a date
│   └── SeveralVersionsInForceError
├── ParameterError          a dated value cannot be used
├── InvalidFactsError       a facts file that does not keep to facts/1
├── RuleBindingError        rules and statute texts do not fit together
│   ├── RuleBoundTwiceError      two rules for one sentence at one time
│   └── UnboundRuleError         a rule without its text, or a sentence with neither rule nor reason
├── DateOutOfRangeError          a date that the act or the calendar does not cover
├── DatesOutOfOrderError         a complaint before the request, an appeal before the complaint
├── LetterSettingsError          settings of a letter that cannot be used
└── FristbrevWithoutReceiptError a fristbrev for a request whose receipt is not known

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


class InvalidFactsError(RulesError):
    """A facts file that does not keep to the format facts/1."""

    code = "invalid_facts"


class RuleBindingError(RulesError):
    """The rules and the statute texts do not fit together."""

    code = "rule_binding"


class RuleBoundTwiceError(RuleBindingError):
    """Two rules claim the same sentence at the same time."""

    code = "rule_bound_twice"


class UnboundRuleError(RuleBindingError):
    """A rule whose sentence has no text entry, or a sentence with neither a rule nor a reason why not."""

    code = "unbound_rule"


class DateOutOfRangeError(RulesError):
    """A date that the act or the calendar does not cover."""

    code = "date_out_of_range"


class DatesOutOfOrderError(RulesError):
    """A later step dated before an earlier one."""

    code = "dates_out_of_order"


class LetterSettingsError(RulesError):
    """Settings of a letter that cannot be used."""

    code = "letter_settings"


class FristbrevWithoutReceiptError(RulesError):
    """A fristbrev for a request whose receipt is not known."""

    code = "fristbrev_without_receipt"
