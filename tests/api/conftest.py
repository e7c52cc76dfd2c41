"""A service on a database of its own, with a clock that stands still."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import Settings

NOON = datetime(2025, 2, 6, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.fixture
def settings(tmp_path):
    return Settings(database=f"sqlite:///{tmp_path}/cases.sqlite", max_body_bytes=200_000)


@pytest.fixture
def client(settings):
    app = create_app(settings, clock=lambda: NOON)
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
