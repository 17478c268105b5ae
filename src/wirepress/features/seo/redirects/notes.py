"""Counts what the server tells of answers that were no pages: hits of rules, and addresses at which there was nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import F

from wirepress.content.locks import lock_name
from wirepress.content.options import site
from wirepress.core.contract.pages.site import AnswerNote
from wirepress.core.database.rows import in_chunks
from wirepress.features.seo.redirects.addresses import number_of, split
from wirepress.features.seo.redirects.find import find
from wirepress.features.seo.redirects.models import MissingAddress, RedirectRule
from wirepress.features.seo.settings import store as settings
from wirepress.features.seo.settings.redirects import RedirectSettings

PATH_MAX: Final = 500
REFERRERS_MAX: Final = 5  # of one address
_REFERRER_MAX: Final = 200
_BOT: Final = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|scan|curl|wget|python|httpx|aiohttp|java/|okhttp|go-http|libwww|perl|ruby|php|headless"
    r"|facebookexternalhit|preview|monitor|feed|archiver|zgrab|masscan|nmap|nikto",
    re.I,
)
# What only programs look for that try doors.
_PROBE: Final = re.compile(
    r"\.(?:php\d?|aspx?|jsp|cgi|env|git|sql|bak|ini|ya?ml|zip|tar|gz|7z|rar|log|sh|exe|dll)(?:/|\Z)|/\.|/(?:cgi-bin|phpmyadmin|vendor|boaform)\b",
    re.I,
)


@dataclass(slots=True)
class Missed:
    """How often one address was asked for in vain lately."""

    path: str
    readers: int = 0
    bots: int = 0
    referrers: Counter[str] = field(default_factory=Counter)


def is_bot(agent: str, path: str) -> bool:
    """Return whether a request was a program's: by its name, or by what it looks for."""
    return not agent or _BOT.search(agent) is not None or _PROBE.search(path) is not None


def take(notes: Sequence[AnswerNote]) -> None:
    """Count what the server tells."""
    chosen = settings.read(RedirectSettings)
    missed: dict[int, Missed] = {}
    hits: Counter[int] = Counter()
    for note in notes:
        path, query = split(note.target)
        if note.status == 404:
            _add(missed, note, path, referrers=chosen.log_referrers)
        elif (found := find(path, query)) is not None and found.code == note.status:
            hits[found.rule.number] += note.count
    now = site.now_gmt()
    if hits:
        count_hits(hits, now)
    if missed and chosen.log_missing:
        store_missed(missed, now, chosen.missing_max)


def _add(missed: dict[int, Missed], note: AnswerNote, path: str, *, referrers: bool) -> None:
    text = "".join(sign for sign in path if sign.isprintable())[:PATH_MAX]
    one = missed.setdefault(number_of(text), Missed(text))
    if is_bot(note.agent, path):
        one.bots += note.count
        return
    one.readers += note.count
    parts = urlsplit(note.referrer) if referrers else None
    if parts is not None and parts.scheme in ("http", "https") and parts.netloc:
        one.referrers[f"{parts.scheme}://{parts.netloc}{parts.path}"[:_REFERRER_MAX]] += note.count


def count_hits(hits: Counter[int], now: datetime) -> None:
    """Add hits to rules."""
    with transaction.atomic():
        for number, count in sorted(hits.items()):
            RedirectRule.objects.filter(pk=number).update(hits=F("hits") + count, last_hit=now)


def store_missed(missed: dict[int, Missed], now: datetime, most: int) -> None:
    """Add to the counts of addresses, and keep no more of them than `most`: those asked for by fewest readers go first."""
    with transaction.atomic():
        lock_name("seo missing")
        rows = {row.key: row for some in in_chunks(missed) for row in MissingAddress.objects.filter(key__in=some)}
        new: list[MissingAddress] = []
        for key, one in missed.items():
            row = rows.get(key)
            if row is None:
                row = MissingAddress(key=key, path=one.path, first=now)
                new.append(row)
            row.readers, row.bots, row.last = row.readers + one.readers, row.bots + one.bots, now
            row.referrers = _most_frequent(row.referrers, one.referrers)
        MissingAddress.objects.bulk_create(new, batch_size=100)
        MissingAddress.objects.bulk_update(rows.values(), ["readers", "bots", "referrers", "last"], batch_size=50)
        _drop_surplus(most)


def _most_frequent(before: dict[str, int], more: Counter[str]) -> dict[str, int]:
    if not more:
        return before
    return dict((Counter(before) + more).most_common(REFERRERS_MAX))


def _drop_surplus(most: int) -> None:
    over = MissingAddress.objects.count() - most
    if over > 0:
        # Some more than needed, so that not every telling has to.
        gone: Iterable[int] = MissingAddress.objects.order_by("readers", "last").values_list("pk", flat=True)[
            : over + most // 20
        ]
        MissingAddress.objects.filter(pk__in=list(gone)).delete()
