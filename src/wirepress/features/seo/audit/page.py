"""The newsroom's pages of the audit: what is wrong on how many stories, which stories, and which stand alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import admin
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post
from wirepress.core.hooks import AdminPage
from wirepress.core.php.numbers import read_digits
from wirepress.features.seo.analysis.store import scores_of
from wirepress.features.seo.audit.count import TITLES, count_findings, stories_with
from wirepress.features.seo.head.texts import plain
from wirepress.features.seo.links.store import count_links, dead_ended, orphaned

ROWS: Final = 25
ALONE: Final = {
    "orphaned": (
        "Stories that no other links to",
        "Readers and search engines find them by lists alone. Link to them from where they belong.",
    ),
    "dead-ended": (
        "Stories that link to no other",
        "Whoever has read one of them has nowhere to go. Link to what was reported before.",
    ),
}
CAPABILITY: Final = "edit_others_posts"


def show(request: HttpRequest) -> HttpResponse:
    """Return the page: the whole site, or with `finding` or `alone` in the address the stories behind a number."""
    finding, alone = request.GET.get("finding", ""), request.GET.get("alone", "")
    if finding in TITLES:
        return _list_stories(request, TITLES[finding], "", stories_with(finding), {"finding": finding})
    if alone in ALONE:
        title, about = ALONE[alone]
        return _list_stories(
            request, title, about, orphaned() if alone == "orphaned" else dead_ended(), {"alone": alone}
        )
    audit = count_findings()
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": "Site audit",
        "audit": audit,
        "behind": audit.stories - audit.analysed,
        "alone": [
            {"name": name, "title": title, "about": about, "number": rows.count()}
            for (name, (title, about)), rows in zip(ALONE.items(), (orphaned(), dead_ended()), strict=True)
        ],
    }
    return TemplateResponse(request, "seo/audit.html", context)


def _list_stories(
    request: HttpRequest, title: str, about: str, stories: QuerySet[Post], kept: dict[str, str]
) -> HttpResponse:
    found = Paginator(stories, ROWS).get_page(read_digits(request.GET.get("page", "")) or 1)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": title,
        "about": about,
        "found": found,
        "rows": _rows(found),
        "query": urlencode(kept) + "&",
        "back": request.path,
    }
    return TemplateResponse(request, "seo/audit_stories.html", context)


def _rows(found: Page[Post] | Sequence[Post]) -> list[dict[str, Any]]:
    posts = list(found)
    numbers = [post.pk for post in posts]
    scores, links = scores_of(numbers), count_links(numbers)
    return [
        {
            "title": plain(post.title) or f"(no title, {post.pk})",
            "edit": reverse(f"admin:newsroom_{'page' if post.type == 'page' else 'story'}_change", args=[post.pk]),
            "link": post_link(post),
            "date": post.date,
            "score": scores[post.pk].score if post.pk in scores else None,
            "inward": links[post.pk][0],
            "outward": links[post.pk][1],
        }
        for post in posts
    ]


PAGE: Final = AdminPage("seo-audit", "Site audit", show, capability=CAPABILITY, section="SEO", icon="fact_check")
