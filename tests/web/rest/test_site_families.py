"""Families about the site itself: settings, passwords of programs, plugins, theme, widgets, abilities, blocks, health."""

from __future__ import annotations

import pytest

from tests.web.rest.conftest import Ask, Write
from wirepress.content.options import features, store, widgets
from wirepress.content.users import application_passwords
from wirepress.content.users.models import ApplicationPassword, User

MANAGED = (
    "/wp/v2/settings",
    "/wp/v2/themes",
    "/wp/v2/plugins",
    "/wp/v2/sidebars",
    "/wp/v2/widgets",
    "/wp/v2/widget-types",
    "/wp-site-health/v1/tests/https-status",
    "/wp-site-health/v1/directory-sizes",
)


@pytest.mark.parametrize("route", MANAGED)
def test_the_sites_own_routes_are_for_administrators(ask: Ask, route: str) -> None:
    statuses = [ask(route, role).status_code for role in ("", "author", "administrator")]
    assert statuses == [401, 403, 200]


def test_settings_are_changed_cleaned_and_refused(ask: Ask) -> None:
    changed = ask(
        "/wp/v2/settings", "administrator", "POST", {"title": "Tide & <b>Time</b>", "posts_per_page": 7}
    ).json()
    assert (changed["title"], changed["posts_per_page"]) == ("Tide &amp; &lt;b&gt;Time&lt;/b&gt;", 7)
    kept = ask("/wp/v2/settings", "administrator", "POST", {"timezone": "Nowhere/Land"})
    assert (
        kept.status_code == 200
        and kept.json()["timezone"] == ask("/wp/v2/settings", "administrator").json()["timezone"]
    )
    wrong = ask("/wp/v2/settings", "administrator", "POST", {"posts_per_page": "many", "title": "Not kept"})
    assert wrong.status_code == 400 and list(wrong.json()["data"]["params"]) == ["posts_per_page"]
    assert ask("/wp/v2/settings", "administrator").json()["title"] == changed["title"]


def test_a_setting_that_is_taken_away_is_null(ask: Ask) -> None:
    ask("/wp/v2/settings", "administrator", "POST", {"title": "Here"})
    assert ask("/wp/v2/settings", "administrator", "POST", {"title": None}).json()["title"] is None


def test_application_passwords_are_shown_once_and_revoked(ask: Ask, people: dict[str, User]) -> None:
    base = "/wp/v2/users/me/application-passwords"
    made = ask(base, "author", "POST", {"name": "Tablet"})
    secret = made.json()["password"]
    assert made.status_code == 201 and application_passwords.verify("author", secret) is not None
    one = f"{base}/{made.json()['uuid']}"
    assert "password" not in ask(one, "author").json()
    assert ask(one, "author", "DELETE").json()["deleted"] is True
    assert application_passwords.verify("author", secret) is None
    assert ask(one, "author").status_code == 404


def test_other_peoples_application_passwords_are_out_of_reach(ask: Ask, people: dict[str, User]) -> None:
    base = f"/wp/v2/users/{people['administrator'].pk}/application-passwords"
    application_passwords.create(people["administrator"], "phone")
    for method, data in (("GET", None), ("POST", {"name": "x"}), ("DELETE", None)):
        assert ask(base, "editor", method, data).status_code == 403
    assert ApplicationPassword.objects.filter(user=people["administrator"], name="phone").exists()


def test_a_program_may_ask_which_password_it_uses(ask: Ask) -> None:
    found = ask("/wp/v2/users/me/application-passwords/introspect", "author").json()
    assert found["name"] == "test"


def test_features_are_switched_as_plugins_are(ask: Ask) -> None:
    route = "/wp/v2/plugins/engagement/engagement"
    try:
        assert ask(route, "administrator", "POST", {"status": "inactive"}).json()["status"] == "inactive"
        assert "engagement" in features.switched_off()
        assert ask(route, "editor", "POST", {"status": "active"}).status_code == 403
        assert "engagement" in features.switched_off()
    finally:
        features.switch("engagement", True)
    assert ask("/wp/v2/plugins", "administrator", "POST", {"slug": "anything"}).status_code == 404
    assert ask(route, "administrator", "DELETE").status_code == 400


