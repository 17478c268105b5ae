"""What a sink is: something that takes events in batches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from urllib.parse import quote

from wirepress.content.options import site
from wirepress.core.http.client import FetchError, fetch
from wirepress.core.http.response import FetchedResponse
from wirepress.features.analytics.events import RecordedEvent

SECONDS = 20.0


class SinkUnavailable(RuntimeError):
    """The sink does not take anything at the moment: the batch is sent again later."""


class SinkRefused(RuntimeError):
    """The sink will never take this batch. It is left out, and logged."""


class EventSink(Protocol):
    """Somewhere events go to."""

    @property
    def name(self) -> str:
        """Its kind and where it is, without secrets."""

    def send(self, events: Sequence[RecordedEvent], batch: str) -> None:
        """Hand events over, in their order. `batch` names these very events: the same ones may come again under it, after a stop in the
        middle. Raises SinkUnavailable and SinkRefused."""


def ask(url: str, body: bytes, headers: dict[str, str], secrets: dict[str, str] | None = None) -> FetchedResponse:
    """Return what a sink's server answers to a POST. Raises SinkUnavailable when it does not answer, is busy or broken, or knows us no
    more (a wrong key is mended, and then nothing is lost); SinkRefused when what was sent is wrong."""
    try:
        answer = fetch(
            url,
            method="POST",
            headers=headers,
            secrets=secrets,
            body=body,
            seconds=SECONDS,
            redirects=0,
            allow_private=True,
        )
    except FetchError as error:
        raise SinkUnavailable(str(error)) from error
    if answer.status in (401, 403, 404, 408, 425, 429) or answer.status >= 500 or 300 <= answer.status < 400:
        raise SinkUnavailable(f"It answered {answer.status}: {answer.text[:200]}")
    if answer.status >= 400:
        raise SinkRefused(f"It answered {answer.status}: {answer.text[:200]}")
    return answer


def page_address(event: RecordedEvent) -> str:
    """Return the address of an event's page."""
    return site.home(quote(event.path or "/", safe="/?=&%:@+,;~!*'()$"))


def referrer_address(event: RecordedEvent) -> str:
    """Return the page before as an address; "" for none."""
    return f"https://{event.referrer}" if event.referrer else ""
