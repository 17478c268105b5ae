"""Emoji for what cannot show them."""

import pytest
from hypothesis import given

from tests.core.markup.kses.soup import soup
from wirepress.core.markup.text.emoji import IMAGES, encode_emoji, staticize_emoji


def image(name, alt):
    return f'<img src="{IMAGES}{name}.png" alt="{alt}" class="wp-smiley" style="height: 1em; max-height: 1em;" />'


@pytest.mark.parametrize(
    ("emoji", "name", "alt"),
    [
        ("🚢", "1f6a2", "🚢"),
        ("🇦🇹", "1f1e6-1f1f9", "🇦🇹"),
        ("👩🏽\u200d🚒", "1f469-1f3fd-200d-1f692", "👩🏽\u200d🚒"),
        ("❤\ufe0f", "2764", "❤"),
        ("1\ufe0f\u20e3", "31-20e3", "1\u20e3"),
        ("👁\ufe0f\u200d🗨\ufe0f", "1f441-fe0f-200d-1f5e8-fe0f", "👁\ufe0f\u200d🗨\ufe0f"),
    ],
)
def test_an_emoji_becomes_an_image(emoji, name, alt):
    assert staticize_emoji(f"<p>a {emoji} b</p>") == f"<p>a {image(name, alt)} b</p>"


@pytest.mark.parametrize(
    "text",
    ["plain 123 #1", "🇦🇦", "«quoted» — text", "<code>🚢</code>", '<p title="🚢">x</p>', "<pre>a🚢<b>🚢</b></pre>"],
)
def test_other_text_stays(text):
    assert staticize_emoji(text) == text


def test_emoji_as_references():
    assert encode_emoji("Tide 🌊, ’quoted’") == "Tide &#x1f30a;, ’quoted’"
    assert encode_emoji("🏴\u200d☠") == "&#x1f3f4;&#x200d;&#x2620;"


@given(soup)
def test_text_without_emoji_is_never_touched(text):
    plain = "".join(char for char in text if char not in "©®" and (ord(char) < 0x2000 or 0xD800 <= ord(char) < 0xF000))
    assert staticize_emoji(plain) == plain
