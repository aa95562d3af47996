"""Updating lists: what comes whole is kept and loaded, what is broken changes nothing."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows.list_kept import fetching
from flows.list_update import UpdateRequest, update_lists
from flows.settings import Home, Settings
from flows.web.fetch import FetchLimits
from schemas.errors import StoreLocked
from tests.flows.conftest import Answer, sdn, un
from warehouse.layout import Layout
from warehouse.store import open_store

ROOT = Path(__file__).parents[2]
LISTS = ROOT.parent / "shared" / "watchlists"
QUICK = FetchLimits(connect=5, read=5, tries=2, pause=0.01)
OFAC = ("sdn.csv", "alt.csv", "add.csv")
FIRST = {"Last-Modified": "Fri, 03 May 2024 14:00:00 GMT"}
LATER = {"Last-Modified": "Fri, 03 May 2024 19:00:00 GMT"}
NEXT_DAY = {"Last-Modified": "Sat, 04 May 2024 09:00:00 GMT"}
LOADED = "SELECT list, published_on::VARCHAR, entry_count FROM watchlist_snapshots ORDER BY ALL"
PAGE = b"<!DOCTYPE html><html><body><h1>We are sorry</h1></body></html>"


NAMES = [f"PARSI, Reza {number}" for number in range(10)]
ALT = b'100,1,"aka","PARSY, Reza",-0- \r\n\x1a'
ADD = b'100,1,"1 Some Street","Tehran","Iran",-0- \r\n\x1a'


@pytest.fixture
def home(tmp_path):
    place = Home(tmp_path / "home")
    place.root.mkdir()
    return place


@pytest.fixture
def ofac(publisher):
    publisher.says("/sdn.csv", Answer(sdn(*NAMES), etag='"1"', headers=FIRST))
    publisher.says("/alt.csv", Answer(ALT, etag='"1"', headers=FIRST))
    publisher.says("/add.csv", Answer(ADD, etag='"1"', headers=FIRST))
    publisher.says("/un.xml", Answer(un("Ali", "Omar"), etag='"1"'))
    return publisher


def settings(publisher, **more) -> Settings:
    urls = {
        "us_ofac_sdn": {name: publisher.url(f"/{name}") for name in OFAC},
        "un_sc": {"un.xml": publisher.url("/un.xml")},
    }
    told = {"lists": ["us_ofac_sdn", "un_sc"], "urls": urls} | more
    return Settings.model_validate({"watchlists": told})


def update(home, publisher, *keys, accept_shrink=False, **more):
    """What came of each list, and the line about it."""
    configured = settings(publisher, **more)
    request = UpdateRequest(home, configured, keys, accept_shrink, wait=30, limits=QUICK)
    return {one.key: (one.outcome, one.line) for one in update_lists(request, print)}


def kept(home, key="us_ofac_sdn") -> list[str]:
    return sorted(path.name for path in (home.watchlists / key).glob("*-*"))


def content(home) -> dict[str, bytes]:
    """Everything that lies in the home's folder of lists, but what to ask with next time."""
    files = (path for path in home.watchlists.rglob("*") if path.is_file())
    return {str(p.relative_to(home.watchlists)): p.read_bytes() for p in files if p.suffix}


def test_what_is_fetched_first_is_kept_by_day_and_hash_and_loaded(home, ofac, ask):
    assert update(home, ofac) == {
        "us_ofac_sdn": ("loaded", "us_ofac_sdn 2024-05-03: 10 entries, 10 new or changed"),
        "un_sc": ("loaded", "un_sc 2026-02-27: 2 entries, 2 new or changed"),
    }
    (folder,) = kept(home)
    assert folder.startswith("2024-05-03-")
    place = home.watchlists / "us_ofac_sdn" / folder
    assert {p.name: p.read_bytes() for p in place.iterdir()} == {
        "sdn.csv": sdn(*NAMES),
        "alt.csv": ALT,
        "add.csv": ADD,
    }
    assert ask(home.root, LOADED) == [
        ("un_sc", "2026-02-27", 2),
        ("us_ofac_sdn", "2024-05-03", 10),
    ]
    found = ask(home.root, "SELECT uri, sha256 FROM watchlist_snapshots WHERE list LIKE 'us%'")
    assert found[0][0] == str(place)
    assert str(found[0][1]).startswith(folder[-12:])
    assert ask(home.root, "SELECT name FROM watchlist_names WHERE type = 'alias'") == [
        ("Reza PARSY",)
    ]


