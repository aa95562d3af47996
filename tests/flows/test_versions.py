"""Versions tell what facts are made with, so that what would give other facts is made anew."""

from __future__ import annotations

import os

from flows import versions
from flows.local import worker_pool


def test_other_nets_are_another_extractor(tmp_path, monkeypatch):
    (tmp_path / "transforms").mkdir()
    nets = tmp_path / "transforms" / "nets.npz"
    monkeypatch.setattr(versions, "ROOT", tmp_path)
    told = []
    for content in (b"one", b"one", b"other"):
        nets.write_bytes(content)
        versions.extractor_version.cache_clear()
        told.append(versions.extractor_version())
    versions.extractor_version.cache_clear()
    assert told[0] == told[1] != told[2]


def test_a_worker_reckons_with_one_thread(monkeypatch):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    with worker_pool(1) as pool:
        assert pool.processes.submit(os.getenv, "OPENBLAS_NUM_THREADS").result() == "1"
