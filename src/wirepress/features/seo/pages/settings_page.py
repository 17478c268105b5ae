"""The page of the SEO settings: a tab a part, and how a story and the front page look with what the form says."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.core.hooks import AdminPage
from wirepress.core.php.numbers import read_digits
from wirepress.features.seo.head.choose import choose
from wirepress.features.seo.overrides import store as overrides
from wirepress.features.seo.overrides.values import EMPTY
from wirepress.features.seo.pages.settings_form import groups_of, read_form
from wirepress.features.seo.preview import Preview, facts_of_front, facts_of_post, preview_of
from wirepress.features.seo.settings import store
from wirepress.features.seo.settings.head import HeadSettings
from wirepress.features.seo.settings.part import Part
from wirepress.features.seo.settings.parts import BY_NAME, PARTS

SAMPLES = 12  # stories that a preview can be seen of
PATH = "seo"


def show(request: HttpRequest) -> HttpResponse:
    """Return the page. A POST saves, or only shows how things would look (`deed` is `preview`). Raises Http404."""
    part = BY_NAME.get(request.GET.get("part", PARTS[0].NAME))
    if part is None:
        raise Http404
    stored = store.read(part)
    if request.method != "POST":
        return _render(request, stored, {})
    values, errors = read_form(stored, request.POST.dict())
    shown = dataclasses.replace(stored, **values)  # type: ignore[type-var]
    if errors or request.POST.get("deed") == "preview":
        return _render(request, shown, errors, unsaved=bool(values))
    if values:
        store.change(part, values)
    messages.success(request, "Settings saved." if values else "No changes.")
    return HttpResponseRedirect(f"{reverse('admin:index')}{PATH}/?part={part.NAME}")


def _render(request: HttpRequest, part: Part, errors: dict[str, str], *, unsaved: bool = False) -> HttpResponse:
    sample = _sample(request)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": "SEO",
        "subtitle": part.TITLE,
        "about": part.ABOUT,
        "groups": groups_of(part, errors),
        "wrong": bool(errors),
        "unsaved": unsaved,
        "nr_tabs": [
            {"title": one.TITLE, "link": f"?part={one.NAME}", "current": one is type(part), "count": None}
            for one in PARTS
        ],
        "previews": _previews(part, sample) if part.NAME == HeadSettings.NAME else [],
        "samples": [(post.pk, post.title or f"Story {post.pk}") for post in _newest()] if part.NAME == "head" else [],
        "sample": sample.pk if sample is not None else 0,
    }
    return TemplateResponse(request, "seo/settings.html", context)


def _previews(part: Part, sample: Post | None) -> list[tuple[str, Preview]]:
    settings = part if isinstance(part, HeadSettings) else store.read(HeadSettings)
    found = []
    if sample is not None:
        meta = choose(facts_of_post(sample), settings, overrides.of_post(sample))
        found.append(("A story", preview_of(meta)))
    found.append(("The front page", preview_of(choose(facts_of_front(), settings, EMPTY))))
    return found


def _newest() -> list[Post]:
    return queries.published_posts(per_page=SAMPLES)[0]


def _sample(request: HttpRequest) -> Post | None:
    number = read_digits(request.POST.get("sample") or request.GET.get("sample") or "") or 0
    newest = _newest()
    return next((post for post in newest if post.pk == number), newest[0] if newest else None)


PAGE = AdminPage(PATH, "SEO settings", show, capability="manage_options", section="SEO", icon="travel_explore")
