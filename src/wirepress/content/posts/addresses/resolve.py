"""What a public address means: the way back from permalinks.py, for both styles of addresses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote

from wirepress.content.posts.addresses import patterns, permalinks, plugin_addresses
from wirepress.content.posts.addresses.by_query import plugin_target, resolve_query
from wirepress.content.posts.addresses.find_by_path import find_post_by_path
from wirepress.content.posts.addresses.find_target import (
    Date,
    author_target,
    count_parts,
    date_target,
    find_term,
    find_user,
    front_target,
    guess_target,
    term_target,
)
from wirepress.content.posts.addresses.slug_spellings import spellings
from wirepress.content.posts.addresses.target import FEED_KINDS, Kind, Target
from wirepress.content.posts.models import Post, PostMeta
from wirepress.core.database.rows import find_rows, placeholders
from wirepress.core.php.numbers import absint

__all__ = ["Kind", "Target", "resolve"]
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
_SAME_SLUG = 20  # stories of one slug that are looked at
_FEED = re.compile(r"(?:(.*)/)?(?:feed/)?(feed|rdf|rss|rss2|atom)")
_PAGE = re.compile(r"(?:(.*)/)?page/([0-9]{1,9})")
_COMMENT_PAGE = re.compile(r"(.+)/comment-page-[0-9]{1,9}")


def resolve(path: str, query: Mapping[str, str]) -> Target:
    """Return the meaning of a path (percent-encoded, from the root) and its query."""
    target = _by_path(path.strip("/"), query)
    target.page = absint(query.get("paged", "")) or target.page
    if absint(query.get("page", "")):
        target.part, target.part_named = absint(query["page"]), True
    _add_feed(target, query)
    if query.get("embed") == "true" and target.kind == "post":
        target.embed = True
    if query.get("tb") == "1" and target.kind in ("post", "redirect"):
        target.trackback = True
    if "s" in query and target.kind in ("front", "posts", "term", "author"):
        target.kind, target.words = "search", query["s"]
    _check_part(target)
    return target


def _by_path(path: str, query: Mapping[str, str]) -> Target:
    if path in ("", "index.php"):
        return resolve_query(query) or front_target()
    target = _resolve_path(path) if patterns.structure() else Target("missing")
    if target.feed and target.kind in ("front", "posts") and not target.comments:
        narrowed = resolve_query(query)
        if narrowed is not None and narrowed.kind in ("term", "author", "date"):
            narrowed.feed, narrowed.page, narrowed.stays = target.feed, target.page, True
            return narrowed
    return target


def _add_feed(target: Target, query: Mapping[str, str]) -> None:
    if query.get("feed") and not target.feed:
        target.feed = query["feed"]
    if not target.feed:
        return
    if target.kind in ("front", "posts") and query.get("withcomments") == "1":
        target.comments = True
    if target.kind == "post":
        target.comments = query.get("withoutcomments") != "1"
    if target.kind == "redirect" and target.post is not None and target.location == permalinks.post_link(target.post):
        target.location = permalinks.feed_link(target.post, kind=FEED_KINDS.get(target.feed, target.feed))


def _check_part(target: Target) -> None:
    """A page that a story does not have leads to the story, as WordPress does it (7.1 behaviour)."""
    post = target.post
    if post is None or not target.part_named or target.feed or target.embed:
        return
    parts = count_parts(post)
    if parts == 1 or target.part > parts:
        target.part, target.guessed = 1, True
        if target.kind == "post":
            target.kind, target.location = "redirect", permalinks.post_link(post)
    elif target.kind == "redirect" and not target.guessed:
        target.location = permalinks.part_link(post, target.part)


def _resolve_path(path: str) -> Target:
    """Takes feed, embed and page off the end of a path and finds what is before."""
    for ending in ("embed", "trackback"):
        if path.endswith(f"/{ending}"):
            target = _resolve_place(path.removesuffix(f"/{ending}"))
            if target.kind == "post":
                target.embed, target.trackback = ending == "embed", ending == "trackback"
            if target.kind in ("post", "redirect"):
                return target
    feed, page, comments = "", 1, False
    found = _FEED.fullmatch(path)
    if found:
        path, feed = found[1] or "", "rss2" if found[2] == "feed" else found[2]
        path = path.removesuffix("/feed")
        if path == "feed":
            path = ""
    if path == "comments" and feed:
        path, comments = "", True
    found = _PAGE.fullmatch(path)
    if found:
        path, page = found[1] or "", max(int(found[2]), 1)
    found = _COMMENT_PAGE.fullmatch(path)
    target = _resolve_place(found[1] if found else path) if path else front_target()
    if feed and target.guessed:  # for feeds WordPress does not guess: there is one of nothing
        target = Target("missing", named=True)
    target.feed, target.page, target.comments = feed, page, comments
    return target


def _resolve_place(path: str) -> Target:
    decoded = unquote(path)
    for taxonomy in ("category", "post_tag", "post_format"):
        front = (patterns.term_front(taxonomy) or "").strip("/")
        if front and decoded.startswith(front + "/"):
            before = "post-format-" if taxonomy == "post_format" else ""
            return term_target(find_term(taxonomy, before + decoded[len(front) + 1 :]))
    of_plugin = plugin_addresses.find_by_path(path)
    if of_plugin is not None:
        target = plugin_target(of_plugin[0])
        target.part = of_plugin[1]
        return target
    front = patterns.author_front().strip("/")
    if decoded.startswith(front + "/"):
        return author_target(find_user(decoded[len(front) + 1 :]))
    if decoded.startswith("search/"):
        return Target("search", words=decoded.removeprefix("search/").replace("+", " "))
    date = _date_path(decoded)
    if date is not None:  # a number that no month and no day has may be a story's slug (WordPress 7.1 behaviour)
        return (_story(path) or date) if date.kind == "redirect" else date
    return (
        _story(path)
        or _page(path)
        or _old_slug(path)
        or _old_day(path)
        or _guess(path)
        or Target("missing", named=True)
    )


def _date_path(path: str) -> Target | None:
    front = patterns.date_front().strip("/")
    rest = path[len(front) :].strip("/") if not front or path.startswith(front + "/") else ""
    if re.fullmatch(r"[0-9]{4}(?:/[0-9]{1,2}(?:/[0-9]{1,2})?)?", rest):
        return date_target([int(part) for part in rest.split("/")])
    return None


def _story_pattern() -> str:
    structure = patterns.structure().strip("/")
    return patterns.TAG.sub(
        lambda tag: _PARTS.get(tag[0], "[^/]+"), re.sub(r"[.+?^$(){}|\[\]\\]", r"\\\g<0>", structure)
    )


def _story(path: str) -> Target | None:
    expression = _story_pattern()
    found = re.fullmatch(expression + r"(?:/(?P<part>[0-9]{1,5}))?", unquote(path))
    if found is None:
        found = re.fullmatch(expression + r"/(?:attachment/)?(?P<file>[^/]+)", unquote(path))
        if found is None or not found.groupdict().get("name"):
            return None
        file = Post.objects.filter(type="attachment", slug__in=spellings(found["file"])).first()
        return Target("post", post=file) if file is not None else None
    facts = {name: value for name, value in found.groupdict().items() if value}
    post = _find_story(facts)
    if post is None:
        return None
    return Target("post", post=post, part=max(int(facts.get("part", 1)), 1), part_named="part" in facts)


def _find_story(facts: Mapping[str, str]) -> Post | None:
    """Return the first story that has the slug, the number and the day of an address, as far as it names them."""
    conditions = ["type = 'post' AND status NOT IN ('trash', 'auto-draft')"]
    values: list[str | int] = []
    if "name" in facts:
        slugs = spellings(facts["name"])
        conditions.append(f"slug IN ({placeholders(slugs)})")
        values += slugs
    if "id" in facts:
        if not 0 < int(facts["id"]) < 2**63:
            return None
        conditions.append("id = %s")
        values.append(int(facts["id"]))
    if len(conditions) == 1:
        return None
    day = [(name, int(facts[name])) for name in ("year", "month", "day") if name in facts]
    rows = find_rows(Post, f"{' AND '.join(conditions)} ORDER BY id", values)
    return next((row for row in rows if all(getattr(row.date, name, None) == number for name, number in day)), None)


def _page(path: str) -> Target | None:
    number = re.fullmatch(r"(.+)/([0-9]{1,5})", path)
    page = _page_of(unquote(path))
    if page is None and number:
        page = _page_of(unquote(number[1]))
        if page is None or page.type != "page":
            return None
        return Target("post", post=page, part=max(int(number[2]), 1), part_named=True)
    return Target("post", post=page) if page is not None else None


def _page_of(path: str) -> Post | None:
    return next((page for one in spellings(path, "/") if (page := find_post_by_path(one)) is not None), None)


def _old_slug(path: str) -> Target | None:
    """A story that had this slug before leads to where it is now."""
    slugs = spellings(unquote(path.rpartition("/")[2]))
    row = PostMeta.objects.filter(key="_wp_old_slug", value__in=slugs).select_related("post").first()
    if row is None or row.post.status != "publish":
        return None
    return Target("redirect", post=row.post, location=permalinks.post_link(row.post), guessed=True)


def _old_day(path: str) -> Target | None:
    """A story that stood under this day before leads to where it is now."""
    found = re.fullmatch(_story_pattern(), unquote(path))
    facts = found.groupdict() if found else {}
    if not facts.get("name") or not facts.get("year"):
        return None
    asked = [facts.get(name) for name in ("year", "month", "day")]
    rows = Post.objects.filter(type="post", status="publish", slug__in=spellings(facts["name"])).order_by("id")
    for post in rows[:_SAME_SLUG]:
        days = PostMeta.objects.filter(post=post, key="_wp_old_date").values_list("value", flat=True)
        if any(_agrees(str(day).split("-"), asked) for day in days):
            return Target("redirect", post=post, location=permalinks.post_link(post), guessed=True)
    return None


def _agrees(day: list[str], asked: list[str | None]) -> bool:
    pairs = zip(day, asked, strict=False)
    return len(day) == 3 and all(part is None or (one.isdecimal() and int(one) == int(part)) for one, part in pairs)


def _guess(path: str) -> Target | None:
    """A path that leads nowhere but ends in how a published item's slug begins leads there. Of a story's address its date counts too."""
    decoded, part = unquote(path), 1
    numbered = re.fullmatch(r"(.+)/([0-9]{1,5})", decoded)
    if numbered:
        decoded, part = numbered[1], max(int(numbered[2]), 1)
    found = re.fullmatch(_story_pattern(), decoded)
    facts = found.groupdict() if found else {}
    date: Date = (None, None, None)
    if facts.get("year"):
        date = (int(facts["year"]), int(facts.get("month") or 0) or None, int(facts.get("day") or 0) or None)
    target = guess_target(facts.get("name") or decoded.rpartition("/")[2], date)
    if target is not None and target.post is not None:
        target.location = permalinks.part_link(target.post, part)
    return target
