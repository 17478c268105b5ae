"""The main job: the document that a real news site answered goes in and comes out without one byte changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests.transfer.rest.conftest import Bring
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.features.engagement.settings import FIELDS, OPTION
from wirepress.features.social.models import SocialAccount

ADDRESS = "/index.php?rest_route=/wp/v2/posts/92417"


@pytest.fixture
def seed(shared: Path, bring: Bring, change_settings: Callable[..., None]) -> bytes:
    """The document, imported on a site of its address with plain permalinks."""
    change_settings(url="https://sotnews.agency")
    store.put("permalink_structure", "")
    document = (shared / "golden" / "seed-post-92417.json").read_bytes()
    bring(document)
    return document


def test_the_same_bytes_come_out(seed: bytes) -> None:
    answer = Client().get(ADDRESS)
    assert len(seed) == 14_106
    assert answer.content == seed


def test_the_read_time_is_computed(seed: bytes) -> None:
    assert "Read Time" not in Post.objects.get(pk=92417).content
    defaults = {key: default for key, _, default, _, _ in FIELDS}
    store.put(OPTION, {**defaults, "twp_be_readtime_word_per_minute": "400"})
    assert "2 Minute, 2 Second" in Client().get(ADDRESS).json()["content"]["rendered"]


def test_its_two_accounts_are_there_and_disconnected(seed: bytes) -> None:
    assert list(SocialAccount.objects.values_list("active", "connected")) == [(True, False), (True, False)]


def test_every_link_of_the_document_answers(seed: bytes) -> None:
    document = Client().get(ADDRESS).json()
    found = {}
    for name, links in document["_links"].items():
        for link in links if name != "curies" else ():
            found[link["href"]] = (name, Client().get(link["href"].removeprefix("https://sotnews.agency")).status_code)
    assert len(found) >= 8
    # Revisions are for those who may edit the story; everything else is public.
    hidden = ("version-history", "predecessor-version")
    assert {href: status for href, (name, status) in found.items() if status != (401 if name in hidden else 200)} == {}
