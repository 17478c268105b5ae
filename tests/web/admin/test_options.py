"""Settings, features and the features' pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse
from django.template.response import TemplateResponse

from tests.web.admin.conftest import Enter
from wirepress.content.options import features, store
from wirepress.core.hooks import AdminPage
from wirepress.web.admin.options.pages import OptionsForm, settings_by_group

pytestmark = pytest.mark.django_db


def _data(group: str, **changes: Any) -> dict[str, Any]:
    """What the browser posts for a group: every value as it is, and some changed (by option)."""
    form = OptionsForm(settings_by_group()[group])
    data = {}
    for name, field in form.by_name.items():
        value = changes.get(field.option, form.initial[name])
        if value is not False and value is not None:
            data[name] = "on" if value is True else value
    return data


@pytest.mark.parametrize("group", ["general", "writing", "reading", "discussion", "media", "permalinks", "engagement"])
def test_saving_a_group_unchanged_stores_nothing(enter: Enter, group: str) -> None:
    before = dict(store.all_options())
    answer = enter("administrator").post(f"/wp-admin/settings/{group}/", _data(group))
    assert answer.status_code == 302, answer.context["form"].errors
    store.forget()
    assert store.all_options() == before


def test_values_are_stored_in_their_types(enter: Enter) -> None:
    client = enter("administrator")
    client.post(
        "/wp-admin/settings/reading/", _data("reading", posts_per_page="7", blog_public=False, rss_use_excerpt=True)
    )
    client.post(
        "/wp-admin/settings/general/", _data("general", blogname="Harbour Post", timezone_string="Europe/Lisbon")
    )
    client.post("/wp-admin/settings/permalinks/", _data("permalinks", permalink_structure="/%year%/%postname%/"))
    store.forget()
    assert store.get("posts_per_page") == 7 and store.get("blog_public") == 0 and store.get("rss_use_excerpt") is True
    assert (store.get("blogname"), store.get("timezone_string")) == ("Harbour Post", "Europe/Lisbon")
    assert store.get("permalink_structure") == "/%year%/%postname%/"


@pytest.mark.parametrize(
    ("group", "option", "value"),
    [
        ("reading", "posts_per_page", "0"),
        ("reading", "posts_per_page", "many"),
        ("reading", "show_on_front", "nothing"),
        ("general", "admin_email", "not an address"),
        ("general", "timezone_string", "Mars/Olympus"),
        ("general", "default_role", "king"),
        ("discussion", "comment_order", "sideways"),
        ("permalinks", "permalink_structure", "/%slug%/"),
        ("permalinks", "permalink_structure", "/%year%/"),
        ("permalinks", "permalink_structure", "no-slash-%postname%"),
    ],
)
def test_wrong_values_are_named_and_nothing_is_stored(enter: Enter, group: str, option: str, value: str) -> None:
    before = dict(store.all_options())
    answer = enter("administrator").post(f"/wp-admin/settings/{group}/", _data(group, **{option: value}))
    form = answer.context["form"]
    assert answer.status_code == 200
    assert [form.by_name[name].option for name in form.errors] == [option]
    store.forget()
    assert store.all_options() == before


def test_a_features_settings_have_a_page_while_it_is_on(enter: Enter) -> None:
    client = enter("administrator")
    assert "Words per minute" in client.get("/wp-admin/settings/engagement/").content.decode()
    client.post(
        "/wp-admin/settings/engagement/",
        _data("engagement", **{"twp_be_options_settings[twp_be_readtime_word_per_minute]": "150"}),
    )
    store.forget()
    assert store.get("twp_be_options_settings")["twp_be_readtime_word_per_minute"] == 150
    client.post("/wp-admin/features/", {"name": "engagement", "on": "0"})
    assert client.get("/wp-admin/settings/engagement/").status_code == 404


def test_features_are_switched(enter: Enter) -> None:
    client = enter("administrator")
    client.post("/wp-admin/features/", {"name": "engagement", "on": "0"})
    store.forget()
    assert "engagement" in features.switched_off()
    client.post("/wp-admin/features/", {"name": "engagement", "on": "1"})
    store.forget()
    assert "engagement" not in features.switched_off()
    assert (
        "There is no feature"
        in client.post("/wp-admin/features/", {"name": "<b>x", "on": "1"}, follow=True).content.decode()
    )
    assert enter("editor").post("/wp-admin/features/", {"name": "engagement", "on": "0"}).status_code == 403


def test_settings_are_not_for_editors(enter: Enter) -> None:
    assert enter("editor").post("/wp-admin/settings/general/", {"option-0": "Taken over"}).status_code == 403
    assert store.get("blogname") != "Taken over"


class _On:
    """Features that declare one page."""

    names = ("tides",)

    def __init__(self, *pages: AdminPage) -> None:
        self.pages = pages

    def declared(self, hook: str) -> list[Any]:
        return list(self.pages) if hook == "admin_pages" else []

    def ask(self, hook: str, **_: object) -> list[object]:
        return []


def test_a_features_page_is_mounted_with_its_right(enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    page = AdminPage(
        "tides/levels",
        "Levels",
        lambda request: TemplateResponse(request, "newsroom/page.html", {}),
        "edit_others_posts",
        "Water",
    )
    bare = AdminPage("tides/raw", "Raw", lambda request: HttpResponse("7 m"), "manage_options")
    for place in ("wirepress.content.options.features.extensions", "wirepress.web.admin.menu.extensions"):
        monkeypatch.setattr(place, lambda: _On(page, bare))
    shown = enter("editor").get("/wp-admin/tides/levels/")
    assert shown.status_code == 200 and "Levels" in shown.content.decode() and "Water" in shown.content.decode()
    assert enter("editor").get("/wp-admin/tides/levels")["Location"] == "/wp-admin/tides/levels/"
    assert enter("editor").get("/wp-admin/tides/raw/").status_code == 403
    assert enter("author").get("/wp-admin/tides/levels/").status_code == 403
    assert enter("administrator").get("/wp-admin/tides/raw/").content == b"7 m"
    assert enter("anonymous").get("/wp-admin/tides/raw/").status_code == 302
