"""Templates and parts: the theme's files, changed into posts and back again."""

from __future__ import annotations

import pytest

from tests.web.rest.conftest import Ask

pytestmark = pytest.mark.django_db
BASE = "/wp/v2/templates"
OWN = f"{BASE}/twentytwentyfive//single"
CHANGED = "<!-- wp:post-title /-->"


def test_who_may_see_and_change(ask: Ask) -> None:
    for role, seen, changed in (
        ("", 401, 401),
        ("subscriber", 403, 403),
        ("contributor", 200, 403),
        ("editor", 200, 403),
    ):
        assert ask(BASE, role).status_code == ask(OWN, role).status_code == seen
        answer = ask(OWN, role, "POST", {"content": CHANGED})
        assert (answer.status_code, answer.json()["code"]) == (changed, "rest_cannot_manage_templates")


def test_a_file_becomes_a_post_and_comes_back(ask: Ask) -> None:
    before = ask(OWN, "administrator").json()
    assert (before["source"], before["wp_id"], before["has_theme_file"]) == ("theme", 0, True)
    changed = ask(OWN, "administrator", "POST", {"content": CHANGED}).json()
    assert (changed["source"], changed["origin"], changed["content"]["raw"]) == ("custom", "theme", CHANGED)
    assert changed["title"]["raw"] == before["title"]["raw"] and changed["wp_id"]
    listed = [one["id"] for one in ask(BASE, "editor").json()]
    assert listed.count(before["id"]) == 1
    again = ask(OWN, "administrator", "PUT", {"title": "One story"}).json()
    assert (again["wp_id"], again["title"]["raw"], again["content"]["raw"]) == (changed["wp_id"], "One story", CHANGED)
    assert ask(f"{OWN}?source=theme", "administrator").json()["content"] == before["content"]
    back = ask(OWN, "administrator", "POST", {"source": "theme"}).json()
    assert (back["source"], back["content"]["raw"]) == ("theme", before["content"]["raw"])


def test_one_of_its_own(ask: Ask) -> None:
    answer = ask(BASE, "administrator", "POST", {"slug": "long-read", "title": "Long read", "content": CHANGED})
    made = answer.json()
    assert answer.status_code == 201 and answer["Location"].endswith("/templates/twentytwentyfive//long-read")
    assert (made["id"], made["is_custom"], made["status"]) == ("twentytwentyfive//long-read", True, "publish")
    twin = ask(BASE, "administrator", "POST", {"slug": "long-read", "content": CHANGED}).json()
    assert twin["slug"] == "long-read-2"
    deleted = ask(f"{BASE}/{made['id']}?force=true", "administrator", "DELETE").json()
    assert deleted["deleted"] is True and deleted["previous"]["id"] == made["id"]
    assert ask(f"{BASE}/{made['id']}", "editor").json()["code"] == "rest_template_not_found"


@pytest.mark.parametrize(
    ("method", "path", "data", "status", "code"),
    [
        ("DELETE", OWN, None, 400, "rest_invalid_template"),
        ("GET", f"{BASE}/twentytwentyfive//nothing", None, 404, "rest_template_not_found"),
        ("GET", f"{BASE}/other-theme//single", None, 404, "rest_template_not_found"),
        ("POST", BASE, {"slug": "empty"}, 400, "empty_content"),
        ("POST", BASE, {"slug": "!", "content": "a"}, 400, "rest_invalid_param"),
        ("POST", BASE, {"content": "a"}, 400, "rest_missing_callback_param"),
        ("POST", OWN, {"author": 99999}, 400, "rest_invalid_author"),
        ("POST", BASE, {"slug": "a", "content": "a", "theme": "other"}, 400, "rest_template_insert_error"),
        ("GET", f"{OWN}/revisions", None, 400, "rest_invalid_template"),
        ("GET", f"{BASE}/nothing//at-all/revisions", None, 404, "rest_post_invalid_parent"),
    ],
)
def test_refusals(ask: Ask, method: str, path: str, data: object, status: int, code: str) -> None:
    answer = ask(path, "administrator", method, data)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_parts_have_an_area(ask: Ask) -> None:
    base = "/wp/v2/template-parts"
    made = ask(base, "administrator", "POST", {"slug": "masthead", "content": "a", "area": "header"}).json()
    assert made["area"] == "header" and "is_custom" not in made
    odd = ask(base, "administrator", "POST", {"slug": "odd", "content": "a", "area": "moon"}).json()
    assert odd["area"] == "uncategorized"
    found = {one["slug"] for one in ask(f"{base}?area=header", "editor").json()}
    assert found == {"header", "masthead"}


def test_lookup_goes_up_the_hierarchy(ask: Ask) -> None:
    assert ask(f"{BASE}/lookup?slug=category-news", "editor").json()["slug"] == "archive"
    assert ask(f"{BASE}/lookup?slug=single-post-a", "editor").json()["slug"] == "single"
    assert ask(f"{BASE}/lookup?slug=mine&is_custom=true", "editor").json()["slug"] == "page"


def test_revisions_and_autosaves(ask: Ask) -> None:
    for text in ("one", "two", "three"):
        ask(OWN, "administrator", "POST", {"content": text})
    kept = ask(f"{OWN}/revisions", "administrator")
    assert kept["X-WP-Total"] == str(len(kept.json())) and kept.json()[0]["content"]["raw"] == "three"
    one = kept.json()[-1]
    revision = one["_links"]["self"][0]["href"].rpartition("/")[2]
    assert ask(f"{OWN}/revisions/{revision}", "administrator").json()["content"] == one["content"]
    assert ask(f"{OWN}/revisions", "editor").status_code == 403
    assert ask(f"{OWN}/revisions/{revision}", "administrator", "DELETE").status_code == 501
    assert ask(f"{OWN}/revisions/{revision}?force=true", "administrator", "DELETE").json()["deleted"] is True
    saved = ask(f"{OWN}/autosaves", "administrator", "POST", {"content": "being written"}).json()
    assert saved["content"]["raw"] == "being written" and saved["parent"]
    assert [found["content"]["raw"] for found in ask(f"{OWN}/autosaves", "administrator").json()] == ["being written"]
    assert ask(OWN, "administrator").json()["content"]["raw"] == "three"
