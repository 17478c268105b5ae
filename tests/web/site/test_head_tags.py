"""Tags of plugins in a page's head: one for each key, and one graph of JSON-LD."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.web.site.conftest import Write
from tests.web.site.plugin_site import AddPlugin
from wirepress.content.options import features
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.core.hooks import HeadTag
from wirepress.web.site.present.head import FeedLink, Head
from wirepress.web.site.present.head_tags import as_html, built_in_tags, join_nodes, join_tags, schema_script
from wirepress.web.site.present.pictures import Picture

SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def test_a_tag_takes_the_place_of_the_built_in_one(write: Write, reader: Client, add_plugin: AddPlugin) -> None:
    post = write("Low water")
    before = reader.get(post_link(post)).content.decode()
    tags = (
        HeadTag.title("Ebb & flow"),
        HeadTag.link("canonical", "https://other.example/?a=1&b=2"),
        HeadTag.meta_property("og:title", 'The "ebb"'),
        HeadTag.without("twitter:card"),
        HeadTag.meta("news_keywords", "tide"),
    )
    name = add_plugin(head_tags=lambda request, post: tags if post is not None else ())
    html = reader.get(post_link(post)).content.decode()
    assert html.count("<title>") == 1 and "<title>Ebb &amp; flow</title>" in html
    assert re.findall(r'<link rel="canonical" href="(.*?)">', html) == ["https://other.example/?a=1&amp;b=2"]
    assert re.findall(r'<meta property="og:title" content="(.*?)">', html) == ["The &quot;ebb&quot;"]
    assert "twitter:card" not in html and '<meta name="news_keywords" content="tide">' in html
    assert "<title>Ebb" not in reader.get("/").content.decode()
    features.switch(name, False)
    assert reader.get(post_link(post)).content.decode() == before


def test_of_two_plugins_the_first_one_counts(write: Write, reader: Client, add_plugin: AddPlugin) -> None:
    add_plugin(head_tags=lambda request, post: [HeadTag.meta("description", "One")])
    add_plugin(head_tags=lambda request, post: [HeadTag.meta("description", "Two"), HeadTag.meta("other", "Two")])
    html = reader.get("/").content.decode()
    assert re.findall(r'<meta name="description" content="(.*?)">', html) == ["One"]
    assert '<meta name="other" content="Two">' in html


def test_a_plugin_that_fails_costs_its_own_tags_only(write: Write, reader: Client, add_plugin: AddPlugin) -> None:
    def broken(request: object, post: object) -> list[HeadTag]:
        return [HeadTag("x", "meta", {'a"><script>': "b"})]

    add_plugin(head_tags=broken)
    add_plugin(head_tags=lambda request, post: [HeadTag.meta("well", "yes")])
    html = reader.get("/").content.decode()
    assert '<meta name="well" content="yes">' in html and 'a"><script>' not in html


def test_nodes_of_all_plugins_stand_in_one_graph(write: Write, reader: Client, add_plugin: AddPlugin) -> None:
    post = write("Low water")
    features.switch("seo", False)
    assert SCRIPT.search(reader.get(post_link(post)).content.decode()) is None
    add_plugin(schema_nodes=lambda request, post: [{"@type": "NewsArticle", "headline": post.title}] if post else [])
    add_plugin(schema_nodes=lambda request, post: [{"@type": "WebSite", "name": "</script><b>"}])
    for address, kinds in ((post_link(post), ["NewsArticle", "WebSite"]), ("/", ["WebSite"])):
        found = SCRIPT.findall(reader.get(address).content.decode())
        assert len(found) == 1
        graph = json.loads(found[0])
        assert graph["@context"] == "https://schema.org"
        assert [node["@type"] for node in graph["@graph"]] == kinds
        assert graph["@graph"][-1]["name"] == "</script><b>"


def test_a_node_adds_to_the_one_of_its_name_and_takes_nothing_away() -> None:
    first = {"@id": "#a", "@type": "NewsArticle", "headline": "Ebb"}
    later = {"@id": "#a", "@type": "Thing", "headline": "Flow", "correction": "#c"}
    assert join_nodes([first, {"@type": "WebSite"}, later]) == [
        {"@id": "#a", "@type": "NewsArticle", "headline": "Ebb", "correction": "#c"},
        {"@type": "WebSite"},
    ]


def test_a_tag_that_gives_way_stands_behind_those_of_other_plugins() -> None:
    meek = HeadTag("description", "meta", {"name": "description", "content": "Meek"}, gives_way=True)
    bold = HeadTag.meta("description", "Bold")
    assert join_tags([HeadTag.meta("description", "Own")], [meek]) == [meek]
    assert join_tags([], [meek, bold]) == [bold]


class _Read(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


@given(name=TEXTS, content=TEXTS)
def test_no_text_ends_its_tag(name: str, content: str) -> None:
    reader = _Read()
    reader.feed(as_html(HeadTag.meta(name, content)))
    assert reader.tags == [("meta", [("name", name), ("content", content)])]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(TEXTS, inner, min_size=1, max_size=3),
    max_leaves=8,
)


@given(nodes=st.lists(st.dictionaries(TEXTS, JSON, min_size=1, max_size=3), min_size=1, max_size=3))
def test_no_node_ends_the_script(nodes: list[dict[str, object]]) -> None:
    html = schema_script(nodes)  # type: ignore[arg-type]
    assert html.count("<") == 2
    found = SCRIPT.search(html)
    assert found is not None and json.loads(found[1])["@graph"] == nodes


@given(st.lists(st.sampled_from("abcd"), unique=True), st.lists(st.sampled_from("abcdef")))
def test_each_key_is_there_once_and_built_in_places_stay(built_in: list[str], added: list[str]) -> None:
    joined = join_tags(
        [HeadTag(key, "meta", {"name": "own"}) for key in built_in],
        [HeadTag(key, "meta", {"name": f"new{number}"}) for number, key in enumerate(added)],
    )
    assert [tag.key for tag in joined] == list(dict.fromkeys([*built_in, *added]))
    for tag in joined:
        assert tag.attributes["name"] == (f"new{added.index(tag.key)}" if tag.key in added else "own")


def test_built_in_tags_have_the_keys_that_are_documented(db: None) -> None:
    picture = Picture("/a.jpg", "http://news.example/a.jpg", alt="A boat")
    feed = FeedLink("Feed", "http://news.example/feed/")
    head = Head("Ebb", description="Low", canonical="/a/", kind="article", picture=picture, json="/j", shortlink="/s")
    head.before, head.after, head.published, head.modified = "/b", "/n", "1", "2"
    head.section, head.tags, head.author, head.embed, head.feeds = "Sea", ["x"], "Edda", "/a/", [feed]
    keys = [tag.key for tag in built_in_tags(head)]
    assert len(keys) == len(set(keys))
    assert {
        "title",
        "description",
        "canonical",
        "prev",
        "icon",
        "EditURI",
        "og:title",
        "twitter:card",
        "article:tag x",
    } <= set(keys)
    assert {"theme-color light", "theme-color dark", "robots", "author", f"alternate {feed.url}"} <= set(keys)


@pytest.mark.parametrize("rel", ["alternate", "preload"])
def test_a_page_may_have_several_links_of_one_kind(rel: str) -> None:
    links = [HeadTag.link(rel, address) for address in ("/a", "/b", "/a")]
    assert [tag.attributes["href"] for tag in join_tags([], links)] == ["/a", "/b"]
