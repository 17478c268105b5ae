"""The wall against strangers' markup."""

from importlib.metadata import version

import pytest

from wirepress.core.markup.kses.foreign_html import TESTED_VERSIONS, UntestedSanitiser, check_version, clean_foreign


def test_an_article_stays():
    html = (
        "<h2>Harbour</h2><p>The <em>ferry</em> is <strong>late</strong>.</p><ul><li>one</li></ul>"
        '<figure><img src="https://feeds.example/a.jpg" alt="A ferry"><figcaption>Late</figcaption></figure>'
        '<blockquote>Soon</blockquote><table><tbody><tr><td colspan="2">1</td></tr></tbody></table>'
    )
    assert clean_foreign(html) == html


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p class=a id=b style='color:red' onclick=x data-y=1>x</p>", "<p>x</p>"),
        ("<script>x</script><style>y</style>z", "z"),
        ("<form><input><button>x</button></form>", "x"),
        ("<svg><title>a</title><script>x</script></svg>b", "b"),
        (
            "<a href='https://feeds.example/a'>x</a>",
            '<a href="https://feeds.example/a" rel="nofollow noopener ugc">x</a>',
        ),
        ("<a href='javascript:x'>x</a>", '<a rel="nofollow noopener ugc">x</a>'),
        ("<img src='data:image/svg+xml,x'>", "<img>"),
        ("<!-- x -->y", "y"),
        ("<p>open", "<p>open</p>"),
        ("a\udc80b", "a?b"),
        ("", ""),
    ],
)
def test_the_rest_goes(html, expected):
    assert clean_foreign(html) == expected


@pytest.mark.parametrize(
    ("address", "stays"),
    [
        ("https://player.example/1", True),
        ("https://PLAYER.example:443/1", True),
        ("http://player.example/1", False),
        ("https://player.example:8443/1", False),
        ("https://player.example.evil.example/1", False),
        ("https://player.example@evil.example/1", False),
        ("//player.example/1", False),
        ("https://player.example:port/1", False),
        ("javascript:x//https://player.example/", False),
    ],
)
def test_frames_come_from_named_hosts(address, stays):
    shown = clean_foreign(f'<iframe src="{address}" onload="x" srcdoc="y"></iframe>', frames_from=["Player.example"])
    assert shown == (f'<iframe src="{address}"></iframe>' if stays else "<iframe></iframe>")
    assert clean_foreign(f'<p>a</p><iframe src="{address}">b</iframe>') == "<p>a</p>"


def test_the_installed_version_is_tested():
    check_version(version("nh3"))
    assert version("nh3") in TESTED_VERSIONS
    with pytest.raises(UntestedSanitiser, match=r"0\.0\.1"):
        check_version("0.0.1")
