"""What sources.toml says of lists to fetch, and what is scheduled of it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from flows.list_publishers import WantedList, publishers, wanted
from flows.settings import EXAMPLE, Home, Pace, Settings, Watchlists, load_settings
from schemas.errors import BadInput
from schemas.vocabularies import VOCABULARIES

ROOT = Path(__file__).parents[2]


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


def read(home, text: str) -> Settings:
    home.sources.write_text(text)
    return load_settings(home)


def fault(home, text: str) -> str:
    with pytest.raises(BadInput) as raised:
        read(home, text)
    return str(raised.value).removeprefix(f"{home.sources}: ")


def refusal(told: Watchlists, *keys: str) -> str:
    with pytest.raises(BadInput) as raised:
        wanted(told, keys)
    return str(raised.value)


def commented_example() -> str:
    """The section of the example, as a user would uncomment it."""
    _, _, text = EXAMPLE.read_text().partition("# [watchlists]\n")
    return "[watchlists]\n" + "\n".join(line.removeprefix("# ") for line in text.splitlines())


def test_without_a_section_nothing_is_fetched(home):
    assert load_settings(home).watchlists.lists == ()
    assert refusal(Watchlists()).startswith("no list is to be fetched: name some in [watchlists]")
    assert "[watchlists]" not in tomllib.loads(EXAMPLE.read_text())


def test_the_commented_example_is_a_section_that_works(home):
    told = read(home, commented_example()).watchlists
    assert told.lists == ("us_ofac_sdn", "us_ofac_cons", "un_sc", "eu_fsf", "gb_fcdo")
    assert told.schedule is not None
    assert told.schedule.cron == "30 5 * * *"
    assert told.file_bytes == Watchlists().file_bytes == 268_435_456
    lists = {one.key: one for one in wanted(told, ())}
    assert lists["us_ofac_sdn"].own
    assert list(lists["us_ofac_sdn"].files) == ["sdn.csv", "alt.csv", "add.csv"]
    assert not lists["un_sc"].own


def test_own_addresses_take_the_place_of_all_of_a_list():
    own = {"sdn.csv": "https://lists.example.org/sdn.csv"}
    told = Watchlists(lists=("us_ofac_sdn",), urls={"us_ofac_sdn": own})
    assert wanted(told, ()) == [WantedList("us_ofac_sdn", own, own=True, note=None)]
    assert [one.key for one in wanted(told, ["un_sc", "un_sc"])] == ["un_sc"]


def test_a_list_that_nobody_publishes_or_knows_is_refused():
    assert refusal(Watchlists(), "nonsense").startswith(
        "no list is called 'nonsense': one of us_ofac_sdn, "
    )
    assert refusal(Watchlists(), "eu_journal").startswith(
        "no address of eu_journal is known: give its files in [watchlists.urls.eu_journal]"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('lists = ["ofac"]', "watchlists.lists.0: no list is called 'ofac': one of"),
        ('schedule = { cron = "0 5 * * *" }', "watchlists: a schedule needs lists"),
        ("file_bytes = 0", "watchlists.file_bytes: "),
        ('urls.un_sc = { "un.xml" = "file:///un.xml" }', "'file:///un.xml' is no address of the"),
        ('urls.un_sc = { "../un.xml" = "https://a.example/" }', "should match pattern"),
        ('urls.un_sc = { "un.xml\\n" = "https://a.example/" }', "should match pattern"),
        ("wanted = true", "watchlists.wanted: Extra inputs are not permitted"),
    ],
)
def test_what_is_wrong_in_the_section_is_said(home, text, words):
    assert words in fault(home, f"[watchlists]\n{text}\n")


def test_publishers_are_asked_safely_and_each_is_documented():
    page = (ROOT / "docs" / "watchlists.md").read_text()
    assert set(publishers()) == set(VOCABULARIES["list_key"]) - {"eu_journal"}
    for key, one in publishers().items():
        assert f"`{key}`" in page
        assert one.page in page
        for name, url in one.files.items():
            assert re.fullmatch(r"[a-z0-9_.]+", name)
            assert url.startswith("https://")
    assert "non-commercial" in str(publishers()["opensanctions"].note)


def test_up_schedules_the_update_beside_the_sources(home, monkeypatch):
    monkeypatch.setenv("PREFECT_HOME", str(home.root / "prefect"))
    from flows.deployments import deployments  # noqa: PLC0415  (Prefect reads its home once)

    source = '[[source]]\nname = "inbox"\npath = "inbox"\nschedule = { interval = 60 }\n'
    inbox, lists = deployments(home, read(home, source + commented_example()), Pace(wait=5.0))
    assert inbox.name == "inbox"
    assert (lists.name, lists.flow_name) == ("watchlists", "update watchlists")
    assert lists.entrypoint == "flows.list_flow.update_watchlists"
    assert lists.parameters == {"home": str(home.root), "wait": 5.0}
    assert lists.tags == ["sanctograph", "watchlists"]
    (schedule,) = [one.schedule for one in lists.schedules or []]
    assert (schedule.cron, schedule.timezone) == ("30 5 * * *", "UTC")  # type: ignore[union-attr]

    alone = deployments(home, read(home, source + '[watchlists]\nlists = ["un_sc"]'), Pace())
    assert [one.name for one in alone] == ["inbox"]


@pytest.mark.parametrize(
    ("lists", "cron", "words"),
    [
        ("un_sc", "61 * * * *", "schedule of [watchlists]: "),
        ("eu_journal", "0 5 * * *", "no address of eu_journal is known"),
    ],
)
def test_a_schedule_that_cannot_be_is_said_before_up_starts(home, lists, cron, words):
    from flows.deployments import deployments  # noqa: PLC0415

    text = f'[watchlists]\nlists = ["{lists}"]\nschedule = {{ cron = "{cron}" }}'
    with pytest.raises(BadInput) as raised:
        deployments(home, read(home, text), Pace())
    assert words in str(raised.value)
