"""Fetches a source's document, and pages of its stories, politely. It stores nothing in the source: the caller does that."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from wirepress.core.http.client import FetchedResponse, FetchError
from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.entry.records import FetchedDocument
from wirepress.features.wire.fetch import robots, tdm_reservation, wordpress_pages
from wirepress.features.wire.fetch.rate_limit import HostBusy, host_of, postpone_host
from wirepress.features.wire.fetch.request import credential_headers, send_request
from wirepress.features.wire.models import Source
from wirepress.settings.limits import WIRE_BODY_MAX, WIRE_PAGE_MAX, WIRE_RETRY_AFTER_MAX

FRESH_MAX: Final = 24 * 3600  # a source that wants to be kept longer is asked once a day all the same
_DOCUMENTS: Final = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.9, */*;q=0.5"
)
_PAGES: Final = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
_MAX_AGE: Final = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})")
_WORDS: Final[Mapping[int, str]] = {
    401: "The server wants other credentials (401): mend the source's name and password.",
    403: "The server forbids it (403).",
    404: "There is nothing at this address any more (404).",
    407: "A proxy in between wants credentials (407).",
    410: "The server says that it is gone for good (410).",
    429: "The server says that it was asked too often (429).",
    503: "The server is not available just now (503).",
}


class FetchFailed(Exception):
    """Nothing came. `words` say what happened; `retry_after`: seconds that the server asked for; `gone`: for good (410)."""

    def __init__(self, words: str, *, retry_after: int = 0, gone: bool = False, status: int = 0) -> None:
        super().__init__(words)
        self.words = words
        self.retry_after = retry_after
        self.gone = gone
        self.status = status


def fetch_document(source: Source, *, url: str = "") -> FetchedDocument:
    """Return the source's document, or (`url`) a further page of it. Raises FetchFailed.

    Without `url` the validators of the last look are sent, and a body that is the same as then counts as unchanged (304) even when
    the server knows nothing of validators. With `url` the document always comes; credentials go to the source's own server only.
    """
    address = url or _address(source)
    polite = Policy.model_validate(source.policy).respect_robots
    headers = {"Accept": _DOCUMENTS, **({} if url else _conditions(source.validators))}
    with _explain_failures(source, address):
        notes, gap = (
            _check_ruling(robots.may_fetch(address, allow_private=source.allow_private, feed=True))
            if polite
            else ([], 0.0)
        )
        answer = _ask(source, address, headers, gap, WIRE_BODY_MAX)
    if answer.status == 400 and wordpress_pages.is_beyond_the_end(answer.body):
        return FetchedDocument(answer.url, 200, b"[]", "application/json", headers=answer.headers)
    if answer.status not in (200, 203, 226, 304):
        raise _failure(answer)
    notes.extend(signal.words for signal in tdm_reservation.response_reservations(answer.headers))
    return _to_document(source, answer, notes, known={} if url else source.validators)


def fetch_page(source: Source, url: str, *, size: int = WIRE_PAGE_MAX) -> FetchedDocument:
    """Return the page of a story, only where its server allows robots and reserves nothing. Raises FetchFailed with the reason in words."""
    policy = Policy.model_validate(source.policy)
    notes: list[str] = []
    gap = 0.0
    with _explain_failures(source, url):
        if policy.respect_robots:
            notes, gap = _check_ruling(robots.may_fetch(url, allow_private=source.allow_private))
        if policy.respect_tdm:
            text = robots.load_robots(url, allow_private=source.allow_private)[0]
            notes += _check_signals(tdm_reservation.server_reservations(url, text, allow_private=source.allow_private))
        answer = _ask(source, url, {"Accept": _PAGES}, gap, size)
    if answer.status != 200:
        raise _failure(answer)
    if answer.kind not in ("text/html", "application/xhtml+xml", ""):
        raise FetchFailed(f"{url[:200]} is no page but {answer.kind[:60]}.", status=200)
    if policy.respect_tdm:
        start = answer.body[:65536].decode("latin-1")
        notes += _check_signals(tdm_reservation.response_reservations(answer.headers, start))
    return _to_document(source, answer, notes, known={})


def parse_retry_after(value: str, now: datetime) -> int:
    """Return seconds of a Retry-After header: a number, or a date (RFC 9110). 0 when it says nothing that can be read."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(int(text[:12]), WIRE_RETRY_AFTER_MAX)
    moment = _http_date(text)
    return 0 if moment is None else max(0, min(int((moment - now).total_seconds()), WIRE_RETRY_AFTER_MAX))


