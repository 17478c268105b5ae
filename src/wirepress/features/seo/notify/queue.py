"""The queue of what is to be told: each change once, in batches, later and later while a service does not answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.db import transaction

from wirepress.content.locks import lock_name
from wirepress.content.options import site, store
from wirepress.content.posts import types
from wirepress.content.posts.addresses.public_link import public_link
from wirepress.content.posts.models import Post, PostMeta
from wirepress.core.contract.events import Event
from wirepress.core.hooks import Job
from wirepress.core.jobs.enqueue import enqueue_once
from wirepress.features.seo.notify import indexnow, websub
from wirepress.features.seo.notify.models import Notification
from wirepress.features.seo.settings import store as seo
from wirepress.features.seo.settings.notify import NotifySettings

log = structlog.get_logger(__name__)
NAME: Final = "seo.notify"
TRIES_MAX: Final = 12  # the last one some two days after the first
WAIT_FIRST: Final = timedelta(minutes=1)
WAIT_MAX: Final = timedelta(hours=12)
KEEP_ERRORS: Final = timedelta(days=7)
_NOINDEX: Final = "_wirepress_seo_noindex"
_EVENTS: Final = ("post.published", "post.updated", "post.unpublished", "post.deleted", "post.moved")


@dataclass(frozen=True, slots=True)
class Told:
    """What a service answered to a batch. `again`: it may be asked once more; `after`: not before so many seconds."""

    done: bool
    again: bool = False
    words: str = ""
    after: float = 0.0


def hear(event: Event) -> None:
    """A public story changed: queue its addresses for those who want to know."""
    settings = seo.read(NotifySettings)
    if event.name not in _EVENTS or not (settings.indexnow or settings.hubs) or not store.get("blog_public"):
        return
    urls = _addresses(event)
    if not urls:
        return
    waiting: list[tuple[str, str]] = []
    if settings.indexnow:
        waiting += [(indexnow.SERVICE, url) for url in urls]
    for hub in settings.hubs:
        waiting += [(hub, feed) for feed in websub.feeds_of(event.object_id)]
    add(waiting)


def _addresses(event: Event) -> list[str]:
    if event.name == "post.moved":
        return [str(event.data["before"]), str(event.data["after"])]
    if event.name in ("post.unpublished", "post.deleted"):
        return [str(event.data["link"])] if event.data["link"] else []
    post = Post.objects.filter(pk=event.object_id).first()
    if post is None or post.password or not (kind := types.get(post.type)) or not kind.viewable:
        return []
    if PostMeta.objects.filter(post=post, key=_NOINDEX).exists():
        return []
    link = public_link(post)
    return [link] if link else []


def add(waiting: Sequence[tuple[str, str]]) -> None:
    """Queue addresses, each (service, address) once, however often it changes before it is told."""
    now = site.now_gmt()
    rows = [
        Notification(service=service, url=url, key=_key(service, url), due=now)
        for service, url in dict.fromkeys(waiting)
        if len(url) <= 2000 and len(service) <= 200
    ]
    with transaction.atomic():
        given_up = Notification.objects.filter(key__in=[row.key for row in rows], given_up=True)
        given_up.delete()
        Notification.objects.bulk_create(rows, update_conflicts=True, unique_fields=["key"], update_fields=["due"])
        enqueue_once(NAME, "notify")


def _key(service: str, url: str) -> int:
    digest = hashlib.blake2b(f"{service} {url}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def tell_all() -> int:
    """Tell every service what is due. Return how many addresses were told."""
    settings, now, told = seo.read(NotifySettings), site.now_gmt(), 0
    Notification.objects.filter(given_up=True, due__lt=now - KEEP_ERRORS).delete()
    services = list(
        Notification.objects.filter(given_up=False, due__lte=now).values_list("service", flat=True).distinct()
    )
    for service in services:
        if service == indexnow.SERVICE and settings.indexnow:
            told += _tell(service, indexnow.BATCH, indexnow.tell, now)
        elif service in settings.hubs:
            told += _tell(service, 1, websub.tell(service), now)
        else:  # switched off meanwhile
            Notification.objects.filter(service=service).delete()
    return told


def _tell(service: str, size: int, send: Callable[[Sequence[str]], Told], now: datetime) -> int:
    told = 0
    while True:
        with transaction.atomic():
            lock_name(f"seo notify {service}")  # no two workers tell the same
            rows = Notification.objects.filter(service=service, given_up=False, due__lte=now).order_by("id")[:size]
            batch = list(rows)
            held = now + WAIT_MAX
            Notification.objects.filter(pk__in=[row.pk for row in batch]).update(due=held)
        if not batch:
            return told
        answer = send([row.url for row in batch])
        if answer.done:
            # What changed again meanwhile has put itself back: its row is due, and stays.
            Notification.objects.filter(pk__in=[row.pk for row in batch], due=held).delete()
            told += len(batch)
            continue
        _postpone(batch, answer, now)
        if answer.again:
            return told  # the others of this service would be refused as well


def _postpone(batch: Sequence[Notification], answer: Told, now: datetime) -> None:
    for row in batch:
        row.tries += 1
        row.error = answer.words[:300]
        row.given_up = not answer.again or row.tries >= TRIES_MAX
        row.due = now + max(wait(row.tries), timedelta(seconds=min(answer.after, WAIT_MAX.total_seconds())))
    Notification.objects.bulk_update(batch, ["tries", "error", "given_up", "due"], batch_size=200)
    log.warning("notify.failed", service=batch[0].service, urls=len(batch), error=answer.words, again=answer.again)


def wait(tries: int) -> timedelta:
    """Return how long is waited after so many failures: a minute, two, four ... twelve hours. Pure."""
    return min(WAIT_FIRST * 2 ** max(tries - 1, 0), WAIT_MAX) if tries < 20 else WAIT_MAX


def is_due() -> bool:
    """Return whether anything waits; a cheap question."""
    return Notification.objects.filter(given_up=False, due__lte=site.now_gmt()).exists()


JOBS: Final = (
    Job(NAME, tell_all),
    Job("seo.notify_again", tell_all, every=timedelta(minutes=1), needed=is_due),
)
