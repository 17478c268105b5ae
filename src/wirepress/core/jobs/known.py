"""Which jobs there are. Apps name theirs when they are loaded; those of features come and go with their switches."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from wirepress.core.hooks import Job

_sources: list[Callable[[], Iterable[Job]]] = []


class UnknownJob(LookupError):
    """No job has that name."""


def add(source: Callable[[], Iterable[Job]]) -> None:
    """From now on the jobs that `source` answers are known, at each moment those that it then answers."""
    if source not in _sources:
        _sources.append(source)


def every() -> dict[str, Job]:
    """Name -> job, in the order of their names."""
    jobs = [job for source in _sources for job in source()]
    return {job.name: job for job in sorted(jobs, key=lambda job: job.name)}


def find(name: str) -> Job:
    """The job of that name. Raises UnknownJob."""
    jobs = every()
    if name not in jobs:
        raise UnknownJob(
            f"There is no job '{name}' (is its feature switched off?). Known: {', '.join(jobs) or 'none'}."
        )
    return jobs[name]
