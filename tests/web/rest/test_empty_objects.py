"""Maps that WordPress declares as objects are `{}` when nothing is in them; its arrays stay `[]`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.web.rest.conftest import Ask, Write
from wirepress.content.media.models import MediaFile
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.core.php import json
from wirepress.core.php.json import PhpObject
from wirepress.web.rest.response.context import filter_by_context

Attach = Callable[[object], Post]


@pytest.fixture
def attach(write: Write) -> Attach:
    """Makes an attachment with that metadata."""

    def _attach(metadata: object) -> Post:
        post = write("Quay", kind="attachment", status="inherit")
        Post.objects.filter(pk=post.pk).update(mime_type="image/jpeg", type="attachment")
        MediaFile.objects.update_or_create(post=post, defaults={"path": "2026/03/quay.jpg", "metadata": metadata})
        return post

    return _attach


@pytest.mark.parametrize("metadata", [{}, [], "broken", 7, False])
@pytest.mark.parametrize("query", ["", "?_fields=media_details", "?_envelope=1", "?context=embed", "?_pretty=1"])
def test_details_of_a_file_that_nothing_is_known_of(attach: Attach, metadata: object, query: str) -> None:
    post = attach(metadata)
    for path in (f"/wp/v2/media/{post.pk}", "/wp/v2/media"):
        body = Client().get(f"/wp-json{path}{query}").content.replace(b'": ', b'":')
        assert b'"media_details":{}' in body


def test_embedded_details(attach: Attach, write: Write) -> None:
    picture = attach({})
    story = write(featured_media=picture.pk)
    found = Client().get(f"/wp-json/wp/v2/posts/{story.pk}?_embed=wp:featuredmedia").content
    assert b'"media_details":{}' in found


@pytest.mark.parametrize("metadata", [{"width": 4}, {"width": 4, "sizes": []}, {"width": 4, "sizes": {}}])
def test_sizes_that_there_are_none_of(attach: Attach, metadata: object) -> None:
    assert (
        b'"media_details":{"width":4,"sizes":{}}' in Client().get(f"/wp-json/wp/v2/media/{attach(metadata).pk}").content
    )


def test_rights_of_somebody_without_a_role(ask: Ask, people: dict[str, User]) -> None:
    User.objects.filter(pk=people["author"].pk).update(roles=[], extra_capabilities={})
    body = ask(f"/wp/v2/users/{people['author'].pk}?context=edit", "administrator").content
    assert b'"capabilities":{},"extra_capabilities":{}' in body and b'"roles":[]' in body


def test_a_widget_that_holds_nothing(ask: Ask) -> None:
    body = {"id_base": "archives", "sidebar": "wp_inactive_widgets", "instance": {"raw": {}}}
    made = ask("/wp/v2/widgets", "administrator", "POST", body)
    assert made.status_code == 201 and b'"instance":{"raw":{}}' in made.content


def test_global_styles_and_taxonomies(ask: Ask) -> None:
    assert ask("/wp/v2/taxonomies?type=wp_navigation", "administrator").content == b"{}"


def test_lists_stay_lists(ask: Ask, write: Write) -> None:
    body = ask(f"/wp/v2/posts/{write().pk}").content
    assert b'"tags":[]' in body and ask("/wp/v2/tags").content == b"[]"


def test_a_context_that_hides_all_of_an_object_leaves_an_object() -> None:
    schema = {"type": "object", "properties": {"a": {"type": "string", "context": ["edit"]}}}
    assert json.encode(filter_by_context(PhpObject(a="x"), schema, "view")) == b"{}"
    assert json.encode(filter_by_context({"a": "x"}, schema, "view")) == b"[]"
