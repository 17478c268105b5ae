"""Recording outside of the server's own layer: what other features tell, and messages where another server runs the site."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC
from pathlib import Path
from typing import Final

import structlog
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from wirepress.core.hooks import Beacon, BeaconMessage, NotReady, PublicAddress, ReaderAction
from wirepress.core.http.address import reader_address
from wirepress.core.spool.writer import SpoolFull, SpoolWriter
from wirepress.features.analytics.collect.agents import is_program
from wirepress.features.analytics.collect.read_message import local_day, prepare, read_message
from wirepress.features.analytics.collect.salts import reader_number
from wirepress.features.analytics.events import Kind, RecordedEvent, encode
from wirepress.features.analytics.places import PATH, spool_folder
from wirepress.settings.settings import get_settings

log = structlog.get_logger(__name__)
_ACTIONS: Final[dict[str, Kind]] = {"share": "share", "goal": "goal"}
BEACON: Final = Beacon(PATH, spool_folder, read_message, prepare)
_writers: Final[dict[Path, SpoolWriter]] = {}
_PICTURE: Final = bytes.fromhex(
    "47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b"
)


def record(lines: Sequence[bytes]) -> None:
    """Keep lines in the spool; they are on the disk then. Raises SpoolFull."""
    if not lines:
        return
    folder = spool_folder()
    if folder not in _writers:
        _writers[folder] = SpoolWriter(folder, BEACON.spool_max)
    _writers[folder].append(lines)


def leave_files() -> None:
    """Leave the files that this process writes."""
    for writer in _writers.values():
        writer.close()


def record_actions(actions: Sequence[ReaderAction]) -> None:
    """Record what readers did with stories: shares, goals; all else (likes, ratings) is a reaction. Where there is no room it is not
    counted: nobody waits for that."""
    lines = []
    for action in actions:
        if action.agent and is_program(action.agent):
            continue
        kind: Kind = _ACTIONS.get(action.kind, "reaction")
        moment = int(action.moment.replace(tzinfo=UTC).timestamp() * 1000)
        reader = _reader(moment, action) if action.agent else 0
        text = action.name if action.kind in (*_ACTIONS, "reaction") and action.name else action.kind
        lines.append(encode(RecordedEvent(moment, kind, reader, action.post_id, text=text)))
    try:
        record(lines)
    except SpoolFull as error:
        log.warning("analytics.actions_not_kept", count=len(lines), error=str(error)[:200])


def _reader(moment: int, action: ReaderAction) -> int:
    try:
        return reader_number(local_day(moment), action.address, action.agent)
    except NotReady:
        prepare()
    try:
        return reader_number(local_day(moment), action.address, action.agent)
    except NotReady:  # it happened on another day
        return 0


@csrf_exempt
def take_message(request: HttpRequest) -> HttpResponse:
    """Take in a message where no server of ours stands before the framework."""
    headers = {
        name.lower().encode("latin-1"): value.encode("latin-1", "replace") for name, value in request.headers.items()
    }
    texts = {name.decode("latin-1"): value.decode("latin-1") for name, value in headers.items()}
    address = reader_address(request.META.get("REMOTE_ADDR", ""), texts, get_settings().trusted_proxies)
    if len(request.body) > BEACON.body_max:
        return _answer(HttpResponse("The message is too large.\n", status=413, content_type="text/plain"))
    message = BeaconMessage(
        request.method or "",
        request.META.get("QUERY_STRING", ""),
        request.body,
        headers,
        address,
        time.time_ns() // 1_000_000,
    )
    try:
        lines = read_message(message)
    except NotReady:
        prepare()
        lines = read_message(message)
    try:
        record(lines)
    except SpoolFull:
        return _answer(
            HttpResponse("There is no room for more messages at the moment.\n", status=503, content_type="text/plain")
        )
    if request.method in ("GET", "HEAD"):
        return _answer(HttpResponse(_PICTURE, content_type="image/gif"))
    return _answer(HttpResponse(status=204))


def _answer(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response


ADDRESS: Final = PublicAddress(PATH[1:].replace(".", r"\."), take_message, "message")
