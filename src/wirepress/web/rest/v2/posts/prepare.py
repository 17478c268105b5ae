"""From a request's parameters to the fields of a write action."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from wirepress.content.options import site
from wirepress.content.posts import access
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.core.contract.content.post_types import PostType
from wirepress.core.rest import types
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request
from wirepress.core.rest.schema import parse_date
from wirepress.web.rest.meta import plugin_fields
from wirepress.web.rest.meta.change import write_meta_rows
from wirepress.web.rest.v2.posts.action_links import taxonomies_of
from wirepress.web.rest.v2.posts.schema import cached_schema

_PLAIN = (
    "slug",
    "password",
    "parent",
    "menu_order",
    "comment_status",
    "ping_status",
    "template",
    "format",
    "sticky",
    "featured_media",
)


def prepare_fields(kind: PostType, request: Request, post: Post | None) -> dict[str, Any]:
    """Return the fields given, as actions take them. Raises RestError where two of them cannot go together."""
    known = cached_schema(kind)["properties"]
    found: dict[str, Any] = {}
    for name, column in (("title", "title"), ("content", "content"), ("excerpt", "excerpt")):
        if name in known and request[name] is not None:
            text = _text(request[name])
            if text is not None:
                found[column] = text
    for name in _PLAIN:
        if name in known and request[name] is not None:
            found[name] = request[name]
    for name in ("comment_status", "ping_status"):
        if not found.get(name, True):
            del found[name]  # an empty one, or null, says nothing (WordPress 7.1 behaviour)
    _status(kind, request, post, found)
    _dates(request, post, found)
    _author(kind, request, found)
    _password(request, post, found)
    _parent(kind, request, found)
    _picture(found)
    for taxonomy in taxonomies_of(kind):
        if request[taxonomy.rest_base] is not None:
            found[taxonomy.rest_base] = types.whole_numbers(request[taxonomy.rest_base])
    return found


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        raw = value.get("raw")
        return str(raw) if raw is not None else None
    return None


def _status(kind: PostType, request: Request, post: Post | None, found: dict[str, Any]) -> None:
    status = request["status"]
    if status is None or "status" not in cached_schema(kind)["properties"]:
        return
    if post is None or post.status != status:
        actor = request.actor
        if status in ("private", "publish", "future") and not access.may_publish(actor, kind.name):
            code = "rest_cannot_publish"
            raise forbidden(code, "You are not allowed to publish items of this type.", signed_in=request.signed_in)
    found["status"] = status


def _dates(request: Request, post: Post | None, found: dict[str, Any]) -> None:
    """`date` in the site's zone unless it names one, `date_gmt` in GMT; a null lets the date float."""
    sent = request.sources()[:-1]
    if any(source.get(name, "") is None for source in sent for name in ("date", "date_gmt")):
        if post is not None:
            found["date_gmt"] = None
        return  # whatever the other one says (WordPress 7.1 behaviour)
    for name, local in (("date", True), ("date_gmt", False)):
        value = request[name]
        if value is None:
            continue
        moment = parse_date(value)
        if moment is None:  # a date of no calendar, or of a year that none is kept of
            raise RestError("invalid_date", "There is no such date.", 400)
        gmt = _as_gmt(moment, local)
        shown = site.to_local(gmt) if not (local and moment.tzinfo is None) else moment
        current = post.date if local and post is not None else post.date_gmt if post is not None else None
        if post is None or current != (shown if local else gmt):
            found["date"] = moment if local and site.is_beyond_gmt(moment) else site.to_local(gmt)
        break


def _as_gmt(moment: datetime, local: bool) -> datetime:
    if moment.tzinfo is not None:
        return moment.astimezone(UTC).replace(tzinfo=None)
    return site.to_gmt(moment) if local else moment


def _author(kind: PostType, request: Request, found: dict[str, Any]) -> None:
    author = request["author"]
    if not author or (not kind.can("author") and kind.name not in ("post", "page", "attachment")):
        return
    if int(author) != request.actor.id and not User.objects.filter(pk=int(author)).exists():
        raise RestError("rest_invalid_author", "There is no user with that ID.", 400)
    found["author"] = int(author)


def _password(request: Request, post: Post | None, found: dict[str, Any]) -> None:
    sticky = bool(found.get("sticky")) or (post is not None and post.sticky and found.get("sticky") is None)
    if found.get("password"):
        if found.get("sticky"):
            raise RestError("rest_invalid_field", "An item with a password cannot be sticky.", 400)
        if sticky:
            raise RestError("rest_invalid_field", "A sticky item cannot have a password.", 400)
    elif found.get("sticky") and post is not None and post.password and "password" not in found:
        raise RestError("rest_invalid_field", "An item with a password cannot be sticky.", 400)


def _parent(kind: PostType, request: Request, found: dict[str, Any]) -> None:
    if found.get("parent") and not Post.objects.filter(pk=int(found["parent"])).exists():
        raise RestError("rest_post_invalid_id", "There is no parent item with that ID.", 400)


def _picture(found: dict[str, Any]) -> None:
    """The lead picture: an item that is no picture takes it away, a number without an item changes nothing (WordPress 7.1 behaviour)."""
    number = abs(int(found.pop("featured_media", None) or 0)) if found.get("featured_media") else None
    if number is None:
        return
    item = Post.objects.filter(pk=number).only("type", "mime_type").first() if number < 2**63 else None
    if item is not None:
        found["featured_media"] = number if item.mime_type.startswith("image/") else 0


def write_meta(kind: PostType, post: Post, request: Request) -> None:
    """Write the values under `meta`, then the fields that plugins keep. Raises RestError."""
    write_meta_rows(
        post.meta_rows,
        "post",
        kind.name,
        request,
        lambda field: access.may_write_meta(request.actor, post, field.row_key),
    )
    plugin_fields.write(kind.name, post, request, public=kind.public)
