"""What the newsroom's templates ask for."""

from __future__ import annotations

from datetime import UTC, datetime

from django import template
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from wirepress.content.comments.models import Comment
from wirepress.content.comments.rows import post_of
from wirepress.content.options import site
from wirepress.content.options.links import local
from wirepress.content.posts import access
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post
from wirepress.content.users import nonces
from wirepress.content.users.models import User
from wirepress.core.php import json
from wirepress.web.admin.editor.addresses import edit_address
from wirepress.web.admin.list_cells import UNDO, datetime_cell, zone_name
from wirepress.web.admin.list_cells import author_name as _author_name
from wirepress.web.admin.list_cells import plain_title as _plain
from wirepress.web.site.csp import nonce as csp_nonce

register = template.Library()


@register.filter
def plain(text: str) -> str:
    """Return a stored title as people read it."""
    return _plain(text)


@register.filter
def author_name(post: Post) -> str:
    """Return the byline, "No author" where the author is gone."""
    return _author_name(post)


@register.filter
def may_edit(user: User, post: Post) -> bool:
    """Return whether the user may edit the post."""
    return access.may_edit(user, post)


@register.filter
def edit_link(post: Post) -> str:
    """Return where a story is edited."""
    return edit_address(post.type, post.pk, reverse("admin:newsroom_story_change", args=(post.pk,)))


@register.filter
def public_link(post: Post) -> str:
    """Return the story's address on the site."""
    return local(post_link(post))


@register.filter
def comment_post(comment: Comment) -> str:
    """Title of the comment's post."""
    post = post_of(comment)
    return _plain(post.title) if post else "a story that is gone"


@register.filter
def day(moment: int) -> str:
    """Unix seconds as a day of the site's zone."""
    day = site.to_local(datetime.fromtimestamp(moment, UTC).replace(tzinfo=None))
    return f"{day.day} {day:%b} {day.year}"


@register.filter
def undo_address(message: Message) -> str:
    """Return the address that undoes what a message tells of; "" for one that cannot be undone."""
    first, _, address = str(message.extra_tags or "").partition(" ")
    return address if first == UNDO else ""


@register.filter
def clock(moment: datetime | None) -> SafeString:
    """Return a moment of the site's time as all lists show it."""
    return datetime_cell(moment)


@register.filter
def local_clock(moment: datetime) -> SafeString:
    """Return a moment of GMT as all lists show it."""
    return datetime_cell(site.to_local(moment))


@register.simple_tag
def clock_line() -> str:
    """Return the sentence that says which clock every page shows."""
    now = site.to_local(site.now_gmt())
    return f"All times are those of {zone_name()}. It is {now:%H:%M} there."


@register.simple_tag(takes_context=True)
def api_settings(context: Context) -> SafeString:
    """WordPress's `wpApiSettings`: where REST begins, and the first nonce of who is signed in; "" for nobody."""
    request: HttpRequest = context["request"]
    if not request.user.is_authenticated:
        return SafeString("")
    nonce = nonces.create("wp_rest", request.user.pk, request.session.session_key or "")
    settings = json.encode({"root": site.rest_url("/"), "nonce": nonce, "versionString": "wp/v2/"}).decode()
    # Slashes are escaped by the encoder, so no value can end the element.
    code = mark_safe(f"var wpApiSettings = {settings};")
    return format_html('<script id="wp-api-request-js-extra" nonce="{}">{}</script>', csp_nonce(request), code)
