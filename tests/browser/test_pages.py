"""Prefect's pages, in a real browser, beside `sanctograph status` and SQL."""

from __future__ import annotations

import json
import re
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from tests.conftest import Up

pytestmark = [pytest.mark.slow, pytest.mark.timeout(290)]

ROOT = Path(__file__).resolve().parents[2]
SOURCES = '[[source]]\nname = "inbox"\npath = "inbox"\nschedule = { cron = "* * * * *" }\n'
APPEARS_SECONDS = 120
SHOWN_MS = 20_000
RUN_NAME = re.compile(r"^inbox \d{4}-\d\d-\d\d \d\d:\d\d$")
COUNTED = "SELECT articles_in, articles_loaded, articles_unchanged, rejects FROM runs"
ATTACK = "window.pwned=1"

HOSTILE = (
    {
        "title": f'Tag <img src=x onerror="{ATTACK}"> in the title',
        "url": f"javascript:{ATTACK}",
        "published_at": "2024-05-03",
        "text": "The European Union imposed sanctions on Belarus on Monday, "
        f'officials said <img src=x onerror="{ATTACK}"> in Brussels.',
    },
    {
        "title": f"[click](javascript:{ATTACK}) | **bold** <script>{ATTACK}</script> `c` AT&T",
        "url": f"https://news.example/a)b?x=<script>{ATTACK}</script>",
        "published_at": "2024-05-02",
        "text": "Canada imposed sanctions on Iran on Tuesday, "
        f"[it said](javascript:{ATTACK}) <script>{ATTACK}</script>.",
    },
    {
        "title": "Right \u202eto\u202c left",
        "url": "https://news.example/left",
        "published_at": "2024-05-01",
        "text": "Australia imposed sanctions on Myanmar on Monday, "
        "![picture](http://tracker.example/p.png) it said.",
    },
)
"""Sentences that tell of a sanction, in articles that would rather run in a reader's browser."""

NAMES = (
    f"<img src=x onerror={ATTACK}> | [a](javascript:{ATTACK}) \u202egnp.jsonl",
    f"<javascript:{ATTACK}> ![p](x) `c` *b* _e_ ~~s~~ &lt;b&gt; snake_case.jsonl",
)
"""Of files that are no JSON Lines; a table's cells are Markdown to the pages."""


OTHER_SAMPLES = ("web", "feeds", "articles.json", "*.parquet", "*.arrow")


@dataclass(frozen=True)
class FirstRun:
    """The first run of a home: how long it took to appear, and where its page is."""

    seconds: float
    name: str
    path: str

    @property
    def id(self) -> str:
        return self.path.rsplit("/", 1)[1]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("pages") / "home"
    inbox = home / "inbox"
    # As many articles as batches whose lines the log of a run shows at once.
    shutil.copytree(ROOT / "samples", inbox, ignore=shutil.ignore_patterns(*OTHER_SAMPLES))
    (home / "sources.toml").write_text(SOURCES)
    (inbox / "hostile.jsonl").write_text("".join(json.dumps(one) + "\n" for one in HOSTILE))
    for name in NAMES:
        (inbox / name).write_text('{"title": "cut\n')
    return home


@pytest.fixture(scope="module")
def up(chromium: Browser, home: Path, start_up):  # noqa: ARG001  (where there is none, skip first)
    one = start_up(home)
    yield one
    one.end()


@pytest.fixture(scope="module")
def first_run(up: Up, open_page) -> FirstRun:
    """The first run in the list of runs, once it has ended."""
    with open_page() as page:
        link = page.get_by_role("link", name=RUN_NAME).last
        page.goto("/runs")
        while not (appeared := is_shown(link)):
            if time.monotonic() - up.started > APPEARS_SECONDS:
                break
            page.reload()
        assert appeared, "no run appeared"
        seconds = time.monotonic() - up.started
        name, path = link.inner_text(), link.get_attribute("href")
        assert path is not None
        page.goto(path)
        page.get_by_text("Completed", exact=True).first.wait_for(timeout=3 * SHOWN_MS)
    return FirstRun(seconds, name, path)


def is_shown(found: Locator) -> bool:
    """Whether it shows within some seconds; the pages ask the server again by themselves."""
    from playwright.sync_api import TimeoutError as Late  # noqa: PLC0415

    try:
        found.wait_for(timeout=5_000)
    except Late:
        return False
    return True


def rows_of(page: Page) -> list[dict[str, str]]:
    """The table artifact that a page shows."""
    page.locator("tbody td").first.wait_for()
    names = page.locator("thead th").all_inner_texts()
    return [
        dict(zip(names, row.locator("td").all_inner_texts(), strict=True))
        for row in page.locator("tbody tr").all()
    ]


