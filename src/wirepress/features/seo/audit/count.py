"""Counts of what the analysis found over all public stories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Avg, Count, Q, QuerySet

from wirepress.content.posts.models import Post
from wirepress.features.seo.analysis.models import StoryAnalysis, StoryFinding

# What each finding is called over many stories, and where to begin with it: by name of the check.
TITLES: Final = {
    "alternative_texts": "Pictures without an alternative text",
    "heading_order": "Headings out of order",
    "empty_links": "Links that lead nowhere or say nothing",
    "pictures": "No picture",
    "credits": "Pictures without caption or credit",
    "length": "Short texts",
    "links_inward": "No link to another story",
    "links_outward": "No link to a source",
    "description_width": "Description missing, too short or too long",
    "title_width": "Title too short or too long",
    "slug": "Address that says nothing",
    "keyphrase": "No keyphrase",
    "keyphrase_title": "Keyphrase not in the title",
    "keyphrase_start": "Keyphrase not at the start",
    "keyphrase_description": "Keyphrase not in the description",
    "keyphrase_slug": "Keyphrase not in the address",
    "keyphrase_density": "Keyphrase too often or too seldom",
    "keyphrase_subheads": "Keyphrase in no subhead, or in each",
    "keyphrase_alt": "Keyphrase in no alternative text",
    "keyphrase_length": "Long keyphrases",
    "keyphrase_related": "Further keyphrases that stand nowhere",
    "ease": "Hard to read",
    "sentence_length": "Many long sentences",
    "paragraph_length": "Long paragraphs",
    "subheads": "Long parts without a subhead",
    "consecutive": "Sentences in a row that begin alike",
    "passive": "Much passive voice",
    "transitions": "Few transition words",
    "headline_words": "Headlines too short or too long, in words",
    "headline_characters": "Headlines too short or too long, in characters",
    "headline_balance": "Headlines of fillers",
    "headline_appeal": "Headlines without appeal",
    "headline_shouting": "Headlines that shout, or end with a full stop",
    "headline_bait": "Headlines that promise and do not say",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong on how many public stories. `poor`: on how many of them it should be mended."""

    name: str
    title: str
    poor: int
    fair: int


@dataclass(frozen=True, slots=True)
class Audit:
    """The whole site at a glance. Scores are averages, 0 to 100; `good` and `poor` count stories of 70 and more, and below 40."""

    stories: int
    analysed: int
    score: int
    headline_score: int
    good: int
    poor: int
    findings: list[Finding]


def count_findings() -> Audit:
    """Return what is wrong on how many public stories, the worst first: three queries over indexes."""
    public = StoryAnalysis.objects.filter(public=True)
    sums = public.aggregate(
        analysed=Count("pk"),
        mean=Avg("score"),
        headline=Avg("headline_score"),
        good=Count("pk", filter=Q(score__gte=70)),
        poor=Count("pk", filter=Q(score__lt=40)),
    )
    by_name: dict[str, dict[bool, int]] = {}
    for name, poor, number in (
        StoryFinding.objects.filter(public=True).values_list("name", "poor").annotate(Count("pk"))
    ):
        by_name.setdefault(name, {})[poor] = number
    findings = [
        Finding(name, TITLES[name], numbers.get(True, 0), numbers.get(False, 0))
        for name, numbers in by_name.items()
        if name in TITLES
    ]
    findings.sort(key=lambda one: (-one.poor, -one.fair, one.title))
    stories = Post.objects.filter(type__in=("post", "page"), status="publish", password="").count()
    return Audit(
        stories,
        sums["analysed"],
        round(sums["mean"] or 0),
        round(sums["headline"] or 0),
        sums["good"],
        sums["poor"],
        findings,
    )


def stories_with(name: str) -> QuerySet[Post]:
    """Return the public stories with a finding, those first that should be mended, then the newest."""
    numbers = StoryFinding.objects.filter(public=True, name=name).order_by("-poor", "-post_id")
    return Post.objects.filter(pk__in=numbers.values("post_id")).order_by("-pk")
