"""Several processes count on one board: each has its row, and none waits for another."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CLAIM = """
import sys
from pathlib import Path
from wirepress.server.metrics.shared_metrics import SharedMetrics
board = SharedMetrics(Path(sys.argv[1]))
board.row[30] += 5
print("claimed", flush=True)
sys.stdin.read()
"""


def test_many_processes_have_a_row_each_at_the_same_time(tmp_path: Path) -> None:
    from wirepress.server.metrics.shared_metrics import SharedMetrics

    path = tmp_path / "board"
    command = [sys.executable, "-c", CLAIM, str(path)]
    others = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(3)]
    try:
        assert all(
            other.stdout is not None and other.stdout.readline() == b"claimed\n" for other in others
        )  # while all of them live
        shared_metrics = SharedMetrics(path)
        assert len({row[0] for row in shared_metrics.rows()}) == 4
        assert shared_metrics.sum(30) == shared_metrics.now(30) == 15 and not shared_metrics.is_first()
    finally:
        for other in others:
            other.kill()
            other.communicate()
    assert (
        shared_metrics.sum(30) == 15 and shared_metrics.now(30) == 0 and shared_metrics.is_first()
    )  # counters go on, what is counted now does not
