"""Public addresses of plugins: where no content is, and while the plugin is on."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tests.web.site.conftest import Write
from tests.web.site.plugin_site import AddPlugin
from wirepress.content.options import features, store
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.core.hooks import PublicAddress


def tide(request: HttpRequest, harbour: str = "all") -> HttpResponse:
    return HttpResponse(f"{request.method} tide of {harbour}")


@csrf_exempt
@require_POST
def note(request: HttpRequest) -> HttpResponse:
    return HttpResponse("noted")


TIDES = (
    PublicAddress(r"tides/(?P<harbour>[a-z]+)/", tide, "tide"),
    PublicAddress(r"note\.php", note, "note"),
)


@pytest.mark.parametrize("structure", ["/%year%/%monthnum%/%postname%/", "/%postname%/", ""])
def test_an_address_is_answered_while_the_plugin_is_on(
    write: Write, reader: Client, add_plugin: AddPlugin, structure: str
) -> None:
    store.put("permalink_structure", structure)
    missing = reader.get("/tides/north/")
    assert missing.status_code == 404
    name = add_plugin(public_addresses=lambda: TIDES)
    assert reader.get("/tides/north/").content == b"GET tide of north"
    assert reader.get("/tides/north/?p=1").content == b"GET tide of north"
    assert reader.get("/tides/North/").status_code == 404
    features.switch(name, False)
    off = reader.get("/tides/north/")
    assert (off.status_code, off.content) == (404, missing.content)
    assert reader.post("/note.php").status_code == 405


def test_other_methods_need_a_token_unless_the_view_says_not(write: Write, add_plugin: AddPlugin) -> None:
    strict = Client(enforce_csrf_checks=True)
    add_plugin(public_addresses=lambda: TIDES)
    assert strict.post("/tides/north/").status_code == 403
    assert strict.post("/note.php").content == b"noted"
    assert strict.get("/note.php").status_code == 405
    assert Client().post("/tides/north/").content == b"POST tide of north"


def test_no_address_shadows_those_of_wordpress(write: Write, reader: Client, add_plugin: AddPlugin) -> None:
    write("Tides", kind="page")
    story = write("Low water")
    addresses = [
        "/",
        "/feed/",
        "/comments/feed/",
        "/page/1/",
        "/tides/",
        post_link(story),
        f"{post_link(story)}embed/",
        "/category/harbour/",
        "/category/harbour/feed/",
        "/2026/03/",
        "/search/water/",
        "/wp-json/",
        "/wp-login.php",
        "/wp-sitemap.xml",
        "/robots.txt",
        "/favicon.ico",
        "/xmlrpc.php",
        f"/?p={story.pk}",
    ]
    before = {address: reader.get(address).status_code for address in addresses}
    asked: list[str] = []

    def greedy(request: HttpRequest) -> HttpResponse:
        asked.append(request.path_info)
        return HttpResponse("mine")

    add_plugin(public_addresses=lambda: [PublicAddress(r".*", greedy, "all")])
    assert {address: reader.get(address).status_code for address in addresses} == before
    assert asked == []
    assert reader.post(post_link(story)).status_code == 405 and reader.post("/").status_code == 405
    assert reader.get("/nowhere/").content == b"mine" and asked == ["/nowhere/"]


def test_a_lead_that_is_only_guessed_does_not_count(write: Write, reader: Client, add_plugin: AddPlugin) -> None:
    write("Tides of March")
    assert reader.get("/tides-of/").status_code == 301
    add_plugin(public_addresses=lambda: [PublicAddress(r"tides-of/", tide, "tides-of")])
    assert reader.get("/tides-of/").content == b"GET tide of all"


@pytest.mark.parametrize(("pattern", "words"), [("/tides/", "slash"), ("^/tides/", "slash"), ("tides/(", "expression")])
def test_a_wrong_pattern_is_named_and_costs_nothing_else(
    write: Write, reader: Client, add_plugin: AddPlugin, pattern: str, words: str
) -> None:
    with pytest.raises(ValueError, match=f"'tides'.*{words}"):
        PublicAddress(pattern, tide, "tides")
    add_plugin(public_addresses=lambda: [PublicAddress(pattern, tide, "tides")])
    add_plugin(public_addresses=lambda: TIDES)
    assert reader.get("/tides/north/").content == b"GET tide of north"


def test_strange_paths_are_nobodys(write: Write, reader: Client, add_plugin: AddPlugin) -> None:
    add_plugin(public_addresses=lambda: [PublicAddress(r"(?s:.*)", tide, "all")])
    assert reader.get("/a%00b").status_code == 404
    assert reader.get("/" + "a" * 9000).status_code == 404
