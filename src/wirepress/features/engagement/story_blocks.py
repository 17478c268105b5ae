"""What stands below a story on its own page, in the plugin's order: likes, share buttons, reactions. The author's box has a place of its own."""

from __future__ import annotations

from typing import Final, cast

from selectolax.lexbor import LexborHTMLParser

from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post
from wirepress.core.hooks import StoryPage, StoryStep
from wirepress.features.engagement import settings
from wirepress.features.engagement.headlines import as_text
from wirepress.features.engagement.likes import markup as likes_markup
from wirepress.features.engagement.likes.like import read_likes
from wirepress.features.engagement.reactions.buttons import make_buttons
from wirepress.features.engagement.reactions.reader import reader_of_request
from wirepress.features.engagement.read_later import markup as read_later_markup
from wirepress.features.engagement.sharing import markup as share_markup
from wirepress.features.engagement.sharing.count import read_shares


def show_blocks(tree: LexborHTMLParser, page: StoryPage) -> None:
    """Take the read time out, which stands beside the byline, and put the blocks of the page around the story."""
    if page.post.type != "post":
        make_buttons(tree, page, "")
        return
    for block in tree.css(".booster-read-block"):
        block.decompose()
    options = settings.read()
    share = ""
    if options.share_on_story and page.post.status == "publish":
        share = share_block(page.post.pk, _link(page), as_text(page.post.title), options)
    if share and options.share_above:
        page.prepend(f'<div class="story-tools story-tools-above">{share}</div>')
        share = ""
    tools = [_likes(page, options), _read_later(page), share]
    below = f'<div class="story-tools">{"".join(tools)}</div>' if any(tools) else ""
    if not make_buttons(tree, page, below) and below:
        page.append(below)


def _likes(page: StoryPage, options: settings.Settings) -> str:
    if not (options.likes and options.likes_on_story) or page.post.status != "publish":
        return ""
    found = read_likes([page.post.pk], reader_of_request(page.request))[page.post.pk]
    return likes_markup.buttons(page.post.pk, found, faces=options.like_faces, back=page.address, single=True)


def share_block(post_id: int, url: str, title: str, options: settings.Settings, *, small: bool = False) -> str:
    """Return the share buttons of a story."""
    counts = read_shares([post_id])[post_id] if options.share_counts else None
    return share_markup.buttons(options, url, title, post_id=post_id, counts=counts, small=small)


def _read_later(page: StoryPage) -> str:
    if not settings.read_own().read_later or page.post.status != "publish":
        return ""
    return read_later_markup.button(page.post.pk, page.local(_link(page)), as_text(page.post.title))


def _link(page: StoryPage) -> str:
    return post_link(cast(Post, page.post))


STEP: Final = StoryStep(5, show_blocks)
