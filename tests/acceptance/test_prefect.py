"""A run through Prefect: its history stays, its server does not."""

from __future__ import annotations

import json
import sqlite3

import psutil
import pytest

PAGE = (
    "Talks open\n\nBy Ana Ruiz\n\nApril 4, 2022\n\n"
    "The European Union imposed sanctions on Belarus on Monday, officials said in Brussels.\n"
)


def test_a_server_that_does_not_answer_is_one_line(tmp_path, sanctograph):
    page = tmp_path / "page.txt"
    page.write_text(PAGE)
    unused = "http://127.0.0.1:9/api"
    done = sanctograph("run", page, "--home", tmp_path / "home", PREFECT_API_URL=unused)
    assert done.returncode == 1
    assert "no Prefect server answers at http://127.0.0.1:9/api" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.timeout(290)
def test_a_run_leaves_its_history_and_no_process(tmp_path, sanctograph, ask):
    home, inbox = tmp_path / "home", tmp_path / "inbox"
    inbox.mkdir()
    for number in range(6):
        (inbox / f"{number}.txt").write_text(PAGE.replace("Monday", f"April {number + 1}"))
    done = sanctograph("run", inbox, "--home", home, "--batch-size", 2, PREFECT_API_URL="")
    assert done.returncode == 0, done.stdout + done.stderr
    assert ask(home, "SELECT COUNT(*) FROM articles") == [(6,)]
    assert not (home / "prefect" / "server.json").exists()
    assert [
        process.pid
        for process in psutil.process_iter(["environ"])
        if (process.info["environ"] or {}).get("PREFECT_HOME") == str(home / "prefect")
    ] == []
    with sqlite3.connect(home / "prefect" / "prefect.db") as history:
        flows = history.execute("SELECT id, state_type FROM flow_run").fetchall()
        tasks = history.execute("SELECT state_type FROM task_run").fetchall()
    ((flow_run_id,),) = ask(home, "SELECT flow_run_id FROM runs")
    assert [(json.dumps(str(key)), state) for key, state in flows] == [
        (json.dumps(flow_run_id), "COMPLETED")
    ]
    assert tasks == [("COMPLETED",)] * 3