def open_artifact(page: Page, run: str, key: str) -> None:
    """Go to an artifact as a user does: from the page of its run."""
    page.goto(run)
    page.locator("#artifacts").click()
    page.locator("#artifacts-content").get_by_text(key, exact=True).click()
    page.get_by_text("Show raw data").or_(page.locator("blockquote")).first.wait_for()


def test_a_run_appears_within_two_minutes(first_run, record_property):
    record_property("seconds until the run appeared", round(first_run.seconds, 1))
    assert first_run.seconds < APPEARS_SECONDS


def test_a_run_shows_the_numbers_of_status_and_of_sql(page, up, first_run, sanctograph, ask):
    ((read, loaded, unchanged, rejected),) = ask(
        up.home, f"{COUNTED} WHERE flow_run_id = ?", first_run.id
    )
    ((articles,),) = ask(up.home, "SELECT COUNT(*) FROM articles")
    assert (read, loaded, unchanged, rejected) == (articles, articles, 0, len(NAMES))

    ((started,),) = ask(
        up.home,
        "SELECT strftime(started_at, '%Y-%m-%d %H:%M:%S') FROM runs WHERE flow_run_id = ?",
        first_run.id,
    )
    status = sanctograph("status", "--home", up.home).stdout
    (line,) = [line for line in status.splitlines() if started in line and "ingest" in line]
    told = [cell.strip() for cell in line.split("│")[1:-1]]
    assert told[:7] == [started, "ingest", "done", *map(str, (read, loaded, unchanged, rejected))]

    counts = f"{read} in, {read} new, 0 changed, {unchanged} unchanged, "
    counts += f"{loaded} loaded, {rejected} rejected"
    page.goto(first_run.path)
    page.locator("#details").click()
    page.get_by_text(counts, exact=True).wait_for()
    for tag in ("sanctograph", "inbox"):
        assert page.get_by_text(tag, exact=True).first.is_visible()

    page.locator("#subflow-runs").click()
    page.get_by_role("link", name=re.compile(r"^inbox \d{4}-\d\d-\d\d")).last.click()
    page.get_by_text("Parent Run").wait_for()
    page.get_by_text(f"Finished in state Completed('{counts}')").wait_for()

    made = page.get_by_text(re.compile(r"Completed\('\d+ articles, \d+ names, \d+ events, 0 rej"))
    made.first.wait_for()
    batches = [re.findall(r"\d+", message) for message in made.all_inner_texts()]
    assert len(batches) == -(-articles // 10)
    ((names, events),) = ask(
        up.home, "SELECT (SELECT COUNT(*) FROM mentions), (SELECT COUNT(*) FROM sanction_events)"
    )
    sums = [sum(int(batch[at]) for batch in batches) for at in range(3)]
    assert sums == [articles, names, events]
    page.locator("#task-runs").click()
    page.get_by_role("link", name=f"inbox batch {len(batches)}").first.wait_for()


def test_tables_and_bars_show_the_numbers_of_sql(page, up, first_run, ask):
    ((read, loaded, unchanged, rejected),) = ask(
        up.home, f"{COUNTED} WHERE flow_run_id = ?", first_run.id
    )
    counts = {
        "source": "inbox",
        "in": str(read),
        "new": str(read),
        "changed": "0",
        "unchanged": str(unchanged),
        "loaded": str(loaded),
        "rejected": str(rejected),
    }
    open_artifact(page, first_run.path, "counts")
    assert rows_of(page) == [counts]
    open_artifact(page, first_run.path, "stage-seconds")
    stages = {row["stage"]: float(row["seconds"]) for row in rows_of(page)}
    assert {"read", "transform", "load", "resolve", "publish"} <= stages.keys()
    assert all(0 <= seconds < 120 for seconds in stages.values())
    for stage in ("resolve", "publish"):
        open_artifact(page, first_run.path, stage)
        page.get_by_text("100%").wait_for()

    page.goto(first_run.path)
    page.locator("#subflow-runs").click()
    part = page.get_by_role("link", name=re.compile(r"^inbox \d{4}-\d\d-\d\d")).last
    part.wait_for()
    path = part.get_attribute("href")
    assert path is not None
    open_artifact(page, path, "inbox-counts")
    assert rows_of(page) == [counts]
    for stage, words in (
        ("read", f"{read} records"),
        ("transform", "3 of 3 batches"),
        ("load", f"3 of 3 batches, {loaded} articles"),
    ):
        open_artifact(page, path, f"inbox-{stage}")
        page.get_by_text(words).wait_for()
        page.get_by_text("100%").wait_for()

    page.goto("/artifacts/key/counts")
    page.get_by_role("link", name=first_run.name).wait_for()


def test_rejects_read_as_themselves(page, up, first_run, ask):
    open_artifact(page, first_run.path, "rejects")
    rows = rows_of(page)
    folder = f"{up.home / 'inbox'}/"
    found = {row["uri"].removeprefix(folder) for row in rows}
    assert found == {NAMES[0].replace("\u202e", " ").replace("  ", " "), NAMES[1]}
    assert {row["reason"] for row in rows} == {"bad_json"}
    in_store = ask(up.home, "SELECT message FROM rejects WHERE resolved_at IS NULL")
    assert sorted(row["message"] for row in rows) == sorted(message for (message,) in in_store)
    assert page.locator("td a, td img, td code, td em, td strong, td del").count() == 0


def test_newest_sanctions_read_as_themselves_and_link_to_the_web_alone(page, first_run):
    open_artifact(page, first_run.path, "newest-sanctions")
    shown = page.locator("li").filter(has=page.locator("blockquote"))
    first, second, third = (shown.nth(at).inner_text() for at in range(3))
    assert "European Union → Belarus" in first
    assert HOSTILE[0]["text"] in first
    assert HOSTILE[0]["title"] in first
    assert "Canada → Iran" in second
    assert HOSTILE[1]["text"] in second
    assert f"{HOSTILE[1]['title']} (news.example)" in second
    assert "Australia → Myanmar" in third
    assert HOSTILE[2]["text"] in third
    assert "Right to left (news.example)" in third
    assert "\u202e" not in third
    links = shown.locator("a").evaluate_all("all => all.map(one => one.href)")
    assert len(links) >= 2
    assert [link for link in links if not link.startswith(("https://", "http://"))] == []
    assert shown.locator("img, script, del, code").count() == 0


def test_the_newer_pages_read_the_same_and_run_nothing(chromium, up, first_run, ask):  # noqa: ARG001
    context = chromium.new_context(base_url=f"{up.pages}/v2/")
    asked: list[str] = []
    # They ask for instructions of amplitude.com, which is why `up` leads to the others.
    context.route(lambda url: not url.startswith(up.pages), lambda route: route.abort())
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    for key, mark in (("newest-sanctions", "blockquote"), ("rejects", "td")):
        page.goto(f"artifacts/key/{key}")
        page.locator("a[href*='/artifacts/artifact/']").last.click()
        page.locator(mark).first.wait_for()
        inside = page.locator("li, td")
        assert inside.locator("img[src*='x'], script").count() == 0
        links = inside.locator("a").evaluate_all("all => all.map(one => one.href)")
        assert [link for link in links if link.startswith("javascript:")] == []
    assert page.evaluate("window.pwned") is None
    assert [address for address in asked if "tracker.example" in address] == []
    context.close()


def test_the_schedule_shows_and_is_active(page, first_run):
    page.goto("/deployments")
    page.get_by_text("Every minute every day").wait_for()
    page.get_by_role("link", name="inbox", exact=True).first.click()
    page.get_by_text("Next Run").wait_for()
    schedule = page.locator(".deployment-schedule-card")
    assert "Every minute every day" in schedule.inner_text()
    assert schedule.get_by_role("switch").get_attribute("aria-checked") == "true"
    page.get_by_text("Ready", exact=True).wait_for()
    page.get_by_role("link", name=first_run.name).first.wait_for()
    page.get_by_text("Description", exact=True).click()
    page.get_by_text("Reads inbox (**/*), cron * * * * * (UTC).").wait_for()


def test_stopping_ends_every_process_and_starting_again_shows_the_history(open_page, up, first_run):
    family = up.family()
    assert len(family) >= 3, "the command, the server and the scheduler"
    assert up.end() == 0
    assert [one for one in family if one.is_running()] == []
    assert of_home(up.home) == []

    up.start()
    with open_page() as page:
        page.goto("/runs")
        link = page.get_by_role("link", name=first_run.name)
        link.first.wait_for()
        page.goto(first_run.path)
        page.get_by_text("Completed", exact=True).first.wait_for()
        open_artifact(page, first_run.path, "counts")
        assert rows_of(page)[0]["source"] == "inbox"
    assert up.end() == 0
    assert of_home(up.home) == []


def of_home(home: Path) -> list[int]:
    """Processes that were started for a home."""
    state = str(home / "prefect")
    return [
        process.pid
        for process in psutil.process_iter(["environ"])
        if (process.info["environ"] or {}).get("PREFECT_HOME") == state
    ]
