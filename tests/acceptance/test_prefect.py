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


def test_without_an_answering_server_the_articles_land_and_one_line_says_so(
    tmp_path, sanctograph, ask
):
    page, home = tmp_path / "page.txt", tmp_path / "home"
    page.write_text(PAGE)
    unused = "http://127.0.0.1:9/api"
    done = sanctograph("run", page, "--home", home, PREFECT_API_URL=unused)
    assert done.returncode == 0
    assert done.stderr.startswith("warning: no Prefect server answers at http://127.0.0.1:9/api")
    assert "unset PREFECT_API_URL" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert ask(home, "SELECT COUNT(*) FROM articles") == [(1,)]


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
    assert not list((home / "prefect" / "running").iterdir())
    with sqlite3.connect(home / "prefect" / "prefect.db") as history:
        flows = history.execute(
            "SELECT r.id, r.name, r.tags, s.type, s.message, r.parent_task_run_id"
            " FROM flow_run AS r JOIN flow_run_state AS s ON s.id = r.state_id"
            " ORDER BY r.start_time"
        ).fetchall()
        tasks = history.execute(
            "SELECT t.name, t.flow_run_id, s.type, s.message"
            " FROM task_run AS t JOIN task_run_state AS s ON s.id = t.state_id ORDER BY t.name"
        ).fetchall()
        artifacts = dict(history.execute("SELECT key, data FROM artifact").fetchall())
    run, part = flows
    ((flow_run_id,),) = ask(home, "SELECT flow_run_id FROM runs")
    counted = "6 in, 6 new, 0 changed, 0 unchanged, 6 loaded, 0 rejected"
    assert run[0] == flow_run_id
    assert run[1].startswith("named files 20")
    assert part[1].startswith("adhoc 20")
    assert {frozenset(json.loads(one[2])) for one in flows} == {frozenset(("sanctograph", "adhoc"))}
    assert [one[3:5] for one in flows] == [("COMPLETED", counted)] * 2
    assert [one[5] is None for one in flows] == [True, False]
    batches = [task for task in tasks if task[1] == part[0]]
    assert [(name, state) for name, _, state, _ in batches] == [
        (f"adhoc batch {number}", "COMPLETED") for number in (1, 2, 3)
    ]
    assert {message.split(",")[0] for *_, message in batches} == {"2 articles"}
    assert set(artifacts) == {
        *("adhoc-read", "adhoc-transform", "adhoc-load", "adhoc-counts", "resolve", "publish"),
        *("counts", "stage-seconds", "rejects", "languages", "newest-sanctions"),
    }
    assert json.loads(json.loads(artifacts["counts"])) == [
        {
            "source": "adhoc",
            "in": 6,
            "new": 6,
            "changed": 0,
            "unchanged": 0,
            "loaded": 6,
            "rejected": 0,
        }
    ]
    assert "European Union → Belarus" in json.loads(artifacts["newest-sanctions"])
