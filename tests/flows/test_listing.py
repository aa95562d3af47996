"""Which files a run reads."""

from __future__ import annotations

import os

import pytest

from flows.file_state import state_of
from flows.listing import list_files
from flows.settings import Home, Settings, home_of, load_settings
from schemas.errors import BadInput


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


def test_a_folder_is_read_in_order_without_hidden_files(home, tmp_path):
    inbox = tmp_path / "inbox"
    (inbox / "b").mkdir(parents=True)
    (inbox / ".git").mkdir()
    for name in ("b/2.txt", "a.txt", ".hidden.txt", ".git/x.txt"):
        (inbox / name).write_text("x")
    files = list_files(home, Settings(), [str(inbox)], None)
    assert [file.path.relative_to(inbox).as_posix() for file in files] == ["a.txt", "b/2.txt"]
    assert files[0].key == str(inbox / "a.txt")
    assert files[0].source.name == "adhoc"


def test_a_file_named_twice_is_read_once(home, tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("x")
    assert len(list_files(home, Settings(), [str(page), str(tmp_path)], None)) == 1


def test_the_key_of_a_source_s_file_is_relative_to_its_root(home, tmp_path):
    (tmp_path / "inbox" / "may").mkdir(parents=True)
    (tmp_path / "inbox" / "may" / "1.txt").write_text("x")
    (tmp_path / "inbox" / "may" / "2.csv").write_text("x")
    home.sources.write_text('[[source]]\nname = "inbox"\npath = "inbox"\nglob = "**/*.txt"\n')
    (file,) = list_files(home, load_settings(home), [], "inbox")
    assert (file.key, file.source.name) == ("may/1.txt", "inbox")


@pytest.mark.parametrize(
    ("paths", "source", "words"),
    [
        (["nowhere"], None, "nowhere: no such file or folder"),
        ([""], None, "an empty PATH: name a file, a folder or an address"),
        (["https://me:secret@news.example/a"], None, "news.example/a has a name or password in it"),
        ([], "wire", "no source is called 'wire'"),
        ([], None, "nothing to read"),
        (["."], "wire", "either PATHs or --source"),
    ],
)
def test_what_is_not_there_is_told_with_a_remedy(home, paths, source, words):
    with pytest.raises(BadInput, match=words):
        list_files(home, Settings(), paths, source)


@pytest.mark.parametrize(
    "line", ['glob = "/etc/*"', 'glob = ""', 'path = ""', "columns = { text = 1 }", "colour = 1"]
)
def test_a_source_that_cannot_be_meant_is_refused(home, line):
    head = "" if line.startswith("path") else 'path = "x"\n'
    home.sources.write_text(f'[[source]]\nname = "a"\n{head}{line}\n')
    with pytest.raises(BadInput, match=r"source\.0\."):
        load_settings(home)


def test_what_sanctograph_keeps_in_its_home_is_no_source(tmp_path):
    home = Home(tmp_path / "data")
    for name in ("working/store.duckdb", "sources.toml", "inbox/a.txt", "store.duckdb"):
        (home.root / name).parent.mkdir(parents=True, exist_ok=True)
        (home.root / name).write_text("x")
    files = list_files(home, Settings(), [str(tmp_path)], None)
    assert [file.path.relative_to(tmp_path).as_posix() for file in files] == ["data/inbox/a.txt"]


def test_nor_is_a_folder_inside_of_it(home, tmp_path):
    for name in ("working/store.duckdb", "inbox/a.txt"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("x")
    assert list_files(home, Settings(), [str(tmp_path / "working")], None) == []
    assert len(list_files(home, Settings(), [str(tmp_path / "inbox")], None)) == 1


def test_a_name_that_is_no_text_is_escaped(home, tmp_path):
    page = tmp_path / os.fsdecode(b"caf\xe9.txt")
    page.write_text("x")
    home.sources.write_text('[[source]]\nname = "a"\npath = "."\nglob = "*.txt"\n')
    (file,) = list_files(home, load_settings(home), [], None)
    assert (file.path, file.key) == (page, "caf\udce9.txt")
    assert (file.uri, file.escaped_key) == (f"{tmp_path}/caf\\xe9.txt", "caf\\xe9.txt")


def test_the_state_of_a_link_is_that_of_what_it_leads_to(tmp_path):
    page, link = tmp_path / "page.txt", tmp_path / "link.txt"
    link.symlink_to(page)
    assert state_of(link) is None
    page.write_text("four")
    os.utime(page, ns=(0, -5))
    found = state_of(link)
    assert found == state_of(page)
    assert found is not None
    assert (found.size, found.mtime_ns, found.inode) == (4, -5, page.stat().st_ino)


def test_a_pipe_is_no_file(home, tmp_path):
    (tmp_path / "inbox").mkdir()
    os.mkfifo(tmp_path / "inbox" / "pipe.txt")
    assert list_files(home, Settings(), [str(tmp_path / "inbox")], None) == []
    with pytest.raises(BadInput, match="neither a file nor a folder"):
        list_files(home, Settings(), [str(tmp_path / "inbox" / "pipe.txt")], None)


def test_a_link_that_leads_nowhere_is_listed_so_that_it_becomes_a_reject(home, tmp_path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "gone.txt").symlink_to("nowhere.txt")
    (file,) = list_files(home, Settings(), [str(tmp_path / "inbox")], None)
    assert file.path.name == "gone.txt"


@pytest.mark.parametrize("character", "%#?")
def test_a_home_that_the_databases_would_misread_is_refused(tmp_path, character):
    with pytest.raises(BadInput, match="in its path; name another"):
        home_of(tmp_path / f"a{character}b")


def test_the_path_of_a_pipeline_starts_at_the_home(home):
    home.sources.write_text('[models]\nen = "pipelines/own"\n')
    assert load_settings(home).models == {"en": str(home.root / "pipelines" / "own")}


@pytest.mark.parametrize("line", ['eng = "x"', 'de = ""', "de = 1"])
def test_a_model_that_cannot_be_meant_is_refused(home, line):
    home.sources.write_text(f"[models]\n{line}\n")
    with pytest.raises(BadInput, match=r"models\."):
        load_settings(home)


def test_two_sources_of_one_name_are_refused(home):
    home.sources.write_text('[[source]]\nname = "a"\npath = "."\n' * 2)
    with pytest.raises(BadInput, match="two sources are called 'a'"):
        load_settings(home)


def test_a_mapping_changes_the_fingerprint_and_a_path_does_not(home):
    home.sources.write_text(
        '[[source]]\nname = "a"\npath = "x"\n'
        '[[source]]\nname = "b"\npath = "y"\n'
        '[[source]]\nname = "c"\npath = "y"\ncolumns = { text = "story" }\n'
    )
    settings = load_settings(home)
    a, b, c = (settings.fingerprint(source) for source in settings.source)
    assert a == b != c
