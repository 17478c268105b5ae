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
from wirepress.web.xmlrpc.call import Call, refuse, saying, whole
from wirepress.web.xmlrpc.metaweblog import category_numbers, edit_as, editable, newest, recent, story_of
from wirepress.web.xmlrpc.post_extras import finish
from wirepress.web.xmlrpc.xml_codec import NO_DATE, Fault

_TITLE: Final = re.compile(r"<title>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_CATEGORY: Final = re.compile(r"<category>(.*?)</category>", re.IGNORECASE | re.DOTALL)


def _written(text: str) -> dict[str, Any]:
    """Title, categories and text of an item that is one text. Categories stand in it as numbers, as getPost shows them, or names."""
    title, categories = _TITLE.search(text), _CATEGORY.search(text)
    given: dict[str, Any] = {
        "title": title[1] if title else "",
        "description": _CATEGORY.sub("", _TITLE.sub("", text)).strip(),
    }
    if categories:
        given["categories"] = [whole(name) or name.strip() for name in categories[1].split(",") if name.strip()]
    return given


def _struct(post: Post) -> dict[str, Any]:
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
    return _struct(editable(call, 1)[1])


def recent_posts(call: Call) -> list[dict[str, Any]]:
    """blogger.getRecentPosts: key, blog, login, password, how many."""
    return [_struct(post) for post in recent(call, 2, needed=True)[1]]


def new_post(call: Call) -> int:
    """blogger.newPost: key, blog, login, password, text, publish."""
    call.need(5)
    user, publish, given = call.sign_in(2), call.flag(5), _written(call.text(4))
    if not access.may_create(user, "post") or (publish and not access.may_publish(user, "post")):
        raise refuse("You are not allowed to write here.")
    with saying():
        fields = {"title": given["title"], "content": given["description"], "status": "publish" if publish else "draft"}
        numbers = category_numbers(given)
        post = create_post({**fields, **({"categories": numbers} if numbers else {})}, actor=user)
        finish(post, {}, {}, user)
    return post.pk


def edit_post(call: Call) -> bool:
    """blogger.editPost: key, number, login, password, text, publish."""
    call.need(5)
    user = call.sign_in(2)
    return edit_as(story_of(call.number(1)), _written(call.text(4)), user, publish=call.flag(5))


def titles(call: Call) -> list[dict[str, Any]]:
    """mt.getRecentPostTitles: blog, login, password, how many."""
    call.need(3)
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
        for post in newest(call, 1, user, needed=True)
    ]


def categories(call: Call) -> list[dict[str, Any]]:
    """mt.getPostCategories: number, login, password."""
    _, post = editable(call, 0)
    return [
        {"categoryName": term.name, "categoryId": str(term.pk), "isPrimary": not place}
        for place, term in enumerate(rows.terms_of(post, "category"))
    ]


def set_categories(call: Call) -> bool:
    """mt.setPostCategories: number, login, password, list of structs."""
    call.need(4)
    _, post = editable(call, 0)
    asked = call.get(3)
    if not isinstance(asked, list):
        raise Fault(400, "A list of categories was expected.")
    numbers = [whole(one.get("categoryId")) for one in asked if isinstance(one, dict)]
    with saying():
        lock_post(post)
        touched = set_terms(post, "category", numbers)
        count_terms(touched | (ensure_category(post) if post.type == "post" else set()))
    return True


def publish(call: Call) -> int:
    """mt.publishPost: number, login, password -> the number."""
    user, post = editable(call, 0)
    if not access.may_publish(user, post.type):
        raise refuse("You are not allowed to publish here.")
    with saying():
        update_post(post, {"status": "publish"}, actor=user)
    return post.pk
