"""Taking and keeping a post's lock: when its editor is opened, while it is open, when it is left."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from wirepress.content.posts import access
from wirepress.content.posts.editing.locks import find_holder, release_lock, take_lock
from wirepress.content.posts.models import Post
from wirepress.content.users.avatars import avatar_url
from wirepress.content.users.models import User
from wirepress.core.php.numbers import read_digits
from wirepress.web.admin.current_user import current_user
from wirepress.web.editing.session import check_nonce, make_nonce


def find_editable(request: HttpRequest, number: object) -> Post | None:
    """Return the post of that number, if there is one and the signed-in user may edit it."""
    digits = read_digits(str(number)) or 0
    post = Post.objects.filter(pk=digits).first() if 0 < digits < 2**63 else None
    return post if post is not None and access.may_edit(current_user(request), post) else None


def open_for_editing(request: HttpRequest, post: Post) -> tuple[User | None, str]:
    """Return who else is writing the post, or else (None, the lock that the user has now). A link with `get-post-lock` and its nonce takes
    the post over."""
    who = current_user(request)
    if request.GET.get("get-post-lock") and check_nonce(request, request.GET.get("_wpnonce"), f"lock-post_{post.pk}"):
        return None, take_lock(post, who.pk)
    holder = find_holder(post.pk, who.pk)
    return (holder, "") if holder is not None else (None, take_lock(post, who.pk))


def lock_settings(request: HttpRequest, post: Post) -> dict[str, Any]:
    """Return `postLock` and `postLockUtils` of the block editor's settings, and take the lock where it is free."""
    holder, lock = open_for_editing(request, post)
    own = {"isLocked": False, "activePostLock": lock}
    return {
        "postLock": own if holder is None else {"isLocked": True, "user": _person(holder)},
        "postLockUtils": {
            "nonce": make_nonce(request, f"lock-post_{post.pk}"),
            "unlockNonce": make_nonce(request, f"update-post_{post.pk}"),
            "ajaxUrl": "/wp-admin/admin-ajax.php",
        },
    }


def describe_lock(request: HttpRequest, post: Post) -> dict[str, str]:
    """Return who else is writing the post, and the query of the link that takes it over; {} where it is the user's now."""
    holder, _ = open_for_editing(request, post)
    if holder is None:
        return {}
    nonce = make_nonce(request, f"lock-post_{post.pk}")
    return {"name": str(holder), "take_over": f"?get-post-lock=1&_wpnonce={nonce}"}


def _person(user: User) -> dict[str, str]:
    return {"name": str(user), "avatar": avatar_url(user.email, 128)}


def refresh_lock(request: HttpRequest, post: Post) -> dict[str, Any]:
    """Return WordPress's answer to a sign of life: `new_lock`, or `lock_error` with who has taken over."""
    who = current_user(request)
    holder = find_holder(post.pk, who.pk)
    if holder is None:
        return {"new_lock": take_lock(post, who.pk)}
    return {"lock_error": {"text": f"{holder} has taken over and is writing now.", **_faces(holder)}}


def describe_holder(holder: User) -> dict[str, str]:
    """Return who is writing a post, for a list of stories."""
    return {"text": f"{holder} is writing this", **_faces(holder)}


def _faces(user: User) -> dict[str, str]:
    return {
        "name": str(user),
        "avatar_src": avatar_url(user.email, 64),
        "avatar_src_2x": avatar_url(user.email, 128),
    }


def remove_lock(request: HttpRequest) -> bool:
    """Action wp-remove-post-lock: the editor was left. False: not signed for, or the lock is not the user's."""
    number = request.POST.get("post_ID", "")
    post = find_editable(request, number)
    if post is None or not check_nonce(request, request.POST.get("_wpnonce"), f"update-post_{post.pk}"):
        return False
    return release_lock(post, current_user(request).pk, request.POST.get("active_post_lock", ""))
