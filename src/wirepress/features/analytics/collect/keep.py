"""Recording outside of the server's own layer: what other features tell, and messages where another server runs the site."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from wirepress.core.hooks import Beacon, BeaconMessage, NotReady, PublicAddress, ReaderAction
from wirepress.core.http.address import reader_address
from wirepress.core.spool.writer import SpoolFull, SpoolWriter
from wirepress.features.analytics.collect.agents import device_of, is_program
from wirepress.features.analytics.collect.read_message import local_day, prepare, read_message
from wirepress.features.analytics.collect.salts import reader_number
from wirepress.features.analytics.events import KINDS, RecordedEvent, encode
from wirepress.features.analytics.places import PATH, spool_folder
from wirepress.settings.settings import get_settings

BEACON = Beacon(PATH, spool_folder, read_message, prepare)
_writers: dict[Path, SpoolWriter] = {}
_PICTURE = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")


def record(lines: Sequence[bytes]) -> None:
    """Keep lines in the spool; they are on the disk then. Raises SpoolFull."""
    folder = spool_folder()
    if folder not in _writers:
        _writers[folder] = SpoolWriter(folder, BEACON.spool_max)
    _writers[folder].append(lines)


def leave_files() -> None:
    """Leave the files that this process writes."""
    for writer in _writers.values():
        writer.close()


def record_actions(actions: Sequence[ReaderAction]) -> None:
    """Record what readers did with stories. Where there is no room, it is not counted: nobody waits for that."""
    moment = time.time_ns() // 1_000_000
    lines = []
    for action in actions:
        if action.kind not in KINDS or (action.agent and is_program(action.agent)):
            continue
        try:
            reader = reader_number(local_day(moment), action.address, action.agent)
        except NotReady:
            prepare()
            reader = reader_number(local_day(moment), action.address, action.agent)
        device = device_of(action.agent) if action.agent else ""
        lines.append(
            encode(
                RecordedEvent(
                    moment,
                    action.kind,
                    reader,
                    action.post_id,
                    device=device,
                    text=action.name,  # type: ignore[arg-type]
                )
            )
        )
    if lines:
        record(lines)


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
        if lines:
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


ADDRESS = PublicAddress(PATH[1:].replace(".", r"\."), take_message, "message")
