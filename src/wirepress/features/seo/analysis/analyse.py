"""The analysis of one story: every check, a score of each group and one of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from wirepress.features.seo.analysis.check import Check, score
from wirepress.features.seo.analysis.checks.content import check_content
from wirepress.features.seo.analysis.checks.headline import check_headline
from wirepress.features.seo.analysis.checks.keyphrase import check_keyphrase
from wirepress.features.seo.analysis.checks.readability import check_readability, measure_ease
from wirepress.features.seo.analysis.checks.snippet import check_snippet
from wirepress.features.seo.analysis.languages.choose import choose_language
from wirepress.features.seo.analysis.read_text import Text, read_text
from wirepress.features.seo.analysis.story import Story

GROUPS: Final = {"search": "Search", "content": "Content", "readability": "Readability", "headline": "Headline"}


@dataclass(frozen=True, slots=True)
class Report:
    """What was found. `score` is of search, content and readability together; the headline has its own beside it (0 to 100 each).

    `ease`: Flesch's measure for the language; None where it cannot be said. `minutes`: to read it, rounded up.
    """

    score: int
    headline_score: int
    readability_score: int
    language: str
    words: int
    sentences: int
    ease: float | None
    minutes: int
    checks: Sequence[Check]

    def as_document(self) -> dict[str, Any]:
        """Return the report as JSON."""
        return asdict(self) | {"checks": [asdict(check) for check in self.checks]}


def analyse(story: Story) -> Report:
    """Return what can be said of a story. The same story always gets the same report; nothing is read and nothing is written."""
    text = _read(story)
    checks = [
        *check_keyphrase(story, text),
        *check_snippet(story),
        *check_content(story, text),
        *check_readability(text),
        *check_headline(story.headline, text.language),
    ]
    of_headline = [check for check in checks if check.group == "headline"]
    number = len(text.words)
    return Report(
        score=score(check for check in checks if check.group != "headline"),
        headline_score=score(of_headline),
        readability_score=score(check for check in checks if check.group == "readability"),
        language=text.language.code,
        words=number,
        sentences=len(text.sentences),
        ease=measure_ease(text),
        minutes=-(-number // 200),
        checks=checks,
    )


def score_headline(headline: str, language: str = "") -> int:
    """Return how good a headline is by itself, 0 to 100; 0 where there is none."""
    return score(check_headline(headline, choose_language(language, headline)))


def _read(story: Story) -> Text:
    first = read_text(story.body, choose_language(story.language, story.headline), story.address)
    language = choose_language(story.language, " ".join([story.headline, *first.paragraphs]))
    return first if language is first.language else read_text(story.body, language, story.address)
