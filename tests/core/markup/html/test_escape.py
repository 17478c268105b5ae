"""Text for one place of a page."""

import pytest

from wirepress.core.markup.html.escape import esc_attr, esc_html, esc_js, esc_textarea, esc_xml


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("<b>\"fish\" & 'chips'</b>", "&lt;b&gt;&quot;fish&quot; &amp; &#039;chips&#039;&lt;/b&gt;"),
        ("&amp; &eacute; &nosuch; &#39;", "&amp; &eacute; &amp;nosuch; &#039;"),
        ("a\udc80b", ""),
    ],
)
def test_html_and_attributes(text, expected):
    assert esc_html(text) == esc_attr(text) == expected


def test_a_textarea_shows_references_as_they_are():
    assert esc_textarea("&amp; <\"'>") == "&amp;amp; &lt;&quot;&#039;&gt;"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("it's", "it\\'s"),
        ('"a" <b> &', "&quot;a&quot; &lt;b&gt; &amp;"),
        ("&#39;&#0039;&#x27;", "\\'\\'\\'"),
        ("a\r\nb\\nc\\\\d\\'e", "a\\nbnc\\\\d\\'e"),
        ("a\\0b", "a\\0b"),
        ("end\\", "end"),
        ("\udc80", ""),
    ],
)
def test_scripts(text, expected):
    assert esc_js(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<a b='c'>&eacute;&quot;&nosuch;", "&lt;a b=&apos;c&apos;&gt;é&quot;&amp;nosuch;"),
        ("<a><![CDATA[<b> & ]]><c>", "&lt;a&gt;<![CDATA[<b> & ]]>&lt;c&gt;"),
        ("<![CDATA[a]]><![CDATA[b]]>", "<![CDATA[a]]><![CDATA[b]]>"),
        ("<![CDATA[open", "&lt;![CDATA[open"),
        ("", ""),
        ("\udc80", ""),
    ],
)
def test_xml(text, expected):
    assert esc_xml(text) == expected
