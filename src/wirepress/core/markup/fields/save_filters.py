"""What WordPress does to a text on its way into the database: the chains of content_save_pre and its kin."""

from __future__ import annotations

from wirepress.core.markup import kses
from wirepress.core.markup.excerpts.shorten import strip_all_tags
from wirepress.core.markup.fields.emails import sanitize_email
from wirepress.core.markup.fields.text_fields import sanitize_text_field
from wirepress.core.markup.html.balance import balance_tags
from wirepress.core.markup.html.entities import convert_invalid_entities
from wirepress.core.markup.html.escape import sanitize_url
from wirepress.core.markup.kses.ascii import trim
from wirepress.core.markup.kses.mentions import reduce_classes
from wirepress.core.markup.kses.specialchars import encode
from wirepress.core.markup.links.link_attributes import rel_ugc
from wirepress.core.markup.links.parse_url import host_name


def save_content(text: str, *, unfiltered: bool = False, balance: bool = False, host: str = "") -> str:
    """Return a story's content or excerpt as it is stored (WordPress 7.1: ``content_save_pre``, ``excerpt_save_pre``).

    `unfiltered`: the writer has the right to unfiltered HTML. `balance`: the site closes tags that are left open.
    `host`: the site's own host, for PDF objects.
    """
    text = convert_invalid_entities(text)
    if not unfiltered:
        text = kses.post(text, host=host)
    return balance_tags(text) if balance else text


def save_title(text: str, *, unfiltered: bool = False) -> str:
    """Return a story's title as it is stored (WordPress 7.1: ``title_save_pre``)."""
    text = trim(text)
    return text if unfiltered else kses.data(text)


def save_comment(
    text: str, *, unfiltered: bool = False, any_html: bool = False, balance: bool = False, host: str = ""
) -> str:
    """Return a comment as it is stored (WordPress 7.1: ``pre_comment_content``); its links say that a reader wrote them.

    A writer with the right to unfiltered HTML may use what a story may hold, and anything with `any_html`. `host`: the site's own host.
    """
    text = convert_invalid_entities(text)
    if any_html:
        pass
    elif unfiltered:
        text = kses.post(text, host=host)
    else:
        text = reduce_classes(kses.filter(text, "pre_comment_content"))
    text = rel_ugc(text, [host_name(host)] if host else [])
    return balance_tags(text) if balance else text


def save_name(text: str) -> str:
    """Return the name of a person, a commenter or a term as it is stored (WordPress 7.1: ``pre_term_name``, ``pre_user_display_name`` ...).

    One line without markup, ``&`` written as ``&amp;``, whoever writes it.
    """
    return encode(kses.data(sanitize_text_field(text)), "none")


def save_description(text: str) -> str:
    """Return what is said of a person or a term, as it is stored (WordPress 7.1: ``pre_user_description``, ``pre_term_description``).

    Only what such texts may hold, whoever writes it.
    """
    return kses.filter(text, "pre_user_description")


def save_url(text: str) -> str:
    """Return the web address of a person or commenter as it is stored (WordPress 7.1: ``pre_user_url``, ``pre_comment_author_url``)."""
    return kses.data(sanitize_url(strip_all_tags(text)))


def save_email(text: str) -> str:
    """Return the mail address of a commenter as it is stored (WordPress 7.1: ``pre_comment_author_email``); empty when it is none."""
    return kses.data(sanitize_email(trim(text)))