def test_what_has_not_changed_is_not_sent_again(home, ofac):
    update(home, ofac)
    before = content(home)
    assert update(home, ofac) == {
        "us_ofac_sdn": ("unchanged", "us_ofac_sdn 2024-05-03: unchanged"),
        "un_sc": ("unchanged", "un_sc 2026-02-27: unchanged"),
    }
    assert [asked.get("If-None-Match") for asked in ofac.asked("/alt.csv")] == [None, '"1"']
    assert content(home) == before


def test_the_same_bytes_from_a_server_without_etags_are_unchanged(home, ofac):
    update(home, ofac, "us_ofac_sdn")
    for name in OFAC:
        answer = ofac.next_answer(f"/{name}")
        ofac.says(f"/{name}", Answer(answer.body, headers=NEXT_DAY))
    assert update(home, ofac, "us_ofac_sdn")["us_ofac_sdn"][0] == "unchanged"
    assert [folder[:10] for folder in kept(home)] == ["2024-05-03"]


def test_a_list_that_changed_on_the_same_day_replaces_that_days_and_both_are_kept(home, ofac, ask):
    update(home, ofac, "us_ofac_sdn")
    ofac.says("/sdn.csv", Answer(sdn(*NAMES, "SHAH, Bahram"), etag='"2"', headers=LATER))
    outcome, line = update(home, ofac, "us_ofac_sdn")["us_ofac_sdn"]
    assert outcome == "replaced"
    assert line.startswith("us_ofac_sdn 2024-05-03: 11 entries, ")
    assert [folder[:10] for folder in kept(home)] == ["2024-05-03"] * 2
    assert ask(home.root, LOADED) == [("us_ofac_sdn", "2024-05-03", 11)]
    # The two other files were not sent again, and stand in the new folder too.
    folders = [home.watchlists / "us_ofac_sdn" / folder for folder in kept(home)]
    assert [(folder / "alt.csv").read_bytes() for folder in folders] == [ALT, ALT]

    # On the next day it has no aliases any more: a table of its mark of the end alone.
    ofac.says("/alt.csv", Answer(b"\x1a\r\n", etag='"2"', headers=NEXT_DAY))
    update(home, ofac, "us_ofac_sdn")
    assert [day for _, day, _ in ask(home.root, LOADED)] == ["2024-05-03", "2024-05-04"]


def test_a_list_without_any_day_is_of_the_day_of_fetching(home, ofac, ask):
    ahead = {"Last-Modified": "Fri, 03 May 2199 14:00:00 GMT"}
    for headers in ({}, ahead):
        for name in OFAC:
            ofac.says(f"/{name}", Answer(ofac.next_answer(f"/{name}").body, headers=headers))
        before = datetime.now(UTC).date()
        update(home, ofac, "us_ofac_sdn")
        ((_, told, _),) = ask(home.root, LOADED)
        assert before <= date.fromisoformat(told) <= datetime.now(UTC).date()
        shutil.rmtree(home.root)
        home.root.mkdir()


BROKEN = [
    ("/sdn.csv", Answer(PAGE), "sdn.csv: looks like an HTML page: the download failed"),
    ("/alt.csv", Answer(PAGE), "alt.csv: looks like an HTML page: the download failed"),
    ("/sdn.csv", Answer(b""), "sdn.csv: is empty"),
    ("/sdn.csv", Answer(b"\x1a"), "sdn.csv: has no entries"),
    ("/alt.csv", Answer(b""), "alt.csv: is empty"),
    ("/sdn.csv", Answer(b'{"error": "gone"}'), "sdn.csv: is a JSON message"),
    ("/sdn.csv", Answer(sdn(*NAMES)[:-20]), "sdn.csv: line 10: lacks the columns"),
    ("/sdn.csv", Answer(un("Ali")), "sdn.csv: is of the list un_sc, not of us_ofac_sdn"),
    ("/sdn.csv", Answer(status=404), "/sdn.csv: answers 404 Not Found"),
    ("/add.csv", Answer(status=500), "/add.csv: answers 500 Internal Server Error (tried 2 times)"),
    ("/add.csv", Answer(ADD, length=10**9), "/add.csv: is larger than 268,435,456 bytes"),
    ("/sdn.csv", Answer(sdn(*NAMES[:4])), "has 4 entries, and had 10 on 2024-05-03: kept back"),
]


