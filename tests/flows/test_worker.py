"""Worker processes: none outlives the run that started it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
IDLE = """
import os, time
from flows.local import worker_pool
if __name__ == "__main__":
    with worker_pool(1) as pool:
        pool.processes.submit(os.getpid).result()
        print("idle", flush=True)
        time.sleep(60)
"""


def test_a_worker_without_an_order_ends_with_the_run_that_is_killed(tmp_path):
    script = tmp_path / "idle.py"
    script.write_text(IDLE)
    run = subprocess.Popen(
        [sys.executable, str(script)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "idle\n"
    children = psutil.Process(run.pid).children(recursive=True)
    assert children
    run.send_signal(signal.SIGKILL)
    run.communicate()
    _, left = psutil.wait_procs(children, timeout=10)
    alive = [one for one in left if one.status() != psutil.STATUS_ZOMBIE]
    assert alive == []
