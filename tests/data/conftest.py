from __future__ import annotations

from datetime import UTC, datetime

import pytest

from data.session import open_database

NOON = datetime(2025, 1, 29, 12, 0, tzinfo=UTC)


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'kept.sqlite'}"


@pytest.fixture
def engine(url):
    opened = open_database(url)
    yield opened
    opened.dispose()


@pytest.fixture
def clock():
    return lambda: NOON
