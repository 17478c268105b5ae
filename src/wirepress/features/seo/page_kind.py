"""Which templates a page follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wirepress.core.hooks import PageFacts
from wirepress.features.seo.settings.head import DESCRIPTIONS, TITLES

_TERM_LIKE: Final = "category"
_POST_LIKE: Final = "post"
LIST_TITLE: Final = "#page_title #separator_sa #site_title"  # of lists of plugins' items


def kind_of(page: PageFacts) -> str:
    """Return the kind of a page as the settings name it: `front`, a post type, a taxonomy, `author`, `date`, `search`, `archive:TYPE`,
    `missing`."""
    if page.subject == "story" and page.post is not None:
        return page.post.type
    if page.subject == "term" and page.term is not None:
        return page.term.taxonomy
    if page.subject == "type":
        return f"archive:{page.post_type}"
    return "missing" if page.subject == "refused" else page.subject


def title_template(page: PageFacts, titles: Mapping[str, str]) -> str:
    """Return the template of a page's title; kinds without their own follow posts, sections or the plain name."""
    return _chosen(page, titles, TITLES, LIST_TITLE)


def description_template(page: PageFacts, descriptions: Mapping[str, str]) -> str:
    """Return the template of a page's description."""
    return _chosen(page, descriptions, DESCRIPTIONS, "")


def _chosen(page: PageFacts, given: Mapping[str, str], default: Mapping[str, str], other: str) -> str:
    kind = kind_of(page)
    if kind in given:
        return given[kind]
    if page.subject == "story":
        return default[_POST_LIKE]
    return default[_TERM_LIKE] if page.subject == "term" else other
