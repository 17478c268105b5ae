"""Addresses and their schemes."""

import pytest

from wirepress.core.markup.html.escape import esc_url, sanitize_url
from wirepress.core.markup.kses.protocols import bad_protocol


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/a?b=c", "https://news.example/a?b=c"),
        ("HTTPS://news.example", "https://news.example"),
        ("mailto:desk@news.example", "mailto:desk@news.example"),
        ("javascript:x", "x"),
        ("JAVA\tscript :x", "x"),
        ("javascript&#58;x", "x"),
        ("javascript&#x3A;x", "x"),
        ("javascript&colon;x", "x"),
        ("javascript&#58x", "x"),
        ("&#106;avascript:x", "x"),
        ("a:b:c:d", "d"),
        ("feed:https://news.example", "feed:https://news.example"),
        ("feed:feed:feed:x", ""),
        ("a:b:c:d:e:f:g:h", ""),
        ("/a?b=c:d", "d"),
        ("/a/?b=c:d", "/a/?b=c:d"),
        ("//news.example:80/", "80/"),
        ("no scheme", "no scheme"),
        ("", ""),
    ],
)
def test_schemes(url, expected):
    assert bad_protocol(url) == expected


def test_schemes_can_be_named():
    assert bad_protocol("tel:1", ["https"]) == "1"
    assert bad_protocol("own:1", ["own"]) == "own:1"
    assert bad_protocol("https://news.example", ["http"]) == "//news.example"


@pytest.mark.parametrize(
    ("url", "stored", "shown"),
    [
        ("", "", ""),
        ("   ", "", ""),
        ('{}<>"^`', "", ""),
        ("/a path", "/a%20path", "/a%20path"),
        ("news.example/a", "http://news.example/a", "http://news.example/a"),
        ("index.php?a=1&b=2", "index.php?a=1&b=2", "index.php?a=1&#038;b=2"),
        ("#top", "#top", "#top"),
        ("?a='b'", "?a='b'", "?a=&#039;b&#039;"),
        ("https://news.example/?a[]=1", "https://news.example/?a%5B%5D=1", "https://news.example/?a%5B%5D=1"),
        ("http://[::1]:80/a[b]", "http://[::1]:80/a%5Bb%5D", "http://[::1]:80/a%5Bb%5D"),
        ("http://u:p@h.example/[", "http://u:p@h.example/%5B", "http://u:p@h.example/%5B"),
        ("mailto:a@b.example?body=x%0Ay", "mailto:a@b.example?body=x%0Ay", "mailto:a@b.example?body=x%0Ay"),
        ("http://news.example/%0d%0aSet-Cookie", "http://news.example/Set-Cookie", "http://news.example/Set-Cookie"),
        ("http://news.example/%0%0aax", "http://news.example/x", "http://news.example/x"),
        ("http;//news.example", "http://news.example", "http://news.example"),
        ("javascript:x", "", ""),
        ("java\nscript:x", "", ""),
        ("http://ß.example/ü", "http://ß.example/ü", "http://ß.example/ü"),
    ],
)
def test_addresses(url, stored, shown):
    assert sanitize_url(url) == stored
    assert esc_url(url) == shown


def test_the_first_protocol_names_the_missing_scheme():
    assert esc_url("news.example", ["https", "http"]) == "https://news.example"
    assert esc_url("http://news.example", ["https"]) == ""
