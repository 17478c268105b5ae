"""From the fields of a write to the columns of a row: dates, status, slug, texts. Decisions are functions of data and a clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wirepress.content.options import site
from wirepress.content.posts.addresses.unique_slug import unique_slug
from wirepress.content.posts.models import Post
from wirepress.content.posts.statuses import FLOATING
from wirepress.content.posts.types import known
from wirepress.core.markup.fields.save_filters import save_content, save_title
from wirepress.core.markup.text.slugs import sanitize_title
from wirepress.core.rest.routes import Actor


@dataclass(frozen=True, slots=True)
class PostDates:
    """A post's date, local and GMT; GMT is absent while the date floats."""

    local: datetime
    gmt: datetime | None


def clamp_menu_order(number: int) -> int:
    """Return a place among siblings as its column holds it: MySQL's 32 bits, cut off at the ends (WordPress 7.1 behaviour)."""
    return max(-(2**31), min(2**31 - 1, int(number)))


def decide_status(status: str, post_type: str, gmt: datetime | None, now: datetime) -> str:
    """publish or future by the date: WordPress allows the running minute. Other statuses stay as they are."""
    if post_type == "attachment" or gmt is None:
        return status
    if status == "publish" and gmt > now.replace(second=59):
        return "future"
    if status == "future" and gmt <= now:
        return "publish"
    return status


def decide_dates(post: Post, fields: dict[str, Any], status: str, now: datetime) -> PostDates:
    """Return the date a write leaves behind: the one given, the one there was, or now for a new or floating one.

    `fields` may hold `date` (local) or `date_gmt`; a null in one of them lets the date of a draft float again.
    """
    floating = status in FLOATING
    if fields.get("date") is not None:
        local: datetime = fields["date"]
        return PostDates(local, site.to_gmt(local))
    if fields.get("date_gmt") is not None:
        gmt: datetime = fields["date_gmt"]
        return PostDates(site.to_local(gmt), gmt)
    reset = ("date" in fields or "date_gmt" in fields) or post.date is None
    if reset or (post.date_gmt is None):
        return PostDates(site.to_local(now), None if floating else now)
    assert post.date is not None
    return PostDates(post.date, post.date_gmt)


def prepare_texts(fields: dict[str, Any], actor: Actor) -> dict[str, str]:
    """title, content and excerpt as they may be stored: HTML is filtered unless the actor has unfiltered_html."""
    free = actor.can("unfiltered_html")
    host = site.home().split("://", 1)[1].split("/", 1)[0]
    found = {}
    if "title" in fields:
        found["title"] = save_title(str(fields["title"]), unfiltered=free)
    for name in ("content", "excerpt"):
        if name in fields:
            found[name] = save_content(str(fields[name]), unfiltered=free, host=host)
    return found


def decide_slug(post: Post, fields: dict[str, Any], status: str, actor: Actor | None = None) -> str:
    """Return the slug given, the one there was, or for a published post without one its title's; made unique.

    A post that waits for review has none by an `actor` who may not publish.
    """
    slug = post.slug
    if status == "pending" and actor is not None and not actor.can(known(post.type).cap("publish_posts")):
        return ""
    if "slug" in fields:
        slug = sanitize_title(str(fields["slug"] or ""))
    if not slug and status not in FLOATING:
        slug = sanitize_title(post.title, str(post.pk or ""))
    return unique_slug(slug, post.pk or 0, status, post.type, post.parent_id) if slug else slug
