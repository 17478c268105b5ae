"""What stands in the sitemaps: stories and pages by number, terms that have posts, people who have published (WordPress 7.1's order)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.db.models import Q

from wirepress.content.options import site, store
from wirepress.content.posts import loading, types
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.listing import filters
from wirepress.content.posts.listing.counters import read
from wirepress.content.posts.models import Post
from wirepress.content.terms import rows, taxonomies
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User

SIZE: Final = 2000  # addresses of one sitemap
TYPES: Final = ("post", "page")
TAXONOMIES: Final = ("category", "post_tag", "post_format")
_COLUMNS: Final = ("id", "type", "status", "slug", "date", "date_gmt", "parent_id", "author_id", "modified_gmt", "guid")


@dataclass(frozen=True, slots=True)
class Address:
    """An address and when what is there changed (absent: that is not said)."""

    link: str
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Provider:
    """A group of sitemaps: how many addresses a subtype has, and those of a page."""

    subtypes: Callable[[], Sequence[str]]  # ("",): it has none
    total: Callable[[str], int]
    page: Callable[[str, int], list[Address]]


def pages(total: int) -> int:
    """How many sitemaps so many addresses take."""
    return -(-total // SIZE)


def _moment(gmt: datetime | None) -> str:
    """A GMT moment as the site's local time with its distance from GMT."""
    return gmt.replace(tzinfo=UTC).astimezone(site.zone()).isoformat(timespec="seconds") if gmt else ""


def _due(post_type: str) -> list[int]:
    due = filters.due_ids()
    return list(Post.objects.filter(id__in=due, type=post_type).values_list("id", flat=True)) if due else []


def _posts_total(post_type: str) -> int:
    found = read.count_posts((post_type,), ("publish",)) + len(_due(post_type))
    return max(found, 1) if post_type == "page" and _front_is_posts() else found


def _front_is_posts() -> bool:
    return str(store.get("show_on_front")) != "page"


def _posts(post_type: str, number: int) -> list[Address]:
    ids = read.ids_by_number(post_type, _due(post_type), (number - 1) * SIZE, SIZE)
    found = Post.objects.only(*_COLUMNS).in_bulk(ids)
    posts = [found[one] for one in ids if one in found]
    loading.complete_parents(posts)
    loading.complete_addresses(posts)
    home = [_home()] if post_type == "page" and number == 1 and _front_is_posts() else []
    return [*home, *(Address(permalinks.post_link(post), _moment(post.modified_gmt)) for post in posts)]


def _home() -> Address:
    """The front page: it changes with the newest story."""
    newest = (
        Post.objects.filter(type="post", status="publish")
        .order_by("-date", "-id")
        .values_list("modified_gmt", flat=True)
        .first()
    )
    return Address(site.home("/"), _moment(newest))


def _terms_total(taxonomy: str) -> int:
    return Term.objects.filter(taxonomy=taxonomy, count__gt=0).count()


def _terms(taxonomy: str, number: int) -> list[Address]:
    start = (number - 1) * SIZE
    found = list(Term.objects.filter(taxonomy=taxonomy, count__gt=0).order_by("id")[start : start + SIZE])
    if taxonomies.known(taxonomy).hierarchical:
        rows.attach_parents(found)
    return [Address(permalinks.term_link(term)) for term in found]


def _writers() -> Q:
    return Q(pk__in=read.ids_of_authors(_types()))


def _users_total(_: str) -> int:
    return User.objects.filter(_writers()).count()


def _users(_: str, number: int) -> list[Address]:
    start = (number - 1) * SIZE
    return [
        Address(permalinks.author_link(user))
        for user in User.objects.filter(_writers()).order_by("login")[start : start + SIZE]
    ]


def _types() -> Sequence[str]:
    return (*TYPES, *(kind.name for kind in types.added().values() if kind.public and kind.viewable))


def _taxonomies() -> Sequence[str]:
    return (*TAXONOMIES, *(taxonomy.name for taxonomy in taxonomies.added().values() if taxonomy.public))


PROVIDERS: Final[Mapping[str, Provider]] = {
    "posts": Provider(_types, _posts_total, _posts),
    "taxonomies": Provider(_taxonomies, _terms_total, _terms),
    "users": Provider(lambda: ("",), _users_total, _users),
}
