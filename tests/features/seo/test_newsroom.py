"""The settings page with its previews, and the part of a story's form."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.http import HttpRequest, QueryDict
from django.test import Client, RequestFactory

from tests.web.admin.conftest import Enter, enter, staff
from tests.web.admin.conftest import write as write_for
from wirepress.content.errors import ActionRefused
from wirepress.content.options import store as options
from wirepress.content.posts.models import Post
from wirepress.features.seo.overrides import store as overrides
from wirepress.features.seo.overrides.values import Overrides
from wirepress.features.seo.pages import story_panel
from wirepress.features.seo.settings import store as settings
from wirepress.features.seo.settings.head import HeadSettings
from wirepress.features.seo.settings.parts import PARTS
from wirepress.features.seo.settings.schema import SchemaSettings

__all__ = ["enter", "staff", "write_for"]
PAGE = "/wp-admin/seo/"
_INPUT = re.compile(r'<input id="[^"]*" name="([^"]*)" value="([^"]*)" type="(?:text|number)"')
_CHECKED = re.compile(r'<input type="checkbox" id="[^"]*" name="([^"]*)" checked')
_CHOSEN = re.compile(r'<select id="[^"]*" name="([^"]*)".*?</select>', re.S)
_AREA = re.compile(r'<textarea id="[^"]*" name="([^"]*)"[^>]*>(.*?)</textarea>', re.S)


def filled(html: str) -> dict[str, str]:
    """What a browser would send of the page's form as it is."""
    import html as entities

    found = {name: entities.unescape(value) for name, value in _INPUT.findall(html)}
    found |= dict.fromkeys(_CHECKED.findall(html), "on")
    found |= {name: entities.unescape(value) for name, value in _AREA.findall(html)}
    for choice in _CHOSEN.finditer(html):
        chosen = re.search(r'<option value="([^"]*)" selected', choice[0])
        first = re.search(r'<option value="([^"]*)"', choice[0])
        found[choice[1]] = (chosen or first)[1]  # type: ignore[index]
    return found


@pytest.fixture
def chief(enter: Enter, write_for: Callable[..., Post]) -> Client:
    """The administrator, at a paper with a story."""
    options.put("blogname", "Lantern")
    write_for(title="Ferry & tide")
    return enter("administrator")


@pytest.mark.parametrize("part", [part.NAME for part in PARTS])
def test_a_page_that_is_sent_back_as_it_is_changes_nothing(part: str, chief: Client) -> None:
    html = chief.get(f"{PAGE}?part={part}").content.decode()
    answer = chief.post(f"{PAGE}?part={part}", {**filled(html), "deed": "save"}, follow=True)
    assert "No changes." in answer.content.decode()
    assert not settings.is_stored(HeadSettings) and not settings.is_stored(SchemaSettings)


def test_settings_are_saved(chief: Client) -> None:
    form = filled(chief.get(PAGE).content.decode())
    changed = {
        **form,
        "separator": "|",
        "titles.post": "#post_title!",
        "robots.date.noindex": "on",
        "max_snippet": "40",
        "mastodon": "https://a.example/x\n\nhttps://b.example/y",
        "deed": "save",
    }
    del changed["twitter"]
    assert "Settings saved." in chief.post(PAGE, changed, follow=True).content.decode()
    head = settings.read(HeadSettings)
    assert (head.separator, head.titles["post"], head.max_snippet, head.twitter) == ("|", "#post_title!", 40, False)
    assert head.robots == {"date": {"noindex": True}}
    assert head.mastodon == ["https://a.example/x", "https://b.example/y"]
    form = filled(chief.get(PAGE).content.decode())
    chief.post(
        PAGE, {**{k: v for k, v in form.items() if k != "robots.date.noindex"}, "titles.post": "", "deed": "save"}
    )
    head = settings.read(HeadSettings)
    assert head.robots == {} and head.titles["post"] == ""


