"""Files that are not on this machine are listed, told apart and read like those that are."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from typing import ClassVar

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from flows.listing import check, list_files
from flows.pages import PageReaders
from flows.remote import Remote, is_remote, list_remote, local_path, without_secrets
from flows.scan import Tally, batches, remember
from flows.settings import Home, Settings, Source, load_settings
from schemas.errors import BadInput
from transforms.read import Failure, RawRecord, ReadLimits, read
from warehouse.layout import Layout
from warehouse.store import open_store

PAGE = b"Talks open\n\nThe two sides met in Oslo on Monday.\n"


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


@pytest.fixture
def bucket():
    """A store of objects in memory, empty before and after."""
    store = fsspec.filesystem("memory")
    store.store.clear()
    yield store
    store.store.clear()


def put(bucket, *names, data=PAGE):
    for name in names:
        bucket.pipe(f"/{name}", data)


def listed(home, *paths):
    return [(file.uri, file.key) for file in list_files(home, Settings(), paths, None)]


def test_a_folder_of_a_bucket_is_read_in_order_without_hidden_files(home, bucket):
    put(bucket, "news/b/2.txt", "news/a.txt", "news/.hidden.txt", "news/.git/x.txt", "other/c.txt")
    assert listed(home, "memory://news") == [
        ("memory://news/a.txt", "memory://news/a.txt"),
        ("memory://news/b/2.txt", "memory://news/b/2.txt"),
    ]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("memory://news/2024/a.txt", ["2024/a.txt"]),
        ("memory://news/2024/", ["2024/a.txt", "2024/b.csv", "2024/may/c.txt"]),
        ("memory://news/*/*.txt", ["2024/a.txt", "2025/d.txt"]),
        ("memory://news/**/*.txt", ["2024/a.txt", "2024/may/c.txt", "2025/d.txt"]),
        ("memory://news/2024/[a-b].*", ["2024/a.txt", "2024/b.csv"]),
    ],
)
def test_an_address_may_be_of_a_file_of_a_folder_or_a_pattern(home, bucket, path, found):
    put(bucket, "news/2024/a.txt", "news/2024/b.csv", "news/2024/may/c.txt", "news/2025/d.txt")
    assert [uri.removeprefix("memory://news/") for uri, _ in listed(home, path)] == found


def test_the_key_of_a_source_s_file_is_relative_to_its_root(home, bucket):
    put(bucket, "news/may/1.txt", "news/may/2.csv")
    home.sources.write_text('[[source]]\nname = "x"\npath = "memory://news"\nglob = "**/*.txt"\n')
    (file,) = list_files(home, load_settings(home), [], "x")
    assert (file.uri, file.key, file.path.name) == ("memory://news/may/1.txt", "may/1.txt", "1.txt")


def test_an_address_of_a_file_on_this_machine_is_its_path(home, tmp_path):
    (tmp_path / "a.txt").write_bytes(PAGE)
    (file,) = list_files(home, Settings(), [f"file://{tmp_path}"], None)
    assert (file.path, file.key, file.remote) == (tmp_path / "a.txt", str(tmp_path / "a.txt"), None)
    source = Source(name="x", path=f"file://{tmp_path}", glob="*.txt")
    (file,) = list_files(home, Settings(source=(source,)), [], None)
    assert (file.path, file.key) == (tmp_path / "a.txt", "a.txt")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("s3://bucket/a", True),
        ("simplecache::s3://bucket/a", True),
        ("a/b.txt", False),
        ("a::b.txt", False),
        ("file:///a/b.txt", False),
        ("C:\\a.txt", False),
    ],
)
def test_addresses_are_told_from_paths(name, expected):
    assert is_remote(name) is expected


def test_a_path_is_left_alone():
    assert str(local_path("a/b#c.txt")) == "a/b#c.txt"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("s3://bucket/a", r"^s3://bucket/a: s3:// is read by s3fs, .*: pip install s3fs$"),
        ("gs://bucket/a", r"^gs://bucket/a: gs:// is read by gcsfs, .*: pip install gcsfs$"),
        ("az://box/a", r"^az://box/a: az:// is read by adlfs, .*: pip install adlfs$"),
        ("sftp://host/a", r"^sftp://host/a: sftp:// is read by paramiko, .* pip install paramiko$"),
        ("moon://crater/a", r"^moon://crater/a: no driver reads moon:// "),
        ("memory://nowhere", r"^memory://nowhere: no such file or folder$"),
        ("memory://nowhere/*.txt/a", r"no such file or folder"),
    ],
)
def test_what_cannot_be_listed_is_told_in_one_line_with_a_remedy(home, bucket, path, words):
    del bucket
    with pytest.raises(BadInput, match=words) as told:
        list_files(home, Settings(), [path], None)
    assert "\n" not in str(told.value)


def test_a_driver_that_is_not_installed_is_told_before_anything_is_listed(home):
    source = Source(name="wire", path="s3://key:hush@bucket/a")
    with pytest.raises(BadInput, match=r"^source 'wire' .*: s3://bucket/a: s3:// is read by s3fs"):
        check(home, [source], [])
    with pytest.raises(BadInput, match="has a password in it; write it into"):
        check(home, [], ["sftp://me:hush@host/a"])


class Other(MemoryFileSystem):  # type: ignore[misc]
    """The same store under the addresses of another."""

    @classmethod
    def _strip_protocol(cls, path):
        return super()._strip_protocol(f"memory://{without_secrets(path).rpartition('://')[2]}")


class Guarded(Other):
    """A store whose addresses carry a user's password, and which tells it in its errors."""

    protocol = "guarded"

    def _open(self, path, *args, **kwargs):
        if "locked" in path:
            raise RuntimeError("guarded://me:hush@news/locked.txt:\n no access for me:hush")
        return super()._open(path, *args, **kwargs)


