"""Which language a text is in, as a BCP 47 code of two letters; "" when nothing tells."""

from __future__ import annotations

import functools
from collections import Counter
from typing import Any, Final

from wirepress.features.wire.entry.plain_text import split_words

READ: Final = 800  # characters of the text that are read
WORDS_MIN: Final = 4
LETTERS_MIN: Final = 20  # a model that is asked about less guesses
_SURE: Final = 3  # function words more than any other language's
"""Words that are frequent in one language and rare in its neighbours: they decide most texts in microseconds."""
_FUNCTION_WORDS: Final = {
    "en": "the and of to that was for with his from have this which they were been would there their said will has not but",
    "de": "der die das und nicht ist den von mit sich dem auf eine auch als nach wie aus wird bei einer wurde sind zum oder haben",
    "fr": "le les des est une dans qui pas pour sur avec plus ce sont par cette aux ont mais être été ses nous leur du et",
    "es": "el los las una por con para del como más pero sus este han también según sobre entre desde fue está hay años y que",
    "it": "il che di della per con una sono gli non più dei alla nel delle anche dal questo dalla stato è ha degli come",
    "pt": "os não uma com para dos como mais foi das ao pelo seu são pela também entre até isso em da do às é já",
    "nl": "het een van en niet zijn dat voor met aan op te hij ook maar wordt naar door bij nog heeft werd uit ze om",
    "pl": "nie się na jest że do to jak przez oraz od po ale był dla jego które tym są także tego roku może został",
    "sv": "och att det som är på för med av har inte till från om när kan ska efter också vid han mot blir här säger",
    "da": "og det at er på til af med for har ikke den som fra blev kan også efter blive hvor skal siger nu være jeg",
    "tr": "ve bir bu için ile olarak daha çok olan gibi sonra olduğu ancak kadar değil ise yeni var en ya oldu dedi da de",
    "cs": "se na je že to jako za pro byl ale jsou podle které jeho také roku který která by od už při není řekl jsem",
    "ro": "şi și în la cu pe care nu este din că pentru mai sunt fost au prin această după sau ale lui fi cum dar",
    "id": "yang dan di dengan untuk ini dari tidak dalam pada akan itu juga ke oleh adalah telah tersebut kata sebagai bisa karena",
    "ru": "и в не на что с по как это он из за его для от но к был также было все того о который после так уже",
    "uk": "і в не на що з та як це його для від за до про він але був також після які буде або було у вже",
    "el": "και το να του η της την με για που στο από τον οι τα δεν είναι στην θα σε ο τους κατά μας",
}
_SCRIPTS: Final = (
    ("\u3040", "\u30ff", "ja"),
    ("\uac00", "\ud7af", "ko"),
    ("\u4e00", "\u9fff", "zh"),
    ("\u0e00", "\u0e7f", "th"),
    ("\u0590", "\u05ff", "he"),
    ("\u10a0", "\u10ff", "ka"),
    ("\u0530", "\u058f", "hy"),
    ("\u0980", "\u09ff", "bn"),
    ("\u0b80", "\u0bff", "ta"),
    ("\u1780", "\u17ff", "km"),
)


@functools.cache
def _words() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    for language, words in _FUNCTION_WORDS.items():
        for word in words.split():
            table.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in table.items()}


def detect_language(text: str, hint: str = "") -> str:
    """Return the language of a text. `hint`: what the source says; it holds where the text is too short to tell, and where the text agrees.

    Scripts and function words tell most texts; py3langid, whose model takes a hundred megabytes, is asked for the rest only.
    """
    hint = hint.replace("_", "-").split("-")[0].lower().strip()
    hint = hint if hint.isalpha() and 2 <= len(hint) <= 3 else ""
    sample = text[:READ]
    if by_script := _by_script(sample):
        return by_script
    words = split_words(sample)
    if len(words) < WORDS_MIN:
        return hint
    table = _words()
    votes = Counter(language for word in words for language in table.get(word, ()))
    ranked = votes.most_common(2)
    first = ranked[0] if ranked else ("", 0)
    second = ranked[1][1] if len(ranked) > 1 else 0
    if first[1] >= second + _SURE or (hint and first[0] == hint):
        return first[0]
    if hint and first[1] and votes.get(hint, 0) >= first[1]:
        return hint
    if sum(1 for sign in sample if sign.isalpha()) < LETTERS_MIN:
        return hint or first[0]
    return _ask_model(sample) or hint


def _by_script(sample: str) -> str:
    if sample.isascii():
        return ""
    counts = Counter[str]()
    letters = 0
    for sign in sample:
        if sign > "\u052f" and sign.isalpha():
            letters += 1
            for low, high, language in _SCRIPTS:
                if low <= sign <= high:
                    counts[language] += 1
                    break
    total = sum(1 for sign in sample if sign.isalpha())
    if not counts or letters * 3 < total:
        return ""
    if counts["ja"] * 10 >= letters:  # kana among Chinese signs
        return "ja"
    return counts.most_common(1)[0][0]


def _ask_model(sample: str) -> str:
    found: Any = _model()(sample)
    return str(found[0])


@functools.cache
def _model() -> Any:
    from py3langid.langid import classify

    return classify
