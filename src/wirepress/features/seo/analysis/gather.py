"""From a post, stored or as a form has it, to what the analysis takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from wirepress.content.media.models import MediaFile
from wirepress.content.options import store
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering.render import new_context, render_content, render_title
from wirepress.features.seo.analysis.story import Keyphrase, Story
from wirepress.features.seo.head.texts import plain
from wirepress.features.seo.overrides.values import Overrides
from wirepress.features.seo.preview import meta_of_post

_SYNONYMS: Final = ","  # divides a keyphrase from other words for it


def gather_story(post: Post, own: Overrides) -> Story:
    """Return a post as the analysis takes it. `own`: what its head says otherwise than the site.

    What features weave into a story (read time, reactions) is left out: it is not what the writer wrote.
    """
    context = new_context(content_filters=(), title_filters=())
    title_html = render_title(post, context)
    meta = meta_of_post(post, own)
    phrases = read_keyphrases(own.keyphrases)
    lead = (
        MediaFile.objects.filter(pk=post.featured_media).select_related("post").first() if post.featured_media else None
    )
    return Story(
        headline=plain(title_html),
        body=render_content(post, context),
        title=meta.title,
        description=meta.description,
        slug=post.slug,
        address=post_link(post),
        language=str(store.get("WPLANG") or "en_US"),
        keyphrase=phrases[0] if phrases else None,
        related=phrases[1:],
        has_lead_picture=lead is not None,
        lead_alt=lead.alt if lead is not None else "",
        lead_has_credit=lead is None or bool(lead.post.excerpt.strip()),
    )


def read_keyphrases(written: Sequence[str]) -> list[Keyphrase]:
    """Return keyphrases as people write them: one a line, behind it other words for it, divided by commas."""
    found = []
    for line in written:
        first, *more = (part.strip() for part in line.split(_SYNONYMS))
        if first:
            found.append(Keyphrase(first, [one for one in more if one]))
    return found
