"""What a client of the plugin sends, as a row of the plugin's table has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from wirepress.core.markup.excerpts.shorten import strip_all_tags
from wirepress.features.seo.importing.aioseo_posts import overrides_of_row
from wirepress.features.seo.overrides.values import Overrides

# Names of the editor's fields -> columns, where they differ.
_COLUMNS: Final = {
    "canonicalUrl": "canonical_url",
    "default": "robots_default",
    "maxSnippet": "robots_max_snippet",
    "maxVideoPreview": "robots_max_videopreview",
    "maxImagePreview": "robots_max_imagepreview",
    **{
        name: f"robots_{name}"
        for name in ("noindex", "nofollow", "noarchive", "nosnippet", "noimageindex", "noodp", "notranslate")
    },
}
_TEXTS: Final = (
    "title",
    "description",
    "og_title",
    "og_description",
    "og_article_section",
    "twitter_title",
    "twitter_description",
)
_LENGTH_MAX: Final = 5000


def overrides_of_body(body: Mapping[str, Any]) -> Overrides:
    """Return what a client sends as overrides. What it does not send follows the site, as in the plugin: a save replaces the whole row."""
    row = {_COLUMNS.get(name, name): value for name, value in body.items()}
    row.setdefault("robots_default", True)
    for name in _TEXTS:
        row[name] = clean_text(row.get(name))
    return overrides_of_row(row, Counter())


def clean_text(value: Any) -> str:
    """Return a text without tags, in one line; "" for what is no text."""
    return " ".join(strip_all_tags(value).split())[:_LENGTH_MAX] if isinstance(value, str) else ""
