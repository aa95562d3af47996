"""What cannot be read is told, loses nothing else, and can be mended."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

GOOD = {"id": "g1", "title": "Canada lifts sanctions on Belarus", "text": "Canada lifted them."}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "broken.jsonl").write_text(json.dumps(GOOD) + '\n{"id": "g2", "text": \n')
    (folder / "columns.csv").write_text("id,price\n1,20\n2,30\n")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "torn.txt.gz").write_bytes(gzip.compress(b"A page of text. " * 99)[:40])
    (folder / "page.txt").write_text(
        "Norway joins embargo\n\nNorway joined the embargo on Tuesday, officials said.\n"
    )
    return folder


def test_each_fault_is_a_reject_with_a_code_and_everything_else_is_loaded(
    inbox, tmp_path, sanctograph, ask
):
    home = tmp_path / "home"
    done = sanctograph("run", inbox, "--home", home, "--local")
    assert done.returncode == 3, done.stderr
    rejects = {
        (Path(str(uri)).name, record): reason
        for uri, record, reason, message in ask(
            home, "SELECT uri, record_key, reason, message FROM rejects"
        )
        if message
    }
    assert rejects == {
        ("binary.txt", None): "binary",
        ("empty.txt", None): "empty",
        ("broken.jsonl", "line 2"): "bad_json",
        ("columns.csv", None): "no_text",
        ("gone.txt", None): "missing",
        ("torn.txt.gz", None): "unreadable",
    }
    assert ask(home, "SELECT COUNT(*) FROM articles") == [(2,)]

    (inbox / "binary.txt").write_text("Peace talks open\n\nThe two sides met in Oslo on Monday.\n")
    (inbox / "empty.txt").write_text("Ban ends\n\nThe travel ban on five ministers ended.\n")
    (inbox / "broken.jsonl").write_text(
        json.dumps(GOOD) + "\n" + json.dumps(GOOD | {"id": "g2", "text": "More."}) + "\n"
    )
    (inbox / "columns.csv").write_text("id,text\n1,Japan froze the assets.\n2,It did so twice.\n")
    (inbox / "nowhere.txt").write_text("Back again\n\nThe page that was gone is here again.\n")
    (inbox / "torn.txt.gz").write_bytes(
        gzip.compress(b"Whole\n\nThe page is whole now, all of it.")
    )
    done = sanctograph("run", inbox, "--home", home, "--local")
    assert done.returncode == 0, done.stdout + done.stderr
    assert ask(home, "SELECT COUNT(*) FROM rejects WHERE resolved_at IS NULL") == [(0,)]
    assert ask(home, "SELECT COUNT(*) FROM rejects") == [(6,)]
    assert ask(home, "SELECT COUNT(*) FROM articles") == [(10,)]


def test_a_missing_path_is_wrong_usage(tmp_path, sanctograph):
    done = sanctograph("run", tmp_path / "nowhere", "--home", tmp_path / "home", "--local")
    assert done.returncode == 2
    assert "no such file or folder" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[source]]\nname = 'x'\n", "source.0: give either path or feed"),
        ("[[source]\n", "is not valid TOML"),
        ("colour = 1\n", "colour: Extra inputs are not permitted"),
    ],
)
def test_a_faulty_configuration_is_one_line_that_names_the_key(tmp_path, sanctograph, text, words):
    (tmp_path / "sources.toml").write_text(text)
    done = sanctograph("run", "--home", tmp_path, "--local")
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_locked_store_waits_and_then_is_one_line(tmp_path, sanctograph):
    home, page = tmp_path / "home", tmp_path / "page.txt"
    page.write_text("Talks open\n\nThe two sides met in Oslo on Monday to talk.\n")
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            (
                "import sys, time\nfrom pathlib import Path\n"
                "from warehouse.layout import Layout\nfrom warehouse.store import open_store\n"
                "with open_store(Layout(Path(sys.argv[1])), wait=0):\n"
                "    print('open', flush=True)\n    time.sleep(120)\n"
            ),
            str(home),
        ],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        started = time.monotonic()
        done = sanctograph("run", page, "--home", home, "--local", "--wait", "2")
        assert done.returncode == 1
        assert time.monotonic() - started >= 2
        assert f"process {holder.pid} holds the store" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
    finally:
        holder.kill()
        holder.wait()
    assert sanctograph("run", page, "--home", home, "--local").returncode == 0
