"""A text is read in the charset it was written in, whatever its header claims."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.core.http.charset import decode_body, find_charset, find_codec

DANISH = "Færgen til øen går i aften – å nej"
RUSSIAN = "Паром опаздывает"
XML = '<?xml version="1.0" encoding="{}"?><a>{}</a>'


@pytest.mark.parametrize(
    ("body", "declared", "inside"),
    [
        (DANISH.encode(), "", DANISH),
        (DANISH.encode(), "iso-8859-1", DANISH),  # the server's default, not the text's charset
        (DANISH.encode("cp1252"), "iso-8859-1", DANISH),
        (DANISH.encode("cp1252"), "utf-8", DANISH),  # the header is wrong
        (DANISH.encode("cp1252"), "", DANISH),
        (RUSSIAN.encode("cp1251"), "windows-1251", RUSSIAN),
        (RUSSIAN.encode("koi8-r"), '"KOI8-R"', RUSSIAN),
        (XML.format("windows-1251", RUSSIAN).encode("cp1251"), "", RUSSIAN),
        (XML.format("windows-1251", RUSSIAN).encode("cp1251"), "utf-8", RUSSIAN),
        (XML.format("iso-8859-1", DANISH).encode(), "", DANISH),
        (b"\xef\xbb\xbf" + DANISH.encode(), "iso-8859-1", DANISH),
        (DANISH.encode("utf-16"), "utf-8", DANISH),
        (XML.format("utf-16", DANISH).encode("utf-16-le"), "", DANISH),
        ("フェリーは遅れた".encode("shift_jis"), "Shift_JIS", "フェリーは遅れた"),
        ("フェリー".encode("iso-2022-jp"), "iso-2022-jp", "フェリー"),
        ("渡轮晚点".encode("gb18030"), "gb2312", "渡轮晚点"),
        (f'<html><head><meta charset="windows-1252">{DANISH}'.encode("cp1252"), "", DANISH),
        (DANISH.encode() + b"\xff", "utf-8", DANISH),  # one slip does not spoil the rest
        (DANISH.encode(), "no-such-charset", DANISH),
        (DANISH.encode(), "rot13", DANISH),
        (b"+ADw-script+AD4-", "utf-7", "+ADw-"),  # never: it hides markup
    ],
)
def test_texts_are_read(body: bytes, declared: str, inside: str) -> None:
    assert inside in decode_body(body, declared)


@pytest.mark.parametrize(
    "label", ["base64", "hex", "zip", "utf-7", "unicode_escape", "idna", "punycode", "undefined", "x" * 500, "\0"]
)
def test_codecs_that_make_no_text_are_unknown(label: str) -> None:
    assert find_codec(label) == ""


@given(
    st.binary(max_size=300),
    st.one_of(st.text(max_size=12), st.sampled_from(["utf-8", "utf-16", "gb2312", "hz", "ibm037", "mbcs", "oem"])),
)
def test_nothing_is_raised_whatever_comes(body: bytes, declared: str) -> None:
    assert isinstance(decode_body(body, declared), str)
    assert isinstance(decode_body(XML.format(declared, "").encode("utf-8", "replace") + body), str)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff\0"), max_size=200))
def test_utf8_is_always_found(text: str) -> None:
    assert decode_body(("é" + text).encode(), "iso-8859-1") == "é" + text


UNSAID = {
    "cp1251": ["Паром опоздал", "Пароплав запізнився на дві години", "Кораб закъсня с два часа"],
    "koi8-r": ["Паром опоздал", "В порту открыли новый причал для рыбаков."],
    "cp866": ["В порту открыли новый причал для рыбаков."],
    "cp1253": ["Το πλοίο έφυγε από το λιμάνι σήμερα"],
    "cp1252": [DANISH, "Le café était fermé à Noël"],
    "cp932": ["フェリーは遅れた港で"],
}


@pytest.mark.parametrize("codec", UNSAID)
@pytest.mark.parametrize("declared", ["", "utf-8", "iso-8859-1"])
def test_a_charset_that_was_not_said_or_said_wrongly_is_guessed_and_that_is_known(codec: str, declared: str) -> None:
    for text in UNSAID[codec]:
        body = f"<rss><title>Harbour</title><p>{text}</p></rss>".encode(codec)
        found = find_charset(body, declared)
        assert text in body.decode(found.name), found
        assert found.guessed or (codec, declared) == ("cp1252", "iso-8859-1")


def test_a_language_helps_to_guess() -> None:
    text = "Żaglowiec wrócił do portu"
    assert text in text.encode("cp1250").decode(find_charset(text.encode("cp1250"), language="pl").name)
    assert find_charset("Gemi bugün ayrıldı".encode("cp1254"), language="tr-TR").name == "cp1254"


@pytest.mark.parametrize("body", [b"plain", "Fær".encode(), b"\xff\xfea\0"])
def test_what_is_known_is_no_guess(body: bytes) -> None:
    assert not find_charset(body).guessed
