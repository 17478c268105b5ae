"""Previews of what is written and not saved."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests.web.admin.conftest import Enter
from tests.web.admin.conftest import enter as enter
from tests.web.admin.conftest import staff as staff
from tests.web.admin.conftest import write as write
from wirepress.content.posts.models import Post
from wirepress.content.posts.revisions import autosaves_of

STORED, WRITTEN = "From the first of the month", "From the second, after all"


@pytest.fixture
def preview(enter: Enter, write: Callable[..., Post]) -> tuple[Post, str, Client]:
    """A published story with an editor's unsaved text, the address of its preview, and the editor's browser."""
    client, story = enter("editor"), write()
    nonce = client.get("/wp-admin/admin-ajax.php?action=rest-nonce").content.decode()
    kept = client.post(
        f"/wp-json/wp/v2/posts/{story.pk}/autosaves",
        {"content": f"<p>{WRITTEN}.</p>"},
        content_type="application/json",
        headers={"X-WP-Nonce": nonce},
    ).json()
    parts = urlsplit(kept["preview_link"])
    return story, f"{parts.path}?{parts.query}", client


def test_it_shows_what_is_not_saved(preview: tuple[Post, str, Client]) -> None:
    page = preview[2].get(preview[1])
    assert WRITTEN in page.content.decode() and STORED not in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    story = Post.objects.get(pk=preview[0].pk)
    assert STORED in story.content and len(autosaves_of(story.pk)) == 1


@pytest.mark.parametrize("who", ["anonymous", "subscriber", "contributor", "author2", "administrator"])
def test_only_who_may_edit_sees_it(enter: Enter, preview: tuple[Post, str, Client], who: str) -> None:
    """An address that was passed on shows what everybody sees: its nonce is the editor's own."""
    page = enter(who).get(preview[1], follow=True).content.decode()
    assert STORED in page and WRITTEN not in page


@pytest.mark.parametrize("change", [("preview_nonce=", "preview_nonce=x"), ("preview_id=", "preview_id=9")])
def test_a_wrong_address_shows_what_is_published(preview: tuple[Post, str, Client], change: tuple[str, str]) -> None:
    assert WRITTEN not in preview[2].get(preview[1].replace(*change), follow=True).content.decode()
