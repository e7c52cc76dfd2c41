"""CSVW metadata: what the columns of the RFC CSV mean, for programs (W3C, Tabular Data on the Web)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from api.documents.arrangement import MARK_SENTENCE, roundings
from api.documents.json_stat import dimension_ids

if TYPE_CHECKING:
    from disclosure.releasable import ReleasableTable

SUPPRESSED_SENTENCE = MARK_SENTENCE.replace("[c]", "suppressed")


def csvw_metadata(table: ReleasableTable, csv_name: str) -> bytes:
    """Return the description of the RFC file `csv_name`; it is kept beside it as `<csv_name>-metadata.json`."""
    labels = [
        {"name": name, "titles": heading, "datatype": "string", "required": True}
        for name, heading in zip(dimension_ids(table), table.dimensions, strict=True)
    ]
    count = {
        "name": "count",
        "titles": table.count_label,
        "datatype": {"base": "integer", "minimum": 0},
        "dc:description": f"Antal {table.unit}. {' '.join(roundings(table)) or SUPPRESSED_SENTENCE}",
    }
    statuses = "rounded" if table.rounded_to else "published|suppressed"
    status = {"name": "status", "titles": "status", "datatype": {"base": "string", "format": statuses}}
    description = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "da"}],
        "url": csv_name,
        "dc:title": table.title,
        "dc:language": "da",
        "rdfs:comment": [*roundings(table), *table.notes],
        "tableSchema": {"columns": [*labels, count, status], "primaryKey": list(dimension_ids(table))},
    }
    return (json.dumps(description, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
