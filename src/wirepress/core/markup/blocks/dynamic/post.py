"""Title, dates, words and text of the post around a block. WordPress 7.1 behaviour."""

from __future__ import annotations

from wirepress.core.markup import pipeline
from wirepress.core.markup.blocks.dynamic.latest_posts import excerpt_of
from wirepress.core.markup.blocks.dynamic.site import heading
from wirepress.core.markup.blocks.parts import (
    current_post,
    format_date,
    iso_date,
    join_classes,
    link_color,
    post_title,
    rel_of,
    target_of,
    text_align,
    time_ago,
)
from wirepress.core.markup.blocks.registry import BlockCall, renders
from wirepress.core.markup.blocks.wrapper import wrapper
from wirepress.core.markup.content_lookup import PostRecord
from wirepress.core.markup.excerpts.shorten import strip_all_tags, trim_words
from wirepress.core.markup.html.escape import esc_attr, esc_html
from wirepress.core.markup.kses import post as clean
from wirepress.core.markup.kses.urls import esc_url

WORDS_A_MINUTE = 189


def _classes(*names: str) -> dict[str, str]:
    found = join_classes(*names)
    return {"class": found} if found else {}


@renders("core/post-title")
def title(call: BlockCall) -> str:
    """The post's title; nothing for a post without one."""
    post = current_post(call)
    text = post_title(post, call.ctx) if post else ""
    if post is None or not text:
        return ""
    if call.attrs.flag("isLink"):
        text = f'<a href="{esc_url(post.url)}" target="{esc_attr(target_of(call))}" {rel_of(call)}>{text}</a>'
    tag = heading(call.attrs.number("level", 2))
    return f"<{tag} {wrapper(call, _classes(text_align(call), link_color(call)))}>{text}</{tag}>"


@renders("core/post-date")
def date(call: BlockCall) -> str:
    """The day of publication or, on demand, of the last change after it."""
    post, attrs, ctx = current_post(call), call.attrs, call.ctx
    if post is None:
        return ""
    modified = (
        attrs.text("displayType") == "modified"
        or attrs.path("metadata", "bindings", "datetime", "args", "field") == "modified"
    )
    moment, name = post.date, ""
    if modified:
        name = "wp-block-post-date__modified-date"
        if not (post.modified and post.date and post.modified > post.date):
            return ""
        moment = post.modified
    if moment is None:
        return ""
    template = attrs.text("format")
    shown = time_ago(moment, ctx.now) if template == "human-diff" else format_date(moment, ctx, template)
    if attrs.flag("isLink"):
        shown = f'<a href="{esc_url(post.url)}">{shown}</a>'
    body = f'<time datetime="{esc_attr(iso_date(moment, ctx))}">{shown}</time>'
    return f"<div {wrapper(call, _classes(text_align(call), link_color(call), name))}>{body}</div>"


@renders("core/post-excerpt")
def excerpt(call: BlockCall) -> str:
    """The post's excerpt and, on demand, a link to the rest."""
    post, attrs = current_post(call), call.attrs
    if post is None:
        return ""
    words = attrs.number("excerptLength", 55)
    text = trim_words(excerpt_of(post, call, words), words)
    more = clean(attrs.text("moreText"))
    link = f'<a class="wp-block-post-excerpt__more-link" href="{esc_url(post.url)}">{more}</a>' if more else ""
    below = attrs.flag("showMoreOnNewLine", True) and bool(link)
    body = f'<p class="wp-block-post-excerpt__excerpt">{text}'
    body += f'</p><p class="wp-block-post-excerpt__more-text">{link}</p>' if below else f" {link}</p>"
    return f"<div {wrapper(call, _classes(text_align(call), link_color(call)))}>{body}</div>"


@renders("core/post-content")
def content(call: BlockCall) -> str:
    """The post's whole text."""
    post = current_post(call)
    if post is None:
        return ""
    text = _text(call, post)
    if not text:
        return ""
    tag = call.attrs.text("tagName", "div")
    tag = tag if tag in ("main", "section", "article") else "div"
    return f"<{tag} {wrapper(call, {'class': 'entry-content'})}>{text}</{tag}>"


def _text(call: BlockCall, post: PostRecord) -> str:
    if post.password:
        return ""
    ctx = call.ctx.for_post(post)
    ctx.budget.read(len(post.content))
    return call.engine.guarded(
        f"post-content:{post.id}", lambda: pipeline.the_content(post.content, ctx).replace("]]>", "]]&gt;")
    )


@renders("core/read-more")
def read_more(call: BlockCall) -> str:
    """A link to the post, which names the post for those who only hear it."""
    post = current_post(call)
    if post is None:
        return ""
    name = strip_all_tags(post_title(post, call.ctx)) or "untitled post"
    words = clean(call.attrs.text("content")) if call.attrs.text("content") else "Read more"
    justify = call.attrs.text("justifyContent")
    attributes = wrapper(call, _classes(f"is-justified-{justify}" if justify else ""))
    return (
        f'<a {attributes} href="{esc_url(post.url)}" target="{esc_attr(target_of(call))}">'
        f'{words}<span class="screen-reader-text">: {name}</span></a>'
    )


@renders("core/post-time-to-read")
def time_to_read(call: BlockCall) -> str:
    """How many minutes the text takes."""
    post = current_post(call)
    if post is None:
        return ""
    words = len(strip_all_tags(post.content).split())
    if call.attrs.text("displayMode", "time") == "words":
        return f"<div {wrapper(call)}>{words} word{'s' if words != 1 else ''}</div>"
    minutes = max(1, round(words / WORDS_A_MINUTE))
    return f"<div {wrapper(call, _classes(text_align(call)))}>{minutes} minute{'s' if minutes != 1 else ''}</div>"


@renders("core/post-terms")
def terms(call: BlockCall) -> str:
    """The post's terms of one taxonomy as links."""
    post, attrs = current_post(call), call.attrs
    taxonomy = attrs.text("term")
    found = call.ctx.lookup.post_terms(post.id, taxonomy) if post and taxonomy else ()
    if not found:
        return ""
    between = f'<span class="wp-block-post-terms__separator">{esc_html(attrs.text("separator", ", "))}</span>'
    links = between.join(f'<a href="{esc_url(term.url)}" rel="tag">{esc_html(term.name)}</a>' for term in found)
    around = ["", ""]
    for place, name in enumerate(("prefix", "suffix")):
        if attrs.text(name):
            around[place] = f'<span class="wp-block-post-terms__{name}">{clean(attrs.text(name))}</span>'
    names = _classes(f"taxonomy-{taxonomy}", text_align(call), link_color(call))
    return f"<div {wrapper(call, names)}>{around[0]}{links}{around[1]}</div>"


@renders("core/post-navigation-link")
def navigation_link(call: BlockCall) -> str:
    """A link to the next or previous post, on the page of a post only."""
    post, attrs = current_post(call), call.attrs
    if post is None or not call.ctx.main_loop:
        return ""
    following = attrs.text("type", "next") != "previous"
    kind = "next" if following else "previous"
    other = call.ctx.lookup.adjacent(post.id, "next" if following else "previous", attrs.text("taxonomy"))
    if other is None:
        return ""
    label = clean(attrs.text("label")) or kind.capitalize()
    text = f"{label} {post_title(other, call.ctx)}" if attrs.flag("showTitle") else label
    link = f'<a href="{esc_url(other.url)}" rel="{"next" if following else "prev"}">{text}</a>'
    return f"<div {wrapper(call, _classes(f'post-navigation-link-{kind}', text_align(call)))}>{link}</div>"
