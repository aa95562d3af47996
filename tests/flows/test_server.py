"""The dedicated server's registration; the server itself runs in tests/acceptance."""

from __future__ import annotations

import json
import os
import sys

import psutil
import pytest

from flows import server
from flows.settings import Home


@pytest.fixture
def home(tmp_path):
    place = Home(tmp_path)
    place.prefect.mkdir()
    return place


def started():
    return psutil.Process().create_time()


def test_a_registration_of_a_dead_process_is_not_believed(home):
    told = {"pid": os.getpid(), "started": started() - 500, "port": 1, "users": []}
    (home.prefect / "server.json").write_text(json.dumps(told))
    assert server._read(home) is not None
    assert server._alive(home) is None


@pytest.mark.parametrize("torn", ["", "{", "[]", '{"pid": 1}'])
def test_a_torn_registration_is_as_none(home, torn):
    (home.prefect / "server.json").write_text(torn)
    assert server._read(home) is None


def test_the_last_run_to_leave_unregisters_the_server(home, monkeypatch):
    stopped: list[server.Registration] = []
    monkeypatch.setattr(server, "_stop", stopped.append)
    mine = (os.getpid(), started())
    registration = server.Registration(os.getpid(), started(), 1, users=[mine, mine])
    server._write(home, registration)
    server._leave(home)
    assert stopped == []
    server._leave(home)
    assert [r.port for r in stopped] == [1]
    assert not (home.prefect / "server.json").exists()


def test_a_server_that_cannot_start_is_one_clear_error(home, monkeypatch):
    monkeypatch.setattr(server, "environment", lambda _: {"PYTHONPATH": "/nonexistent"})
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(server.ServerFailed, match="Run with --local"):
        server._start(home, server.free_port())
