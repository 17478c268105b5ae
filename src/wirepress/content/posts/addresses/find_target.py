"""Targets of single things: from a row, a slug, a date to what its address means."""

from __future__ import annotations

import re
from datetime import MAXYEAR, datetime

from django.db import connection

from wirepress.content.options import site, store
from wirepress.content.posts import types
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.addresses.slug_spellings import spellings, stored_slug
from wirepress.content.posts.addresses.target import Target
from wirepress.content.posts.listing.queries import period
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.core.database.rows import find_rows, index_hint, placeholders, query_rows, select_in
from wirepress.core.markup.text.slugs import sanitize_title

_NEXT_PAGE = "<!--nextpage-->"
Date = tuple[int | None, int | None, int | None]


def front_target() -> Target:
    """Return what is at the root: the newest stories, or the page that the site chose."""
    if store.get("show_on_front") == "page" and store.get("page_on_front"):
        page = Post.objects.filter(pk=store.get("page_on_front"), type="page").first()
        if page is not None:
            return Target("post", post=page)
    return Target("front")


def post_target(post: Post | None, *, pretty: bool = False, guessed: bool = False) -> Target:
    """Return the target of an item. `pretty`: its address names it by a number or the like, and leads to the right one; `guessed`: by
    the number of another kind of item, so that to WordPress it is not there."""
    if post is None or post.type in ("revision", "nav_menu_item"):
        return Target("missing")
    if pretty or guessed:
        link = permalinks.post_link(post)
        if guessed or "?" not in link:
            return Target("redirect", post=post, location=link, guessed=guessed)
    return Target("post", post=post)


def count_parts(post: Post) -> int:
    """Return how many pages a story is split into; 1 for one that is not."""
    return post.content.count(_NEXT_PAGE) + 1 if post.type in ("post", "page") else 1


def term_target(term: Term | None) -> Target:
    """Return the target of a term's archive."""
    return Target("term", term=term) if term is not None else Target("missing")


def find_term(taxonomy: str, path: str) -> Term | None:
    """Return the term that a path of slugs names by its last part, or as a whole: a slug may hold an encoded slash."""
    last = path.rpartition("/")[2]
    slugs = [*spellings(last), sanitize_title(last), *(spellings(path) if path != last else ())]
    rows = find_rows(Term, f"taxonomy = %s AND slug IN ({placeholders(slugs)})", (taxonomy, *slugs))
    found = {term.slug: term for term in rows}
    return next((found[slug] for slug in slugs if slug in found), None)


def find_user(name: str) -> User | None:
    """Return the person with that slug."""
    slugs = spellings(name)
    found = {user.nicename: user for user in find_rows(User, f"nicename IN ({placeholders(slugs)})", slugs)}
    return next((found[slug] for slug in slugs if slug in found), None)


def author_target(user: User | None) -> Target:
    """Return the target of an author's archive."""
    return Target("author", user=user) if user is not None else Target("missing")


def date_target(parts: list[int], *, strict: bool = False) -> Target:
    """Return a year, a month or a day. What the calendar does not have leads to what it has, unless `strict`: the year of a thirteenth
    month, the month of a thirty-second day (WordPress 7.1 behaviour)."""
    if strict:
        return _calendar_target(parts)
    if len(parts) == 3 and not _is_date(*parts) and parts[1]:
        return Target("redirect", location=permalinks.date_link(parts[0], parts[1]), date=tuple(parts))
    if len(parts) > 1 and parts[1] > 12:
        return Target("redirect", location=permalinks.date_link(parts[0]), date=tuple(parts))
    return _calendar_target(parts)


def _calendar_target(parts: list[int]) -> Target:
    year, month, day = [*parts, 1, 1][:3]
    return Target("date", date=tuple(parts)) if year < MAXYEAR and _is_date(year, month, day) else Target("missing")


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        datetime(year, month, day)
    except (ValueError, OverflowError):
        return False
    return True


def _stored_moment(moment: datetime) -> str:
    """Return a moment as both databases store and compare it."""
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def guess_target(name: str, date: Date = (None, None, None)) -> Target | None:
    """Return the way to the published item whose slug begins so, the first by the alphabet; None where there is none. `date`: of the
    item's day, as far as the address says it. WordPress 7.1 behaviour."""
    slug = stored_slug(name.lower())
    if not slug:
        return None
    if connection.vendor == "sqlite":
        begins, values = "slug >= %s AND slug < %s", [slug, f"{slug}\U0010ffff"]
    else:
        begins, values = "slug LIKE %s", [re.sub(r"([\\%_])", r"\\\1", slug) + "%"]
    found = types.table().values()
    kinds = [one.name for one in found if one.viewable and not one.exclude_from_search and one.name != "attachment"]
    sql = (
        f"SELECT id FROM posts_post{index_hint(Post, 'post_slug')} WHERE {begins} AND type IN ({', '.join(['%s'] * len(kinds))})"
        " AND (status = 'publish' OR (status = 'future' AND date_gmt <= %s))"
    )
    values += [*kinds, _stored_moment(site.now_gmt())]
    if date[0]:
        try:
            first, after = period(date[0], date[1], date[2])
        except (ValueError, OverflowError):
            return None
        sql += " AND date >= %s AND date < %s"
        values += [_stored_moment(first), _stored_moment(after)]
    numbers = [number for (number,) in query_rows(Post, f"{sql} ORDER BY slug, id LIMIT 1", values)]
    post = next(iter(select_in(Post, "id", numbers)), None)
    if post is None:
        return None
    return Target("redirect", post=post, location=permalinks.post_link(post), guessed=True)
