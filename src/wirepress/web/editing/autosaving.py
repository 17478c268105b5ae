"""Autosaves that come with a heartbeat (`wp_autosave`): of forms and programs that do not speak REST."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from wirepress.content.errors import ActionRefused
from wirepress.content.options import site
from wirepress.content.posts.actions.revise import save_autosave
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.editing.conflicts import EditConflict
from wirepress.content.posts.editing.locks import find_holder
from wirepress.content.posts.editing.versions import read_base
from wirepress.content.posts.models import Post
from wirepress.web.admin.current_user import current_user
from wirepress.web.editing.locking import find_editable
from wirepress.web.editing.session import check_nonce

_NAMES = {"post_title": "title", "content": "content", "excerpt": "excerpt"}


def save_form_text(request: HttpRequest, form: Mapping[str, Any]) -> dict[str, Any]:
    """Keep what a form holds. A draft of one's own that nobody else is writing is changed itself, else the user's autosave is (WordPress
    behaviour); a form that names its version (`base`, `window`) never changes a draft that was saved since."""
    post = find_editable(request, form.get("post_id"))
    if not check_nonce(request, form.get("_wpnonce"), f"update-post_{post.pk if post else 0}"):
        return {"success": False, "message": "This page has been open for too long. Sign in again; your text stays."}
    if post is None or post.status == "trash":
        return {"success": False, "message": "You are not allowed to edit this item."}
    texts = {ours: str(form[name]) for name, ours in _NAMES.items() if isinstance(form.get(name), str)}
    try:
        _keep(request, post, texts, form)
    except ActionRefused as refusal:
        return {"success": False, "message": refusal.message}
    return {"success": True, "message": f"Kept at {site.to_local(site.now_gmt()):%H:%M:%S}."}


def _keep(request: HttpRequest, post: Post, texts: dict[str, str], form: Mapping[str, Any]) -> None:
    who = current_user(request)
    own = post.status in ("draft", "auto-draft") and post.author_id == who.pk
    if own and find_holder(post.pk, who.pk) is None:
        base = read_base(
            {"x-wirepress-base": str(form.get("base") or ""), "x-wirepress-window": str(form.get("window") or "")}
        )
        fields = {**texts, **({"status": "draft"} if post.status == "auto-draft" else {})}
        try:
            update_post(post, fields, actor=who, revise=False, base=base)
        except EditConflict:
            pass
        else:
            return
    save_autosave(post, texts, actor=who)
