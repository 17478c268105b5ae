"""Weaves read time and reactions around a story, as a step of the content pipeline."""

from __future__ import annotations

from typing import Final

from wirepress.core.cache import slots
from wirepress.core.markup.context import ContentFilter, RenderContext
from wirepress.features.engagement import settings
from wirepress.features.engagement.reactions import markup, state
from wirepress.features.engagement.read_time import readtime

ORDER: Final = 10  # behind WordPress's own steps of that order, before shortcodes (11) and image attributes (12)


def weave(
    text: str,
    raw: str,
    post_id: int,
    options: settings.Settings,
    votes: state.Reactions,
    home: str,
    wrap: markup.Wrap = lambda name, text: text,
) -> str:
    """The story `text` between its read-time block and its reactions. `raw` is the story as stored, whose words are counted."""
    below = (
        markup.block(post_id, votes.counts, votes.reacted, numbers=options.numbers, home=home, wrap=wrap)
        if options.reactions
        else ""
    )
    return readtime.block(raw, options) + text + below


def apply(text: str, context: RenderContext) -> str:
    """The pipeline's step: posts only, never pages or attachments."""
    post = context.post
    if post is None or post.type != "post" or context.in_excerpt:
        return text
    options = settings.read()
    votes = state.of_context(post.id, context) if options.reactions else state.NONE
    if context.extras.get(slots.EXTRA):
        return weave(text, post.content, post.id, options, votes, context.site.base_url, slots.mark)
    return weave(text, post.content, post.id, options, votes, context.site.base_url)


FILTERS: Final = (ContentFilter(ORDER, "engagement", apply),)
