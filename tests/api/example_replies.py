"""The requests of docs/examples answered by the service: `python -m tests.api.example_replies FOLDER`."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
NAMES = ("cmm", "everyday")


def reply_to(name: str) -> dict[str, bytes]:
    """The documents that the service makes of one request, by name."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(database=f"sqlite:///{folder}/sager.sqlite"))
        client = TestClient(app, base_url="http://127.0.0.1")
        body = json.loads((EXAMPLES / f"request-{name}.json").read_text(encoding="utf-8"))
        found = client.post("/v1/requests", json=body)
        found.raise_for_status()
        return {one["name"]: client.get(one["href"]).content for one in found.json()["documents"]}


def write_replies(folder: Path) -> None:
    """Write the documents of each request into a folder of its own."""
    for name in NAMES:
        (folder / name).mkdir(parents=True, exist_ok=True)
        for document, content in reply_to(name).items():
            (folder / name / document).write_bytes(content)


if __name__ == "__main__":
    write_replies(Path(sys.argv[1]))
