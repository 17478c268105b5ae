"""What a plugin does in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Job:
    """Background work: run by name with JSON arguments, and on a schedule when `every` is given.

    It is run at least once, so it must bear to be begun twice. `retries`: repetitions after errors. `timeout`: one that runs for
    longer has failed, and its worker process is started anew to be rid of it; None: it has limits of its own. `needed`: asked every
    ten seconds from when a period has begun, by cheap reads alone; while it is False nothing is run, and nothing written. `waits`:
    it mostly waits for other servers, so more of its kind are under way at a time, and they keep no other job waiting. `at_cron`:
    quick work on the site's own database that is done as well, before it is answered, when a host calls /wp-cron.php.
    """

    name: str
    run: Callable[..., object]
    every: timedelta | None = None
    retries: int = 3
    timeout: timedelta | None = timedelta(hours=1)
    needed: Callable[[], bool] | None = None
    waits: bool = False
    at_cron: bool = False
