"""Hosts are asked in turn, rested, and left alone; robots.txt is read as RFC 9309 says."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import httpx
import pytest

from flows.server import free_port
from flows.web.addresses import shown
from flows.web.crowd import by_host
from flows.web.fetch import FetchFailed, FetchLimits, Manner, ask
from flows.web.hosts import Hosts, Stopped
from flows.web.polite import Allowed, Paced
from flows.web.robots import LONGEST_DELAY, Robots, product
from tests.flows.conftest import Answer

LIMITS = FetchLimits(connect=5, read=5, whole=5, tries=2, pause=0.01)
NEVER = threading.Event()


def manner_of(hosts: Hosts) -> Manner:
    passage = Paced(hosts, 0.0)
    return Manner("sanctograph/1 (test)", LIMITS, True, "allow it", "more", passage=passage)


@pytest.fixture
def hosts() -> Hosts:
    return Hosts(threading.Event())


def get(url: str, manner: Manner) -> bytes | None:
    return ask(url, lambda _, pieces: b"".join(pieces), manner)


def verdict(publisher, hosts: Hosts, path: str = "/page", robots: Robots | None = None) -> str:
    """How a page is refused; empty where it is had."""
    manner = manner_of(hosts)
    passage = Allowed(hosts, 0.0, robots or Robots(), manner)
    try:
        get(publisher.url(path), replace(manner, passage=passage))
    except FetchFailed as fault:
        words = str(fault).removeprefix(shown(publisher.url(path)) + ": ")
        return words if fault.reason == "robots" else f"{fault.reason}: {words}"
    return ""


def test_a_pause_lies_between_the_requests_to_a_host(hosts):
    ended = []
    for _ in range(3):
        with hosts.turn("https://a.example/1", 0.05):
            ended.append(time.monotonic())
    with hosts.turn("https://b.example/", 5):
        ended.append(time.monotonic())
    assert ended[1] - ended[0] >= 0.05
    assert ended[2] - ended[1] >= 0.05
    assert ended[3] - ended[2] < 0.04


def test_a_host_that_takes_no_connection_is_not_tried_for_ever(hosts):
    manner, url = manner_of(hosts), f"http://127.0.0.1:{free_port()}/"
    for words in ("refused (tried 2 times)", "3 times in a row", "3 times in a row"):
        with pytest.raises(FetchFailed) as raised:
            get(url, manner)
        assert words in str(raised.value)
        assert raised.value.reason == "unreachable"


def test_an_answer_of_any_kind_is_one(hosts, publisher):
    for _ in range(2):
        with pytest.raises(httpx.ConnectError), hosts.turn(publisher.url("/"), 0):
            raise httpx.ConnectError("")
        with pytest.raises(FetchFailed, match="answers 404"):
            get(publisher.url("/"), manner_of(hosts))
    with pytest.raises(httpx.ConnectError), hosts.turn(publisher.url("/"), 0):
        raise httpx.ConnectError("")
    publisher.says("/", b"here")
    assert get(publisher.url("/"), manner_of(hosts)) == b"here"


def test_who_waits_when_the_run_ends_is_woken(hosts):
    with hosts.turn("https://a.example/", 60):
        pass
    threading.Timer(0.05, hosts._stop.set).start()
    began = time.monotonic()
    with pytest.raises(Stopped), hosts.turn("https://a.example/", 60):
        pass
    assert time.monotonic() - began < 5


def test_jobs_of_a_host_are_done_in_order_and_its_faults_are_raised():
    jobs = [(f"https://{host}.example/{n}", (host, n)) for n in range(20) for host in "abcdefghijk"]
    done = list(by_host(jobs, lambda job: job[1], threading.Event(), 60))
    assert len(done) == 220
    for host in "abcdefghijk":
        assert [n for (one, n), _ in done if one == host] == list(range(20))
    assert all(job[1] == result for job, result in done)

    stop = threading.Event()
    with pytest.raises(ZeroDivisionError):
        list(by_host(jobs, lambda job: 1 // (job[1] - 3), stop, 60))
    assert stop.is_set()
    assert list(by_host([], lambda job: job, NEVER, 60)) == []


def test_no_thread_is_left_when_the_iteration_is():
    before, stop = set(threading.enumerate()), threading.Event()
    jobs = [(f"https://h{n % 8}.example/", n) for n in range(800)]
    found = by_host(jobs, lambda job: job, stop, 60)
    next(found)
    found.close()  # type: ignore[attr-defined]
    deadline = time.monotonic() + 5
    while set(threading.enumerate()) - before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert set(threading.enumerate()) - before == set()


@pytest.mark.parametrize(
    ("rules", "path", "words"),
    [
        (b"User-agent: *\nDisallow: /page", "/page", "its robots.txt does not allow it"),
        (b"User-agent: *\nDisallow: /page", "/other", ""),
        (b"User-agent: *\nDisallow: /\nAllow: /page$", "/page", ""),
        (b"User-agent: Sanctograph\nDisallow: /\n\nUser-agent: *\nAllow: /", "/page", "its robots"),
        (b"User-agent: other\nDisallow: /", "/page", ""),
        (b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /page", "/page", "its robots.txt does not"),
        (b"User-agent: *\nDisallow: /*?print=", "/page?print=1", "its robots.txt does not"),
        (b"<html>Not found</html>", "/page", ""),
        (b"\xff\xfe\x00", "/page", ""),
        (b"#" * 600_000 + b"\nUser-agent: *\nDisallow: /page", "/page", ""),
    ],
)
def test_what_robots_txt_allows(publisher, hosts, rules, path, words):
    publisher.says("/robots.txt", rules)
    publisher.says(path, b"the page")
    found = verdict(publisher, hosts, path)
    assert found.startswith(words) if words else found == ""


@pytest.mark.parametrize(
    ("status", "is_allowed"),
    [(401, True), (403, True), (404, True), (410, True), (429, False), (500, False), (503, False)],
)
def test_without_robots_txt_all_is_allowed_and_without_an_answer_nothing(
    publisher, hosts, status, is_allowed
):
    publisher.says("/robots.txt", Answer(status=status))
    publisher.says("/page", b"the page")
    found = verdict(publisher, hosts)
    assert (found == "") == is_allowed
    if not is_allowed:
        assert found.startswith("its robots.txt could not be had: ")
        assert f"answers {status}" in found
        assert "/page" not in [path for path, _ in publisher.requests]


def test_robots_txt_may_lie_elsewhere_but_not_inside(publisher, hosts, serve):
    other = serve()
    there = {"Location": other.url("/rules")}
    publisher.says("/robots.txt", Answer(status=301, headers=there))
    other.says("/rules", b"User-agent: *\nDisallow: /page")
    assert verdict(publisher, hosts) == "its robots.txt does not allow it"
    inside = {"Location": "http://169.254.169.254/robots.txt"}
    publisher.says("/robots.txt", Answer(status=301, headers=inside))
    assert "a link-local address" in verdict(publisher, hosts)


def test_robots_txt_is_asked_for_once_by_many(publisher, hosts):
    publisher.says("/robots.txt", Answer(b"User-agent: *\nDisallow: /0", taken=0.05))
    robots, found = Robots(), {}
    for n in range(4):
        publisher.says(f"/{n}", b"the page")

    def one(n: int) -> None:
        found[n] = verdict(publisher, hosts, f"/{n}", robots)

    threads = [threading.Thread(target=one, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {0: "its robots.txt does not allow it", 1: "", 2: "", 3: ""}
    assert len(publisher.asked("/robots.txt")) == 1


@pytest.mark.parametrize(
    ("rules", "seconds"),
    [
        (b"User-agent: *\nCrawl-delay: 0.2", 0.2),
        (b"User-agent: *\nRequest-rate: 2/1", 0.5),
        (b"User-agent: *\nCrawl-delay: 86400", LONGEST_DELAY),
        (b"User-agent: other\nCrawl-delay: 9", 0.0),
        (b"User-agent: *\nRequest-rate: 0/1", 0.0),
    ],
)
def test_the_pause_that_a_site_asks_for_is_kept_to_within_reason(publisher, hosts, rules, seconds):
    publisher.says("/robots.txt", rules)
    known = Robots().of(publisher.url("/page"), manner_of(hosts))
    assert known.pause("sanctograph") == seconds


def test_a_longer_pause_of_the_site_wins(publisher, hosts):
    publisher.says("/robots.txt", b"User-agent: *\nCrawl-delay: 0.1")
    publisher.says("/page", b"the page")
    robots = Robots()
    for _ in range(2):
        assert verdict(publisher, hosts, robots=robots) == ""
    first, second = (span for span in publisher.spans if span[2] == "/page")
    assert second[0] - first[0] >= 0.1


def test_robots_txt_files_call_an_agent_by_its_first_word():
    assert product("sanctograph/1.0 (reads news)") == "sanctograph"
    assert product("AcmeNews (desk@acme.example)") == "AcmeNews"
