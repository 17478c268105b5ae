"""Blogger's own shape of an item, and Movable Type's small calls."""

from __future__ import annotations

import re
from typing import Any, Final

from wirepress.content.posts import access, rows
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.actions.lock import lock_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.actions.write_terms_and_meta import ensure_category, set_terms
from wirepress.content.posts.listing.totals import count_terms
from wirepress.content.posts.models import Post
from wirepress.web.xmlrpc import structs
from wirepress.web.xmlrpc.call import Call, refusal_of_rights, refusals_as_faults, to_int
from wirepress.web.xmlrpc.metaweblog import (
    category_numbers,
    find_editable_post,
    find_recent_posts,
    find_story,
    sign_in_and_find_recent,
    update_from_struct,
)
from wirepress.web.xmlrpc.post_extras import write_extras
from wirepress.web.xmlrpc.xml_codec import NO_DATE, Fault

_TITLE: Final = re.compile(r"<title>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_CATEGORY: Final = re.compile(r"<category>(.*?)</category>", re.IGNORECASE | re.DOTALL)


def _parse_text(text: str) -> dict[str, Any]:
    """Title, categories and text of an item that is one text. Categories stand in it as numbers, as getPost shows them, or names."""
    title, categories = _TITLE.search(text), _CATEGORY.search(text)
    given: dict[str, Any] = {
        "title": title[1] if title else "",
        "description": _CATEGORY.sub("", _TITLE.sub("", text)).strip(),
    }
    if categories:
        given["categories"] = [to_int(name) or name.strip() for name in categories[1].split(",") if name.strip()]
    return given


def _post_struct(post: Post) -> dict[str, Any]:
    names = ",".join(str(term.pk) for term in rows.terms_of(post, "category"))
    content = f"<title>{post.title}</title><category>{names}</category>{post.content}"
    return {
        "userid": str(post.author_id or 0),
        "dateCreated": post.date or NO_DATE,
        "content": content,
        "postid": str(post.pk),
    }


def get_post(call: Call) -> dict[str, Any]:
    """blogger.getPost: key, number, login, password."""
    return _post_struct(find_editable_post(call, 1)[1])


def get_recent_posts(call: Call) -> list[dict[str, Any]]:
    """blogger.getRecentPosts: key, blog, login, password, how many."""
    return [_post_struct(post) for post in sign_in_and_find_recent(call, 2, needed=True)[1]]


def new_post(call: Call) -> int:
    """blogger.newPost: key, blog, login, password, text, publish."""
    call.require_args(5)
    user, publish, given = call.sign_in(2), call.flag(5), _parse_text(call.text(4))
    if not access.may_create(user, "post") or (publish and not access.may_publish(user, "post")):
        raise refusal_of_rights("You are not allowed to write here.")
    with refusals_as_faults():
        fields = {"title": given["title"], "content": given["description"], "status": "publish" if publish else "draft"}
        numbers = category_numbers(given)
        post = create_post({**fields, **({"categories": numbers} if numbers else {})}, actor=user)
        write_extras(post, {}, {}, user)
    return post.pk


def edit_post(call: Call) -> bool:
    """blogger.editPost: key, number, login, password, text, publish."""
    call.require_args(5)
    user = call.sign_in(2)
    return update_from_struct(find_story(call.number(1)), _parse_text(call.text(4)), user, publish=call.flag(5))


def get_recent_titles(call: Call) -> list[dict[str, Any]]:
    """mt.getRecentPostTitles: blog, login, password, how many."""
    call.require_args(3)
    user = call.sign_in()
    return [
        {
            "dateCreated": post.date or NO_DATE,
            "userid": str(post.author_id or 0),
            "postid": str(post.pk),
            "title": post.title,
            "post_status": post.status,
            "date_created_gmt": structs.gmt_of(post.date, post.date_gmt),
        }
        for post in find_recent_posts(call, 1, user, needed=True)
    ]


def get_post_categories(call: Call) -> list[dict[str, Any]]:
    """mt.getPostCategories: number, login, password."""
    _, post = find_editable_post(call, 0)
    return [
        {"categoryName": term.name, "categoryId": str(term.pk), "isPrimary": not place}
        for place, term in enumerate(rows.terms_of(post, "category"))
    ]


def set_categories(call: Call) -> bool:
    """mt.setPostCategories: number, login, password, list of structs."""
    call.require_args(4)
    _, post = find_editable_post(call, 0)
    asked = call.get(3)
    if not isinstance(asked, list):
        raise Fault(400, "A list of categories was expected.")
    numbers = [to_int(one.get("categoryId")) for one in asked if isinstance(one, dict)]
    with refusals_as_faults():
        lock_post(post)
        touched = set_terms(post, "category", numbers)
        count_terms(touched | (ensure_category(post) if post.type == "post" else set()))
    return True


def publish_post(call: Call) -> int:
    """mt.publishPost: number, login, password -> the number."""
    user, post = find_editable_post(call, 0)
    if not access.may_publish(user, post.type):
        raise refusal_of_rights("You are not allowed to publish here.")
    with refusals_as_faults():
        update_post(post, {"status": "publish"}, actor=user)
    return post.pk
