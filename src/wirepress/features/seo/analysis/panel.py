"""The analysis beside the form of a story: of what is stored, and with JavaScript of what is being written."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from wirepress.content.posts import access
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.core.hooks import AdminPage, PostFacts, StoryPanel
from wirepress.core.php.numbers import read_digits
from wirepress.core.rest.errors import RestError
from wirepress.features.seo.analysis.analyse import GROUPS, Report, analyse
from wirepress.features.seo.analysis.column import describe_score
from wirepress.features.seo.analysis.gather import gather_story
from wirepress.features.seo.analysis.routes import TEXT_MAX, as_written
from wirepress.features.seo.links.suggest import suggest_links
from wirepress.features.seo.overrides import store as overrides
from wirepress.features.seo.overrides.values import with_changes
from wirepress.features.seo.pages.story_panel import read_form

NAME: Final = "seo_analysis"
PATH: Final = "seo-analyse"
_ORDER: Final = {"poor": 0, "fair": 1, "good": 2, "none": 3}
_WORDS: Final = {"poor": "To mend", "fair": "Could be better", "good": "Good", "none": "Does not apply"}
_FIELDS: Final = ("title", "content", "excerpt", "slug")


def render(request: HttpRequest, post: PostFacts | None) -> str:
    """Return the panel's HTML."""
    body = render_report(request, _stored(post)) if post is not None else ""
    return render_to_string(
        "seo/analysis_panel.html", {"body": body, "post": post.pk if post is not None else 0}, request
    )


def show_report(request: HttpRequest) -> HttpResponse:
    """Return the report of a form as it is being written, as a piece of HTML. Nothing is stored."""
    if request.method != "POST":
        return HttpResponse("Send the form of a story.", status=405, content_type="text/plain; charset=utf-8")
    who: Any = request.user
    stored = _stored_by_number(request.POST.get("post", ""))
    if not isinstance(who, User) or (stored is not None and not access.may_edit(who, stored)):
        return HttpResponse("You may not edit this story.", status=403, content_type="text/plain; charset=utf-8")
    written = {name: request.POST[name][:TEXT_MAX] for name in _FIELDS if name in request.POST}
    if (picture := read_digits(request.POST.get("featured_media", ""))) is not None:
        written["featured_media"] = picture  # type: ignore[assignment]
    try:
        post, own = as_written(stored, dict(written))
        if "seo_title" in request.POST:  # the part of the form that says what the head says
            own = with_changes(own, read_form(request.POST.dict(), own))
    except RestError as error:
        return HttpResponse(error.message, status=error.status, content_type="text/plain; charset=utf-8")
    return HttpResponse(_as_html(request, post, analyse(gather_story(post, own)), links=False))


def render_report(request: HttpRequest, post: Post) -> str:
    """Return the report of a stored story as HTML."""
    return _as_html(request, post, analyse(gather_story(post, overrides.of_post(post))), links=True)


def _as_html(request: HttpRequest, post: Post, report: Report, *, links: bool) -> str:
    groups = []
    for name, title in GROUPS.items():
        checks = sorted(
            (check for check in report.checks if check.group == name and check.status != "none"),
            key=lambda one: _ORDER[one.status],
        )
        groups.append({"title": title, "checks": [(check, _WORDS[check.status]) for check in checks]})
    found = suggest_links(post.pk, post.title, post.content) if links else []
    context = {"report": report, "word": describe_score(report.score), "groups": groups, "suggestions": found}
    return render_to_string("seo/analysis_report.html", context, request)


def _stored(post: PostFacts) -> Post:
    return post if isinstance(post, Post) else Post.objects.get(pk=post.pk)


def _stored_by_number(text: str) -> Post | None:
    number = read_digits(text)
    return Post.objects.filter(pk=number, type__in=("post", "page")).first() if number else None


PANEL: Final = StoryPanel(NAME, "Analysis", render)
PAGE: Final = AdminPage(PATH, "Analysis", show_report, capability="edit_posts", in_menu=False)
