"""However large a file is, memory does not grow with it: a line, a list, a row group."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).parents[2]
READ = """
import resource, sys
from pathlib import Path
from transforms.read import Failure, ReadLimits, read

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

list(read(Path(sys.argv[1]), None, ReadLimits()))  # what is imported and held for any file
before = peak()
for path in sys.argv[2:]:
    found = [one.reason if isinstance(one, Failure) else one.record_key
             for one in read(Path(path), None, ReadLimits())]
    print(len(found), *found[:3], peak() - before)
"""
HUGE = 200_000_000
"""Bytes of a text; 500 MB took as much memory when it was tried."""


def _with_huge_text(path: Path, before: bytes, behind: bytes) -> None:
    """A text that takes no room on the disk: what is not written is NUL."""
    with path.open("wb") as out:
        out.write(before + b'{"id": 2, "text": "' + b"x" * 100_000)
        out.seek(HUGE, 1)
        out.write(b'"}' + behind)


@pytest.mark.timeout(120)
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    lines, document, table = (tmp_path / name for name in ("a.jsonl", "a.json", "a.parquet"))
    one, three = b'{"id": 1, "text": "One."}', b'{"id": 3, "text": "Three."}'
    _with_huge_text(lines, one + b"\n", b"\n" + three)
    _with_huge_text(document, b"[" + one + b",", b"," + three + b"]")
    texts = pa.array([f"{n} " + "word " * 20_000 for n in range(800)])
    pq.write_table(pa.table({"text": texts}), table, row_group_size=800, use_dictionary=False)
    small = tmp_path / "small.parquet"
    pq.write_table(pa.table({"text": texts[:100]}), small)
    ran = subprocess.run(
        [sys.executable, "-c", READ, small, lines, document, table],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = [line.split() for line in ran.stdout.splitlines()]
    assert [line[:-1] for line in told] == [
        ["3", "1", "too_large", "3"],
        ["3", "1", "too_large", "3"],
        ["800", "1", "2", "3"],
    ]
    assert max(int(line[-1]) for line in told) < 60  # MiB; the texts of the table are 80
