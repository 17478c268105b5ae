"""The post's raw texts: the story in its box, the credit line, the excerpt with the picture as a gathered story has it."""

from __future__ import annotations

import html
from typing import Final
from urllib.parse import urlsplit

from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.decide.rights import credit_line, picture_use
from wirepress.features.wire.entry.identity import canonical_url
from wirepress.features.wire.entry.plain_text import clean_caption, clean_title, remove_unstorable
from wirepress.features.wire.entry.records import ChosenPicture, Entry, PostTexts, StoryBody
from wirepress.features.wire.models import Source

TITLE_MAX: Final = 500  # characters
_UNTITLED: Final = 90  # characters of the text that stand for a headline


def compose_texts(
    entry: Entry, body: StoryBody, picture: ChosenPicture | None, policy: Policy, source: Source
) -> PostTexts:
    """Return all that goes into the post. Everything of the source is cleaned or escaped here; store it as it is.

    A hot-linked picture stands in the excerpt. One that was copied is the post's featured picture, so the excerpt has none.
    """
    title = entry_headline(entry, body)
    credit = credit_line(policy.rights, entry, source.name or source.title)
    linked = picture if picture is not None and (picture.use or picture_use(policy)) == "hotlink" else None
    content = f"<div>\n{body.html}\n</div>" if body.html else ""
    line = credit_markup(credit, entry, source)
    if line:
        content = f"{content}\n{line}" if content else line
    excerpt = f"<div>{image_tag(linked, title)}{body.excerpt_html}</div>" if linked else body.excerpt_html
    canonical = canonical_url(entry.canonical or entry.url) if policy.rights.canonical == "source" else ""
    return PostTexts(
        *(remove_unstorable(text) for text in (html.escape(title, quote=False), content, excerpt, credit, canonical))
    )


def entry_headline(entry: Entry, body: StoryBody) -> str:
    """Return the entry's headline as plain text; for one without, the beginning of its text."""
    from wirepress.features.wire.text.sanitize import shorten_text

    title = clean_title(entry.title) or shorten_text(body.text, _UNTITLED)
    return title if len(title) <= TITLE_MAX else shorten_text(title, TITLE_MAX)


def image_tag(picture: ChosenPicture, title: str) -> str:
    """Return the picture's tag with the classes of a thumbnail; its own description, else the headline."""
    alt = html.escape(picture.alt or title)
    size = f' width="{picture.width}" height="{picture.height}"' if picture.width and picture.height else ""
    return (
        f'<img loading="lazy" decoding="async"{size} src="{html.escape(picture.url)}" class="attachment-thumbnail size-thumbnail wp-post-image"'
        f' alt="{alt}" title="{html.escape(title)}">'
    )


def credit_markup(credit: str, entry: Entry, source: Source) -> str:
    """Return the credit line as a paragraph: an address in it is a link; without one, the whole line leads to the story."""
    if not credit:
        return ""
    url = entry.canonical or entry.url
    address = canonical_url(url)
    if not address:
        return f'<p class="wire-credit">{html.escape(credit, quote=False)}</p>'
    opening = f'<a href="{html.escape(address)}" rel="noopener">'
    if url in credit:
        before, _, after = credit.partition(url)
        shown = urlsplit(address).hostname or address
        line = f"{html.escape(before, quote=False)}{opening}{html.escape(shown)}</a>{html.escape(after, quote=False)}"
    else:
        line = f"{opening}{html.escape(credit, quote=False)}</a>"
    return f'<p class="wire-credit">{line}</p>'


def picture_credit(picture: ChosenPicture, credit: str) -> str:
    """Return the caption of a picture that was copied: what it shows and whose it is, as plain text escaped for HTML."""
    parts = [clean_caption(picture.caption), clean_caption(picture.credit) or credit]
    return html.escape(" / ".join(dict.fromkeys(part for part in parts if part)), quote=False)
