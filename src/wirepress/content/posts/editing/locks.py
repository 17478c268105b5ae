"""Who is writing a post at the moment. Kept as WordPress keeps it: meta `_edit_lock`, "UNIX-TIME:USER", renewed while the editor is open."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Final

from wirepress.content.posts.actions.write_terms_and_meta import set_meta
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.users.models import User
from wirepress.core.php.numbers import read_digits
from wirepress.settings import limits

LOCK_KEY: Final = "_edit_lock"
LAST_EDITOR_KEY: Final = "_edit_last"


def find_holder(post_id: int, user_id: int) -> User | None:
    """Return who else is writing the post, or None: nobody, the asking user, or somebody who has not been heard of lately."""
    return find_holders([post_id], user_id).get(post_id)


def find_holders(post_ids: Iterable[int], user_id: int) -> Mapping[int, User]:
    """Return the same for many posts, in two queries: post -> who is writing it; the others are left out."""
    rows = PostMeta.objects.filter(post_id__in=list(post_ids), key=LOCK_KEY).order_by("id")
    found: dict[int, int] = {}
    for post_id, value in rows.values_list("post_id", "value"):
        moment, holder = parse_lock(value)
        if post_id not in found and holder != user_id and moment > time.time() - limits.EDIT_LOCK_WINDOW:
            found[post_id] = holder or last_editor_id(post_id)
    people = User.objects.filter(placeholder=False).in_bulk(set(found.values())) if found else {}
    return {post_id: people[holder] for post_id, holder in found.items() if holder in people and holder != user_id}


def parse_lock(value: object) -> tuple[int, int]:
    """Return moment (unix seconds) and user of a stored lock, 0 for what is missing or no number."""
    moment, _, holder = str(value or "").partition(":")
    return read_digits(moment) or 0, read_digits(holder) or 0


def take_lock(post: Post, user_id: int) -> str:
    """Note that the user is writing the post, whoever did before. Return the lock as it is stored."""
    lock = f"{int(time.time())}:{user_id}"
    set_meta(post, LOCK_KEY, lock)
    return lock


def release_lock(post: Post, user_id: int, held: str) -> bool:
    """Let the lock run out in a few seconds, so that reloading the page keeps it. False: somebody else has it, or it is another one."""
    stored = PostMeta.objects.filter(post=post, key=LOCK_KEY).values_list("value", flat=True).first()
    if stored != held or parse_lock(stored)[1] != user_id:
        return False
    ends = int(time.time()) - limits.EDIT_LOCK_WINDOW + limits.EDIT_LOCK_RELOAD
    set_meta(post, LOCK_KEY, f"{ends}:{user_id}")
    return True


def last_editor_id(post_id: int) -> int:
    """Return the number of who changed the post last; 0: unknown."""
    value = PostMeta.objects.filter(post_id=post_id, key=LAST_EDITOR_KEY).values_list("value", flat=True).first()
    return read_digits(str(value)) or 0


def note_last_editor(post: Post, user_id: int) -> None:
    """Keep who changed the post, as a number in a text like WordPress. Whoever is nobody leaves the name that is there."""
    if user_id and last_editor_id(post.pk) != user_id:
        set_meta(post, LAST_EDITOR_KEY, str(user_id))
