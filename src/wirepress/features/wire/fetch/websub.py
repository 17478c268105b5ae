"""WebSub (W3C recommendation, 2018), the subscriber's side: a hub tells us of a source's news the moment they are out.

A source is looked at by the clock all the same; what comes twice is known by its identity.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

import structlog
from django.db import transaction
from django.db.models import Q

from wirepress.content.locks import lock_rows
from wirepress.content.options import site
from wirepress.core.http.client import FetchError
from wirepress.features.wire.decode import NotAFeed
from wirepress.features.wire.decode.registered import decode_document
from wirepress.features.wire.entry.records import DecodedDocument, FetchedDocument
from wirepress.features.wire.fetch.link_header import parse_links
from wirepress.features.wire.fetch.rate_limit import HostBusy
from wirepress.features.wire.fetch.request import send_request
from wirepress.features.wire.models import Source, Subscription

log = structlog.get_logger(__name__)
LEASE: Final = 10 * 24 * 3600  # seconds that we ask for
LEASE_MIN: Final = 3600
LEASE_MAX: Final = 90 * 24 * 3600
RENEW_BEFORE: Final = timedelta(days=2)
ASK_AGAIN: Final = timedelta(hours=6)  # a hub that has not answered, or has refused
CHALLENGE_MAX: Final = 2000
_METHODS: Final = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}


@dataclass(frozen=True, slots=True)
class HubDelivery:
    """What a hub delivered for a source, for run.receive_documents. `document` is None when it is to be ignored; `words` say why."""

    source_id: int
    document: DecodedDocument | None = None
    words: str = ""


def find_hub(fetched: FetchedDocument, decoded: DecodedDocument) -> tuple[str, str]:
    """Return (hub, topic) of a source's document: from its headers, else from the document itself; ("", "") when it has none."""
    named: dict[str, str] = {}
    for relation, url, _ in parse_links(fetched.headers.get("link", ""), fetched.url):
        named.setdefault(relation, url)
    hub = named.get("hub") or decoded.hub
    return (hub, named.get("self") or decoded.topic or fetched.url) if hub else ("", "")


def callback_url(subscription: Subscription) -> str:
    """Our address that the hub asks and tells; nobody can guess it."""
    return site.rest_url(f"/wirepress/v1/wire/websub/{subscription.token}")


def subscribe(source: Source, hub: str, topic: str) -> Subscription:
    """Ask a hub to deliver the topic. The hub then calls `answer_challenge`. A refusal is stored in the subscription's state, not raised."""
    with transaction.atomic():
        row, made = Subscription.objects.get_or_create(
            source=source,
            defaults={
                "hub": hub[:2000],
                "topic": topic[:2000],
                "secret": secrets.token_hex(32),
                "token": secrets.token_hex(24),
            },
        )
        if not made and (row.hub, row.topic) != (hub[:2000], topic[:2000]):
            row.hub, row.topic, row.secret, row.token = (
                hub[:2000],
                topic[:2000],
                secrets.token_hex(32),
                secrets.token_hex(24),
            )
            row.state, row.until = "asked", None
        row.asked = site.now_gmt()
        row.state = "asked" if row.state in ("refused", "ended") else row.state
        row.save()
    accepted = _ask_hub(row, "subscribe", source.allow_private)
    if not accepted:  # an active one lasts until its lease is over
        Subscription.objects.filter(pk=row.pk, state="asked").update(state="refused")
    row.refresh_from_db()
    return row


def unsubscribe(source: Source) -> None:
    """Tell the hub that nothing more need come; whatever it answers, nothing more is taken from it."""
    row = Subscription.objects.filter(source=source).first()
    if row is not None:
        Subscription.objects.filter(pk=row.pk).update(state="ended", until=None)
        _ask_hub(row, "unsubscribe", source.allow_private)


def due_subscriptions(now: datetime) -> list[Subscription]:
    """Subscriptions to be asked for anew: their lease ends soon, or the hub has not answered."""
    wanting = Q(state="active", until__lte=now + RENEW_BEFORE) | Q(state__in=("asked", "refused"))
    rows = Subscription.objects.filter(wanting, source__enabled=True).exclude(asked__gt=now - ASK_AGAIN)
    return list(rows.select_related("source").order_by("asked", "id"))


