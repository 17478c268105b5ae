"""What a public address means: the way back from permalinks.py, for both styles of addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, datetime
from typing import Any, Literal
from urllib.parse import unquote

from django.db import connection

from wirepress.content.options import site, store
from wirepress.content.posts.addresses import patterns, permalinks
from wirepress.content.posts.addresses.find_by_path import by_path
from wirepress.content.posts.addresses.slug_spellings import spellings, stored_slug
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.core.database.rows import index_hint, query_rows, select_in
from wirepress.core.markup.text.slugs import sanitize_title
from wirepress.core.php.numbers import absint, intval

Kind = Literal["front", "posts", "post", "term", "author", "date", "search", "redirect", "missing"]
_FEEDS = ("feed", "rdf", "rss", "rss2", "atom")
_NO_DIGIT = re.compile("[^0-9]")
_NO_LIST = re.compile("[^0-9,-]")
_PARTS: Mapping[str, str] = {
    "%year%": r"(?P<year>[0-9]{4})",
    "%monthnum%": r"(?P<month>[0-9]{1,2})",
    "%day%": r"(?P<day>[0-9]{1,2})",
    "%hour%": r"[0-9]{1,2}",
    "%minute%": r"[0-9]{1,2}",
    "%second%": r"[0-9]{1,2}",
    "%post_id%": r"(?P<id>[0-9]{1,18})",
    "%postname%": r"(?P<name>[^/]+)",
    "%category%": r"(?P<category>.+?)",
    "%author%": r"(?P<author>[^/]+)",
}


@dataclass(slots=True)
class Target:
    """The meaning of an address. `page` counts from 1; `part` is the page of a story that is split; `feed` names the format."""

    kind: Kind
    post: Post | None = None
    term: Term | None = None
    user: User | None = None
    date: tuple[int, ...] = ()
    words: str = ""
    page: int = 1
    part: int = 1
    feed: str = ""
    comments: bool = False  # a feed of comments
    embed: bool = False  # the story as other sites show it in a frame
    location: str = ""
    query: dict[str, Any] = field(default_factory=dict)


def resolve(path: str, query: Mapping[str, str]) -> Target:
    """The meaning of a path (percent-encoded, from the root) and its query."""
    target = _by_query(query) if path.strip("/") in ("", "index.php") else None
    if target is None and path.strip("/") not in ("", "index.php"):
        target = _by_path(path.strip("/")) if patterns.structure() else Target("missing")
    target = target or _front()
    if absint(query.get("paged", "")):
        target.page = absint(query["paged"])
    if absint(query.get("page", "")):
        target.part = absint(query["page"])
    if query.get("feed") and not target.feed:
        target.feed = query["feed"]
    if query.get("embed") == "true" and target.kind == "post":
        target.embed = True
    if "s" in query and target.kind in ("front", "posts"):
        target.kind, target.words = "search", query["s"]
    return target


def _front() -> Target:
    if store.get("show_on_front") == "page" and store.get("page_on_front"):
        page = Post.objects.filter(pk=store.get("page_on_front"), type="page").first()
        if page is not None:
            return Target("post", post=page)
    return Target("front")


def _by_query(query: Mapping[str, str]) -> Target | None:
    for name in ("p", "page_id", "attachment_id"):
        if query.get(name):
            post = Post.objects.filter(pk=max(intval(query[name]), 0)).first()
            return _post(post, pretty=bool(patterns.structure()) and not query.get("preview"))
    if query.get("cat"):
        return _term(Term.objects.filter(pk=_first_number(query["cat"]), taxonomy="category").first())
    for name, taxonomy in (("category_name", "category"), ("tag", "post_tag"), ("post_format", "post_format")):
        if query.get(name):
            return _term(_term_of(taxonomy, query[name].rstrip("/")))
    if query.get("author"):
        return _author(User.objects.filter(pk=_first_number(query["author"])).first())
    if query.get("author_name"):
        return _author(_user_of(query["author_name"]))
    digits = _NO_DIGIT.sub("", query.get("m", ""))
    if absint(digits):
        return _date(
            [absint(digits[:4]), *(absint(digits[start : start + 2]) for start in (4, 6) if len(digits) > start + 1)]
        )
    if absint(query.get("year", "")):
        return _date([absint(query[name]) for name in ("year", "monthnum", "day") if query.get(name)])
    return None


def _first_number(text: str) -> int:
    """The first number of a list such as `3,7` or `-3`; what else stands between is left out, as WordPress leaves it out."""
    return intval(_NO_LIST.sub("", text))


def _post(post: Post | None, *, pretty: bool) -> Target:
    if post is None or post.type in ("revision", "nav_menu_item"):
        return Target("missing")
    if pretty:
        link = permalinks.post_link(post)
        if "?" not in link:
            return Target("redirect", post=post, location=link)
    return Target("post", post=post)


def _term(term: Term | None) -> Target:
    return Target("term", term=term) if term is not None else Target("missing")


def _term_of(taxonomy: str, path: str) -> Term | None:
    """The term that a path of slugs names by its last part, or as a whole: a slug may hold an encoded slash."""
    last = path.rpartition("/")[2]
    slugs = [*spellings(last), sanitize_title(last), *(spellings(path) if path != last else ())]
    found = {term.slug: term for term in Term.objects.filter(taxonomy=taxonomy, slug__in=slugs)}
    return next((found[slug] for slug in slugs if slug in found), None)


def _user_of(name: str) -> User | None:
    found = {user.nicename: user for user in User.objects.filter(nicename__in=spellings(name))}
    return next((found[slug] for slug in spellings(name) if slug in found), None)


def _author(user: User | None) -> Target:
    return Target("author", user=user) if user is not None else Target("missing")


def _date(parts: list[int]) -> Target:
    """A year, a month or a day; what the calendar does not have is missing."""
    year, month, day = [*parts, 1, 1][:3]
    try:
        datetime(year, month, day)
    except (ValueError, OverflowError):
        return Target("missing")
    return Target("date", date=tuple(parts)) if year < MAXYEAR else Target("missing")


def _by_path(path: str) -> Target:
    """Takes feed, embed and page off the end of a path and finds what is before."""
    if path.endswith("/embed"):
        target = _place(path.removesuffix("/embed"))
        if target.kind == "post":
            target.embed = True
            return target
    feed, page, comments = "", 1, False
    found = re.fullmatch(r"(?:(.*)/)?(?:feed/)?(feed|rdf|rss|rss2|atom)", path)
    if found:
        path, feed = found[1] or "", "rss2" if found[2] == "feed" else found[2]
        path = path.removesuffix("/feed")
        if path == "feed":
            path = ""
    if path == "comments" and feed:
        path, comments = "", True
    found = re.fullmatch(r"(?:(.*)/)?page/([0-9]{1,9})", path)
    if found:
        path, page = found[1] or "", max(int(found[2]), 1)
    target = _place(path) if path else _front()
    target.feed, target.page, target.comments = feed, page, comments
    if feed and target.kind == "post":
        target.comments = True
    return target


def _place(path: str) -> Target:
    decoded = unquote(path)
    for taxonomy in ("category", "post_tag", "post_format"):
        front = (patterns.term_front(taxonomy) or "").strip("/")
        if front and decoded.startswith(front + "/"):
            before = "post-format-" if taxonomy == "post_format" else ""
            return _term(_term_of(taxonomy, before + decoded[len(front) + 1 :]))
    front = patterns.author_front().strip("/")
    if decoded.startswith(front + "/"):
        return _author(_user_of(decoded[len(front) + 1 :]))
    if decoded.startswith("search/"):
        return Target("search", words=decoded.removeprefix("search/").replace("+", " "))
    return _date_path(decoded) or _story(path) or _page(path) or _old_slug(path) or _guess(path) or Target("missing")


def _date_path(path: str) -> Target | None:
    front = patterns.date_front().strip("/")
    rest = path[len(front) :].strip("/") if not front or path.startswith(front + "/") else ""
    if re.fullmatch(r"[0-9]{4}(?:/[0-9]{1,2}(?:/[0-9]{1,2})?)?", rest):
        return _date([int(part) for part in rest.split("/")])
    return None


def _story(path: str) -> Target | None:
    structure = patterns.structure().strip("/")
    expression = patterns.TAG.sub(
        lambda tag: _PARTS.get(tag[0], "[^/]+"), re.sub(r"[.+?^$(){}|\[\]\\]", r"\\\g<0>", structure)
    )
    found = re.fullmatch(expression + r"(?:/(?P<part>[0-9]{1,5}))?", unquote(path))
    if found is None:
        found = re.fullmatch(expression + r"/(?:attachment/)?(?P<file>[^/]+)", unquote(path))
        if found is None or not found.groupdict().get("name"):
            return None
        file = Post.objects.filter(type="attachment", slug__in=spellings(found["file"])).first()
        return Target("post", post=file) if file is not None else None
    facts = {name: value for name, value in found.groupdict().items() if value}
    rows = Post.objects.filter(type="post").exclude(status__in=("trash", "auto-draft"))
    if "name" in facts:
        rows = rows.filter(slug__in=spellings(facts["name"]))
    if "id" in facts:
        rows = rows.filter(pk=int(facts["id"]))
    for name, column in (("year", "date__year"), ("month", "date__month"), ("day", "date__day")):
        if name in facts:
            rows = rows.filter(**{column: int(facts[name])})
    if "name" not in facts and "id" not in facts:
        return None
    post = rows.order_by("id").first()
    return Target("post", post=post, part=max(int(facts.get("part", 1)), 1)) if post is not None else None


def _page(path: str) -> Target | None:
    number = re.fullmatch(r"(.+)/([0-9]{1,5})", path)
    page = _page_of(unquote(path))
    if page is None and number:
        page = _page_of(unquote(number[1]))
        return Target("post", post=page, part=int(number[2])) if page is not None and page.type == "page" else None
    return Target("post", post=page) if page is not None else None


def _page_of(path: str) -> Post | None:
    return next((page for one in spellings(path, "/") if (page := by_path(one)) is not None), None)


def _old_slug(path: str) -> Target | None:
    """A story that had this slug before leads to where it is now."""
    slugs = spellings(unquote(path.rpartition("/")[2]))
    row = PostMeta.objects.filter(key="_wp_old_slug", value__in=slugs).select_related("post").first()
    if row is None or row.post.status != "publish":
        return None
    return Target("redirect", post=row.post, location=permalinks.post_link(row.post))


def _stored(moment: datetime) -> str:
    """A moment as both databases store and compare it."""
    return moment.strftime("%Y-%m-%d %H:%M:%S")


def _guess(path: str) -> Target | None:
    """A path that leads nowhere but ends in how a published story's slug begins leads there (WordPress 7.1 behaviour)."""
    slug = stored_slug(unquote(path.rpartition("/")[2]))
    if not slug or slug.isdecimal():
        return None
    if connection.vendor == "sqlite":
        begins, values = "slug >= %s AND slug < %s", [slug, f"{slug}\U0010ffff"]
    else:
        begins, values = "slug LIKE %s", [re.sub(r"([\\%_])", r"\\\1", slug) + "%"]
    sql = (
        f"SELECT id FROM posts_post{index_hint(Post, 'post_slug')} WHERE {begins} AND type IN ('post', 'page')"
        " AND (status = 'publish' OR (status = 'future' AND date_gmt <= %s)) ORDER BY id LIMIT 1"
    )
    numbers = [number for (number,) in query_rows(Post, sql, [*values, _stored(site.now_gmt())])]
    post = next(iter(select_in(Post, "id", numbers)), None)
    if post is None:
        return None
    return Target("redirect", post=post, location=permalinks.post_link(post))
