from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from models.train.programs import described, write

_ONE = """
id: 1
key: XX-SEA
title: Sea
  sanctions
summary: Words of others, which stay outside.
issuer: xx_navy
dataset: xx_sea
aliases:
  - Sea Act
  - Order, No 5
target_territories:
  - ua
  - ua-cri
measures:
  - Asset freeze
  - Investment ban
  - Financial restrictions
  - Prohibition to satisfy claims
"""
_TWO = "{key: XX-AIR, title: Air, issuer: xx_navy, summary: s}"
_TABLE = """key,title,issuer,aliases,territories,measures
XX-AIR,Air,xx_navy,,,
XX-SEA,Sea sanctions,xx_navy,"Sea Act|Order, No 5",ua|ua-cri,asset_freeze|financial
"""


def _tarball(folder: Path, *files: str) -> Path:
    path = folder / "programs.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for number, words in enumerate(files):
            entry = tarfile.TarInfo(f"programs/{number}.yml")
            entry.size = len(words.encode())
            archive.addfile(entry, io.BytesIO(words.encode()))
    return path


def _made(folder: Path, *files: str) -> str:
    table = io.StringIO()
    write(described(_tarball(folder, *files)), table)
    return table.getvalue()


def test_facts_of_programmes_are_kept_and_summaries_left_out(tmp_path: Path) -> None:
    assert _made(tmp_path, _ONE, _TWO) == _TABLE


def test_a_measure_without_a_word_of_ours_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="Exile"):
        _made(tmp_path, _ONE.replace("Asset freeze", "Exile"))
