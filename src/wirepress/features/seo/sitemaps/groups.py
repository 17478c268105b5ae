"""Which files there are: further addresses, stories by type, terms by taxonomy, people, months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from wirepress.content.options import site
from wirepress.content.posts import types
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.listing.counters import read
from wirepress.content.posts.listing.counters.scopes import TERM
from wirepress.content.posts.models import Post
from wirepress.content.terms import rows as term_rows
from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term, TermMeta
from wirepress.content.users.models import User, UserMeta
from wirepress.core.database.rows import in_chunks, query_rows
from wirepress.features.seo.settings import store as seo
from wirepress.features.seo.settings.head import HeadSettings
from wirepress.features.seo.settings.sitemaps import SitemapSettings
from wirepress.features.seo.sitemaps import chunks, xml
from wirepress.features.seo.sitemaps.chunks import NOINDEX

FURTHER: Final = "addl"
AUTHORS: Final = "author"
DATES: Final = "date"
VIDEOS: Final = "video"
_FRONT_HINT: Final = ("always", "1")
_TERM_HINT: Final = ("monthly", "0.3")
_TERMS_MAX: Final = 3000  # more than these: the index does not say when they changed
_BUILT_IN: Final = ("category", "post_tag")


@dataclass(frozen=True, slots=True)
class File:
    """A file of a group, and when the newest of what it names changed (GMT)."""

    name: str
    number: int
    changed: datetime | None


def post_types() -> list[str]:
    """Return the types whose stories stand in sitemaps."""
    off, added = seo.read(SitemapSettings).types_off, types.added().values()
    names = ["post", "page", *(kind.name for kind in added if kind.public and kind.viewable)]
    return [name for name in names if name not in off and not _is_noindex(name)]


def taxonomy_names() -> list[str]:
    """Return the taxonomies whose terms stand in sitemaps."""
    off, added = seo.read(SitemapSettings).taxonomies_off, taxonomies.added().values()
    names = [*_BUILT_IN, *(one.name for one in added if one.public)]
    return [name for name in names if name not in off and not _is_noindex(name)]


def _is_noindex(kind: str) -> bool:
    """Return whether every page of a kind is kept out of search by the settings of heads."""
    robots = seo.read(HeadSettings).robots
    chosen = robots.get(kind) or robots.get("all") or {}
    return bool(chosen.get("noindex")) or chosen.get("show") is False


def files() -> list[File]:
    """Return every file that the index names, in its order."""
    found = [File(FURTHER, 1, newest_change())]
    settings, videos = seo.read(SitemapSettings), list[File]()
    for name in post_types():
        rows = chunks.chunks_of(name)
        found += [File(name, one.number, one.newest) for one in rows if one.count]
        if name == "post" and settings.video:
            videos = [File(VIDEOS, one.number, one.newest) for one in rows if one.videos]
    for name in taxonomy_names():
        found += _cut(name, _changes_of_terms(name), settings.size)
    if settings.authors:
        found += _cut(AUTHORS, authors(), settings.size)
    if settings.dates:
        found += _cut(DATES, months(), settings.size)
    return [*found, *videos]


Listed = tuple[str, datetime | None]  # address, when what is there changed


def _cut(name: str, listed: Sequence[tuple[object, datetime | None]], size: int) -> list[File]:
    return [
        File(name, number, max((changed for _, changed in listed[start : start + size] if changed), default=None))
        for number, start in enumerate(range(0, len(listed), size), 1)
    ]


def file_of(name: str, number: int) -> list[str] | None:
    """Return the entries of a file; None: there is no such group. Behind the last file of a group there are none."""
    settings = seo.read(SitemapSettings)
    if name == FURTHER:
        return _further(settings) if number == 1 else []
    if name in post_types():
        chunk = chunks.find_chunk(name, number)
        return [one.url for one in chunks.entries_of(chunk)] if chunk is not None else _or_none(name)
    listed: list[Listed] | None = None
    start = (number - 1) * settings.size
    if name in taxonomy_names():
        listed = terms(name, start, settings.size)
        start = 0
        if not listed and number > 1 and terms(name, 0, 1):
            return []
    elif name == AUTHORS and settings.authors:
        listed = authors()
    elif name == DATES and settings.dates:
        listed = months()
    if not listed:
        return None
    hint = _TERM_HINT if settings.hints else None
    return [xml.url(address, xml.moment(changed), hint) for address, changed in listed[start : start + settings.size]]


def _or_none(name: str) -> list[str] | None:
    """Return no entries for a type that has stories, None for one that has none at all."""
    return [] if any(one.count for one in chunks.chunks_of(name)) else None


def videos_of(number: int) -> list[str]:
    """Return the entries of a file of videos: those of the stories in the file of that number."""
    chunk = chunks.find_chunk("post", number) if "post" in post_types() else None
    return [one.video for one in chunks.entries_of(chunk) if one.video] if chunk is not None else []


def newest_change() -> datetime | None:
    """Return when the newest story or page changed: with it the front page."""
    found: datetime | None = (
        Post.objects.filter(type="post", status="publish")
        .order_by("-modified", "-id")
        .values_list("modified_gmt", flat=True)
        .first()
    )
    return found


def _further(settings: SitemapSettings) -> list[str]:
    hint = _FRONT_HINT if settings.hints else None
    front = xml.url(site.home("/"), xml.moment(newest_change()), hint)
    more = [one if one.startswith(("http://", "https://")) else site.home(one) for one in settings.more if one.strip()]
    return [front, *(xml.url(one) for one in more)]


def _term_ids(taxonomy: str) -> list[int]:
    """Return the terms that have stories and are not left out, by number."""
    out = set(TermMeta.objects.filter(key=NOINDEX).values_list("term_id", flat=True))
    out |= {int(text) for text in seo.read(SitemapSettings).exclude_terms if text.strip().isdecimal()}
    ids = Term.objects.filter(taxonomy=taxonomy, count__gt=0).order_by("id").values_list("id", flat=True)
    return [number for number in ids if number not in out]


def terms(taxonomy: str, start: int, size: int) -> list[Listed]:
    """Return some of the terms that have stories, each with the change of its newest story."""
    ids = _term_ids(taxonomy)[start : start + size]
    if not ids:
        return []
    rows = sorted((one for some in in_chunks(ids) for one in Term.objects.filter(pk__in=some)), key=lambda one: one.pk)
    if taxonomies.known(taxonomy).hierarchical:
        term_rows.attach_parents(rows)
    newest = _newest_of_terms(taxonomy, ids[0], ids[-1])
    return [(permalinks.term_link(one), newest.get(one.pk)) for one in rows]


def _changes_of_terms(taxonomy: str) -> list[tuple[object, datetime | None]]:
    """Return every term with the change of its newest story; of very many, the terms alone: the files say it."""
    ids = _term_ids(taxonomy)
    newest = _newest_of_terms(taxonomy, ids[0], ids[-1]) if 0 < len(ids) <= _TERMS_MAX else {}
    return [(number, newest.get(number)) for number in ids]


def _newest_of_terms(taxonomy: str, first: int, last: int) -> dict[int, datetime | None]:
    """Return term -> when its newest story changed, for a range of terms in one query of short reads."""
    sql = (
        "SELECT t.id, (SELECT COALESCE(p.modified_gmt, p.date_gmt) FROM posts_listed l JOIN posts_post p ON p.id = l.post_id"
        " WHERE l.scope = %s AND l.ref = t.id AND l.type = 'post' ORDER BY l.date DESC, l.post_id DESC LIMIT 1)"
        " FROM terms_term t WHERE t.id >= %s AND t.id <= %s AND t.taxonomy = %s AND t.count > 0"
    )
    rows = query_rows(Term, sql, (TERM, first, last, taxonomy))
    return {int(number): _naive(moment) for number, moment in rows}


def _naive(value: Any) -> datetime | None:
    if not value:
        return None
    return value.replace(tzinfo=None) if isinstance(value, datetime) else datetime.fromisoformat(str(value))


def authors() -> list[Listed]:
    """Return the people who have published, by number, each with the change of their newest story."""
    out = set(UserMeta.objects.filter(key=NOINDEX).values_list("user_id", flat=True))
    if _is_noindex(AUTHORS):
        return []
    found = [
        one for one in User.objects.filter(pk__in=read.ids_of_authors(("post",))).order_by("pk") if one.pk not in out
    ]
    sql = (
        "SELECT u.id, (SELECT COALESCE(p.modified_gmt, p.date_gmt) FROM posts_post p WHERE p.author_id = u.id AND p.type = 'post'"
        " AND p.status = 'publish' ORDER BY p.date DESC, p.id DESC LIMIT 1) FROM users_user u"
    )
    newest = {int(number): _naive(moment) for number, moment in query_rows(User, sql)}
    return [(permalinks.author_link(one), newest.get(one.pk)) for one in found]


def months() -> list[Listed]:
    """Return the months in which something was published, the latest first."""
    periods = read.read_buckets(read.BucketList("post")).periods
    return [
        (permalinks.date_link(period // 10000, period // 100 % 100), None) for period, _ in reversed(periods) if period
    ]
