"""How many files a process may have open: each open page takes one."""

from __future__ import annotations

import contextlib
import resource

from wirepress.settings import limits


def room_for_streams(wanted: int) -> int:
    """Return for how many pages there is room, at most so many. The limit of open files is raised as far as the system lets us."""
    if not wanted:
        return 0
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted + limits.LIVE_SPARE_FILES
    if soft != resource.RLIM_INFINITY and soft < needed:
        goal = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (goal, hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return wanted if soft == resource.RLIM_INFINITY else max(0, min(wanted, soft - limits.LIVE_SPARE_FILES))
