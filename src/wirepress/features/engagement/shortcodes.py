"""The plugin's shortcodes, and the same as blocks: likes, share buttons, author box, read time, reactions, views, read later, lists.

What needs a story's own page in the plugin (is_single) needs it here. Nothing is printed outside of the content.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from wirepress.content.options.links import local
from wirepress.content.users.models import User
from wirepress.core.cache import depends
from wirepress.core.hooks import BlockType, Shortcode
from wirepress.core.markup.context import RenderContext
from wirepress.core.markup.html.escape import esc_html
from wirepress.core.markup.shortcodes.registry import ShortcodeCall, leading_number
from wirepress.features.engagement import settings
from wirepress.features.engagement.author_box import markup as author_box
from wirepress.features.engagement.headlines import as_text
from wirepress.features.engagement.likes import markup as likes
from wirepress.features.engagement.likes.like import read_likes
from wirepress.features.engagement.lists.markup import TITLES, listing
from wirepress.features.engagement.reactions import markup as reactions
from wirepress.features.engagement.reactions import state
from wirepress.features.engagement.reactions.reader import reader_of
from wirepress.features.engagement.read_later import markup as read_later
from wirepress.features.engagement.read_time import readtime
from wirepress.features.engagement.story_blocks import share_block
from wirepress.features.engagement.views.count import read_views

if TYPE_CHECKING:
    from wirepress.core.markup.blocks.registry import BlockCall

Given = Mapping[str, str]  # attributes


def like_buttons(given: Given, ctx: RenderContext) -> str:
    """On a story's page, where the settings show them; with allenable="allenable" everywhere."""
    post, options = ctx.post, settings.read()
    forced = given.get("allenable") == "allenable"
    if post is None or not (forced or (options.likes and options.likes_on_story and ctx.main_loop)):
        return ""
    found = read_likes([post.id], reader_of(ctx.address, ctx.agent))[post.id]
    return likes.buttons(post.id, found, faces=options.like_faces, back=f"/?p={post.id}", single=False)


def share_buttons(given: Given, ctx: RenderContext) -> str:
    """On a story's page, where the settings show them; with status="enable" everywhere."""
    post, options = ctx.post, settings.read()
    status = given.get("status") or ("enable" if ctx.main_loop and options.share_on_story else "")
    if post is None or status != "enable":
        return ""
    return share_block(post.id, post.url, as_text(post.title), options, small=given.get("layout") == "layout-2")


def author(given: Given, ctx: RenderContext) -> str:
    """On a story's page: its author, or the person that userid names."""
    post, options = ctx.post, settings.read()
    if post is None or not ctx.main_loop or not options.author_box:
        return ""
    user = User.objects.filter(pk=leading_number(given.get("userid"), 0) or post.author).first()
    return author_box.box(user, options) if user is not None else ""


def read_time(given: Given, ctx: RenderContext) -> str:
    """The read time in the plugin's own markup."""
    post, options = ctx.post, settings.read()
    return readtime.inside(post.content, options) if post is not None and options.read_time and post.content else ""


def reaction_faces(given: Given, ctx: RenderContext) -> str:
    """The six reactions in the plugin's own markup."""
    post, options = ctx.post, settings.read()
    if post is None or not options.reactions:
        return ""
    votes = state.of_context(post.id, ctx)
    return reactions.block(
        post.id, votes.counts, votes.reacted, numbers=options.numbers, home=ctx.site.base_url
    ).strip()


def views(given: Given, ctx: RenderContext) -> str:
    """How often the story was read, where that is counted: count_only="count" the number, container="true" in an element."""
    post, options = ctx.post, settings.read()
    if post is None or not options.views:
        return ""
    count, label = read_views([post.id])[post.id], esc_html(options.views_label)
    if given.get("count_only") == "count":
        own = given.get("label", "")
        return f"{count}" + (f'<span class="views-count-label">{esc_html(own)}</span>' if own else "")
    if given.get("container") == "true":
        return f"<div class='twp-post-visit'><span>{label}</span>{count}</div>"
    return f"{label} {count}"


def later(given: Given, ctx: RenderContext) -> str:
    """The button that puts the story on the reader's list."""
    post = ctx.post
    if post is None or not settings.read_own().read_later:
        return ""
    return read_later.button(post.id, local(post.url), as_text(post.title))


def reading_list(given: Given, ctx: RenderContext) -> str:
    """The reader's list."""
    return read_later.reading_list() if settings.read_own().read_later else ""


def most_of(kind: str) -> Callable[[Given, RenderContext], str]:
    """Return the function of a list of stories."""

    def show(given: Given, ctx: RenderContext) -> str:
        """The list: count, days (of the most read), title, numbers="yes"."""
        own = settings.read_own()
        depends.on("post")
        days = leading_number(given.get("days"), own.most_read_days) if kind == "read" else 0
        return listing(
            kind,
            count=leading_number(given.get("count"), 5),
            days=min(max(days, 0), settings.DAYS_MAX),
            title=given.get("title", TITLES[kind]),
            numbers=given.get("numbers", "") in ("yes", "true", "1"),
        )

    return show


# The shortcode, the block, its title, the attributes of both, the function.
_PARTS: Final[tuple[tuple[str, str, str, tuple[str, ...], Callable[[Given, RenderContext], str]], ...]] = (
    ("booster-extension-like-dislike", "like-dislike", "Like and dislike", ("allenable",), like_buttons),
    ("booster-extension-ss", "share-buttons", "Share buttons", ("status", "layout"), share_buttons),
    ("booster-extension-ab", "author-box", "Author box", ("userid",), author),
    ("booster-extension-read-time", "read-time", "Read time", (), read_time),
    ("booster-extension-reaction", "reactions", "Reactions", (), reaction_faces),
    ("booster-extension-visit-count", "views", "Views", ("count_only", "container", "label"), views),
    ("be-pp", "read-later", "Read later", (), later),
    ("be-booster-favourites", "reading-list", "Reading list", (), reading_list),
    ("wirepress-most-read", "most-read", "Most read", ("count", "days", "title", "numbers"), most_of("read")),
    ("wirepress-most-reacted", "most-reacted", "Most reacted", ("count", "title", "numbers"), most_of("reacted")),
    ("wirepress-most-liked", "most-liked", "Most liked", ("count", "title", "numbers"), most_of("liked")),
)
_ALWAYS: Final = {
    "like-dislike": {"allenable": "allenable"},
    "share-buttons": {"status": "enable"},
}  # a block is put where it shall show


def shortcodes() -> list[Shortcode]:
    """Return the shortcodes."""
    return [Shortcode(name, _of_shortcode(show)) for name, _, _, _, show in _PARTS]


def blocks() -> list[BlockType]:
    """Return the blocks."""
    return [
        BlockType(
            f"wirepress/{name}",
            title,
            _of_block(show, names, _ALWAYS.get(name, {})),
            attributes={one: {"type": "string"} for one in names},
            uses=("postId", "postType"),
        )
        for _, name, title, names, show in _PARTS
    ]


def _of_shortcode(show: Callable[[Given, RenderContext], str]) -> Callable[[ShortcodeCall], str]:
    return lambda call: show({name: text for name, text in call.attrs.items() if isinstance(name, str)}, call.ctx)


def _of_block(
    show: Callable[[Given, RenderContext], str], names: tuple[str, ...], always: Given
) -> Callable[[BlockCall], str]:
    return lambda call: show({**always, **{name: text for name in names if (text := call.attrs.text(name))}}, call.ctx)
