"""The command `serve`, run as people run it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[3]


def free_port():
    with socket.socket() as ears:
        ears.bind(("127.0.0.1", 0))
        return ears.getsockname()[1]


@pytest.fixture
def environment(tmp_path):
    return os.environ | {"TABELINDSIGT_DATABASE": f"sqlite:///{tmp_path}/cases.sqlite"}


def test_it_says_where_it_listens_and_answers_there(environment):
    """The line it prints is the address; the start page is in Danish."""
    port = free_port()
    command = [sys.executable, "main.py", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as service:
        try:
            assert service.stdout.readline() == f"Tjenesten kører på http://127.0.0.1:{port}; stop den med Ctrl-C.\n"
            answer = httpx.get(f"http://127.0.0.1:{port}/", timeout=20)
            assert answer.status_code == 200
            assert '<html lang="da">' in answer.text
            assert "server" not in answer.headers
        finally:
            service.terminate()


def test_a_port_in_use_is_refused_with_what_to_do(environment):
    """Status 2 and one sentence; nothing hangs."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [sys.executable, "main.py", "serve", "--port", str(taken.getsockname()[1])]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
    assert done.returncode == 2
    assert "vælg en anden med --port" in done.stderr
    assert done.stderr.count("\n") == 1
