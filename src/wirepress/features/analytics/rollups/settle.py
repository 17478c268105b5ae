"""Reads the spool to its end and counts what it finds: once, whoever is killed when.

How far a file was counted is written in the transaction that counts it. Each event is in the tables or in the spool, never in both.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import structlog
from django.db import transaction

from wirepress.content.locks import lock_name
from wirepress.content.options import site
from wirepress.core.spool.segments import Segment, list_segments, read_lines, reading
from wirepress.features.analytics.dimensions import Dimension
from wirepress.features.analytics.events import EventUnreadable, RecordedEvent, decode
from wirepress.features.analytics.models import Progress
from wirepress.features.analytics.places import archive_folder, spool_folder
from wirepress.features.analytics.rollups import labels
from wirepress.features.analytics.rollups.batch import BatchCounter, moment_of, quarters_of
from wirepress.features.analytics.rollups.close_days import close_days
from wirepress.features.analytics.rollups.sketch import Sketch
from wirepress.features.analytics.rollups.story_facts import read_facts
from wirepress.features.analytics.rollups.write_counts import (
    NumberedPlace,
    number_places,
    numbered,
    read_readers,
    read_sketches,
    write_days,
    write_hours,
    write_minutes,
    write_readers,
    write_sketches,
)

log = structlog.get_logger(__name__)
BATCH: Final = 5000  # events in one transaction


@dataclass(slots=True)
class Settled:
    """What was read: events, those that count, those of programs, and lines that are none. `busy`: somebody else reads."""

    read: int = 0
    counted: int = 0
    bots: int = 0
    unreadable: int = 0
    busy: bool = False


def settle(*, wait: bool = True) -> Settled:
    """Count all that was acknowledged so far, then close days that have ended. `wait`: for somebody else who does the same on this
    machine; else nothing is done then. Raises what the database raises; what was committed until then stays."""
    done = Settled()
    folder = spool_folder()
    with reading(folder, wait=wait) as mine:
        if not mine:
            done.busy = True
            return done
        for segment in list_segments(folder):
            _count_segment(segment, done)
        close_days()
    return done


def count_events(events: Iterable[RecordedEvent]) -> Settled:
    """Count events that come from elsewhere than the spool (made data)."""
    done = Settled()
    batch: list[RecordedEvent] = []
    for event in events:
        batch.append(event)
        if len(batch) >= BATCH:
            _count(batch, None, done)
            batch = []
    _count(batch, None, done)
    return done


def _count_segment(segment: Segment, done: Settled) -> None:
    place = Progress.objects.filter(pk=segment.name).values_list("place", flat=True).first() or 0
    for events, after in _batches(segment.path, place, done):
        _count(events, (segment.name, after), done)
    if segment.sealed:
        _put_away(segment)


def _batches(path: Path, place: int, done: Settled) -> Iterator[tuple[list[RecordedEvent], int]]:
    events: list[RecordedEvent] = []
    after = place
    try:
        for line, after in read_lines(path, place):
            try:
                events.append(decode(line))
            except EventUnreadable as error:
                done.unreadable += 1
                log.warning("analytics.line_unreadable", file=path.name, place=after, error=str(error)[:200])
            if len(events) >= BATCH:
                yield events, after
                events = []
    except FileNotFoundError:  # read to its end by another node's hand
        return
    if after > place:
        yield events, after


def _put_away(segment: Segment) -> None:
    """Move a file that was counted to its end to the archive, packed; its progress is forgotten first when it is gone."""
    folder = archive_folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    number = _next_number(folder)
    packed = folder / f"{number:012d}-{segment.name}.gz"
    partly = packed.with_suffix(".part")
    with partly.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=5, mtime=0) as file:
        for line, _ in read_lines(segment.path, 0):
            file.write(line + b"\n")
    partly.chmod(0o600)
    partly.replace(packed)
    segment.path.unlink(missing_ok=True)
    Progress.objects.filter(pk=segment.name).delete()


def _next_number(folder: Path) -> int:
    numbers = [int(name[:12]) for name in os.listdir(folder) if name[:12].isdigit() and name.endswith(".gz")]  # noqa: PTH208
    last = Progress.objects.filter(pk="archive").values_list("place", flat=True).first() or 0
    number = max([last, *numbers]) + 1
    Progress.objects.update_or_create(pk="archive", defaults={"place": number, "moment": site.now_gmt()})
    return number


def _count(events: list[RecordedEvent], progress: tuple[str, int] | None, done: Settled) -> None:
    if not events and progress is None:
        return
    with transaction.atomic():
        lock_name("analytics:count")  # several nodes have a spool each
        numbers = _write(events, done) if events else {}
        if progress is not None:
            name, place = progress
            Progress.objects.update_or_create(pk=name, defaults={"place": place, "moment": site.now_gmt()})
    labels.keep({(Dimension(kind), text): number for (post, kind, text), number in numbers.items() if not post})


def _write(events: list[RecordedEvent], done: Settled) -> dict[tuple[int, int, str], int]:
    local = {quarter: site.to_local(moment_of(quarter)) for quarter in quarters_of(events)}
    facts = read_facts({event.post_id for event in events if event.post_id})
    days: dict[int, date] = {quarter: moment.date() for quarter, moment in local.items()}
    states = read_readers({(days[event.moment // 900_000], event.reader) for event in events})
    places: set[NumberedPlace] = {
        (days[event.moment // 900_000], event.post_id, int(Dimension.TOTAL), 0)
        for event in events
        if event.kind == "view" and event.post_id in facts
    }
    stories = read_sketches(places)
    of_story = {(place[0], place[1]): sketch for place, sketch in stories.items()}
    counter = BatchCounter(facts, states, of_story, local)
    for event in events:
        counter.count(event)
    growth = counter.growth
    numbers = number_places(growth)
    rows: dict[NumberedPlace, list[int]] = {}
    for named, counts in growth.days.items():  # two texts may be cut to one label
        place = numbered(named, numbers)
        known = rows.get(place)
        rows[place] = [a + b for a, b in zip(known, counts, strict=True)] if known else counts
    sketches = _count_members(growth.members, numbers, rows)
    write_days(rows.items())
    write_hours(growth, numbers)
    write_minutes(growth)
    write_readers(states)
    write_sketches({**sketches, **stories})
    done.read += len(events)
    done.counted += growth.counted
    done.bots += growth.bots
    return numbers


def _count_members(
    members: dict[tuple[date, int, int, int | str], set[int]],
    numbers: dict[tuple[int, int, str], int],
    rows: dict[NumberedPlace, list[int]],
) -> dict[NumberedPlace, Sketch]:
    """Count the different readers of the site's breakdowns into their rows."""
    together: dict[NumberedPlace, set[int]] = {}
    for named, readers in members.items():
        together.setdefault(numbered(named, numbers), set()).update(readers)
    sketches = read_sketches(together)
    for place, readers in together.items():
        rows[place][1] += sum(sketches[place].add(reader) for reader in sorted(readers))
    return sketches
