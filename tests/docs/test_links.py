"""Pages point at files that are there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "CHANGELOG.md", "docs/operations.md", "docs/queries.md", "docs/accuracy.md")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_to_a_committed_file(page):
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this is no git checkout")
    committed = set(listed.stdout.splitlines())
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = [
        (ROOT / page).parent.joinpath(link).resolve().relative_to(ROOT).as_posix()
        for link in LINK.findall(text)
    ]
    assert [target for target in targets if target not in committed] == []