@pytest.fixture
def guarded(bucket):
    fsspec.register_implementation("guarded", Guarded, clobber=True)
    return bucket


def test_passwords_are_shown_nowhere(home, guarded):
    put(guarded, "news/a.txt", "news/locked.txt")
    source = Source(name="x", path="guarded://me:hush@news")
    settings = Settings(source=(source,))
    files = list_files(home, settings, [], None)
    assert [file.uri for file in files] == ["guarded://news/a.txt", "guarded://news/locked.txt"]
    told = [repr(file.remote) + file.uri + file.key for file in files]
    found = [next(read(file.place, None, ReadLimits())) for file in files]
    assert isinstance(found[0], RawRecord)
    told += [source.place, repr(found[1])]
    assert "hush" not in "".join(told)
    assert "unreadable" in told[-1]
    with pytest.raises(BadInput) as error:
        list_files(
            home, Settings(source=(Source(name="x", path="guarded://me:hush@no"),)), [], None
        )
    assert "hush" not in str(error.value)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("sftp://me:hush@host/a@b:c", "sftp://host/a@b:c"),
        ("s3://bucket/a:b@c", "s3://bucket/a:b@c"),
        ("abfs://box@account.dfs.core.windows.net/a", "abfs://box@account.dfs.core.windows.net/a"),
        ("github://org:repo@main/a", "github://org:repo@main/a"),
    ],
)
def test_what_is_left_out_of_an_address_is_a_password_alone(url, shown):
    assert without_secrets(url) == shown


def packed(name, data):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("a.txt", PAGE, None),
        ("a.jsonl.gz", gzip.compress(b'{"id": 7, "text": "One."}\n'), "7"),
        ("a.zip", packed("b.txt", PAGE), "b.txt"),
        ("a.csv", b"id,text\n" + b"".join(b"%d,One.\n" % n for n in range(9)), "0"),
    ],
)
def test_a_remote_file_is_read_like_one_on_disk(bucket, tmp_path, name, data, key):
    put(bucket, f"news/{name}", data=data)
    (tmp_path / name).write_bytes(data)
    (file,) = list_remote("memory://news", "*", "x")
    made = bucket.info(f"/news/{name}")["created"].replace(tzinfo=None)
    found = list(read(file.place, None, ReadLimits()))
    near = list(read(tmp_path / name, None, ReadLimits()))
    assert isinstance(found[0], RawRecord)
    assert (found[0].record_key, found[0].fetched_at) == (key, made)
    assert found == [replace(one, fetched_at=made) for one in near if isinstance(one, RawRecord)]


def test_a_remote_file_that_has_gone_is_missing(bucket):
    put(bucket, "news/a.txt")
    (file,) = list_remote("memory://news", "*", "x")
    bucket.rm("/news/a.txt")
    (failure,) = read(file.place, None, ReadLimits())
    assert isinstance(failure, Failure)
    assert failure.reason == "missing"
    assert file.state_now() is None


class Told(Other):
    """A store that tells of its files what `says` tells."""

    protocol = "told"
    says: ClassVar[dict[str, object]] = {}

    def info(self, path, **kwargs):
        found = dict(super().info(path, **kwargs))
        found.pop("created", None)
        return found | (self.says if found["type"] == "file" else {})

    def glob(self, path, **kwargs):
        return {name: self.info(name) for name in super().glob(path, **kwargs)}


