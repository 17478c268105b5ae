"""An event loop for a test, in a thread of its own: a browser's driver may have left a running one in this thread."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """What the coroutine answers."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
