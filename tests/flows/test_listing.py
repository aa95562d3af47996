"""Which files a run reads."""

from __future__ import annotations

import pytest

from flows.listing import list_files
from flows.settings import Home, Settings, load_settings
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
    home.sources.write_text('[[source]]\nname = "inbox"\npath = "inbox"\nglob = "**/*.txt"\n')
    (file,) = list_files(home, load_settings(home), [], "inbox")
    assert (file.key, file.source.name) == ("may/1.txt", "inbox")


@pytest.mark.parametrize(
    ("paths", "source", "words"),
    [
        (["nowhere"], None, "nowhere: no such file or folder"),
        (["https://example.org/a"], None, "addresses are not read yet"),
        ([], "wire", "no source is called 'wire'"),
        ([], None, "nothing to read"),
        (["."], "wire", "either PATHs or --source"),
    ],
)
def test_what_is_not_there_is_told_with_a_remedy(home, paths, source, words):
    with pytest.raises(BadInput, match=words):
        list_files(home, Settings(), paths, source)


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
