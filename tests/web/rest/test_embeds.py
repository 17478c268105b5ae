"""Embeds in a story's HTML: what WordPress kept with the story, and cards of the site's own stories."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import pytest

from tests.web.rest.conftest import Ask, Write
from wirepress.content.options import store
from wirepress.content.options.features import switch
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.posts.rendering import oembed_cache

URL = "https://film.example/watch?v=7&t=3"
FRAME = '<iframe src="https://film.example/embed/7" width="500" height="281"></iframe>'
BLOCK = (
    '<!-- wp:embed {{"url":"{0}","type":"video"}} --><figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\r\n'
    "{0}\r\n</div></figure><!-- /wp:embed -->"
)


@pytest.fixture(autouse=True)
def bare(people: object) -> None:
    """Stories without what features put around them."""
    switch("engagement", False)


def keep(post: Post, url: str, html: str, attrs: str = 'a:2:{s:5:"width";i:500;s:6:"height";i:750;}') -> None:
    """As WordPress keeps an embed."""
    PostMeta.objects.create(post=post, key="_oembed_" + hashlib.md5((url + attrs).encode()).hexdigest(), value=html)
    PostMeta.objects.create(
        post=post, key="_oembed_time_" + hashlib.md5((url + attrs).encode()).hexdigest(), value="1700000000"
    )


def html(ask: Ask, post: Post) -> str:
    return str(ask(f"/wp/v2/posts/{post.pk}").json()["content"]["rendered"])


FORMS = {
    "line": f"Before.\r\n\r\n{URL}\r\n\r\nAfter.",
    "paragraph": f"<p>{URL}</p>",
    "shortcode": f"[embed]{URL}[/embed]",
}


@pytest.mark.parametrize("form", FORMS)
def test_what_was_kept_stands_in_place_of_the_address(write: Write, ask: Ask, form: str) -> None:
    post = write(content=FORMS[form])
    keep(post, URL, FRAME)
    found = html(ask, post)
    assert "https://film.example/embed/7" in found and "watch?v=7" not in found


def test_in_a_block(write: Write, ask: Ask) -> None:
    url = "https://film.example/watch/7"
    post = write(content=BLOCK.format(url))
    keep(post, url, FRAME)
    found = html(ask, post)
    assert 'class="wp-block-embed__wrapper">' in found and "/embed/7" in found and url not in found


@pytest.mark.parametrize(
    ("shortcode", "attrs"),
    [
        ('width="320" height="180"', 'a:2:{s:5:"width";s:3:"320";s:6:"height";s:3:"180";}'),
        ("height=180 width=320", 'a:2:{s:5:"width";s:3:"320";s:6:"height";s:3:"180";}'),
        ('width="320"', 'a:2:{s:5:"width";s:3:"320";s:6:"height";i:750;}'),
        ('class="wide"', 'a:3:{s:5:"width";i:500;s:6:"height";i:750;s:5:"class";s:4:"wide";}'),
    ],
)
def test_a_size_is_a_part_of_the_name(write: Write, ask: Ask, shortcode: str, attrs: str) -> None:
    post = write(content=f"[embed {shortcode}]{URL}[/embed]")
    keep(post, URL, FRAME, attrs)
    assert "/embed/7" in html(ask, post)


def test_another_size_is_another_embed(write: Write, ask: Ask) -> None:
    post = write(content=f'[embed width="320" height="180"]{URL}[/embed]')
    keep(post, URL, FRAME)
    assert "/embed/7" not in html(ask, post) and "<a href=" in html(ask, post)


@pytest.mark.parametrize("size", [(640, 960), (645, 968), (1000, 1000), (1140, 1000)])
def test_the_width_of_an_older_theme_will_do(write: Write, ask: Ask, size: tuple[int, int]) -> None:
    post = write(content=FORMS["line"])
    keep(post, URL, FRAME, f'a:2:{{s:5:"width";i:{size[0]};s:6:"height";i:{size[1]};}}')
    assert "/embed/7" in html(ask, post)


def test_an_address_without_an_embed_stays_an_address(write: Write, ask: Ask) -> None:
    alone, linked = write(content=FORMS["line"]), write(content=FORMS["shortcode"])
    for post in (alone, linked):
        keep(post, URL, oembed_cache.UNKNOWN)
    assert "{{" not in html(ask, alone) and "watch?v=7" in html(ask, alone) and "<a" not in html(ask, alone)
    assert '<a href="https://film.example/watch?v=7' in html(ask, linked)


def test_nothing_is_taken_from_another_story(write: Write, ask: Ask) -> None:
    keep(write(content="Other."), URL, FRAME)
    assert "/embed/7" not in html(ask, write(content=FORMS["line"]))


CARD = re.compile(
    r'<blockquote class="wp-embedded-content" data-secret="(\w{10})">(?:<p>)?<a href="([^"]+)">([^<]+)</a>(?:</p>)?</blockquote>'
    r'(?:\s*<p>)?<iframe class="wp-embedded-content" sandbox="allow-scripts" security="restricted" style="position: absolute; visibility: hidden;"'
    r' title="([^"]+)" src="([^"]+)#\?secret=\w{10}#\?secret=\1" data-secret="\1" width="500" height="282" frameborder="0" marginwidth="0"'
    r' marginheight="0" scrolling="no"></iframe>'
)


@pytest.mark.parametrize("pretty", [True, False])
@pytest.mark.parametrize("form", ["{}", "<p>{}</p>", "[embed]{}[/embed]", BLOCK])
def test_a_story_of_the_site_is_shown_as_a_card(write: Write, ask: Ask, pretty: bool, form: str) -> None:
    shown = write("Bell & buoy")
    if not pretty:
        store.put("permalink_structure", "")
    address = post_link(shown)
    post = write("Frame", content=form.format(address))
    path = f"/wp/v2/posts/{post.pk}"
    found = str(ask(path).json()["content"]["rendered"]) if pretty else _plain(path)
    card = CARD.search(found)
    assert card is not None, found
    assert card[2].replace("&#038;", "&") == address and card[3] == "Bell &amp; buoy" and "Bell &amp; buoy" in card[4]
    assert card[5] == (f"{address}embed/" if pretty else f"{address}&#038;embed=true")
    again = str(ask(path).json()["content"]["rendered"]) if pretty else _plain(path)
    assert again == found


def _plain(path: str) -> str:
    from django.test import Client

    return str(Client().get("/", {"rest_route": path}).json()["content"]["rendered"])


@pytest.mark.parametrize("fields", [{"status": "draft"}, {"status": "private"}, {"status": "trash"}])
def test_what_is_not_open_to_everybody_has_no_card(write: Write, ask: Ask, fields: dict[str, Any]) -> None:
    hidden = write("Sealed", status="publish")
    address = post_link(hidden)
    post = write("Frame", content=address)
    assert CARD.search(html(ask, post))
    Post.objects.filter(pk=hidden.pk).update(**fields)
    for role in ("", "editor"):
        found = ask(f"/wp/v2/posts/{post.pk}", role).json()["content"]["rendered"]
        assert "Sealed" not in found and address in found


def test_the_card_follows_its_story(write: Write, ask: Ask) -> None:
    shown = write("Ebb")
    post = write("Frame", content=post_link(shown))
    assert ">Ebb<" in html(ask, post)
    Post.objects.filter(pk=shown.pk).update(title="Flood")
    assert ">Flood<" in html(ask, post)


@pytest.mark.parametrize(
    "address",
    [
        "http://other.example/2026/ebb/",
        "http://news.example/no/such/",
        "http://news.example/",
        "http://[",
        "ftp://news.example/a",
    ],
)
def test_other_addresses_stay(write: Write, ask: Ask, address: str) -> None:
    assert "wp-embedded-content" not in html(ask, write("Frame", content=address))
