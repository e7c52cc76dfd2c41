"""From a request to a reply: the law for every part, then the tables and the documents.

While a fact or a judgement is missing there are no documents; `missing` names it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.asked import Reply
from api.asked_table import check_tables
from api.errors import NotBuilt
from api.status import missing_names
from data.registers import open_register
from rules.decision import assess

if TYPE_CHECKING:
    from api.asked import Asked


def answer_request(asked: Asked) -> Reply:
    """Return the decision, and the documents where nothing is missing.

    Raises
    ------
    UnknownRegister, UnknownColumn, UnknownCode, InputError : there is no such register, or it cannot give the table.
    InvalidFactsError : the facts do not keep to facts/1.
    NotBuilt : the letter could be made, but this version cannot make it.
    """
    register = open_register(asked.register_id)
    assessment = assess(asked.facts, asked.decided)
    check_tables(asked, register)
    missing = missing_names(assessment.to_json())
    if not missing:
        raise NotBuilt("Brev og regneark laves ikke over HTTP i denne udgave; brug kommandoen demo.")
    return Reply(assessment, assessment.deadline, missing, ())
