"""The service is fuzzed from its own description: no answer is an unexpected error, and each is as described."""

from __future__ import annotations

import tempfile

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.app import create_app
from api.settings import Settings
from tests.api.conftest import NOON

FOLDER = tempfile.TemporaryDirectory()
APP = create_app(Settings(database=f"sqlite:///{FOLDER.name}/cases.sqlite"), clock=lambda: NOON)
SCHEMA = schemathesis.openapi.from_asgi("/v1/openapi.json", APP, headers={"host": "127.0.0.1"})
HEADERS = {"host": "127.0.0.1"}


@SCHEMA.parametrize()
@settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
def test_every_operation_answers_as_it_is_described(case):
    """Whatever is sent: a described status, a described body, and never a defect."""
    case.call_and_validate(
        headers=HEADERS,
        timeout=60,
        checks=[
            not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_schema_conformance,
        ],
    )
