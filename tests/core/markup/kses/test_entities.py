"""Character references."""

import pytest

from wirepress.core.markup.kses.entities import decode_numbers, normalize, xml_named
from wirepress.core.markup.kses.specialchars import decode, encode


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a & b", "a &amp; b"),
        ("&amp;&&lt;", "&amp;&amp;&lt;"),
        ("&eacute;&frac12;&apos;", "&eacute;&frac12;&apos;"),
        ("&nosuch;&LT;", "&amp;nosuch;&amp;LT;"),
        ("&#65;&#0065;&#8212;", "&#065;&#065;&#8212;"),
        ("&#x41;&#X0041;&#xabcdef;", "&#x41;&#x41;&amp;#xabcdef;"),
        ("&#1;&#x1f;&#xd800;&#0;", "&amp;#1;&amp;#x1f;&amp;#xd800;&amp;#0;"),
        ("&#65&#;&#x;", "&amp;#65&amp;#;&amp;#x;"),
        ("&amp;#60;&amp;#x3c;", "&amp;#60;&amp;#x3c;"),
        (f"&#{'0' * 5000}65;", "&#065;"),
    ],
)
def test_normalizing(text, expected):
    assert normalize(text) == expected


def test_normalizing_for_xml():
    assert normalize("&eacute;&amp;&nbsp;&nosuch;", xml=True) == "é&amp;\xa0&amp;nosuch;"
    assert [xml_named(name) for name in ("quot", "copy", "nosuch", "")] == ["&quot;", "©", "&amp;nosuch;", ""]


def test_numbers_are_decoded_and_names_are_not():
    assert decode_numbers("&#65;&#x42;&#67&lt;") == "AB&#67&lt;"
    assert decode_numbers("&#233;") == "\udce9"  # one byte, as surrogateescape has it


@pytest.mark.parametrize(
    ("quotes", "expected"),
    [
        ("none", "&lt;\"'&gt; &amp; &eacute;"),
        ("single", '&lt;"&#039;&gt; &amp; &eacute;'),
        ("double", "&lt;&quot;'&gt; &amp; &eacute;"),
        ("both", "&lt;&quot;&#039;&gt; &amp; &eacute;"),
        ("xml", "&lt;&quot;&apos;&gt; &amp; é"),
    ],
)
def test_encoding(quotes, expected):
    assert encode("<\"'> & &eacute;", quotes) == expected


def test_encoding_again_and_what_is_no_text():
    assert encode("&amp;", again=True) == "&amp;amp;"
    assert encode("&apos;", "both") == "&amp;apos;"
    assert encode("<\udc80", "both") == ""


@pytest.mark.parametrize(
    ("text", "quotes", "expected"),
    [
        ("&lt;&gt;&amp;&quot;&#039;", "none", "<>&&quot;&#039;"),
        ("&#060;&#0062;&#38;&#x26;", "none", "<>&&"),
        ("&#39;&#x0027;&quot;&#034;&#X22;", "single", "''&quot;&#034;&#X22;"),
        ("&#39;&#x0027;&quot;&#034;&#X22;", "double", '&#39;&#x0027;"""'),
        ("&#39;&quot;", "both", "'\""),
        ("&amp;lt;", "both", "&lt;"),
        ("plain", "both", "plain"),
    ],
)
def test_decoding(text, quotes, expected):
    assert decode(text, quotes) == expected
