"""Addresses in texts, attributes of links, arguments of addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.markup.kses.soup import soup
from wirepress.core.markup.links import link_attributes, query_args
from wirepress.core.markup.links.parse_url import parse_url


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See http://a.example/x.html and //b.example/y", ["http://a.example/x.html", "//b.example/y"]),
        ("http://a.example/x?a=1&amp;b=2 twice http://a.example/x?a=1&amp;b=2", ["http://a.example/x?a=1&b=2"]),
        ("<a href='https://a.example/'>x</a>", ["https://a.example/"]),
        ("no slash: a.example", []),
        ("a path /img/a.png here", ["/img/a.png"]),
        ("http://a.example:8080/;p;", ["http://a.example:8080/p"]),
        ("no dot http://localhost/x", []),
    ],
)
def test_addresses_in_a_text(text, found):
    assert link_attributes.extract_urls(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<p>x <a class="y" href="/tide 1">a</a><a href="/2">b</a>', "/tide%201"),
        ("<a name='x'>a</a><a href='http://a.example'>b</a>", "http://a.example"),
        ("http://a.example", ""),
        ("<link href='/x'>", ""),
    ],
)
def test_the_first_link(text, found):
    assert link_attributes.first_link(text) == found


@pytest.mark.parametrize(
    ("url", "relative"),
    [
        ("https://a.example/b?c#d", "/b?c#d"),
        ("//a.example/b", "/b"),
        ("http://a.example", ""),
        ("/b", "/b"),
        ("mailto:x@y.example", "mailto:x@y.example"),
    ],
)
def test_an_address_without_its_host(url, relative):
    assert link_attributes.make_relative(url) == relative


def test_an_address_for_people():
    assert link_attributes.shorten_url("https://www.a.example/b/") == "a.example/b"
    assert link_attributes.shorten_url("http://a.example/" + "b" * 40) == "a.example/" + "b" * 22 + "&hellip;"
    assert link_attributes.shorten_url("http://a.example/bcd", 10) == "a.examp&hellip;"


def test_links_of_readers_are_not_followed_but_own_ones_are():
    text = '<a href="http://a.example/">x</a> <a href="https://own.example/">y</a>'
    assert link_attributes.rel_nofollow(text, ["own.example"]) == (
        '<a href="http://a.example/" rel="nofollow">x</a> <a href="https://own.example/">y</a>'
    )
    assert link_attributes.rel_ugc('<a href="/" rel="me">x</a>') == '<a href="/" rel="me nofollow ugc">x</a>'
    assert link_attributes.rel_nofollow("<a href='x") == "<a href='x"


def test_target_and_base_of_links():
    assert (
        link_attributes.links_add_target('<a href="/" target="top">x</a><b>') == '<a href="/" target="_blank">x</a><b>'
    )
    assert link_attributes.links_add_base_url('<a href="c"><img src="/d">', "http://a.example/b/") == (
        '<a href="http://a.example/b/c"><img src="http://a.example/d">'
    )


@pytest.mark.parametrize(
    ("url", "args", "expected"),
    [
        ("/a/", {"x": 1}, "/a/?x=1"),
        ("/a/?x=2#f", {"x": "3"}, "/a/?x=3#f"),
        ("http://a.example", {"x": "1", "y": None}, "http://a.example?x=1"),
        ("http://a.example/?x=1&y=2", {"x": False}, "http://a.example/?y=2"),
        ("x=1", {"y": 2}, "x=1&y=2"),
        ("/?x", {"y": 1.5}, "/?x&y=1.5"),
        ("/", {"x": [1, {"k": "v"}]}, "/?x%5B0%5D=1&x%5B1%5D%5Bk%5D=v"),
        ("/?x%5B%5D=1", {"y": True}, "/?x%5B0%5D=1&y=1"),
    ],
)
def test_arguments_of_an_address(url, args, expected):
    assert query_args.add_query_args(url, args) == expected


@given(
    st.sampled_from(["/", "http://a.example/b", "b.php?c=d#e"]),
    st.from_regex(r"[a-z]{1,5}", fullmatch=True),
    st.integers(),
)
def test_an_argument_that_is_taken_away_leaves_no_trace(url, name, value):
    name = f"q{name}"
    assert query_args.remove_query_args(query_args.add_query_args(url, {name: value}), [name]) == url


@given(soup)
def test_no_text_is_too_broken(text):
    assert all("/" in url for url in link_attributes.extract_urls(text))
    assert isinstance(link_attributes.first_link(text), str)
    assert link_attributes.rel_ugc(text).count("<") == text.count("<")
    parts = parse_url(text)
    assert parts is None or set(parts) <= {"scheme", "host", "port", "user", "pass", "path", "query", "fragment"}


@pytest.mark.parametrize(
    ("url", "base", "absolute"),
    [
        ("../map.png", "http://a.example/north/quay/", "http://a.example/north/map.png"),
        ("../../map.png", "http://a.example/north/quay/west/", "http://a.example/north/map.png"),
        ("../../map.png", "http://a.example/", "http://a.example/map.png"),
        ("map.png?x=1#y", "http://a.example:81/north/quay", "http://a.example:81/north/map.png?x=1#y"),
        ("/map.png", "http://a.example/north/", "http://a.example/map.png"),
        ("//b.example:82/map.png", "https://a.example/", "https://b.example:82/map.png"),
        ("?page=2", "http://a.example/north/", "http://a.example/north/?page=2"),
        ("#top", "http://a.example", "http://a.example/#top"),
        ("https://b.example/../x", "http://a.example/", "https://b.example/../x"),
        ("mailto:quay@a.example", "http://a.example/", "mailto:quay@a.example"),
        ("map.png", "no address", "map.png"),
    ],
)
def test_addresses_below_a_base(url, base, absolute):
    assert link_attributes.links_add_base_url(f'<img src="{url}">', base) == f'<img src="{absolute}">'


def test_a_value_of_an_attribute_ends_with_its_line():
    text = "<a href='x\ny'>a</a>"
    assert link_attributes.links_add_base_url(text, "http://a.example/") == text


@pytest.mark.parametrize(
    ("url", "short"),
    [
        ("https://www.a.example/tides/", "a.example/tides"),
        ("ftp://www.a.example/\\", "ftp://a.example"),
        ("HTTPS://a.example/?to=http://b.example", "HTTPS://a.example/?to=b.example"),
        ("http://a.example/é", "a.example/é"),
        ("http://a.example/" + "ab" * 20, "a.example/" + "ab" * 11 + "&hellip;"),
    ],
)
def test_short_addresses(url, short):
    assert link_attributes.shorten_url(url) == short


@pytest.mark.parametrize(
    ("url", "relative"),
    [
        ("https://a.example/x", "/x"),
        ("//a.example:81/x?y", "/x?y"),
        ("ftp://a.example/x", "ftp://a.example/x"),
        ("reader@a.example//x", "reader@a.example//x"),
    ],
)
def test_relative_addresses(url, relative):
    assert link_attributes.make_relative(url) == relative


def test_an_attribute_beside_rel_keeps_its_references():
    written = link_attributes.rel_nofollow("""<a title="a 'b'" rel="x" href="http://b.example/">c</a>""")
    assert written == '<a title="a &amp;apos;b&amp;apos;" href="http://b.example/" rel="x nofollow">c</a>'


@given(soup)
def test_addresses_of_any_text(text):
    link_attributes.extract_urls(text)
    link_attributes.links_add_base_url(text, "http://a.example/x/")
    assert len(link_attributes.shorten_url(text, 20).encode("utf-8", "surrogateescape")) <= 20 + len("&hellip;")
