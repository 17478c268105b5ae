"""Single fields: plain text, keys, names, colours, types, names of files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.markup.kses.soup import soup
from wirepress.core.markup.fields import colors, emails, filenames, mime_types, text_fields
from wirepress.core.markup.text import slugs


@pytest.mark.parametrize(
    ("text", "line", "area"),
    [
        (" a  b\n c ", "a b c", "a  b\n c"),
        ("a <b>bold</b> move", "a bold move", "a bold move"),
        ("1 < 2", "1 &lt; 2", "1 &lt; 2"),
        ("50%20off %zz", "50off %zz", "50off %zz"),
        ("%%4100 x", "x", "x"),
        ("a\udc80b", "", ""),
    ],
)
def test_plain_text_of_forms(text, line, area):
    assert text_fields.sanitize_text_field(text) == line
    assert text_fields.sanitize_textarea_field(text) == area


def test_keys_logins_and_classes():
    assert text_fields.sanitize_key("Tide_Table-2 ä!") == "tide_table-2"
    assert text_fields.sanitize_user(" Zoë <b>O&amp;Dell</b> %20") == "Zoe ODell"
    assert text_fields.sanitize_user("a+b c", strict=True) == "ab c"
    assert text_fields.sanitize_html_class("a b%20c!", "x") == "abc"
    assert text_fields.sanitize_html_class("!!", "x y") == "xy"


def test_lines():
    assert text_fields.normalize_whitespace("\ta\r\n\r\nb \t c ") == "a\nb c"
    assert text_fields.sanitize_trackback_urls("http://a.example ftp://x b\thttps://c.example") == (
        "http://a.example\nhttps://c.example"
    )


@pytest.mark.parametrize(
    ("color", "kept", "bare"),
    [
        ("#Abc", "#Abc", "Abc"),
        ("#abcdef", "#abcdef", "abcdef"),
        ("abc", None, "abc"),
        ("#abcd", None, None),
        ("", "", ""),
        ("#xyz", None, None),
        ("#abc\n", None, None),
    ],
)
def test_colours(color, kept, bare):
    assert colors.sanitize_hex_color(color) == kept
    assert colors.sanitize_hex_color_no_hash(color) == bare


def test_types_of_files():
    assert mime_types.file_type("tide.Table.PNG") == ("PNG", "image/png")
    assert mime_types.file_type("tide") is None
    assert mime_types.file_type("a.png", {"gif": "image/gif"}) is None
    assert mime_types.default_extension("image/jpeg") == "jpg"
    assert mime_types.default_extension("x/y") == ""
    assert mime_types.sanitize_mime_type("image/svg+xml; a") == "image/svg+xmla"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Tide table (2).pdf", "Tide-table-2.pdf"),
        ("a\u2003b\u3000c.txt", "a-b-c.txt"),
        ("shell.php.jpg", "shell.php_.jpg"),
        ("-.pdf", "unnamed-file.pdf"),
        ("Ünder..way.png", "Under.way_.png"),
        ("\udcffx.png", "yx.png"),
        ("??", ""),
    ],
)
def test_names_of_files(name, safe):
    assert filenames.sanitize_file_name(name) == safe


@pytest.mark.parametrize(
    ("address", "clean"),
    [("a@b.example", "a@b.example"), ("a b@c..example", ""), ("x@y", ""), ("(a)@b-.example", "a@b.example")],
)
def test_mail_addresses(address, clean):
    assert emails.sanitize_email(address) == clean
    assert emails.is_email(clean) == bool(clean)


@given(st.one_of(soup, st.text()))
def test_what_is_clean_stays_as_it_is(text):
    key = text_fields.sanitize_key(text)
    assert text_fields.sanitize_key(key) == key
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-")
    slug = slugs.sanitize_title(text)
    assert slugs.sanitize_title(slug) == slug
    name = filenames.sanitize_file_name(text)
    assert not set(name) & set("/\\?*:\"'<>|\0")
    email = emails.sanitize_email(text)
    assert not email or emails.sanitize_email(email) == email


@given(st.one_of(soup, st.text()))
def test_fields_hold_no_tags(text):
    clean = text_fields.sanitize_text_field(text)
    assert "\n" not in clean
    assert "<script" not in clean.lower()
    assert clean == clean.strip(" \t\n\r\0\x0b")