def freshness_seconds(headers: Mapping[str, str]) -> int:
    """Return seconds that an answer stays fresh by Cache-Control, else by Expires (RFC 9111), a day at most."""
    control = headers.get("cache-control", "").lower()
    if "no-cache" in control or "no-store" in control:
        return 0
    if found := _MAX_AGE.search(control):
        age = headers.get("age", "").strip()
        spent = int(age[:10]) if age.isascii() and age.isdigit() else 0
        return max(0, min(int(found[1]) - spent, FRESH_MAX))
    end, sent = _http_date(headers.get("expires", "")), _http_date(headers.get("date", ""))
    return max(0, min(int((end - sent).total_seconds()), FRESH_MAX)) if end and sent else 0


def _address(source: Source) -> str:
    return wordpress_pages.posts_url(source.url, edit=bool(source.auth)) if source.kind == "wordpress" else source.url


def _conditions(validators: Mapping[str, str]) -> dict[str, str]:
    names = {"If-None-Match": "etag", "If-Modified-Since": "last_modified"}
    return {header: validators[key] for header, key in names.items() if validators.get(key)}


@contextmanager
def _explain_failures(source: Source, url: str) -> Iterator[None]:
    """Turn every failure of a request into FetchFailed, whose words are for people."""
    try:
        yield
    except FetchError as error:
        hint = (
            " Add the source with --allow-private if it stands in your own network."
            if error.refused and not source.allow_private
            else ""
        )
        raise FetchFailed(f"{error}{hint}") from None
    except HostBusy as error:
        raise FetchFailed(str(error), retry_after=int(error.seconds) + 1) from None
    except ValueError:
        raise FetchFailed(f"{url[:200]} is no address that can be fetched.") from None


def _ask(source: Source, url: str, headers: Mapping[str, str], gap: float, size: int) -> FetchedResponse:
    secrets = credential_headers(source.auth) if source.auth and _is_at_home(source, url) else {}
    return send_request(url, allow_private=source.allow_private, headers=headers, secrets=secrets, gap=gap, size=size)


def _is_at_home(source: Source, url: str) -> bool:
    """Return whether the address is on the server that the source's credentials are for."""
    return host_of(url) == host_of(source.url)


def _check_ruling(ruling: robots.RobotsRuling) -> tuple[list[str], float]:
    if not ruling.allowed:
        raise FetchFailed(ruling.words)
    return ([ruling.words] if ruling.words else []), ruling.gap


def _check_signals(signals: list[tdm_reservation.Reservation]) -> list[str]:
    for signal in signals:
        if signal.mining:
            raise FetchFailed(f"{signal.words} The full text was not fetched.")
    return [signal.words for signal in signals]


def _failure(answer: FetchedResponse) -> FetchFailed:
    wait = parse_retry_after(answer.headers.get("retry-after", ""), datetime.now(UTC))
    if wait and answer.status in (429, 503):
        postpone_host(answer.url, wait)
    words = _WORDS.get(answer.status, f"The server answered {answer.status} in place of the document.")
    if wait:
        words += f" It asked to be left alone for {wait} seconds."
    return FetchFailed(words, retry_after=wait, gone=answer.status == 410, status=answer.status)


def _to_document(
    source: Source, answer: FetchedResponse, notes: list[str], *, known: Mapping[str, str]
) -> FetchedDocument:
    told = {"etag": answer.headers.get("etag", ""), "last_modified": answer.headers.get("last-modified", "")}
    status = answer.status
    if status == 304:
        validators = {**known, **{key: value for key, value in told.items() if value}}
    else:
        digest = hashlib.sha256(answer.body).hexdigest()
        validators = {**{key: value for key, value in told.items() if value}, "body": digest}
        status = 304 if digest == known.get("body") else 200
    return FetchedDocument(
        url=answer.url,
        status=status,
        body=b"" if status == 304 else answer.body,
        kind=answer.kind,
        charset=answer.charset,
        headers=answer.headers,
        validators=validators,
        fresh_for=freshness_seconds(answer.headers),
        moved_to=answer.moved_to,
        notes=tuple(notes),
    )


def _http_date(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value) if value else None
    except (TypeError, ValueError, OverflowError):
        return None
    return None if moment is None else moment.replace(tzinfo=moment.tzinfo or UTC)
