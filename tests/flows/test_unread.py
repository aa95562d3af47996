"""A watched folder: only what is new or changed is opened."""

from __future__ import annotations

import gzip
import json
import os
import time
from datetime import datetime
from pathlib import Path

import pytest

from flows.listing import ADHOC, SourceFile, list_files
from flows.pages import PageReaders
from flows.scan import Tally, batches, remember
from flows.settings import Home, Settings, Source
from warehouse.layout import Layout
from warehouse.rejects import settle_rejects
from warehouse.store import open_store

pytestmark = pytest.mark.usefixtures("later")

NOW = datetime(2026, 1, 1)
SECOND = 1_000_000_000
PAGE = "Talks open\n\nThe two sides met in Oslo on Monday.\n"
OTHER = "Talks fail\n\nThe two sides met in Rome on Sunday.\n"


class Folder:
    """A watched folder and a store, scanned as a run does it; the batches are thrown away."""

    def __init__(self, path: Path, store) -> None:
        self.path, self.store = path, store
        self.home, self.settings = Home(path.parent / "home"), Settings()

    def write(self, name: str, content: str | bytes = PAGE) -> Path:
        path = self.path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def files(self) -> list[SourceFile]:
        paths = [] if self.settings.source else [str(self.path)]
        return list_files(self.home, self.settings, paths, None)

    def scan(self, files=None) -> Tally:
        tally = Tally()
        for _ in self.batches(files or self.files(), tally):
            pass
        remember(self.store, tally, "r", NOW)
        settle_rejects(self.store, "r", tally.uris, tally.rejects, NOW)
        self.store.seen_rejects.clear()
        return tally

    def batches(self, files, tally, size=1):
        return batches(files, self.store, self.settings, size, tally, pages=PageReaders(1, 5.0))

    def opened(self) -> list[str]:
        """The names of the files that a scan opens."""
        return sorted(Path(uri).name for uri in self.scan().uris)

    def open_rejects(self) -> list[tuple[str, str]]:
        question = "SELECT uri, reason FROM rejects WHERE resolved_at IS NULL ORDER BY uri"
        found = self.store.connection.execute(question).fetchall()
        return [(Path(uri).name, reason) for uri, reason in found]


@pytest.fixture
def folder(tmp_path):
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    with open_store(Layout(tmp_path / "home"), wait=0) as store:
        yield Folder(inbox, store)


@pytest.fixture
def later(monkeypatch):
    """Files are opened some seconds after their last change."""

    def after(seconds: float) -> None:
        monkeypatch.setattr("flows.scan.now_ns", lambda: time.time_ns() + int(seconds * SECOND))

    after(4)
    return after


def test_a_file_is_opened_again_only_when_it_is_new_or_was_appended_to(folder):
    folder.write("a.jsonl", '{"id": "1", "text": "Peru ended the ban."}\n')
    folder.write("b.txt")
    assert folder.opened() == ["a.jsonl", "b.txt"]
    assert folder.opened() == []
    with (folder.path / "a.jsonl").open("a") as out:
        out.write('{"id": "2", "text": "Chile did so too."}\n')
    folder.write("c.txt")
    assert folder.opened() == ["a.jsonl", "c.txt"]
    assert folder.opened() == []


def test_a_file_is_opened_again_when_it_was_touched(folder):
    page = folder.write("a.txt")
    folder.scan()
    page.touch()
    assert folder.opened() == ["a.txt"]


