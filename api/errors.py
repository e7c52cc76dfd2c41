"""What can go wrong between a person and the cores, and what the service answers.

ApiError
├── InputError              something handed to a command or sent to the service cannot be used
│   ├── FileUnreadable      a file is not there, or cannot be read
│   ├── WrongEncoding       a text file is not UTF-8
│   ├── NotATable           a CSV file has no usable heading or rows
│   ├── NotJson             a file or a body is not JSON
│   └── WrongArgument       a command's arguments make no sense
├── WrongSetting            a setting in the environment cannot be used
├── OutputError             the answer cannot be written where it was asked for
├── NotIssued               a judgement, a fact or a part of the letter is missing, or a check of a file said no
│   └── NotAccepted         a group is protected with less than the promise, and the jurist has not accepted it
├── NotLoopback             the service was asked to listen to the outside
├── BodyTooLarge            more was sent than the service takes
├── WrongMediaType          a body is not of the type that is taken
└── UnknownResource         no such case, document or register

Only this module knows HTTP statuses. Every `code` is stable: it is part of the interface; docs/errors.md explains it.
"""

from __future__ import annotations

from typing import ClassVar


class ApiError(Exception):
    """Anything that goes wrong outside the cores; its text is one Danish sentence for the person who asked."""

    code: ClassVar[str] = "api"


class InputError(ApiError):
    """Something handed in cannot be used."""

    code = "input"


class FileUnreadable(InputError):
    """A file is not there, or cannot be read."""

    code = "file_unreadable"


class WrongEncoding(InputError):
    """A text file is not UTF-8."""

    code = "text_not_utf8"


class NotATable(InputError):
    """A CSV file has no usable heading or rows."""

    code = "not_a_table"


class NotJson(InputError):
    """A file or a body is not JSON."""

    code = "not_json"


class WrongArgument(InputError):
    """A command's arguments make no sense."""

    code = "wrong_argument"


class WrongSetting(ApiError):
    """A setting in the environment cannot be used."""

    code = "wrong_setting"


class OutputError(ApiError):
    """The answer cannot be written where it was asked for."""

    code = "output"


class NotIssued(ApiError):
    """A judgement, a fact or a part of the letter is missing, or a check of a finished file said no."""

    code = "not_issued"


class NotAccepted(NotIssued):
    """Of a group less than the promise can be kept, and the jurist has not accepted it; the text is for her alone."""

    code = "not_accepted"


class NotLoopback(ApiError):
    """The service was asked to listen to the outside."""

    code = "not_loopback"


class BodyTooLarge(ApiError):
    """More was sent than the service takes."""

    code = "body_too_large"


class WrongMediaType(ApiError):
    """A body is not of the type that is taken there, or compressed."""

    code = "wrong_media_type"


class UnknownResource(ApiError):
    """No such case, document or register."""

    code = "unknown_resource"