def test_a_preview_shows_what_is_not_saved(chief: Client) -> None:
    before = chief.get(PAGE).content.decode()
    assert "Ferry &amp; tide – Lantern" in before
    form = {**filled(before), "separator": "+", "deed": "preview"}
    html = chief.post(PAGE, form).content.decode()
    assert "Ferry &amp; tide + Lantern" in html and "nothing of it is saved yet" in html
    assert not settings.is_stored(HeadSettings)


def test_what_is_wrong_is_said_where_it_is_and_nothing_is_lost(chief: Client) -> None:
    form = {**filled(chief.get(PAGE).content.decode()), "max_snippet": "many", "separator": "|", "deed": "save"}
    html = chief.post(PAGE, form).content.decode()
    assert "Enter a whole number." in html and 'name="separator" value="|"' in html
    assert not settings.is_stored(HeadSettings)
    assert chief.get(f"{PAGE}?part=nothing").status_code == 404


@pytest.mark.parametrize("role", ["editor", "author", "subscriber"])
def test_only_who_manages_the_site_has_the_page(role: str, enter: Enter) -> None:
    assert enter(role).get(PAGE).status_code == 403


def request_of(data: dict[str, str]) -> HttpRequest:
    request = RequestFactory().post("/")
    request.POST = QueryDict(mutable=True)
    request.POST.update(data)
    return request


def panel(post: Post | None) -> str:
    return story_panel.render(RequestFactory().get("/"), post)


def test_the_panel_of_a_story_shows_and_stores(write_for: Callable[..., Post]) -> None:
    post = write_for(title="Ebb")
    html = panel(post)
    assert "Ebb – " in html
    form = filled(html)
    story_panel.save(request_of(form), post)
    assert overrides.of_post(Post.objects.get(pk=post.pk)) == Overrides()
    form |= {
        "seo_title": "#post_title, seen",
        "seo_og_image": "/b.png",
        "seo_robots_noindex": "on",
        "seo_keyphrases": "low water\nebb",
        "seo_corrections": "2026-05-04 It is the north pier.\nNo date here",
        "seo_article_type": "Article",
    }
    story_panel.save(request_of(form), post)
    post = Post.objects.get(pk=post.pk)
    assert overrides.of_post(post) == Overrides(
        title="#post_title, seen",
        og_image="/b.png",
        og_image_source="custom",
        robots={"noindex": True},
        keyphrases=["low water", "ebb"],
        corrections=[{"date": "2026-05-04", "text": "It is the north pier."}, {"text": "No date here"}],
        article_type="Article",
    )
    again = filled(panel(post))
    story_panel.save(request_of(again), post)
    assert overrides.of_post(Post.objects.get(pk=post.pk)) == overrides.of_post(post)


def test_the_panel_keeps_what_it_does_not_show(write_for: Callable[..., Post]) -> None:
    post = write_for()
    kept = Overrides(
        og_video="https://a.example/v.mp4",
        robots={"noindex": False, "max_snippet": 5},
        primary={"topic": 3},
        nodes=[{"@type": "ClaimReview"}],
        og_image_source="featured",
    )
    overrides.put_of_post(post, kept)
    post = Post.objects.get(pk=post.pk)
    story_panel.save(request_of(filled(panel(post))), post)
    assert overrides.of_post(Post.objects.get(pk=post.pk)) == kept


def test_a_new_story_has_the_panel_too_and_a_form_without_it_changes_nothing(write_for: Callable[..., Post]) -> None:
    assert "seo_title" in panel(None)
    post = write_for()
    overrides.put_of_post(post, Overrides(title="Mine"))
    story_panel.save(request_of({"title": "Other"}), post)
    assert overrides.of_post(Post.objects.get(pk=post.pk)).title == "Mine"


def test_what_is_too_long_is_refused_in_words(write_for: Callable[..., Post]) -> None:
    post = write_for()
    with pytest.raises(ActionRefused, match="title"):
        story_panel.save(request_of({"seo_title": "a" * 5001}), post)