def test_a_file_is_opened_again_when_its_content_changed_and_its_size_and_time_did_not(folder):
    page = folder.write("a.txt", PAGE)
    folder.scan()
    before = page.stat()
    folder.write("a.txt", OTHER)
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = page.stat()
    assert (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    assert folder.opened() == ["a.txt"]


def test_a_file_is_opened_again_when_another_was_renamed_to_its_place(folder, tmp_path):
    page = folder.write("a.txt", PAGE)
    other = tmp_path / "other.txt"
    other.write_text(OTHER)
    os.utime(other, ns=(page.stat().st_atime_ns, page.stat().st_mtime_ns))
    folder.scan()
    other.replace(page)
    assert folder.opened() == ["a.txt"]


def test_a_file_is_opened_again_when_a_link_leads_elsewhere(folder, tmp_path):
    for name, text in (("1.txt", PAGE), ("2.txt", OTHER)):
        (tmp_path / name).write_text(text)
    link = folder.path / "newest.txt"
    link.symlink_to(tmp_path / "1.txt")
    assert folder.opened() == ["newest.txt"]
    assert folder.opened() == []
    link.unlink()
    link.symlink_to(tmp_path / "2.txt")
    assert folder.opened() == ["newest.txt"]


def test_a_file_is_opened_again_when_the_mapping_of_its_source_changed(folder):
    folder.write("a.jsonl", '{"id": "1", "text": "Peru ended it.", "story": "Chile did."}\n')
    for columns in ({}, {"text": "story"}):
        source = Source(name="wire", path=str(folder.path), columns=columns)
        folder.settings = Settings(source=(source,))
        assert folder.opened() == ["a.jsonl"]
        assert folder.opened() == []


def test_a_file_is_opened_again_by_each_of_two_sources_over_one_folder(folder):
    folder.write("a.txt")
    one, two = (Source(name=name, path=str(folder.path)) for name in ("one", "two"))
    folder.settings = Settings(source=(one,))
    assert folder.scan().files_read == 1
    folder.settings = Settings(source=(one, two))
    assert folder.scan().files_read == 1
    tally = folder.scan()
    assert (tally.files, tally.files_read) == (2, 0)


def test_a_file_is_opened_again_when_its_source_s_root_and_so_its_key_changed(folder):
    (folder.path / "may").mkdir()
    folder.write("may/a.txt")
    for root in (folder.path, folder.path / "may"):
        folder.settings = Settings(source=(Source(name="wire", path=str(root)),))
        assert folder.opened() == ["a.txt"]
        assert folder.opened() == []


def test_a_file_is_opened_again_when_the_run_before_did_not_load_what_it_read(folder):
    folder.write("a.txt")
    assert len(list(folder.batches(folder.files(), Tally()))) == 1  # killed before `remember`
    assert folder.opened() == ["a.txt"]


def test_a_file_is_opened_again_when_the_run_before_took_only_some_of_its_batches(folder):
    folder.write("a.txt", PAGE)
    folder.write("b.txt", OTHER)
    tally = Tally()
    assert next(folder.batches(folder.files(), tally)).records.num_rows == 1
    remember(folder.store, tally, "r", NOW)
    assert folder.opened() == ["a.txt", "b.txt"]


def many(count: int) -> str:
    return "".join(f'{{"id": "{n}", "text": "Peru ended ban {n}."}}\n' for n in range(count))


def test_a_file_is_opened_again_when_it_changed_while_it_was_read(folder):
    path, tally = folder.write("a.jsonl", many(2_500)), Tally()
    found = folder.batches(folder.files(), tally)
    next(found)
    assert tally.read == 2_000
    with path.open("a") as out:
        out.write('{"id": "new", "text": "Chile did so too."}\n')
    assert len(list(found)) == 2_500
    assert tally.whole == []
    assert folder.opened() == ["a.jsonl"]
    assert folder.opened() == []


def test_a_file_is_opened_again_when_a_link_led_elsewhere_for_a_while(folder, tmp_path):
    for name, text in (("1.txt", PAGE), ("2.txt", OTHER)):
        (tmp_path / name).write_text(text)
    folder.write("a.jsonl", many(2_000))
    (folder.path / "b.txt").symlink_to(tmp_path / "1.txt")

    def lead_to(name: str) -> None:
        (folder.path / "b.txt").unlink()
        (folder.path / "b.txt").symlink_to(tmp_path / name)

    tally = Tally()
    found = folder.batches(folder.files(), tally)
    next(found)
    lead_to("2.txt")
    assert list(found)[-1].records["text"].to_pylist() == [OTHER]
    lead_to("1.txt")
    remember(folder.store, tally, "r", NOW)
    assert folder.opened() == ["b.txt"]


def test_a_file_that_changed_just_before_it_was_opened_is_opened_again(folder, later):
    folder.write("a.txt")
    later(2)
    assert folder.opened() == ["a.txt"]
    later(4)
    assert folder.opened() == ["a.txt"]
    assert folder.opened() == []


@pytest.mark.parametrize("year", [2100, 2400])
def test_a_file_from_the_future_is_opened_in_every_run(folder, later, year):
    page = folder.write("a.txt")
    os.utime(page, (0, (year - 1970) * 31_556_952))
    later(4)
    assert [folder.opened() for _ in range(2)] == [["a.txt"], ["a.txt"]]


def test_numbers_of_files_left_out_mean_what_the_folder_holds(folder):
    line = '{"id": "1", "text": "Peru ended the ban."}\n'
    folder.write("a.jsonl", line + line + '{"id": "2", "text": "Chile did so too."}\n')
    folder.write("b.txt")
    first, second = folder.scan(), folder.scan()
    assert (first.files, first.files_read) == (2, 2)
    assert first.uris == dict.fromkeys(map(str, _paths(folder)))
    assert (first.read, first.new, first.changed, first.unchanged) == (4, 3, 0, 1)
    assert (second.files, second.files_read, second.uris) == (2, 0, {})
    assert (second.read, second.new, second.changed, second.unchanged) == (4, 0, 0, 4)


def test_a_file_read_twice_stands_in_one_row(folder):
    page = folder.write("a.txt")
    folder.scan()
    folder.write("a.txt", OTHER)
    folder.scan()
    found = folder.store.connection.execute(
        "SELECT source, uri, key, size, mtime_ns, ctime_ns, inode, device, articles, run_id,"
        " read_at FROM ops.files"
    ).fetchall()
    state = page.stat()
    assert found == [
        (
            "adhoc",
            str(page),
            str(page),
            len(OTHER),
            state.st_mtime_ns,
            state.st_ctime_ns,
            state.st_ino,
            state.st_dev,
            1,
            "r",
            NOW,
        )
    ]


def test_a_file_that_has_gone_changes_nothing(folder):
    folder.write("a.txt")
    page = folder.write("b.txt")
    folder.scan()
    page.unlink()
    tally = folder.scan()
    assert (tally.files, tally.files_read, tally.read) == (1, 0, 1)


def test_more_files_than_are_compared_at_once_come_in_order(folder, monkeypatch):
    monkeypatch.setattr("flows.unread.AT_ONCE", 2)
    for name in "abcde":
        folder.write(f"{name}.txt", PAGE + name)
    folder.scan()
    for name in "ead":
        folder.write(f"{name}.txt", OTHER + name)
    tally = Tally()
    found = [
        Path(batch.records["uri"][0].as_py()).name
        for batch in folder.batches(folder.files(), tally)
    ]
    assert found == ["a.txt", "d.txt", "e.txt"]
    assert (tally.files, tally.files_read, tally.read) == (5, 3, 5)


def test_what_cannot_be_read_stays_a_reject_and_is_not_opened_until_it_is_mended(folder):
    good = json.dumps({"id": "1", "text": "Peru ended the ban."}) + "\n"
    folder.write("a.jsonl", good + '{"id": "2", "text": \n')
    folder.write("b.txt", b"")
    folder.write("cut.txt.gz", gzip.compress(PAGE.encode() * 99)[:40])
    packed = bytearray(gzip.compress(PAGE.encode() * 99))
    packed[20:40] = b"\xff" * 20
    folder.write("damaged.txt.gz", bytes(packed))
    rejects = [
        ("a.jsonl", "bad_json"),
        ("b.txt", "empty"),
        ("cut.txt.gz", "unreadable"),
        ("damaged.txt.gz", "unreadable"),
    ]
    assert len(folder.scan().rejects) == 4
    assert folder.open_rejects() == rejects
    tally = folder.scan()
    assert (tally.rejects, tally.uris, tally.read) == ([], {}, 1)
    assert folder.open_rejects() == rejects
    folder.write("a.jsonl", good + '{"id": "2", "text": "Chile did so too."}\n')
    assert folder.opened() == ["a.jsonl"]
    assert folder.open_rejects() == rejects[1:]


def test_what_cannot_be_read_because_a_link_leads_nowhere_is_tried_again(folder, tmp_path):
    (folder.path / "a.txt").symlink_to(tmp_path / "there.txt")
    for _ in range(2):
        assert [reject.reason for reject in folder.scan().rejects] == ["missing"]
    (tmp_path / "there.txt").write_text(PAGE)
    assert folder.scan().rejects == []
    assert folder.opened() == []


def test_what_cannot_be_read_for_a_reason_outside_its_content_is_tried_again(folder):
    there = folder.path / "a.txt"
    there.mkdir()  # a state that lasts, and a system call that fails
    files = [SourceFile(ADHOC, there, str(there))]
    for _ in range(2):
        (reject,) = folder.scan(files).rejects
        assert (reject.reason, reject.message) == (
            "unreadable",
            "cannot be read: Is a directory",
        )


def test_what_cannot_be_read_for_want_of_rights_is_tried_again(folder):
    page = folder.write("a.txt")
    page.chmod(0)
    if os.access(page, os.R_OK):
        pytest.skip("who runs the tests may read everything")
    for _ in range(2):
        assert [reject.reason for reject in folder.scan().rejects] == ["unreadable"]
    page.chmod(0o600)
    assert folder.scan().rejects == []
    assert folder.opened() == []


def test_names_that_are_no_text_are_remembered(folder):
    Path(os.fsdecode(os.fsencode(folder.path) + b"/caf\xe9.txt")).write_text(PAGE)
    assert folder.opened() == ["caf\\xe9.txt"]
    assert folder.opened() == []


def test_names_that_are_no_text_and_are_escaped_alike_hide_no_change(folder):
    names = [b"/caf\xe9.txt", b"/caf\\xe9.txt"]
    paths = [Path(os.fsdecode(os.fsencode(folder.path) + name)) for name in names]
    for text in (PAGE, OTHER):
        for path in paths:
            path.write_text(text)
            tally = Tally()
            found = [b.records["text"][0].as_py() for b in folder.batches(folder.files(), tally)]
            assert text in found
            remember(folder.store, tally, "r", NOW)


def _paths(folder) -> list[Path]:
    return sorted(folder.path.iterdir())
