"""How the story looks in a list of results."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wirepress.features.seo.analysis.check import Check
from wirepress.features.seo.analysis.read_text import split_words
from wirepress.features.seo.analysis.story import Story
from wirepress.features.seo.head import text_width as widths

_SLUG_MOST: Final = 75  # characters


def check_snippet(story: Story) -> Iterator[Check]:
    """Yield what is to be said of title, description and address."""
    yield _title(story.title or story.headline)
    yield _description(story.description)
    yield _slug(story.slug)


def _title(title: str) -> Check:
    about, width = "Width of the title", widths.text_width(title, widths.TITLE_SIZE)
    if not title.strip():
        return Check("title_width", "search", "poor", about, "There is no title.", 4)
    if width > widths.TITLE_MAX:
        return Check(
            "title_width",
            "search",
            "fair",
            about,
            f"{width} pixels: results show {widths.TITLE_MAX} and cut the rest.",
            4,
        )
    if width < widths.TITLE_LEAST:
        return Check(
            "title_width", "search", "fair", about, f"{width} pixels: there is room for more ({widths.TITLE_MAX}).", 4
        )
    return Check("title_width", "search", "good", about, f"{width} of {widths.TITLE_MAX} pixels.", 4)


def _description(description: str) -> Check:
    about, width = "Width of the description", widths.text_width(description, widths.DESCRIPTION_SIZE)
    if not description.strip():
        return Check(
            "description_width", "search", "poor", about, "There is none. Results then show some piece of the text.", 3
        )
    if width > widths.DESCRIPTION_MAX:
        return Check(
            "description_width",
            "search",
            "fair",
            about,
            f"{width} pixels: results show {widths.DESCRIPTION_MAX} and cut the rest.",
            3,
        )
    if width < widths.DESCRIPTION_LEAST:
        return Check(
            "description_width",
            "search",
            "fair",
            about,
            f"{width} pixels: there is room for more ({widths.DESCRIPTION_MAX}).",
            3,
        )
    return Check("description_width", "search", "good", about, f"{width} of {widths.DESCRIPTION_MAX} pixels.", 3)


def _slug(slug: str) -> Check:
    about = "The address"
    if not slug:
        return Check("slug", "search", "none", about, "It has none yet.")
    if len(slug) > _SLUG_MOST:
        return Check("slug", "search", "fair", about, f"It is {len(slug)} characters long; {_SLUG_MOST} are enough.")
    if not any(word.isalpha() for word in split_words(slug.replace("-", " "))):
        return Check(
            "slug", "search", "fair", about, "It says nothing of the story. Use a word or two of the headline."
        )
    return Check("slug", "search", "good", about, "It is short and says something.")