def test_a_broken_download_changes_nothing_and_other_lists_go_on(home, ofac, ask):
    update(home, ofac, "us_ofac_sdn")
    before = content(home)
    for path, answer, words in BROKEN:
        whole = ofac.answers[path]
        ofac.says(path, answer)
        outcome, line = update(home, ofac, "us_ofac_sdn")["us_ofac_sdn"]
        assert (outcome, line[:13]) == ("failed", "us_ofac_sdn: ")
        assert words in line
        assert content(home) == before
        ofac.answers[path] = whole
    ofac.says("/alt.csv", Answer(PAGE))
    outcomes = update(home, ofac)
    assert outcomes["us_ofac_sdn"][0] == "failed"
    assert outcomes["un_sc"] == ("loaded", "un_sc 2026-02-27: 2 entries, 2 new or changed")
    assert ask(home.root, LOADED)[1:] == [("us_ofac_sdn", "2024-05-03", 10)]


BOMB = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (un("Ali", "Omar")[:-60], "un.xml: broken or cut off at line 1, column"),
        (un("Ali").replace(b'<?xml version="1.0"?>', BOMB), "un.xml: it has a document type"),
        (un(), "un.xml: lists nobody"),
        (sdn(*NAMES), "un.xml: it begins with"),
    ],
)
def test_xml_that_is_cut_or_armed_is_refused(home, ofac, body, words):
    ofac.says("/un.xml", Answer(body))
    outcome, line = update(home, ofac, "un_sc")["un_sc"]
    assert outcome == "failed"
    assert line.startswith(f"un_sc: {words}")
    assert list(content(home)) == ["update.lock"]
    assert not (home.root / "store.duckdb").exists()


def test_a_server_that_is_back_at_the_next_try_is_read(home, ofac):
    ofac.says("/un.xml", Answer(status=500), un("Ali"))
    assert update(home, ofac, "un_sc")["un_sc"][0] == "loaded"
    assert len(ofac.asked("/un.xml")) == 2


def test_a_list_that_really_shrank_is_loaded_on_demand(home, ofac, ask):
    update(home, ofac, "us_ofac_sdn")
    ofac.says("/sdn.csv", Answer(sdn(*NAMES[:4]), headers=NEXT_DAY))
    _, line = update(home, ofac, "us_ofac_sdn")["us_ofac_sdn"]
    assert line.endswith("sanctograph watchlists update --list us_ofac_sdn --accept-shrink")
    assert update(home, ofac, "us_ofac_sdn", accept_shrink=True)["us_ofac_sdn"][0] == "loaded"
    assert ask(home.root, LOADED)[-1] == ("us_ofac_sdn", "2024-05-04", 4)


def test_a_copy_that_was_damaged_is_fetched_anew(home, ofac):
    update(home, ofac, "us_ofac_sdn")
    (folder,) = kept(home)
    damaged = home.watchlists / "us_ofac_sdn" / folder / "sdn.csv"
    damaged.write_bytes(b"")
    assert update(home, ofac, "us_ofac_sdn")["us_ofac_sdn"][0] == "unchanged"
    assert [a.get("If-None-Match") for a in ofac.asked("/sdn.csv")] == [None, None]
    assert damaged.read_bytes() == sdn(*NAMES)


def test_what_is_kept_and_not_in_the_store_is_loaded_without_being_sent_again(home, ofac, ask):
    update(home, ofac, "us_ofac_sdn")
    for path in home.root.iterdir():
        if path != home.watchlists:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    assert update(home, ofac, "us_ofac_sdn")["us_ofac_sdn"][0] == "loaded"
    assert ofac.asked("/sdn.csv")[1]["If-None-Match"] == '"1"'
    assert ask(home.root, LOADED) == [("us_ofac_sdn", "2024-05-03", 10)]


def test_an_update_waits_for_another_and_then_says_so(home, ofac):
    with fetching(home, 1), pytest.raises(StoreLocked, match="another update of the lists"):
        update_lists(UpdateRequest(home, settings(ofac), wait=0.1), print)
    assert ofac.requests == []


