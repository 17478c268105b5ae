"""Statuses of posts, and what a status means now: a due story is published, whether or not a job has said so yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from wirepress.content.options import site, store
from wirepress.content.posts.models import Post


@dataclass(frozen=True, slots=True)
class PostStatus:
    """One status with WordPress's facts."""

    name: str
    label: str
    public: bool = False
    protected: bool = False
    private: bool = False
    internal: bool = False
    queryable: bool = False
    show_in_list: bool = True
    date_floating: bool = False


STATUSES: Final[dict[str, PostStatus]] = {
    status.name: status
    for status in (
        PostStatus("publish", "Published", public=True, queryable=True),
        PostStatus("future", "Scheduled", protected=True),
        PostStatus("draft", "Draft", protected=True, date_floating=True),
        PostStatus("pending", "Pending", protected=True, date_floating=True),
        PostStatus("private", "Private", private=True),
        PostStatus("trash", "Trash", internal=True, show_in_list=False),
        PostStatus("auto-draft", "Auto draft", internal=True, show_in_list=False, date_floating=True),
        PostStatus("inherit", "Inherit", internal=True, show_in_list=False),
        PostStatus("request-pending", "Pending request", internal=True, show_in_list=False),
        PostStatus("request-confirmed", "Confirmed request", internal=True, show_in_list=False),
        PostStatus("request-failed", "Failed request", internal=True, show_in_list=False),
        PostStatus("request-completed", "Completed request", internal=True, show_in_list=False),
    )
}
FURTHER: Final = "wirepress_further_statuses"  # option: statuses that plugins of an imported site had registered
FLOATING: Final = ("draft", "pending", "auto-draft")  # dates float until published
REST_STATUSES: Final = ("publish", "future", "draft", "pending", "private")  # those a client may set


def imported_statuses() -> list[str]:
    """Return names of the statuses that an imported site had beside WordPress's own; clients of that site know them."""
    return [str(name) for name in store.get(FURTHER, None) or []]


def all_statuses() -> dict[str, PostStatus]:
    """Return all statuses in their order, those of an imported site behind WordPress's own."""
    return STATUSES | {name: PostStatus(name, name.capitalize()) for name in imported_statuses()}


def get(name: str) -> PostStatus:
    """Return the status of that name; an unknown one is neither public nor shown."""
    return STATUSES.get(name) or PostStatus(name, name, internal=True, show_in_list=False)


def effective_status(post: Post, now: datetime | None = None) -> str:
    """Return the stored status, but `publish` for a scheduled post whose hour (GMT) has come."""
    if post.status == "future" and post.date_gmt is not None and post.date_gmt <= (now or site.now_gmt()):
        return "publish"
    return post.status


def is_public(post: Post, now: datetime | None = None) -> bool:
    """Return whether the status itself is open to every reader (attachments by themselves: their parent decides, see access.py)."""
    return get(effective_status(post, now)).public
