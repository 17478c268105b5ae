"""Hands counted events over to the sinks, each at its own pace. Nobody waits for a sink, and one that is away misses nothing for as long
as single events are kept."""

from __future__ import annotations

import gzip
import secrets
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import structlog

from wirepress.content.options import site
from wirepress.features.analytics.events import EventUnreadable, RecordedEvent, decode
from wirepress.features.analytics.models import Progress
from wirepress.features.analytics.places import archive_folder
from wirepress.features.analytics.sinks.open_sinks import open_sinks
from wirepress.features.analytics.sinks.protocol import EventSink, SinkRefused, SinkUnavailable

log = structlog.get_logger(__name__)
BATCH: Final = 500  # events that are sent together
RUN_SECONDS: Final = 300.0  # after which a run leaves the rest to the next one
_LINES: Final = 10_000_000  # more than any file has: a place is file * _LINES + line


def forward_events() -> dict[str, int]:
    """Send what is new to each sink. Return how many events each got. Raises SinkUnavailable, when all have had their turn, for those
    that take nothing at the moment."""
    sent: dict[str, int] = {}
    away: list[str] = []
    end = time.monotonic() + RUN_SECONDS
    for sink in open_sinks():
        try:
            sent[sink.name] = _forward(sink, end)
        except SinkUnavailable as error:
            log.warning("analytics.sink_away", sink=sink.name, error=str(error)[:300])
            away.append(f"{sink.name}: {error}")
    if away:
        raise SinkUnavailable("; ".join(away)[:1000])
    return sent


def is_anything_to_forward() -> bool:
    """Whether a sink has not got all."""
    newest = max((_number(path) for path in archived_files()), default=0)
    return any(_place(sink) < newest * _LINES for sink in open_sinks())


def archived_files() -> list[Path]:
    """Return the packed files of counted events, in their order."""
    folder = archive_folder()
    return sorted(folder.glob("*.gz")) if folder.is_dir() else []


def _forward(sink: EventSink, end: float) -> int:
    place, done = _place(sink), 0
    for path in archived_files():
        number = _number(path)
        if (number + 1) * _LINES <= place or time.monotonic() > end:
            continue
        for events, line in _batches(path, max(0, place - number * _LINES)):
            try:
                sink.send(events, f"{path.stem}:{line}")
                done += len(events)
            except SinkRefused as error:
                log.error("analytics.batch_refused", sink=sink.name, file=path.name, line=line, error=str(error)[:300])
            _remember(sink, number * _LINES + line)
        _remember(sink, (number + 1) * _LINES)
        place = (number + 1) * _LINES
    return done


def _batches(path: Path, skipped: int) -> Iterator[tuple[Sequence[RecordedEvent], int]]:
    """Yield events from a line on, with the line behind them."""
    events: list[RecordedEvent] = []
    line = 0
    with gzip.open(path, "rb") as file:
        for line, text in enumerate(file, 1):
            if line <= skipped:
                continue
            try:
                events.append(decode(text))
            except EventUnreadable:
                continue
            if len(events) >= BATCH:
                yield events, line
                events = []
    if events:
        yield events, line


def _number(path: Path) -> int:
    return int(path.name[:12])


def _key(sink: EventSink) -> str:
    return f"sink:{_node()}:{sink.name}"[:200]


def _node() -> str:
    """Return the name of this machine's archive: each node has one of its own."""
    path = archive_folder() / "node"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_text(secrets.token_hex(4))
        path.chmod(0o600)
    return path.read_text().strip()


def _place(sink: EventSink) -> int:
    return Progress.objects.filter(pk=_key(sink)).values_list("place", flat=True).first() or 0


def _remember(sink: EventSink, place: int) -> None:
    Progress.objects.update_or_create(pk=_key(sink), defaults={"place": place, "moment": site.now_gmt()})