def test_what_could_not_be_loaded_since_a_run_held_the_store_is_loaded_next_time(home, ofac, ask):
    request = UpdateRequest(home, settings(ofac), ("un_sc",), wait=0.1, limits=QUICK)
    with open_store(Layout(home.root), wait=1):
        (outcome,) = update_lists(request, print)
    assert outcome.outcome == "failed"
    assert outcome.line.startswith("un_sc: ")
    assert update(home, ofac, "un_sc")["un_sc"][0] == "loaded"
    assert ask(home.root, LOADED) == [("un_sc", "2026-02-27", 2)]
    assert len(kept(home, "un_sc")) == 1


def test_a_killed_update_leaves_no_half_list_and_the_next_one_loads_it(home, ofac, ask):
    held = threading.Event()
    ofac.says("/add.csv", Answer(ADD, headers=FIRST, held=held), Answer(ADD, headers=FIRST))
    told = settings(ofac).watchlists
    rows = [f'"{name}" = "{url}"' for name, url in told.urls["us_ofac_sdn"].items()]
    home.sources.write_text("\n".join(["[watchlists.urls.us_ofac_sdn]", *rows]))
    command = [sys.executable, "-m", "flows.cli", "watchlists", "update", "--list", "us_ofac_sdn"]
    process = subprocess.Popen([*command, "--home", str(home.root)], cwd=ROOT)
    try:
        deadline = time.monotonic() + 60
        while not ofac.asked("/add.csv"):
            assert time.monotonic() < deadline
            time.sleep(0.05)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        held.set()
    assert (home.watchlists / ".unfinished" / "us_ofac_sdn" / "sdn.csv").exists()
    assert not (home.watchlists / "us_ofac_sdn").exists()
    assert update(home, ofac, "us_ofac_sdn")["us_ofac_sdn"][0] == "loaded"
    assert not (home.watchlists / ".unfinished").exists()
    assert ask(home.root, LOADED) == [("us_ofac_sdn", "2024-05-03", 10)]


def test_the_command_says_what_came_of_each_list(home, ofac, sanctograph):
    ofac.says("/un.xml", Answer(status=404))
    sdn_alone = f'"sdn.csv" = "{ofac.url("/sdn.csv")}"'
    home.sources.write_text(
        f"""
        [watchlists]
        lists = ["un_sc", "us_ofac_sdn"]
        urls.un_sc = {{ "un.xml" = "{ofac.url("/un.xml?token=hidden")}" }}
        urls.us_ofac_sdn = {{ {sdn_alone} }}
        """
    )
    done = sanctograph("watchlists", "update", "--home", home.root)
    assert done.returncode == 1
    assert done.stdout == "us_ofac_sdn 2024-05-03: 10 entries, 10 new or changed\n"
    assert done.stderr == f"error: un_sc: {ofac.url('/un.xml')}: answers 404 Not Found\n"

    nothing = sanctograph("watchlists", "update", "--home", home.root.parent / "other")
    assert nothing.returncode == 2
    assert nothing.stderr.startswith("error: no list is to be fetched: name some in [watchlists]")
    assert not (home.root.parent / "other").exists()


@pytest.mark.slow
@pytest.mark.timeout(290)
@pytest.mark.skipif(not LISTS.exists(), reason="the lists do not lie beside this checkout")
def test_published_lists_are_fetched_whole(home, publisher, ask):
    ofac = LISTS / "ofac" / "2024-05-03"
    for name in OFAC:
        publisher.says(f"/{name}", Answer((ofac / name).read_bytes(), headers=FIRST))
    publisher.says("/un.xml", (LISTS / "un" / "2026-02-27" / "consolidated.xml").read_bytes())
    publisher.says("/uk.gz", (LISTS / "uk" / "2025-04-10" / "ConList.csv.gz").read_bytes())
    urls = settings(publisher).watchlists.urls | {
        "gb_hmt": {"conlist.csv.gz": publisher.url("/uk.gz")}
    }
    outcomes = update(home, publisher, "us_ofac_sdn", "un_sc", "gb_hmt", urls=urls)
    assert {outcome for outcome, _ in outcomes.values()} == {"loaded"}
    assert ask(home.root, LOADED) == [
        ("gb_hmt", "2025-04-10", 4_686),
        ("un_sc", "2026-02-27", 1_003),
        ("us_ofac_sdn", "2024-05-03", 14_965),
    ]
