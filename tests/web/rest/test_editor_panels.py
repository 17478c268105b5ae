"""Panels of features in the block editor: what is in them, and forms that are saved with the story."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client

from tests.web.admin.conftest import Enter
from tests.web.admin.conftest import enter as enter
from tests.web.admin.conftest import staff as staff
from tests.web.admin.conftest import write as write
from wirepress.content.errors import ActionRefused
from wirepress.content.posts.models import Post
from wirepress.core.contract.editor_panels import EditorFact, EditorField, EditorPanel
from wirepress.core.contract.newsroom import StoryPanel
from wirepress.web.rest import editor_panels


def _save(request: HttpRequest, post: Any) -> None:
    if request.POST.get("tide_port") == "nowhere":
        raise ActionRefused("tide_unknown", "There is no such port.", 400)
    post.slug = request.POST.get("tide_port", "").lower()
    Post.objects.filter(pk=post.pk).update(slug=post.slug)


TIDE = StoryPanel("tide", "Tide", lambda request, post: f'<input name="tide_port" value="{post.slug}">', _save)
MOON = EditorPanel(
    "moon",
    "Moon",
    fields=(EditorField("moon_phase", "Phase", "choice", choices={"new": "New", "full": "Full"}),),
    facts=lambda post, actor: [EditorFact("Next", "Full", "/moon")],
)
PLAIN_MOON = StoryPanel("moon", "Moon as a form", lambda request, post: "")
CHIEFS = EditorPanel("chiefs", "Chiefs", facts=lambda post, actor: [], capability="manage_options")


@pytest.fixture(autouse=True)
def panels(monkeypatch: pytest.MonkeyPatch) -> None:
    """The panels of two invented features."""

    class Declared:
        def declared(self, hook: str) -> list[Any]:
            return {"editor_panels": [MOON, CHIEFS], "story_panels": [TIDE, PLAIN_MOON]}.get(hook, [])

    monkeypatch.setattr(editor_panels, "extensions", Declared)


def nonce_of(client: Client) -> dict[str, str]:
    return {"X-WP-Nonce": client.get("/wp-admin/admin-ajax.php?action=rest-nonce").content.decode()}


def ask(client: Client, post: Post, name: str) -> Any:
    return client.get(f"/wp-json/wirepress/v1/posts/{post.pk}/panels/{name}", headers=nonce_of(client))


def save(client: Client, post: Post, **data: Any) -> Any:
    return client.post(
        f"/wp-json/wp/v2/posts/{post.pk}", data, content_type="application/json", headers=nonce_of(client)
    )


def test_the_role_decides_which_there_are(staff: dict[str, Any]) -> None:
    shown = {role: [one["name"] for one in editor_panels.describe_panels(staff[role], "post")] for role in staff}
    assert shown["editor"] == ["moon", "tide"] and shown["administrator"] == ["moon", "chiefs", "tide"]
    assert shown["subscriber"] == [] and editor_panels.describe_panels(staff["editor"], "attachment") == []


def test_facts_and_forms_are_read(enter: Enter, write: Callable[..., Post]) -> None:
    client, story = enter("editor"), write(slug="husum")
    assert ask(client, story, "moon").json() == {"facts": [{"label": "Next", "text": "Full", "link": "/moon"}]}
    assert ask(client, story, "tide").json() == {"html": '<input name="tide_port" value="husum">'}
    assert ask(client, story, "chiefs").status_code == ask(client, story, "sun").status_code == 404


def test_a_form_is_saved_with_the_story(enter: Enter, write: Callable[..., Post]) -> None:
    client, story = enter("editor"), write()
    assert save(client, story, title="Ebb", wirepress_panels={"tide": {"tide_port": ["Husum"]}}).status_code == 200
    story.refresh_from_db()
    assert (story.title, story.slug) == ("Ebb", "husum")


def test_a_refusal_refuses_the_story(enter: Enter, write: Callable[..., Post]) -> None:
    client, story = enter("editor"), write(title="Flood")
    answer = save(client, story, title="Ebb", wirepress_panels={"tide": {"tide_port": "nowhere"}})
    assert (answer.status_code, answer.json()["code"]) == (400, "tide_unknown")
    story.refresh_from_db()
    assert story.title == "Flood"


@pytest.mark.parametrize("forms", [None, [], "x", {"tide": "x"}, {"tide": {"a": {"b": 1}}}, {"sun": {}}, {"moon": {}}])
def test_odd_forms_break_nothing(enter: Enter, write: Callable[..., Post], forms: Any) -> None:
    assert save(enter("editor"), write(), title="Ebb", wirepress_panels=forms).status_code == 200
