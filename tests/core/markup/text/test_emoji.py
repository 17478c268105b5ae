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
        ("🇦", "1f1e6", "🇦"),
        ("👁\ufe0f\u200d🗨\ufe0f", "1f441-fe0f-200d-1f5e8-fe0f", "👁\ufe0f\u200d🗨\ufe0f"),
    ],
)
def test_an_emoji_becomes_an_image(emoji, name, alt):
    assert staticize_emoji(f"<p>a {emoji} b</p>") == f"<p>a {image(name, alt)} b</p>"


@pytest.mark.parametrize(
    "text",
    ["plain 123 #1", "«quoted» — text", "© 2031 ®", "A&#xe9;B 🚢", "#x1f6a2;"],
)
def test_other_text_stays(text):
    assert staticize_emoji(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<code>🚢</code>", "<code>&#x1f6a2;</code>"),
        ("<pre>a❤\ufe0f<b>🚢</b></pre>", "<pre>a&#x2764;<b>&#x1f6a2;</b></pre>"),
        ('<p title="🚢">x</p>', '<p title="&#x1f6a2;">x</p>'),
        ("<script>🚢</script>🚢", f"<script>&#x1f6a2;</script>{image('1f6a2', '🚢')}"),
        ("<CODE>🚢</CODE>", f"<CODE>{image('1f6a2', '🚢')}</CODE>"),
        ("4\ufe0f\u20e3", "4&#xfe0f;&#x20e3;"),  # a digit is a digit, and nothing else in a keycap is an emoji
        ("4\ufe0f\u20e3 🚢", f"4&#x20e3; {image('1f6a2', '🚢')}"),
        ("&#x1f6a2; and 🚢", f"{image('1f6a2', '🚢')} and 🚢"),
        ("&#x1f1e6;&#x1f1f9;&#x1f6a2;", image("1f1e6-1f1f9", "🇦🇹") + image("1f6a2", "🚢")),
    ],
)
def test_where_no_image_may_stand_a_reference_does(text, shown):
    assert staticize_emoji(text) == shown


def test_emoji_as_references():
    assert encode_emoji("Tide 🌊, ’quoted’") == "Tide &#x1f30a;, ’quoted’"
    assert encode_emoji("🏴\u200d☠") == "&#x1f3f4;&#x200d;&#x2620;"
    assert encode_emoji("© 7\ufe0f\u20e3 ®™") == "© 7&#xfe0f;&#x20e3; ®&#x2122;"
    assert encode_emoji("🏴\U000e0067\U000e0062\U000e007f") == "&#x1f3f4;&#xe0067;&#xe0062;&#xe007f;"


@given(soup)
def test_text_without_emoji_is_never_touched(text):
    plain = "".join(char for char in text if char not in "©®" and (ord(char) < 0x2000 or 0xD800 <= ord(char) < 0xF000))
    assert staticize_emoji(plain) == plain
