"""Takes notices of links from other sites. Each is held for a moderator."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from wirepress.content.comments.actions.create import NewComment, create_comment, decide_approval
from wirepress.content.comments.models import Comment
from wirepress.content.comments.openness import takes_pings
from wirepress.content.comments.pings.limits import may_look
from wirepress.content.comments.pings.linking_page import NoPage, read_linking_page
from wirepress.content.errors import ActionRefused
from wirepress.content.options import store
from wirepress.content.posts import access
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering.oembed import find_story_at
from wirepress.core.markup.excerpts.shorten import strip_all_tags
from wirepress.core.markup.html.escape import esc_html
from wirepress.core.rest.routes import Actor

OPTION: Final = "wirepress_receive_pings"
TITLE_MAX: Final = 250  # characters
EXCERPT_MAX: Final = 252
URL_MAX: Final = 200  # what the comment's column holds


class PingRefused(Exception):
    """A notice is not taken. `code`: of Pingback 1.0 (16 to 50; 0: anything else)."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def listens() -> bool:
    """Return whether the site takes notices of links at all."""
    return bool(store.get(OPTION))


def receive_pingback(source: str, target: str, *, reader: Actor, address: str, agent: str) -> None:
    """Take a pingback: the page at `source` links to ours at `target`. Raises PingRefused."""
    source, target = source.replace("&amp;", "&").strip(), target.replace("&amp;", "&").strip()
    if len(source) > URL_MAX or not source.startswith(("https://", "http://")):
        raise PingRefused(0, "The source is not an address.")
    post = find_story_at(target)
    if post is None or not access.may_read(reader, post) or not takes_pings(post):
        raise PingRefused(33, "The target is not an item that takes notices of links.")
    own = find_story_at(source)
    if own is not None and own.pk == post.pk:
        raise PingRefused(0, "Source and target are the same item.")
    _check_new(post, source)
    if not may_look(address, source):
        raise PingRefused(49, "Too many notices of links. Try again in an hour.")
    try:
        page = read_linking_page(source, target, address)
    except NoPage:
        raise PingRefused(16, "The source cannot be read.") from None
    if not page.title:
        raise PingRefused(32, "The source has no title.")
    if not page.words:
        raise PingRefused(17, "The source does not link to the target.")
    _store(
        NewComment(post, page.words, esc_html(page.title[:TITLE_MAX]), "", source, address, agent, type="pingback"),
        reader,
    )


def receive_trackback(
    post: Post, *, url: str, title: str, excerpt: str, blog: str, reader: Actor, address: str, agent: str
) -> None:
    """Take a trackback about an item (TrackBack 1.2). Raises PingRefused."""
    if not listens() or not takes_pings(post) or not access.may_read(reader, post) or post.password:
        raise PingRefused(33, "This item takes no trackbacks.")
    if len(url) > URL_MAX or not url.startswith(("https://", "http://")):
        raise PingRefused(0, "The URL is not an address.")
    _check_new(post, url)
    if not may_look(address, url):
        raise PingRefused(49, "Too many notices of links. Try again in an hour.")
    title, excerpt = _shorten(title, TITLE_MAX), _shorten(excerpt, EXCERPT_MAX)
    said = f"<strong>{title}</strong>\n\n{excerpt}"
    _store(NewComment(post, said, blog or title, "", url, address, agent, type="trackback"), reader)


def _shorten(text: str, most: int) -> str:
    plain = strip_all_tags(text)
    return plain if len(plain) <= most else plain[: most - 3].rstrip() + "…"


def _check_new(post: Post, url: str) -> None:
    if Comment.objects.filter(post_id=post.pk, author_url=url).exclude(approved="trash").exists():
        raise PingRefused(48, "There is a notice of that address for this item already.")


def _store(new: NewComment, reader: Actor) -> None:
    """Store the notice. Held for a moderator, or in the trash by the site's list of words, never shown at once."""
    approved = "trash" if decide_approval(new) == "trash" else "0"
    try:
        with transaction.atomic():
            create_comment(new, actor=reader, approved=approved)
    except ActionRefused as refusal:
        code = 48 if refusal.code == "comment_duplicate" else 49 if refusal.code == "comment_flood" else 0
        raise PingRefused(code, " ".join(refusal.messages)) from None
