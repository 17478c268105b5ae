"""The SEO part of a story's form: what stands in the place of the templates, and how the story looks in results and when shared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, cast

from django.http import HttpRequest
from django.template.loader import render_to_string

from wirepress.content.errors import ActionRefused
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import terms_of
from wirepress.core.hooks import StoryPanel
from wirepress.core.rest.errors import RestError
from wirepress.features.seo.head import texts
from wirepress.features.seo.overrides import store
from wirepress.features.seo.overrides.values import EMPTY, Overrides, with_changes
from wirepress.features.seo.pages.settings_form import FLAGS, Input
from wirepress.features.seo.preview import meta_of_post, preview_of
from wirepress.features.seo.settings.head import CARDS
from wirepress.features.seo.settings.schema import ARTICLE_TYPES, WEB_PAGE_TYPES

NAME: Final = "seo"
_TEXTS: Final = (
    ("title", "Title in search results", "Empty: as the site has it. May hold words such as #post_title."),
    ("description", "Description in search results", "Empty: the excerpt, or how the story begins."),
    ("canonical", "Canonical address", "Where it was published first, when that is not here."),
    ("breadcrumb", "Breadcrumb", "Empty: the headline."),
)
_SHARED: Final = (
    ("og_title", "Title when shared", "Empty: the title in search results."),
    ("og_description", "Description when shared", ""),
    ("og_image", "Picture when shared", "An address, or the ID of a file under Media."),
    ("og_section", "Section when shared", ""),
    ("twitter_title", "Title on X", ""),
    ("twitter_description", "Description on X", ""),
    ("twitter_image", "Picture on X", "An address, or the ID of a file under Media."),
)


def render(request: HttpRequest, post: Any) -> str:
    """Return the fields of a story, with its preview once it is stored."""
    row = cast("Post | None", post)
    stored = row is not None and row.pk is not None
    own = store.of_post(row) if stored and row is not None else EMPTY
    context: dict[str, Any] = {
        "found": [_text(name, label, help, own) for name, label, help in _TEXTS],
        "shared": [_text(name, label, help, own) for name, label, help in _SHARED] + [_card(own)],
        "kinds": _kinds(own, row if stored else None),
        "flags": [
            Input(f"{NAME}_robots_{flag}", words, "check", own.robots.get(flag) is True) for flag, words in FLAGS
        ],
        "keyphrases": Input(
            f"{NAME}_keyphrases",
            "Keyphrases",
            "area",
            "\n".join(own.keyphrases),
            "What readers would search for. One a line, the main one first; other words for it behind commas.",
        ),
        "corrections": Input(
            f"{NAME}_corrections",
            "Corrections",
            "area",
            "\n".join(_correction_line(one) for one in own.corrections),
            "One a line: 2026-05-04 What was wrong and is right now.",
        ),
        "preview": preview_of(meta_of_post(row, own)) if stored and row is not None else None,
    }
    return render_to_string("seo/story_panel.html", context, request)


def save(request: HttpRequest, post: Any) -> None:
    """Store what the form says. Raises ActionRefused with words for people."""
    row = cast(Post, post)
    data = request.POST
    if f"{NAME}_title" not in data:  # a form without this part
        return
    before = store.of_post(row)
    try:
        after = with_changes(before, read_form(data.dict(), before))
    except RestError as error:
        raise ActionRefused("seo_invalid_field", error.message) from None
    if after != before:
        store.put_of_post(row, after)


def read_form(data: Mapping[str, str], before: Overrides) -> dict[str, Any]:
    """Return the fields of the form as values of overrides."""

    def given(name: str) -> str:
        return data.get(f"{NAME}_{name}", "").strip()

    values: dict[str, Any] = {name: given(name) for name, _, _ in (*_TEXTS, *_SHARED)}
    for side in ("og", "twitter"):
        source = getattr(before, f"{side}_image_source")
        custom = bool(values[f"{side}_image"])
        values[f"{side}_image_source"] = (
            ("custom" if source != "custom_field" else source)
            if custom
            else ("" if source in ("custom", "custom_field") else source)
        )
    values["twitter_card"] = given("twitter_card")
    values["article_type"], values["page_type"] = given("article_type"), given("page_type")
    values["paid"] = True if f"{NAME}_paid" in data else None
    values["keyphrases"] = [line.strip() for line in given("keyphrases").splitlines() if line.strip()]
    values["corrections"] = [_read_correction(line) for line in given("corrections").splitlines() if line.strip()]
    kept = {key: value for key, value in before.robots.items() if key not in dict(FLAGS)}
    flags = {flag: True for flag, _ in FLAGS if f"{NAME}_robots_{flag}" in data}
    said_no = {flag: False for flag, _ in FLAGS if before.robots.get(flag) is False and flag not in flags}
    values["robots"] = {**kept, **said_no, **flags}
    main = given("primary")
    values["primary"] = {
        **{name: number for name, number in before.primary.items() if name != "category"},
        **({"category": int(main)} if main.isdigit() and main != "0" and len(main) < 18 else {}),
    }
    return values


def _text(name: str, label: str, help: str, own: Overrides) -> Input:
    kind = "area" if name.endswith("description") else "text"
    return Input(f"{NAME}_{name}", label, kind, getattr(own, name), help)


def _card(own: Overrides) -> Input:
    return Input(f"{NAME}_twitter_card", "Card on X", "choice", own.twitter_card, choices=[("", "As the site"), *CARDS])


def _kinds(own: Overrides, post: Post | None) -> list[Input]:
    articles = [("", "As the site has it"), *((kind, kind) for kind in ARTICLE_TYPES), ("none", "No article")]
    pages = [("", "As the site has it"), *((kind, kind) for kind in WEB_PAGE_TYPES)]
    found = [
        Input(f"{NAME}_article_type", "Kind of article", "choice", own.article_type, choices=articles),
        Input(f"{NAME}_page_type", "Kind of page", "choice", own.page_type, choices=pages),
        Input(f"{NAME}_paid", "Readers pay for it", "check", own.paid is True),
    ]
    terms = terms_of(post, "category") if post is not None else []
    if len(terms) > 1:
        choices = [("0", "The first"), *((str(term.pk), texts.decoded(term.name)) for term in terms)]
        found.append(
            Input(f"{NAME}_primary", "Main section", "choice", str(own.primary.get("category", 0)), choices=choices)
        )
    elif own.primary.get("category"):
        found.append(Input(f"{NAME}_primary", "Main section", "choice", "0", choices=[("0", "The first")]))
    return found


def _correction_line(one: Mapping[str, Any]) -> str:
    return f"{one.get('date', '')} {one.get('text', '')}".strip()


def _read_correction(line: str) -> dict[str, str]:
    day, _, words = line.strip().partition(" ")
    dated = len(day) >= 10 and day[:4].isdigit() and day[4] == "-"
    return {"date": day, "text": words.strip()} if dated else {"text": line.strip()}


PANEL: Final = StoryPanel(NAME, "Search and sharing", render, save)
