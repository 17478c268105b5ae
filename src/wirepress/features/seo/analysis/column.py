"""The score in the newsroom's lists of stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.html import format_html

from wirepress.core.hooks import StoryColumn
from wirepress.features.seo.analysis.store import scores_of

GOOD: Final = 70
POOR: Final = 40


def describe_score(score: int) -> str:
    """Return a score in a word, so that nobody needs to see its colour."""
    return "good" if score >= GOOD else "poor" if score < POOR else "fair"


def cells(post_ids: Sequence[int]) -> Mapping[int, str]:
    """Return the scores of these stories: one query."""
    return {
        number: format_html(
            '<span class="nr-nowrap">{} <span class="nr-sub">{}</span></span>', one.score, describe_score(one.score)
        )
        for number, one in scores_of(post_ids).items()
    }


COLUMN: Final = StoryColumn("seo_score", "SEO", cells, types=("post", "page"))
