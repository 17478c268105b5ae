"""What every format of feed says of a story or a comment."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from wirepress.content.comments.models import Comment
from wirepress.content.comments.rows import post_of
from wirepress.content.options import site, store
from wirepress.content.options.features import extensions
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering import render
from wirepress.content.posts.rendering.lookup import post_record
from wirepress.content.posts.rows import terms_of
from wirepress.core.contract.pages.feeds import FeedAddition
from wirepress.core.markup.context import RenderContext
from wirepress.core.markup.excerpts import from_content
from wirepress.core.markup.excerpts.shorten import trim_words
from wirepress.core.markup.html.entities import ent2ncr
from wirepress.core.markup.kses.ascii import trim
from wirepress.core.markup.text.ampersands import convert_chars
from wirepress.core.markup.text.autop import autop
from wirepress.core.markup.text.comment_text import comment_text
from wirepress.settings.settings import get_settings
from wirepress.web.site.feeds.password_form import NO_EXCERPT, password_form
from wirepress.web.site.feeds.text import emoji_images, text_of


def title(post: Post, ctx: RenderContext) -> str:
    """The title as HTML, with the word that a protected story gets."""
    shown = render.render_title(post, ctx)
    return f"Protected: {shown}" if post.password else shown


def term_names(post: Post) -> list[str]:
    """Names of categories and tags as they are stored, each once."""
    return list(dict.fromkeys(term.name for term in (*terms_of(post, "category"), *terms_of(post, "post_tag"))))


def talks(post: Post) -> bool:
    """Whether there are comments or may be some."""
    return post.comment_status == "open" or post.comment_count > 0


def link(post: Post) -> str:
    """The address of a story as feeds give it: with what features add to its query."""
    address = permalinks.post_link(post)
    query = {name: value for one in additions(post) for name, value in one.link_query.items()}
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query, safe='%')}" if query else address


def additions(post: Post) -> list[FeedAddition]:
    """What features add to a story in feeds."""
    features = extensions()
    return features.collect("feed_additions", post=post) if features.implements("feed_additions") else []


def texts(post: Post, ctx: RenderContext) -> tuple[str, str | None]:
    """Excerpt and content of a story (None: the site gives feeds excerpts only). A protected one shows the form for its password."""
    if post.password:
        return NO_EXCERPT, None if store.get("rss_use_excerpt") else _protected(post, ctx)
    found = additions(post)
    before, after = "".join(one.before for one in found), "".join(one.after for one in found)
    short = plain = _excerpt(post, ctx)
    if before or after:
        short = autop(f"{before}{short}{after}").strip()
    if store.get("rss_use_excerpt"):
        return short, None
    content = emoji_images(render.render_content(_without_further_pages(post), ctx).replace("]]>", "]]&gt;")) or plain
    return short, f"{before}{content.strip()}{after}" if before or after else content


def _without_further_pages(post: Post) -> Post:
    """Return the story as feeds show one that is split into pages: the first of them."""
    if "<!--nextpage-->" not in post.content or render.is_rendered(post, "content"):
        return post
    shown = copy.copy(post)
    shown.content = from_content.first_part(post.content)
    return shown


def _protected(post: Post, ctx: RenderContext) -> str:
    form = copy.copy(post)
    form.content, form.password = password_form(post), ""
    return render.render_content(form, ctx)


def _excerpt(post: Post, ctx: RenderContext) -> str:
    """The excerpt without paragraphs around it, its references as numbers and single ampersands as references."""
    if trim(post.excerpt):
        text = post.excerpt
    elif render.is_rendered(post, "content"):
        text = trim_words(post.content)
    else:
        text = from_content.trim_excerpt(post.content, ctx.for_document(post_record(post)), words=from_content.WORDS)
    return convert_chars(ent2ncr(text))


def answered(rows: Sequence[Comment]) -> dict[int, Comment]:
    """The comments that some answer, by their number."""
    return {row.pk: row for row in Comment.objects.filter(pk__in=[row.parent_id for row in rows if row.parent_id])}


def remark_title(row: Comment, ctx: RenderContext, *, one: bool) -> str:
    """Whose comment it is, and (in a feed of all) on what."""
    post, name = post_of(row), text_of(escape(row.author_name or "Anonymous", quote=False))
    if one or post is None:
        return f"By: {name}"
    return f"Comment on {text_of(title(post, ctx))} by {name}"


def remark_text(row: Comment, above: Comment | None) -> str:
    """The comment as it was written, with a word on whom it answers."""
    if above is None:
        return row.content
    return f'In reply to <a href="{escape(permalinks.comment_link(above))}">{escape(above.author_name, quote=False)}</a>.\n\n{row.content}'


def remark_html(row: Comment, above: Comment | None) -> str:
    """The comment as a page shows it."""
    post = post_of(row)
    if post is not None and post.password:
        return password_form(post)
    raw = remark_text(row, above)
    return comment_text(raw, hosts=[get_settings().host], smilies=bool(store.get("use_smilies")), site_url=site.home())
