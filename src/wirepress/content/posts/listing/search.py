"""WordPress's search: which words a phrase asks for, and the order of relevance. The words are judged without a database."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, IntegerField, Q, Value, When

from wirepress.settings import limits

COLUMNS: Final = {"post_title": "title", "post_excerpt": "excerpt", "post_content": "content"}
STOP_WORDS: Final = frozenset(
    "about an are as at be by com for from how in is it of on or that the this to was what when where who will with www".split()
)
_WORDS: Final = re.compile(r"\"[^\"]*+(?:\"|$)|(?:(?<=[\t \",+])|^)[^\t \",+]++")
_WORDS_MAX: Final = 9
_LONE_LETTER: Final = re.compile(r"[a-zA-Z-]\Z")


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a search asks for: every word of `words`, none of `without`; `whole` is the phrase itself."""

    whole: str = ""
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    exact: bool = False

    @property
    def empty(self) -> bool:
        """Return whether it asks for nothing, so that everything is found."""
        return not self.whole


def parse_phrase(text: str, *, exact: bool = False) -> Phrase:
    """Return the words of a search. Quoted phrases stay together, stop words and lone letters do not count, a leading `-` excludes.

    Where nothing is left, or more than nine words are, the phrase counts as one word. WordPress 7.1 behaviour.
    """
    whole = text.replace("\r", "").replace("\n", "").replace("\0", "")[: limits.SEARCH_LENGTH_MAX]
    if not whole.strip():
        return Phrase(exact=exact)
    found = [_trimmed(word) for word in _WORDS.findall(whole)]
    words = [word for word in found if word and not _LONE_LETTER.match(word) and word.lower() not in STOP_WORDS]
    if not words or len(words) > _WORDS_MAX:
        words = [whole]
    return Phrase(
        whole=whole,
        words=tuple(word for word in words if not word.startswith("-")),
        without=tuple(word[1:] for word in words if word.startswith("-") and len(word) > 1),
        exact=exact,
    )


def _trimmed(word: str) -> str:
    quoted = len(word) > 2 and word.startswith('"') and word.endswith('"')
    return word.strip("\"'") if quoted else word.strip("\"' ")


def search_condition(
    phrase: Phrase, columns: Sequence[str] = (), *, signed_in: bool = False, file_names: bool = False
) -> Q:
    """Return the rows that a phrase finds. Strangers do not find protected posts; `file_names` also looks at paths of media."""
    names = [COLUMNS[name] for name in columns if name in COLUMNS] or list(COLUMNS.values())
    found = Q()
    for word in phrase.words:
        any_column = Q()
        for name in names:
            any_column |= contains_word(name, word, exact=phrase.exact)
        if file_names:
            any_column |= contains_word("media_file__path", word, exact=phrase.exact)
        found &= any_column
    for word in phrase.without:
        for name in names:
            found &= ~contains_word(name, word, exact=phrase.exact)
    if not phrase.empty and not signed_in:
        found &= Q(password="")
    return found


def contains_word(column: str, word: str, *, exact: bool = False) -> Q:
    """The column holds (or is) the word, whatever case and accents its letters have (see core/collation/equivalents.py)."""
    return Q(**{f"{column}__{'alike' if exact else 'holds'}": word})


def relevance(phrase: Phrase) -> list[Any]:
    """Expressions for ORDER BY, most relevant first: title before excerpt before content, the whole phrase before its words."""
    if not phrase.words or phrase.exact:
        return []
    if len(phrase.words) == 1:
        return [_ranked([When(contains_word("title", phrase.words[0]), then=Value(1))])]
    every, some = Q(), Q()
    for word in phrase.words:
        every &= contains_word("title", word)
        some |= contains_word("title", word)
    cases = [When(contains_word("title", phrase.whole), then=Value(1))]
    if len(phrase.words) < 7:
        cases += [When(every, then=Value(2)), When(some, then=Value(3))]
    cases += [
        When(contains_word("excerpt", phrase.whole), then=Value(4)),
        When(contains_word("content", phrase.whole), then=Value(5)),
    ]
    return [_ranked(cases)]


def _ranked(cases: list[When]) -> Any:
    return Case(*cases, default=Value(6), output_field=IntegerField()).asc()
