"""Where a keyphrase stands: all its words that say something, in any of their forms, within one sentence or line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from wirepress.features.seo.analysis.languages.language import Language
from wirepress.features.seo.analysis.read_text import split_words
from wirepress.features.seo.analysis.story import Keyphrase


@dataclass(frozen=True, slots=True)
class Needle:
    """One phrase to look for. `exact`: it was written in quotation marks, and only the very words count."""

    stems: tuple[str, ...]
    exact: str = ""

    def count_in(self, line: str, language: Language) -> int:
        """Return how often the phrase stands in a line."""
        if self.exact:
            return f" {' '.join(map(str.casefold, split_words(line)))} ".count(f" {self.exact} ")
        there = Counter(language.stem(word) for word in split_words(line))
        wanted = Counter(self.stems)
        return min((there[stem] // times for stem, times in wanted.items()), default=0)


def needles(phrase: Keyphrase, language: Language) -> list[Needle]:
    """Return what to look for: the phrase and its synonyms."""
    made = []
    for text in phrase.variants():
        words = [word.casefold() for word in split_words(text)]
        if not words:
            continue
        bare = text.strip()
        if len(bare) > 2 and bare[0] in '"“„«' and bare[-1] in '"”“»':
            made.append(Needle((), " ".join(words)))
            continue
        telling = [word for word in words if word not in language.function_words] or words
        made.append(Needle(tuple(language.stem(word) for word in telling)))
    return made


def count(looked_for: Iterable[Needle], lines: Iterable[str], language: Language) -> int:
    """Return how often any of the phrases stands in the lines."""
    looked = list(looked_for)
    return sum(needle.count_in(line, language) for line in lines for needle in looked)


def stands_in(looked_for: Iterable[Needle], line: str, language: Language) -> bool:
    """Return whether any of the phrases stands in the line."""
    return any(needle.count_in(line, language) for needle in looked_for)