@pytest.fixture
def store(bucket):
    fsspec.register_implementation("told", Told, clobber=True)
    put(bucket, "news/a.txt")

    def state(**says):
        Told.says = says
        (file,) = list_remote("told://news", "*", "x")
        assert file.state == file.state_now()
        return file.state

    yield state
    Told.says = {}


DAY = datetime(2024, 5, 6, 7, 8, 9, 123456, tzinfo=UTC)


def test_the_state_of_a_remote_file_changes_with_what_its_store_tells(store):
    states = [
        store(ETag='"abc"'),
        store(ETag='"abd"'),
        store(etag="abc", updated="2024-05-06T07:08:09.123Z"),
        store(etag="abc", updated="2024-05-06T07:08:10.123Z"),
        store(LastModified=DAY),
        store(LastModified=DAY.replace(microsecond=5)),
        store(mtime=DAY.timestamp()),
        store(modificationTime=DAY.timestamp() * 1000 + 5),
    ]
    assert len(set(states)) == len(states) - 1
    assert states[4] == states[6]
    assert states[2].mtime_ns == 1_714_979_289 * 10**9


def test_one_object_told_in_two_ways_is_in_one_state(store):
    listing = store(ETag='"abc"', LastModified=DAY)
    assert listing == store(ETag="abc", LastModified=DAY.replace(microsecond=0))


def test_a_store_that_tells_nothing_leaves_the_state_open(store):
    assert store() is None
    assert store(ETag="") is None


class Bucket:
    """A source in a bucket, scanned as a run does it; the batches are thrown away."""

    def __init__(self, store, home, url="memory://news") -> None:
        self.store, self.home = store, home
        self.settings = Settings(source=(Source(name="wire", path=url),))

    def batches(self, files, tally):
        pages = PageReaders(1, 5.0)
        return batches(files, self.store, self.settings, 10, tally, pages=pages)

    def opened(self) -> list[str]:
        files, tally = list_files(self.home, self.settings, [], None), Tally()
        for _ in self.batches(files, tally):
            pass
        remember(self.store, tally, "r", datetime(2026, 1, 1))
        return sorted(uri.rpartition("/")[2] for uri in tally.uris)


@pytest.fixture
def later(monkeypatch):
    monkeypatch.setattr("flows.remote._ASKED_AGAIN", 0.0)
    monkeypatch.setattr("flows.scan.now_ns", lambda: 4_000_000_000 * 10**9)


@pytest.mark.usefixtures("later")
def test_a_remote_file_is_opened_again_only_when_it_changed(bucket, home):
    put(bucket, "news/a.txt", "news/b.txt")
    with open_store(Layout(home.root), wait=0) as store:
        source = Bucket(store, home)
        assert source.opened() == ["a.txt", "b.txt"]
        assert source.opened() == []
        put(bucket, "news/b.txt", data=PAGE.replace(b"Oslo", b"Rome"))
        put(bucket, "news/c.txt")
        assert source.opened() == ["b.txt", "c.txt"]
        assert source.opened() == []


@pytest.mark.usefixtures("later")
def test_a_remote_file_that_its_store_tells_nothing_of_is_opened_in_every_run(store, home):
    assert store() is None
    with open_store(Layout(home.root), wait=0) as database:
        source = Bucket(database, home, "told://news")
        assert [source.opened() for _ in range(2)] == [["a.txt"], ["a.txt"]]


def test_asking_for_a_state_is_not_done_for_each_record(bucket, monkeypatch):
    put(bucket, "news/a.txt")
    (file,) = list_remote("memory://news", "*", "x")
    asked: list[object] = []

    def info(self, path, **kwargs):
        asked.append((self, path, kwargs))
        return {"size": 1}

    monkeypatch.setattr(MemoryFileSystem, "info", info)
    assert isinstance(file, Remote)
    assert [file.state_now() for _ in range(100)] == [None] * 100
    assert len(asked) == 1


def test_a_remote_file_is_fetched_once(bucket, monkeypatch):
    lines = b"".join(json.dumps({"id": n, "text": "x" * 900}).encode() + b"\n" for n in range(3000))
    put(bucket, "news/a.jsonl", data=lines)
    (file,) = list_remote("memory://news", "*", "x")
    taken: list[int] = []
    opening = MemoryFileSystem._open

    class Counted(io.BytesIO):
        def read(self, size=-1):
            data = super().read(size)
            taken.append(len(data))
            return data

    def counting(self, path, *args, **kwargs):
        return Counted(opening(self, path, *args, **kwargs).getvalue())

    monkeypatch.setattr(MemoryFileSystem, "_open", counting)
    assert len(list(read(file.place, None, ReadLimits()))) == 3000
    assert len(lines) <= sum(taken) < len(lines) + 2 * 1024 * 1024
