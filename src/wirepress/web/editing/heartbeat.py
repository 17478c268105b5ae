"""action=heartbeat: the signs of life of an open editor, with what it asks at that moment. Names as WordPress's browser code sends them.

The key `wirepress-editing` is ours: it takes a post over, and says which version it has now and who saved it, so that a window learns of
a save in between before it saves itself.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest

from wirepress.content.posts import access
from wirepress.content.posts.editing.conflicts import saved_by
from wirepress.content.posts.editing.locks import find_holder, find_holders, take_lock
from wirepress.content.posts.editing.versions import version_of
from wirepress.content.posts.models import Post
from wirepress.core.php.numbers import read_digits
from wirepress.core.php.query import parse_str
from wirepress.web.admin.current_user import current_user
from wirepress.web.editing.autosaving import save_form_text
from wirepress.web.editing.locking import describe_holder, find_editable, refresh_lock
from wirepress.web.editing.session import check_nonce, make_nonce

POSTS_MAX = 200  # whose locks a list asks for at a time


def beat(request: HttpRequest) -> dict[str, Any]:
    """Return the answer to one beat. Who is not signed in learns that; a nonce that has run out is answered with new ones and nothing is
    done."""
    if not request.user.is_authenticated:
        return {"wp-auth-check": False, "server_time": int(time.time())}
    if not request.POST.get("_nonce"):
        return {"success": False}
    data, answer = _data(request), dict[str, Any]()
    age = check_nonce(request, request.POST.get("_nonce"), "heartbeat-nonce")
    if data and age != 1:
        answer |= _new_nonces(request, data)
        if not age:
            return {**answer, "nonces_expired": True}
    if data and age:
        answer |= _received(request, data)
    return {**answer, "wp-auth-check": True, "server_time": int(time.time())}


def _data(request: HttpRequest) -> Mapping[str, Any]:
    """Return `data`, with its nested names as PHP reads them."""
    pairs = [(name, value) for name, values in request.POST.lists() if name.startswith("data") for value in values]
    found = parse_str("&".join(f"{quote(name)}={quote(value)}" for name, value in pairs)).get("data")
    return found if isinstance(found, dict) else {}


def _part(data: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    found = data.get(name)
    return found if isinstance(found, dict) else None


def _new_nonces(request: HttpRequest, data: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "rest_nonce": make_nonce(request, "wp_rest"),
        "heartbeat_nonce": make_nonce(request, "heartbeat-nonce"),
    }
    asked = _part(data, "wp-refresh-post-nonces")
    if asked is not None:
        found["wp-refresh-post-nonces"] = {"check": 1}
        post = find_editable(request, asked.get("post_id"))
        if post is not None:
            names = {"samplepermalinknonce": "samplepermalink", "_wpnonce": f"update-post_{post.pk}"}
            fresh = {name: make_nonce(request, action) for name, action in names.items()}
            found["wp-refresh-post-nonces"] = {"replace": fresh}
    return found


def _received(request: HttpRequest, data: Mapping[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = {}
    if isinstance(asked := data.get("wp-check-locked-posts"), list | dict):
        answer["wp-check-locked-posts"] = _locked(request, asked)
    if (own := _part(data, "wirepress-editing")) is not None:
        answer["wirepress-editing"] = _editing(request, own)
    if (lock := _part(data, "wp-refresh-post-lock")) is not None:
        post = find_editable(request, lock.get("post_id"))
        if post is not None:
            answer["wp-refresh-post-lock"] = refresh_lock(request, post)
    if (form := _part(data, "wp_autosave")) is not None:
        answer["wp_autosave"] = save_form_text(request, form)
    return answer


def _locked(request: HttpRequest, asked: Any) -> dict[str, Any]:
    """Return which of the rows `post-ID` of a list somebody else is writing. Like WordPress it tells those who may edit the post."""
    keys = [str(key) for key in (asked.values() if isinstance(asked, dict) else asked)][:POSTS_MAX]
    numbers = {key: read_digits(key.removeprefix("post-")) or 0 for key in keys}
    who = current_user(request)
    holders = find_holders([number for number in numbers.values() if 0 < number < 2**63], who.pk)
    posts = Post.objects.in_bulk(holders) if holders else {}
    return {
        key: describe_holder(holders[number])
        for key, number in numbers.items()
        if number in posts and access.may_edit(who, posts[number])
    }


def _editing(request: HttpRequest, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the post's version, who saved it, who is writing it; {} where the user may not edit it."""
    who, post = current_user(request), find_editable(request, asked.get("post_id"))
    if post is None:
        return {}
    if asked.get("take_over") == "true":
        take_lock(post, who.pk)
    holder, last = find_holder(post.pk, who.pk), saved_by(post)
    return {
        "user": {"id": who.pk, "name": str(who)},
        "holder": {"id": holder.pk, **describe_holder(holder)} if holder else None,
        "version": version_of(post),
        "status": post.status,
        "saved_by": {"id": last.pk, "name": str(last)} if last else None,
        "saved_at": f"{post.modified_gmt:%Y-%m-%dT%H:%M:%S}" if post.modified_gmt else "",
    }
