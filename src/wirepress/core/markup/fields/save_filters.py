"""What WordPress does to a text on its way into the database: the chains of content_save_pre and its kin."""

from __future__ import annotations

from wirepress.core.markup import kses
from wirepress.core.markup.html.balance import balance_tags
from wirepress.core.markup.html.entities import convert_invalid_entities
from wirepress.core.markup.kses.ascii import trim
from wirepress.core.markup.kses.mentions import reduce_classes
from wirepress.core.markup.links.link_attributes import rel_ugc


def save_content(text: str, *, unfiltered: bool = False, balance: bool = False, host: str = "") -> str:
    """A story's content or excerpt as it is stored (WordPress 7.1: ``content_save_pre``, ``excerpt_save_pre``).

    `unfiltered`: the writer has the right to unfiltered HTML. `balance`: the site closes tags that are left open.
    `host`: the site's own host, for PDF objects.
    """
    text = convert_invalid_entities(text)
    if not unfiltered:
        text = kses.post(text, host=host)
    return balance_tags(text) if balance else text


def save_title(text: str, *, unfiltered: bool = False) -> str:
    """A story's title as it is stored (WordPress 7.1: ``title_save_pre``)."""
    text = trim(text)
    return text if unfiltered else kses.data(text)


def save_comment(text: str, *, unfiltered: bool = False, balance: bool = False, host: str = "") -> str:
    """A comment as it is stored (WordPress 7.1: ``pre_comment_content``); its links say that a reader wrote them.

    A writer with the right to unfiltered HTML may use what a story may hold. `host`: the site's own host.
    """
    text = convert_invalid_entities(text)
    if unfiltered:
        text = kses.post(text, host=host)
    else:
        text = reduce_classes(kses.filter(text, "pre_comment_content"))
    text = rel_ugc(text)
    return balance_tags(text) if balance else text
