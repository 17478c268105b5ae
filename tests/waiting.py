"""Waiting for what is bound to come. A busy machine is no failure: only a test that fails waits to the end."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

PATIENCE: Final = 300.0  # seconds


def until(holds: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Return once `holds()` is true. Raises AssertionError when it is not within `seconds`."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"nothing came within {seconds:.0f} seconds"
        time.sleep(0.05)