def renew_due(now: datetime) -> int:
    """Ask for everything that is due anew; how many were asked for."""
    rows = due_subscriptions(now)
    for row in rows:
        subscribe(row.source, row.hub, row.topic)
    return len(rows)


def answer_challenge(token: str, query: Mapping[str, Any]) -> str | None:
    """Return the challenge to answer a hub's question with, whether we meant to subscribe; None (404) when we did not.

    A denial is noted and answered with "". PHP's way of writing hub.mode as hub_mode is understood.
    """
    asked = {
        name: str(query.get(f"hub.{name}", query.get(f"hub_{name}", "")))
        for name in ("mode", "topic", "challenge", "lease_seconds", "reason")
    }
    with transaction.atomic():
        row = Subscription.objects.filter(token=token[:64]).first() if token else None
        if row is None or asked["topic"] != row.topic:
            return None
        lock_rows(row)
        if asked["mode"] == "denied":
            log.warning("wire.websub_denied", source=row.source_id, reason=asked["reason"][:200])
            Subscription.objects.filter(pk=row.pk).update(state="refused", until=None)
            return ""
        meant = "unsubscribe" if row.state == "ended" else "subscribe"
        if asked["mode"] != meant or not asked["challenge"] or len(asked["challenge"]) > CHALLENGE_MAX:
            return None
        if meant == "subscribe":
            seconds = (
                int(asked["lease_seconds"])
                if asked["lease_seconds"].isascii() and asked["lease_seconds"][:9].isdigit()
                else LEASE
            )
            until = site.now_gmt() + timedelta(seconds=max(LEASE_MIN, min(seconds, LEASE_MAX)))
            Subscription.objects.filter(pk=row.pk).update(state="active", until=until)
        return asked["challenge"]


def accept_delivery(token: str, headers: Mapping[str, str], body: bytes) -> HubDelivery | None:
    """Return what a hub delivers: None (404) for a callback that is none of ours; else what is to be done, which is nothing when the
    signature is missing or wrong (the hub gets its 2xx all the same, as the recommendation wants). `headers`: names in lower case.
    """
    row = Subscription.objects.filter(token=token[:64]).exclude(state="ended").first() if token else None
    if row is None:
        return None
    if not is_signed(row.secret, headers.get("x-hub-signature", ""), body):
        log.warning("wire.websub_signature", source=row.source_id)
        return HubDelivery(row.source_id, None, "The hub's signature was missing or wrong; what it sent was ignored.")
    Subscription.objects.filter(pk=row.pk).update(heard=site.now_gmt())
    kind, _, rest = headers.get("content-type", "").partition(";")
    charset = rest.lower().partition("charset=")[2].partition(";")[0].strip("\"' ")
    try:
        return HubDelivery(row.source_id, decode_document(body, url=row.topic, content_type=kind, charset=charset))
    except NotAFeed as error:
        return HubDelivery(row.source_id, None, f"What the hub sent could not be read: {error.words}")


def is_signed(secret: str, header: str, body: bytes) -> bool:
    """Return whether X-Hub-Signature (method=hexadecimal) is that of the body, compared in constant time."""
    method, _, given = header.strip().partition("=")
    made = _METHODS.get(method.lower())
    if made is None or not secret:
        return False
    return hmac.compare_digest(
        hmac.new(secret.encode(), body, made).hexdigest().encode(), given.strip().lower().encode("utf-8", "replace")
    )


def _ask_hub(row: Subscription, mode: str, allow_private: bool) -> bool:
    form = {
        "hub.mode": mode,
        "hub.topic": row.topic,
        "hub.callback": callback_url(row),
        "hub.lease_seconds": str(LEASE),
        "hub.secret": row.secret,
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        answer = send_request(
            row.hub,
            method="POST",
            body=urlencode(form).encode(),
            headers=headers,
            allow_private=allow_private,
            size=65536,
            cut=True,
        )
    except (FetchError, HostBusy, ValueError) as error:
        log.warning("wire.websub_hub", hub=row.hub, error=str(error)[:200])
        return False
    if answer.status // 100 != 2:
        log.warning("wire.websub_hub", hub=row.hub, status=answer.status)
    return answer.status // 100 == 2
