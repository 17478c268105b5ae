"""Who may do what with a post: WordPress 7.1's capabilities over single posts as a table.

A row says which capability slots of the post's type an actor needs. The slots' names (edit_posts, delete_others_posts ...)
become real capabilities by the type: a page asks for edit_pages, a template for edit_theme_options.
"""

from __future__ import annotations

from typing import Final, Literal

from wirepress.content.options import store
from wirepress.content.posts import statuses, types
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import meta_value, parent_of
from wirepress.core.rest.routes import Actor
from wirepress.core.rest.types import to_int

PostAction = Literal["edit", "delete"]
Whose = Literal["own", "other"]
NEVER: Final = "do_not_allow"

# (deed, whose, state) -> capability slots, all of them needed. `live` is published or scheduled.
TABLE: Final[dict[tuple[PostAction, Whose, str], tuple[str, ...]]] = {
    ("edit", "own", "live"): ("edit_published_posts",),
    ("edit", "own", "private"): ("edit_posts",),
    ("edit", "own", "other"): ("edit_posts",),
    ("edit", "own", "trash"): ("edit_posts",),
    ("edit", "own", "trash, was live"): ("edit_published_posts",),
    ("edit", "other", "live"): ("edit_others_posts", "edit_published_posts"),
    ("edit", "other", "private"): ("edit_others_posts", "edit_private_posts"),
    ("edit", "other", "other"): ("edit_others_posts",),
    ("edit", "other", "trash"): ("edit_others_posts",),
    ("edit", "other", "trash, was live"): ("edit_others_posts",),
    ("delete", "own", "live"): ("delete_published_posts",),
    ("delete", "own", "private"): ("delete_posts",),
    ("delete", "own", "other"): ("delete_posts",),
    ("delete", "own", "trash"): ("delete_posts",),
    ("delete", "own", "trash, was live"): ("delete_published_posts",),
    ("delete", "other", "live"): ("delete_others_posts", "delete_published_posts"),
    ("delete", "other", "private"): ("delete_others_posts", "delete_private_posts"),
    ("delete", "other", "other"): ("delete_others_posts",),
    ("delete", "other", "trash"): ("delete_others_posts",),
    ("delete", "other", "trash, was live"): ("delete_others_posts",),
}
_LIVE: Final = ("publish", "future")


def required_capabilities(action: PostAction, actor: Actor, post: Post) -> tuple[str, ...]:
    """Return the capabilities an actor needs for a deed on a post."""
    if post.type == "revision":
        owner = parent_of(post) if action == "edit" else None  # revisions are never deleted by themselves
        return required_capabilities(action, actor, owner) if owner else (NEVER,)
    if action == "delete" and post.id and post.id in (store.get("page_for_posts"), store.get("page_on_front")):
        return ("manage_options",)
    kind = types.get(post.type)
    if kind is None:
        return ("edit_others_posts",)
    if not kind.map_meta_cap:
        return (kind.cap(f"{action}_post"),)
    privacy = bool(post.id) and post.id == to_int(
        store.get("wp_page_for_privacy_policy", 0)
    )  # the page of WordPress 4.9.6
    whose: Whose = "own" if post.author_id and post.author_id == actor.id else "other"
    return (*(kind.cap(slot) for slot in TABLE[action, whose, _state(post)]), *("manage_options",) * privacy)


def _state(post: Post) -> str:
    if post.status in _LIVE:
        return "live"
    if post.status == "trash":
        return "trash, was live" if meta_value(post, "_wp_trash_meta_status") in _LIVE else "trash"
    return "private" if post.status == "private" else "other"


def may_edit(actor: Actor, post: Post) -> bool:
    """Return whether the actor may edit the post (`edit_post`)."""
    return _has_all(actor, required_capabilities("edit", actor, post))


def may_delete(actor: Actor, post: Post) -> bool:
    """delete_post: put into the trash or delete for good."""
    return _has_all(actor, required_capabilities("delete", actor, post))


def may_read(actor: Actor, post: Post) -> bool:
    """read_post, where everybody may read what is public. Attachments and revisions follow the post they belong to."""
    if post.type == "revision":
        owner = parent_of(post)
        return owner is not None and may_read(actor, owner)
    kind = types.get(post.type)
    if kind is None:
        return may_edit(actor, post)
    status = reading_status(post)
    if statuses.get(status).public:
        return kind.cap("read") == "read" or actor.can(kind.cap("read"))
    if post.author_id and post.author_id == actor.id:
        return actor.can(kind.cap("read"))
    if statuses.get(status).private:
        return _has_all(actor, (kind.cap("read_private_posts"),))
    return may_edit(actor, post)


def reading_status(post: Post, depth: int = 5) -> str:
    """Return the status that decides about reading: an attachment has that of its post (from before the trash), else `publish`."""
    if post.type != "attachment" or post.status != "inherit":
        return statuses.effective_status(post)
    owner = parent_of(post) if depth else None
    if owner is None or owner.id == post.id:
        return "publish"
    if owner.status == "trash":
        return str(meta_value(owner, "_wp_trash_meta_status") or "publish")
    return reading_status(owner, depth - 1) if owner.type == "attachment" else statuses.effective_status(owner)


def may_create(actor: Actor, post_type: str) -> bool:
    """Return whether the actor may make posts of the type."""
    return actor.can(types.known(post_type).cap("create_posts"))


def may_edit_type(actor: Actor, post_type: str) -> bool:
    """edit_posts of the type: sees the newsroom's lists and context=edit."""
    return actor.can(types.known(post_type).cap("edit_posts"))


def may_publish(actor: Actor, post_type: str) -> bool:
    """Return whether the actor may publish, schedule or make private posts of the type."""
    return actor.can(types.known(post_type).cap("publish_posts"))


def may_edit_others(actor: Actor, post_type: str) -> bool:
    """Return whether the actor may give posts of the type to other authors."""
    return actor.can(types.known(post_type).cap("edit_others_posts"))


def may_read_private(actor: Actor, post_type: str) -> bool:
    """Return whether private posts of others show in the actor's lists."""
    return actor.can(types.known(post_type).cap("read_private_posts"))


def may_stick(actor: Actor, post_type: str = "post") -> bool:
    """Return whether the actor may keep a post on top."""
    return may_edit_others(actor, post_type) and may_publish(actor, post_type)


def may_write_unfiltered_html(actor: Actor) -> bool:
    """Return whether the actor's HTML is stored as written."""
    return actor.can("unfiltered_html")


def is_protected_meta(key: str) -> bool:
    """Keys that begin with an underscore are the program's own."""
    return key.startswith("_")


def may_write_meta(actor: Actor, post: Post, key: str) -> bool:
    """Return whether the actor may set or remove a meta key of the post."""
    from wirepress.content.meta import find

    field = find("post", post.type, key)
    if field is not None and field.may_write is not None:
        if not field.may_write(actor, post.id):
            return False
    elif is_protected_meta(key):
        return False
    return may_edit(actor, post)


def _has_all(actor: Actor, capabilities: tuple[str, ...]) -> bool:
    """Return whether the actor holds them all. Over a single item nobody holds those of blocks: a private pattern is its author's
    alone (WordPress 7.1 behaviour)."""
    return all(not capability.endswith("_blocks") and actor.can(capability) for capability in capabilities)
