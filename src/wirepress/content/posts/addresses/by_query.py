"""What the query of an address means: `?p=7`, `?name=low-tide`, `?cat=3`, `?m=202603` and their like. WordPress 7.1 behaviour."""

from __future__ import annotations

import re
from collections.abc import Mapping

from wirepress.content.posts import types
from wirepress.content.posts.addresses import patterns, plugin_addresses
from wirepress.content.posts.addresses.find_by_path import find_post_by_path, find_post_by_slug
from wirepress.content.posts.addresses.find_target import (
    author_target,
    date_target,
    find_term,
    find_user,
    guess_target,
    post_target,
    term_target,
)
from wirepress.content.posts.addresses.slug_spellings import spellings
from wirepress.content.posts.addresses.target import Target
from wirepress.content.posts.models import Post
from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.core.contract.content.post_types import PostType
from wirepress.core.php.numbers import absint, intval

_NO_DIGIT = re.compile("[^0-9]")
_NO_LIST = re.compile("[^0-9,-]")
_NUMBERS = {"page_id": "page", "p": "post", "attachment_id": "attachment"}  # the first that is given counts


def resolve_query(query: Mapping[str, str]) -> Target | None:
    """Return the meaning of the root's query; None: it names nothing."""
    pretty = bool(patterns.structure()) and not query.get("preview")
    return _item(query, pretty) or _archive(query) or _date(query) or _of_plugin(query, pretty)


def _item(query: Mapping[str, str], pretty: bool) -> Target | None:
    for name, kind in _NUMBERS.items():
        number = intval(query.get(name, ""))
        if number:
            post = Post.objects.filter(pk=max(number, 0)).first()
            expected = (query.get("post_type") or kind) if name == "p" and query.get("post_type") != "page" else kind
            other = post is not None and post.type != expected and not query.get("preview")
            return post_target(post, pretty=pretty, guessed=other)
    if query.get("pagename"):
        page = _first_page(query["pagename"].strip("/"))
        target = post_target(page) if page is not None else _guessed(query["pagename"])
        target.stays = page is not None
        return target
    if query.get("attachment"):
        file = Post.objects.filter(type="attachment", slug__in=spellings(query["attachment"])).first()
        return post_target(file, pretty=pretty) if file is not None else _guessed(query["attachment"])
    if query.get("name") and not _own_type(query):
        post = next((found for slug in spellings(query["name"]) if (found := _story(slug)) is not None), None)
        return post_target(post, pretty=pretty) if post is not None else _guessed(query["name"])
    return None


def _own_type(query: Mapping[str, str]) -> bool:
    return query.get("post_type", "") in types.added()


def _story(slug: str) -> Post | None:
    return find_post_by_slug(slug) or find_post_by_slug(slug, any_status=True)


def _first_page(path: str) -> Post | None:
    return next((page for one in spellings(path, "/") if (page := find_post_by_path(one)) is not None), None)


def _guessed(name: str) -> Target:
    return guess_target(name.rstrip("/").rpartition("/")[2]) or Target("missing", named=True)


def _archive(query: Mapping[str, str]) -> Target | None:
    target = _terms(query)
    if target is None and _first_number(query.get("author", "")):
        target = author_target(User.objects.filter(pk=_first_number(query["author"])).first())
        target.stays = not query["author"].isdecimal()
    if target is None and query.get("author_name"):
        target = author_target(find_user(query["author_name"]))
        target.stays = True
    return target


def _terms(query: Mapping[str, str]) -> Target | None:
    if query.get("cat") and not query["cat"].startswith("-"):  # what is left out names no list
        target = term_target(Term.objects.filter(pk=_first_number(query["cat"]), taxonomy="category").first())
        target.stays = not query["cat"].isdecimal()
        return target
    for name in ("category_name", "tag"):
        if query.get(name):
            return term_target(
                find_term("category" if name == "category_name" else "post_tag", query[name].rstrip("/"))
            )
    if query.get("post_format"):
        kind = query["post_format"].removeprefix("post-format-")
        target = term_target(find_term("post_format", f"post-format-{kind}"))
        target.stays = True
        return target
    taxonomy = taxonomies.get(query["taxonomy"]) if query.get("taxonomy") and query.get("term") else None
    return term_target(find_term(taxonomy.name, query["term"])) if taxonomy is not None and taxonomy.public else None


def _date(query: Mapping[str, str]) -> Target | None:
    digits = _NO_DIGIT.sub("", query.get("m", ""))
    if absint(digits):
        starts = (start for start in (4, 6) if len(digits) > start + 1)
        return date_target([absint(digits[:4]), *(absint(digits[start : start + 2]) for start in starts)], strict=True)
    if absint(query.get("year", "")):
        return date_target([absint(query[name]) for name in ("year", "monthnum", "day") if query.get(name)])
    return None


def _of_plugin(query: Mapping[str, str], pretty: bool) -> Target | None:
    found = plugin_addresses.find_by_query(query)
    return None if found is None else plugin_target(found, pretty=pretty)


def plugin_target(found: plugin_addresses.Found | None, *, pretty: bool = False) -> Target:
    """Return the target of what a plugin brings."""
    if isinstance(found, Post):
        return post_target(found, pretty=pretty)
    return Target("type", post_type=found) if isinstance(found, PostType) else term_target(found)


def _first_number(text: str) -> int:
    """Return the first number of a list such as `3,7` or `-3`; what else stands between is left out, as WordPress leaves it out."""
    return intval(_NO_LIST.sub("", text))
