"""Entries of an outside feed. WordPress 7.1 behaviour (core/rss); the feed itself comes from the site's cache."""

from __future__ import annotations

from datetime import datetime

from wirepress.core.markup.blocks.parts import NO_TITLE, format_date, iso_date, join_classes
from wirepress.core.markup.blocks.registry import BlockCall, renders
from wirepress.core.markup.blocks.wrapper import wrapper
from wirepress.core.markup.content_lookup import FeedItem
from wirepress.core.markup.excerpts.shorten import html_excerpt, strip_all_tags, trim_words
from wirepress.core.markup.html.escape import esc_attr, esc_html
from wirepress.core.markup.kses.urls import esc_url


def _notice(text: str) -> str:
    return f'<div class="components-placeholder"><div class="notice notice-error">{text}</div></div>'


@renders("core/rss")
def rss(call: BlockCall) -> str:
    """A list or grid of links, or why there is none."""
    attrs = call.attrs
    url = attrs.text("feedURL")
    if not url:
        return ""
    site = call.ctx.site
    if url.rstrip("/") in (site.home_url, site.base_url):
        return _notice("The site's own front page cannot be listed here: it would read itself.")
    count = max(1, min(attrs.number("itemsToShow", 5), 20))
    feed = call.ctx.lookup.feed(url, count)
    if feed.error:
        return _notice(f"<strong>RSS Error:</strong> {esc_html(feed.error)}")
    if not feed.items:
        return _notice("An error has occurred, which probably means the feed is down. Try again later.")
    grid = attrs.text("blockLayout", "list") == "grid"
    names = join_classes(
        "is-grid" if grid else "",
        f"columns-{attrs.number('columns', 2)}" if grid else "",
        "has-dates" if attrs.flag("displayDate") else "",
        "has-authors" if attrs.flag("displayAuthor") else "",
        "has-excerpts" if attrs.flag("displayExcerpt") else "",
    )
    items = "".join(_item(call, item) for item in feed.items[:count])
    return f"<ul {wrapper(call, {'class': names} if names else {})}>{items}</ul>"


def _item(call: BlockCall, item: FeedItem) -> str:
    attrs = call.attrs
    title = esc_html(strip_all_tags(item.title).strip()) or NO_TITLE
    if item.url:
        rel, target = ("", "")
        if attrs.flag("openInNewTab"):
            target = ' target="_blank"'
        if attrs.text("rel"):
            rel = f' rel="{esc_attr(attrs.text("rel"))}"'
        title = f"<a href='{esc_url(item.url)}'{target}{rel}>{title}</a>"
    date = _date(call, item.date) if attrs.flag("displayDate") and item.date else ""
    who = strip_all_tags(item.author) if attrs.flag("displayAuthor") else ""
    author = f'<span class="wp-block-rss__item-author">by {esc_html(who)}</span>' if who else ""
    text = ""
    if attrs.flag("displayExcerpt"):
        words = trim_words(html_excerpt(item.summary, 10000), attrs.number("excerptLength", 55), " [&hellip;]")
        text = f'<div class="wp-block-rss__item-excerpt">{esc_html(words)}</div>' if words else ""
    return (
        f"<li class='wp-block-rss__item'><div class='wp-block-rss__item-title'>{title}</div>{date}{author}{text}</li>"
    )


def _date(call: BlockCall, date: datetime) -> str:
    ctx = call.ctx
    return f'<time datetime="{esc_attr(iso_date(date, ctx))}" class="wp-block-rss__item-publish-date">{esc_html(format_date(date, ctx))}</time> '
