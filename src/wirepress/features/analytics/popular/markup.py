"""A list of what is read most in a story or a widget's place: our block and shortcode, and the names of the plugins that had one."""

from __future__ import annotations

from typing import Final

from django.utils.html import escape

from wirepress.content.options.links import local
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.terms.models import Term
from wirepress.core.hooks import BlockType, Shortcode
from wirepress.core.markup.blocks.registry import BlockCall
from wirepress.core.markup.shortcodes.registry import ShortcodeCall
from wirepress.core.rest.routes import Schema
from wirepress.features.analytics.popular import settings
from wirepress.features.analytics.popular.lists import popular_posts
from wirepress.features.analytics.reports.stories import plain_title

BLOCK: Final = "wirepress/popular-posts"
SHORTCODE: Final = "popular-posts"
TITLE: Final = "Most read"
# What WordPress Popular Posts calls its ranges
_RANGES: Final = {
    "last24hours": "day",
    "daily": "day",
    "last7days": "week",
    "weekly": "week",
    "last30days": "month",
    "monthly": "month",
}


def list_html(window: str, most: int, title: str = TITLE, *, section: int = 0, without: int = 0) -> str:
    """Return the list as HTML; "" where nothing was read. `title`: plain text, "" for none."""
    posts = popular_posts(window, most, section=section, without=(without,) if without else ())
    if not posts:
        return ""
    items = "".join(
        f'<li><a href="{escape(local(post_link(post)))}">{escape(plain_title(post.title) or "Untitled")}</a></li>'
        for post in posts
    )
    head = f'<h2 class="popular-posts-title">{escape(title)}</h2>' if title else ""
    return f'<div class="popular-posts">{head}<ol class="popular-posts-list">{items}</ol></div>'


def _window(name: str) -> str:
    return name if name in settings.WINDOWS else _RANGES.get(name, settings.read().window)


def _section(text: str) -> int:
    """Return the number of the section that is named by number or slug; -1 where there is none of that name."""
    if not text:
        return 0
    if text.isdecimal() and len(text) < 18:
        return int(text)
    return Term.objects.filter(taxonomy="category", slug=text).values_list("pk", flat=True).first() or -1


def _render_block(call: BlockCall) -> str:
    most = call.attrs.number("count", call.attrs.number("post_count", settings.read().shown))
    here = call.ctx.post.id if call.ctx.post is not None else 0
    title = call.attrs.text("title", call.attrs.text("widget_title_text", TITLE))
    return list_html(
        _window(call.attrs.text("window")),
        most,
        title,
        section=_section(str(call.attrs.raw.get("section") or "")),
        without=here,
    )


def _render_shortcode(call: ShortcodeCall) -> str:
    most = call.number("count", call.number("post_count", call.number("limit", settings.read().shown)))
    window = _window(call.get("window", call.get("range")))
    title = call.get("title", call.get("widget_title_text", call.get("header", TITLE)))
    here = call.ctx.post.id if call.ctx.post is not None else 0
    return list_html(window, most, title, section=_section(call.get("section")), without=here)


_ATTRIBUTES: Final[dict[str, Schema]] = {
    "window": {"type": "string", "enum": list(settings.WINDOWS)},
    "count": {"type": "integer", "minimum": 1, "maximum": 50},
    "title": {"type": "string"},
    "section": {"type": "string"},
}
_WORDS: Final = "The stories that readers open most."
BLOCKS: Final = (
    BlockType(BLOCK, "Most read", _render_block, _ATTRIBUTES, _WORDS, keywords=("popular", "trending")),
    *(
        BlockType(
            name,
            title,
            _render_block,
            {"post_count": {"type": "number"}, "widget_title_text": {"type": "string"}},
            _WORDS,
        )
        for name, title in (
            ("monsterinsights/popular-posts-widget", "Popular posts"),
            ("monsterinsights/popular-posts-inline", "Popular posts, inline"),
        )
    ),
)
# MonsterInsights' and WordPress Popular Posts' names mean the same list.
NAMES: Final = (SHORTCODE, "monsterinsights_popular_posts_widget", "monsterinsights_popular_posts_inline", "wpp")
SHORTCODES: Final = tuple(Shortcode(name, _render_shortcode) for name in NAMES)
MARKS: Final = (f"wp:{BLOCK}", "wp:monsterinsights/popular-posts", *(f"[{name}" for name in NAMES))
