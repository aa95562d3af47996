"""The scheduled update, as it is seen in Prefect's pages."""

from __future__ import annotations

import json
import time

import httpx
import pytest

from tests.flows.conftest import Answer

FIRST = {"Last-Modified": "Fri, 03 May 2024 14:00:00 GMT"}
SDN = b'36,"AEROCARIBBEAN AIRLINES",-0- ,"CUBA",' + b",".join([b"-0- "] * 8) + b"\r\n\x1a"
YEARLY = 'schedule = { cron = "0 0 1 1 *" }'


@pytest.fixture
def home(tmp_path, publisher):
    place = tmp_path / "home"
    place.mkdir()
    publisher.says("/sdn.csv", Answer(SDN, etag='"1"', headers=FIRST))
    (place / "sources.toml").write_text(
        f"""
        [watchlists]
        lists = ["us_ofac_sdn"]
        urls.us_ofac_sdn = {{ "sdn.csv" = "{publisher.url("/sdn.csv")}" }}
        {YEARLY}
        """
    )
    return place


@pytest.fixture
def up(home, start_up):
    one = start_up(home)
    yield one
    one.end()


def ended_run(up) -> tuple[str, str, str]:
    """What the button *Run* brings: how the run is called, how it ended, and its closing words."""
    (deployment,) = httpx.post(f"{up.pages}/api/deployments/filter", json={}).json()
    address = f"{up.pages}/api/deployments/{deployment['id']}/create_flow_run"
    deadline = time.monotonic() + 90
    # 503 says that its database was busy, and that one may ask again.
    while (answer := httpx.post(address, json={})).status_code == 503:
        assert time.monotonic() < deadline
        time.sleep(0.5)
    started = answer.raise_for_status().json()
    while time.monotonic() < deadline:
        run = httpx.get(f"{up.pages}/api/flow_runs/{started['id']}").json()
        if run["state_type"] in {"COMPLETED", "FAILED", "CRASHED"}:
            return run["name"], run["state_type"], run["state"]["message"]
        time.sleep(0.3)
    raise AssertionError(f"the run has not ended\n{up.log.read_text()}")


def newest_table(up) -> list[dict[str, object]]:
    asked = {"artifacts": {"key": {"any_": ["watchlists"]}}, "sort": "CREATED_DESC"}
    found = httpx.post(f"{up.pages}/api/artifacts/filter", json=asked).json()
    rows: list[dict[str, object]] = json.loads(found[0]["data"])
    return rows


@pytest.mark.slow
@pytest.mark.timeout(290)
def test_a_scheduled_update_shows_what_came_of_each_list(home, up, publisher, ask):
    up.says("watchlists: cron 0 0 1 1 * (UTC)")
    name, state, message = ended_run(up)
    assert name.startswith("watchlists 20")
    assert (state, message) == ("COMPLETED", "us_ofac_sdn loaded")
    row = {
        "list": "us_ofac_sdn",
        "outcome": "loaded",
        "day": "2024-05-03",
        "entries": 1,
        "new or changed": 1,
        "message": "us_ofac_sdn 2024-05-03: 1 entries, 1 new or changed",
    }
    assert newest_table(up) == [row]
    assert ask(home, "SELECT name FROM watchlist_entries") == [("AEROCARIBBEAN AIRLINES",)]

    publisher.says("/sdn.csv", b"<html><body>We are sorry</body></html>")
    _, state, message = ended_run(up)
    assert state == "FAILED"
    assert message.startswith("us_ofac_sdn: sdn.csv: looks like an HTML page")
    (row,) = newest_table(up)
    assert (row["outcome"], row["message"]) == ("failed", message)

    (home / "sources.toml").write_text((home / "sources.toml").read_text().replace(YEARLY, ""))
    up.says("watchlists: no schedule any more")
    assert httpx.post(f"{up.pages}/api/deployments/filter", json={}).json() == []
