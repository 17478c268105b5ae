"""/wp-admin/post.php?post=ID&action=edit and /wp-admin/post-new.php: the block editor, where it is installed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.gzip import gzip_page

from wirepress.content.options import site, store
from wirepress.content.posts import access
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.models import Post
from wirepress.content.posts.types import known
from wirepress.content.users import nonces
from wirepress.content.users.models import User
from wirepress.content.users.rows import meta_of
from wirepress.core.php import json
from wirepress.core.php.json import PhpObject
from wirepress.web.admin.current_user import current_user
from wirepress.web.admin.editor.addresses import PLAIN_FORM, opens_in_editor
from wirepress.web.admin.editor.boot_paths import first_paths, later_paths, option_paths
from wirepress.web.admin.editor.bundle import Bundle, find_bundle
from wirepress.web.admin.editor.preload import preload_answers
from wirepress.web.admin.editor.settings import editor_settings
from wirepress.web.admin.list_cells import plain_title
from wirepress.web.editing.locking import lock_settings
from wirepress.web.editing.safety import safety_config
from wirepress.web.rest.editor_panels import describe_panels
from wirepress.web.site import csp
from wirepress.web.site.headers import forbid_caching
from wirepress.web.site.present import words


def has_editor(request: HttpRequest, post_type: str) -> bool:
    """Return whether items of the type are opened in the block editor: it is installed, they are made of blocks, and the plain form was not
    asked for."""
    return PLAIN_FORM not in request.GET and opens_in_editor(post_type)


@gzip_page
def edit_post_page(request: HttpRequest, post: Post) -> HttpResponse:
    """Return the editor with a story in it. Raises PermissionDenied."""
    if not access.may_edit(current_user(request), post):
        raise PermissionDenied
    return _page(request, post)


@gzip_page
def new_post_page(request: HttpRequest, post_type: str) -> HttpResponse:
    """Return the editor with a new story, which nobody sees until it is saved. Raises PermissionDenied."""
    user = current_user(request)
    if not access.may_create(user, post_type):
        raise PermissionDenied
    post = create_post({"title": "Auto Draft", "status": "auto-draft"}, actor=user, post_type=post_type)
    return _page(request, post, {"title": "", "content": "", "excerpt": ""})


def _page(request: HttpRequest, post: Post, edits: dict[str, str] | None = None) -> HttpResponse:
    bundle = find_bundle()
    assert bundle is not None
    leftwards = not words.reads_rightwards()
    config = build_config(request, post, bundle, leftwards=leftwards)
    config["edits"] = edits
    title = known(post.type).singular if edits else plain_title(post.title)
    response = render(
        request,
        "newsroom/editor.html",
        {
            "title": title,
            "post_type": post.type,
            "site_name": str(store.get("blogname") or "Wirepress"),
            "language": words.language(),
            "direction": "rtl" if leftwards else "ltr",
            "script": bundle.script,
            "parts": bundle.parts,
            "style": bundle.style("page", leftwards=leftwards),
            "canvas": bundle.style("canvas", leftwards=leftwards),
            "config": script_json(config),
            "plain_form": plain_form_address(post),
        },
    )
    response.headers["Content-Security-Policy"] = csp.editor_policy(request)
    return forbid_caching(response)


def build_config(request: HttpRequest, post: Post, bundle: Bundle, *, leftwards: bool) -> dict[str, Any]:
    """Return what the page's script reads first."""
    user = current_user(request)
    return {
        "root": site.rest_url("/"),
        "nonce": nonces.create("wp_rest", user.pk, request.session.session_key or ""),
        "nonceEndpoint": "/wp-admin/admin-ajax.php?action=rest-nonce",
        "post": {"id": post.pk, "type": post.type},
        "user": {"id": user.pk, "name": str(user)},
        "rtl": leftwards,
        "date": _date_settings(),
        "preferences": _preferences(user),
        "settings": {**editor_settings(post, user, bundle, leftwards=leftwards), **lock_settings(request, post)},
        "preload": preload_answers(user, first_paths(post), option_paths(post)),
        "later": preload_answers(user, later_paths(post)),
        "plainForm": plain_form_address(post),
        "panels": describe_panels(user, post.type),
        "safety": safety_config(request, post),
    }


def plain_form_address(post: Post) -> str:
    """Return where a story is edited without the block editor."""
    return f"{reverse('admin:index')}post.php?post={post.pk}&action=edit&{PLAIN_FORM}"


def script_json(value: Any) -> str:
    """Return JSON that may stand inside a script element."""
    return json.encode(value).decode("ascii").replace("<", "\\u003c")


def _preferences(user: User) -> Any:
    """Return what the user chose in the editor before."""
    return meta_of(user).get("wp_persisted_preferences") or PhpObject()


def _date_settings() -> dict[str, Any]:
    zone = site.now_gmt()
    offset = (site.to_local(zone) - zone).total_seconds() / 3600
    date, time = str(store.get("date_format") or "F j, Y"), str(store.get("time_format") or "g:i a")
    return {
        "formats": {"time": time, "date": date, "datetime": f"{date} {time}", "datetimeAbbreviated": f"M j, Y {time}"},
        "timezone": {"offset": offset, "string": str(store.get("timezone_string") or "")},
        "startOfWeek": int(store.get("start_of_week") or 0),
    }
