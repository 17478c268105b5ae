"""Fetches the files of pictures from the site that gave the documents: one at a time, at the pace that its server is asked at
everywhere, and only what is not here yet, so that a run that was stopped goes on with the next one."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from wirepress.content.media.files import upload_storage
from wirepress.core.files.storage import StorageUnavailable
from wirepress.core.http.client import FetchedResponse, FetchError, fetch
from wirepress.core.images import resize
from wirepress.core.markup.fields.mime_types import mime_of
from wirepress.features.wire.fetch.fetch_document import parse_retry_after
from wirepress.features.wire.fetch.rate_limit import HostBusy, host_of, postpone_host, wait_for_slot
from wirepress.features.wire.fetch.request import user_agent
from wirepress.settings.limits import (
    IMPORT_MEDIA_SECONDS,
    IMPORT_MEDIA_TRIES,
    IMPORT_MEDIA_WAIT,
    UPLOAD_MAX,
    WIRE_PAGE_MAX,
)
from wirepress.transfer.report import Report
from wirepress.transfer.rest.needed_pictures import KIND, NeededFile, NeededPictures

STEP: Final = "Pictures"
GIVEN_UP: Final = 10  # failures of one server in a row, after which it is not asked any more
_BUSY_STATUSES: Final = (429, 503)
_GONE_STATUSES: Final = (404, 410)


class FileNotFetched(Exception):
    """A file did not come. `gone`: the server has none, and asking again would not help."""

    def __init__(self, reason: str, *, gone: bool = False) -> None:
        super().__init__(reason)
        self.gone = gone


@dataclass(slots=True)
class FileFetcher:
    """Asks servers for files. `source_url`: its server may be asked even if it stands in one's own network."""

    source_url: str = ""
    sleep: Callable[[float], None] = time.sleep
    failures: Counter[str] = field(default_factory=Counter)  # server -> failures in a row

    def fetch_file(self, url: str, size: int = UPLOAD_MAX) -> FetchedResponse:
        """Return the answer of a server, with status 200. Raises Failed."""
        try:
            host = host_of(url)
        except ValueError:
            raise FileNotFetched("its address is none of the web") from None
        if self.failures[host] >= GIVEN_UP:
            raise FileNotFetched(f"{host} failed {GIVEN_UP} times in a row and was not asked any more")
        try:
            answer = self._send_request(url, host, size)
        except FileNotFetched as failure:
            self.failures[host] = 0 if failure.gone else self.failures[host] + 1
            raise
        self.failures[host] = 0
        return answer

    def _send_request(self, url: str, host: str, size: int) -> FetchedResponse:
        own = bool(self.source_url) and host == host_of(self.source_url)
        allow = (urlsplit(self.source_url).netloc.rpartition("@")[2],) if own else ()
        for _ in range(IMPORT_MEDIA_TRIES):
            try:
                wait_for_slot(url, allow_private=own, sleep=self.sleep)
                answer = fetch(
                    url, headers={"User-Agent": user_agent()}, size=size, seconds=IMPORT_MEDIA_SECONDS, allow=allow
                )
            except (FetchError, HostBusy) as error:
                raise FileNotFetched(str(error)) from None
            if answer.status not in _BUSY_STATUSES:
                break
            postpone_host(url, min(_seconds_to_wait(answer), IMPORT_MEDIA_WAIT))
        if answer.status != 200:
            raise FileNotFetched(f"the server answered {answer.status}", gone=answer.status in _GONE_STATUSES)
        return answer


def _seconds_to_wait(answer: FetchedResponse) -> float:
    from wirepress.content.options import site

    return max(parse_retry_after(answer.headers.get("retry-after", ""), site.now_gmt()), 1)


def fetch_lead_pictures(
    pictures: NeededPictures, fetcher: FileFetcher, take: Callable[[str, Any], None], progress: Any
) -> None:
    """Ask for the documents of lead pictures that stories only number; `take` gets each with its address."""
    missing = pictures.missing_leads()
    for done, media in enumerate(missing, 1):
        route = pictures.routes.get(media) or f"{pictures.source_url}/index.php?rest_route=/wp/v2/media/{media}"
        progress("Lead pictures", done, len(missing))
        if not route.startswith(("http://", "https://")):
            continue  # nobody said where the site is: it is counted as lost
        try:
            document = json.loads(fetcher.fetch_file(route, WIRE_PAGE_MAX).body)
        except FileNotFetched as failure:
            pictures.report.add_note(f"The document of picture {media} did not come: {failure}.")
        except (ValueError, RecursionError):
            pictures.report.add_note(f"The document of picture {media} is not JSON.")
        else:
            if isinstance(document, dict) and document.get("id") == media and document.get("type") == "attachment":
                take(route, document)


def fetch_files(pictures: NeededPictures, fetcher: FileFetcher | None, progress: Any) -> None:
    """Fetch every file that is needed and not here; without a fetcher they are only counted."""
    report = pictures.report
    seen: set[str] = set()
    total = sum(1 for _ in pictures.list_files())
    for done, wanted in enumerate(pictures.list_files(), 1):
        progress(STEP, done, total)
        if wanted.path in seen:
            continue
        seen.add(wanted.path)
        fetch_needed(wanted, fetcher, report)


def fetch_needed(wanted: NeededFile, fetcher: FileFetcher | None, report: Report) -> None:
    """Fetch one file unless it is here, and count what became of it; without a fetcher one that is not here is lost."""
    tally = report.tally(KIND)
    tally.read += 1
    try:
        here = upload_storage().facts(wanted.path) is not None
        if here:
            tally.unchanged += 1
        elif fetcher is None:
            report.count_loss(f"{KIND}: files that are not here (--media fetches them)")
        else:
            _store_file(wanted, fetcher.fetch_file(wanted.url))
            tally.created += 1
    except FileNotFetched as failure:
        if failure.gone:
            report.count_loss(f"{KIND}: files that are gone where they were")
            report.add_note(f"{wanted.url} is gone.")
        else:
            report.add_refusal(KIND, wanted.url, 1, "", f"{failure}")
    except StorageUnavailable as error:
        report.add_refusal(KIND, wanted.path, 1, "", str(error))


def _store_file(wanted: NeededFile, answer: FetchedResponse) -> None:
    """Store a file and the smaller ones that are made of it, those first: a run that stops begins with the file again. Raises Failed."""
    told = {"content-length", "transfer-encoding"} & answer.headers.keys()
    if not told and len(answer.body) < wanted.length:  # else the transfer itself says when it breaks off
        raise FileNotFetched(f"only {len(answer.body)} of {wanted.length} bytes came")
    mime = mime_of(wanted.path)[1]
    if mime in resize.FORMATS.values():
        try:
            picture = resize.open_picture(answer.body)
        except resize.PictureError as error:
            raise FileNotFetched(f"what came is no picture ({str(error).rstrip('.')})") from None
        for path, wide, high in wanted.sizes:
            made = resize.make_size(picture, wide, high, crop=True) if wide > 0 and high > 0 else None
            if made is not None and upload_storage().facts(path) is None:
                upload_storage().overwrite(path, made.data)
    elif not answer.body or answer.kind in ("text/html", "application/json"):
        raise FileNotFetched(f"what came is no file of its type but {answer.kind or 'nothing'}")
    upload_storage().overwrite(wanted.path, answer.body)
