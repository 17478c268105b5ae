"""A stored comment on its way to the page."""

from __future__ import annotations

from collections.abc import Iterable

from wirepress.core.markup.html.balance import balance_tags
from wirepress.core.markup.links.clickable import make_clickable
from wirepress.core.markup.links.parse_url import host_name
from wirepress.core.markup.text.ampersands import convert_chars
from wirepress.core.markup.text.autop import autop
from wirepress.core.markup.text.capital_p import capital_p_dangit
from wirepress.core.markup.text.smilies import convert_smilies
from wirepress.core.markup.text.texturize import texturize


def comment_text(text: str, *, hosts: Iterable[str] = (), smilies: bool = False, site_url: str = "") -> str:
    """Return a comment's HTML for readers (WordPress 7.1: ``comment_text``).

    `hosts`: the site's own hosts, links to which are followed. `smilies`: typed faces become pictures; one of them is
    a file of the site at `site_url`.
    """
    text = make_clickable(text, [host_name(host) for host in hosts], ugc=True)
    text = convert_chars(texturize(text))
    if smilies:
        text = convert_smilies(text, site_url)
    return capital_p_dangit(autop(balance_tags(text)))
