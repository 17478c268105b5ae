"""Previews of what is written and not saved: the story's own page with the text of an autosave."""

from __future__ import annotations

from django.http import HttpRequest

from wirepress.content.posts import access
from wirepress.content.posts.models import Post
from wirepress.content.posts.revisions import autosaves_of
from wirepress.content.users import nonces
from wirepress.core.php.numbers import read_digits
from wirepress.core.rest.routes import Actor

_TEXTS = ("title", "content", "excerpt")


def show_unsaved(request: HttpRequest, post: Post, actor: Actor) -> bool:
    """Give the row in memory the text that was written last and not saved, and say whether there is one. For who may edit the story and came
    by a preview's address, which carries a nonce (WordPress 7.1 behaviour); one's own text goes before another's."""
    if not request.GET.get("preview") or read_digits(request.GET.get("preview_id", "")) != post.pk:
        return False
    session = request.session.session_key or ""
    nonce = request.GET.get("preview_nonce", "")
    if not nonces.verify(nonce, f"post_preview_{post.pk}", actor.id, session) or not access.may_edit(actor, post):
        return False
    picture = read_digits(request.GET.get("_thumbnail_id", ""))
    if picture is not None:
        post.featured_media = picture
    kept = autosaves_of(post.pk)
    unsaved = next((row for row in kept if row.author_id == actor.id), kept[0] if kept else None)
    for name in _TEXTS if unsaved is not None else ():
        setattr(post, name, getattr(unsaved, name))
    return unsaved is not None
