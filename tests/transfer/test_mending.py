"""Which texts were encoded twice, and what they were."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wirepress.core.php.serialize import dumps, loads
from wirepress.transfer.mend_encoding import mend_text, mend_value

WRITTEN = (
    "Grüße aus Köln – „Zitat“",
    "Çà et là : l’été, déjà « vu »",
    "Příliš žluťoučký kůň",
    "Ελληνικά νέα",
    "Вечерняя газета — сегодня",
    "晚报头条",
    "Zlatá rybka 🐟",
    "naïve",
    "5 € im Jahr 2024…",
    "Straße",
    "smörgåsbord",
    "Ünal",
    "Łódź",
    "«Ёлка» № 5",
    "עיתון",
    "صحيفة",
    "ソース",
    "½ Pfund",
    "a\nline with ü\nand none",
    "Ça va ?\xa0Oui",
)
# Nobody encoded these twice, though signs of such texts stand in them.
RIGHT = (
    "plain",
    "Grüße",
    "NESCAFÉ® ist eine Marke",
    "Viel Spaß…",
    "POKÉ™",
    "RÜ™",
    "«CAFÉ»",
    "À la une",
    "Ã¼ neben ü",
    "SÃO PAULO",
    "naïve café",
    "Ã",
    "Â",
    "é",
    "Größe‐Ã¼",
    "PÃO®",
    "Müßiggang‚",
    "CAFÉ»",
    "Вечерняя",
    "日本",
    "Fuß–Ball",
    "",
)


def as_cp1252(text: str) -> str:
    """As MySQL reads it when a connection says latin1: Windows-1252, with control characters in its gaps."""
    return "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


def as_latin1(text: str) -> str:
    """As a program reads it that means Latin-1 by that name."""
    return text.encode().decode("latin-1")


@pytest.mark.parametrize("read", [as_cp1252, as_latin1])
@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("text", WRITTEN)
def test_what_was_encoded_twice_is_as_it_was_written(text: str, times: int, read: object) -> None:
    wrong = text
    for _ in range(times):
        wrong = read(wrong)  # type: ignore[operator]
    assert wrong != text
    assert mend_text(wrong) == text
    assert mend_text(text) == text


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_stays(text: str) -> None:
    assert mend_text(text) == text
    assert mend_value(text) == text


def test_signs_of_both_kinds_in_one_text() -> None:
    assert mend_text(as_cp1252("Köln – ") + as_latin1("Zürich – ok")) == "Köln – Zürich – ok"


VALUE = {"Größe": "Straße", "list": ["Ünal", 5, None, {"x": 'sagt "ja" zu Köln'}], "plain": "x"}


@pytest.mark.parametrize("read", [as_cp1252, as_latin1])
def test_serialised_values_are_valid_with_whichever_lengths_they_came(read: object) -> None:
    data = dumps(VALUE)
    of_before = read(data)  # type: ignore[operator]  # the server encoded the finished text twice: its lengths are the right ones
    assert mend_value(of_before) == data and loads(mend_value(of_before)) == VALUE
    wrong = {
        "GrÃ¶ÃŸe": "x" + as_cp1252("Straße"),
        "n": [as_cp1252("Ünal")],
    }  # a program wrote it with wrong texts, and counted those
    mended = mend_value(dumps(wrong))
    assert loads(mended) == {"Größe": "xStraße", "n": ["Ünal"]}
    assert mend_value(mended) == mended


def test_serialised_values_within_serialised_values() -> None:
    inner = dumps({"t": as_cp1252("Käse")})
    assert loads(loads(mend_value(dumps({"inner": inner})))["inner"]) == {"t": "Käse"}


def test_a_mixed_value_changes_where_it_is_wrong() -> None:
    assert loads(mend_value(dumps([as_cp1252("Köln"), "Köln", "NESCAFÉ®"]))) == ["Köln", "Köln", "NESCAFÉ®"]


@given(st.text())
def test_any_text_is_survived_and_mended_once(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    mended = mend_text(text)
    assert mend_text(mended) == mended or len(mended) < len(text)
    if text.isascii():
        assert mended == text


@given(st.text(alphabet="abc äöüßéèçñø – „“’…", min_size=1))
def test_western_texts_come_back(text: str) -> None:
    assume(mend_text(text) == text)  # one that looks encoded twice already means two things: nobody can tell
    mended = mend_text(as_cp1252(text))
    assert mended == text or mended == as_cp1252(text)  # changed rightly, or not at all


@given(
    st.recursive(
        st.text(alphabet="ab äé", max_size=9) | st.integers(0, 9),
        lambda inner: st.dictionaries(st.text("ab"), inner) | st.lists(inner),
    )
)
def test_serialised_values_stay_valid(value: object) -> None:
    loads(mend_value(dumps(value)))