def test_the_theme_is_known_by_its_folder(ask: Ask) -> None:
    name = ask("/wp/v2/themes", "administrator").json()[0]["stylesheet"]
    assert ask(f"/wp/v2/themes/{name}", "administrator").json()["status"] == "active"
    assert ask("/wp/v2/themes/other", "administrator").status_code == 404
    assert ask("/wp/v2/themes?status=inactive", "administrator").json() == []


def test_widgets_of_an_imported_site_are_kept_changed_and_deleted(ask: Ask) -> None:
    store.put("widget_block", {"2": {"content": "<p>Tides</p>"}, "_multiwidget": 1})
    store.put("sidebars_widgets", {"footer": ["block-2", "block-9"], "array_version": 3})
    assert [row["id"] for row in ask("/wp/v2/widgets", "administrator").json()] == ["block-2"]
    new = ask(
        "/wp/v2/widgets",
        "administrator",
        "POST",
        {
            "id_base": "block",
            "sidebar": widgets.PLACE,
            "instance": {"raw": {"content": "<p>Ferries</p>"}},
        },
    )
    assert new.status_code == 201 and new.json()["id"] == "block-3"
    ask("/wp/v2/widgets/block-3", "administrator", "PUT", {"instance": {"raw": {"content": "<p>No ferries</p>"}}})
    assert widgets.find_instance("block-3") == {"content": "<p>No ferries</p>"}
    assert ask("/wp/v2/widgets/block-2?force=true", "administrator", "DELETE").json()["deleted"] is True
    assert widgets.widget_names() == ["block-3"] and widgets.find_instance("block-2") is None
    assert (
        ask("/wp/v2/widgets", "administrator", "POST", {"id_base": "none", "sidebar": widgets.PLACE}).status_code == 400
    )


def test_a_place_takes_widgets_in_a_new_order(ask: Ask) -> None:
    store.put("widget_block", {"2": {"content": "a"}, "3": {"content": "b"}})
    store.put("sidebars_widgets", {widgets.PLACE: ["block-2", "block-3"]})
    route = f"/wp/v2/sidebars/{widgets.PLACE}"
    assert ask(route, "administrator", "POST", {"widgets": ["block-3", "gone-1", "block-2"]}).json()["widgets"] == [
        "block-3",
        "block-2",
    ]
    assert ask("/wp/v2/sidebars/header", "administrator").status_code == 404


def test_abilities_tell_only_those_who_may_know(ask: Ask) -> None:
    route = "/wp-abilities/v1/abilities/core/get-site-info/run"
    assert [ask(route, role).status_code for role in ("", "subscriber", "administrator")] == [401, 403, 200]
    assert ask(f"{route}?input[fields][]=url", "administrator").json() == {"url": "http://news.example"}
    assert ask(f"{route}?input[fields][]=secret_key", "administrator").status_code == 400
    own = ask("/wp-abilities/v1/abilities/core/get-user-info/run", "subscriber").json()
    assert own["user_login"] == "subscriber"
    assert ask("/wp-abilities/v1/abilities/core/none", "subscriber").status_code == 404


def test_a_computed_block_is_previewed_for_writers(ask: Ask, write: Write) -> None:
    post = write("Bell found in the sand")
    route = "/wp/v2/block-renderer/core/latest-posts?context=edit"
    assert [ask(route, role).status_code for role in ("", "subscriber")] == [401, 403]
    assert "Bell found in the sand" in ask(route, "contributor").json()["rendered"]
    assert ask(f"{route}&post_id={post.pk}", "contributor").status_code == 403
    assert ask("/wp/v2/block-renderer/core/nothing?context=edit", "editor").status_code == 404


def test_attributes_cannot_leave_the_block(ask: Ask, write: Write) -> None:
    write()
    answer = ask(
        "/wp/v2/block-renderer/core/latest-posts",
        "editor",
        "POST",
        {
            "context": "edit",
            "attributes": {"className": "--> <!-- wp:html --><script>x()</script><!-- /wp:html -->"},
        },
    )
    assert answer.status_code in (200, 400)
    assert "<script>" not in answer.json().get("rendered", "")


def test_patterns_are_for_writers(ask: Ask) -> None:
    assert [ask("/wp/v2/block-patterns/patterns", role).status_code for role in ("", "subscriber", "contributor")] == [
        401,
        403,
        200,
    ]
    names = {row["name"] for row in ask("/wp/v2/block-patterns/categories", "contributor").json()}
    assert all(set(row["categories"]) <= names for row in ask("/wp/v2/block-patterns/patterns", "contributor").json())
