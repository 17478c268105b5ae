"""How easily a text is read. What needs a language's own rules is left out where the language is not known."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from wirepress.features.seo.analysis.check import Check, Status
from wirepress.features.seo.analysis.read_text import Text, split_words

_LEAST_WORDS: Final = 50  # below it nothing is said of averages
_LONG_SHARE: Final = (0.25, 0.35)  # of sentences that may be long: until "fair", until "poor"
_PASSIVE_SHARE: Final = (0.12, 0.20)
_TRANSITION_SHARE: Final = (0.25, 0.15)
_PARAGRAPH_WORDS: Final = (150, 200)
_SECTION_WORDS: Final = (300, 450)
_ALIKE: Final = 3  # sentences in a row that begin alike
_EASY: Final = (50.0, 30.0)


def measure_ease(text: Text) -> float | None:
    """Return how easy a text is (Flesch's measure for its language, 0 to 100); None where that cannot be said."""
    words, sentences = text.words, text.sentences
    if not text.language.code or len(words) < _LEAST_WORDS or not sentences:
        return None
    syllables = sum(map(text.language.count_syllables, words)) / len(words)
    return round(min(100.0, max(0.0, text.language.ease(len(words) / len(sentences), syllables))), 1)


def check_readability(text: Text) -> Iterator[Check]:
    """Yield what is to be said of sentences, paragraphs and words."""
    yield _ease(text)
    yield _long_sentences(text)
    yield _long_paragraphs(text)
    yield _subheads(text)
    yield _beginnings(text)
    yield _passive(text)
    yield _transitions(text)


def _ease(text: Text) -> Check:
    about, ease = "Ease of reading", measure_ease(text)
    if ease is None:
        return Check(
            "ease", "readability", "none", about, "The text is too short, or in a language that is not known here.", 3
        )
    status: Status = "good" if ease >= _EASY[0] else "fair" if ease >= _EASY[1] else "poor"
    reason = {
        "good": f"{ease:g} of 100: easily read.",
        "fair": f"{ease:g} of 100: for practised readers. Shorter sentences and words help.",
        "poor": f"{ease:g} of 100: hard to read. Shorter sentences and words help.",
    }[status]
    return Check("ease", "readability", status, about, reason, 3)


def _long_sentences(text: Text) -> Check:
    about, most = "Long sentences", text.language.long_sentence
    if not text.sentences:
        return Check("sentence_length", "readability", "none", about, "There is no text.", 2)
    long = sum(len(split_words(sentence)) > most for sentence in text.sentences)
    share = long / len(text.sentences)
    told = f"{round(100 * share)} % of the sentences have more than {most} words"
    status: Status = "good" if share <= _LONG_SHARE[0] else "fair" if share <= _LONG_SHARE[1] else "poor"
    return Check(
        "sentence_length", "readability", status, about, f"{told}." if status == "good" else f"{told}. Divide some.", 2
    )


def _long_paragraphs(text: Text) -> Check:
    about = "Long paragraphs"
    longest = max((len(split_words(paragraph)) for paragraph in text.paragraphs), default=0)
    if not longest:
        return Check("paragraph_length", "readability", "none", about, "There is no text.")
    status: Status = "good" if longest <= _PARAGRAPH_WORDS[0] else "fair" if longest <= _PARAGRAPH_WORDS[1] else "poor"
    told = f"The longest has {longest} words"
    return Check(
        "paragraph_length",
        "readability",
        status,
        about,
        f"{told}." if status == "good" else f"{told}: a wall on a phone. Divide it.",
    )


def _subheads(text: Text) -> Check:
    about, longest = "Subheads", max(text.sections)
    if len(text.words) <= _SECTION_WORDS[0]:
        return Check("subheads", "readability", "none", about, "The text needs none.", 2)
    status: Status = "good" if longest <= _SECTION_WORDS[0] else "fair" if longest <= _SECTION_WORDS[1] else "poor"
    told = f"The longest part without one has {longest} words"
    return Check(
        "subheads", "readability", status, about, f"{told}." if status == "good" else f"{told}. Put one in.", 2
    )


def _beginnings(text: Text) -> Check:
    about = "Beginnings of sentences"
    firsts = [split_words(sentence)[0].casefold() for sentence in text.sentences]
    runs = [(word, len(list(run))) for word, run in groupby(firsts)]
    worst = max(runs, key=lambda run: run[1], default=("", 0))
    if len(firsts) < _ALIKE:
        return Check("consecutive", "readability", "none", about, "There are too few.")
    if worst[1] >= _ALIKE:
        return Check(
            "consecutive",
            "readability",
            "fair" if worst[1] == _ALIKE else "poor",
            about,
            f"{worst[1]} in a row begin with “{worst[0]}”. Vary them.",
        )
    return Check("consecutive", "readability", "good", about, "They vary.")


def _passive(text: Text) -> Check:
    about = "Passive voice"
    if not text.language.code or len(text.words) < _LEAST_WORDS:
        return Check(
            "passive",
            "readability",
            "none",
            about,
            "The text is too short, or in a language that is not known here.",
            2,
        )
    share = sum(map(text.language.is_passive, text.sentences)) / len(text.sentences)
    told = f"{round(100 * share)} % of the sentences"
    status: Status = "good" if share <= _PASSIVE_SHARE[0] else "fair" if share <= _PASSIVE_SHARE[1] else "poor"
    return Check(
        "passive", "readability", status, about, f"{told}." if status == "good" else f"{told}. Say who does it.", 2
    )


def _transitions(text: Text) -> Check:
    about = "Transition words"
    if not text.language.code or len(text.words) < 4 * _LEAST_WORDS:
        return Check(
            "transitions",
            "readability",
            "none",
            about,
            "The text is too short, or in a language that is not known here.",
        )
    find = text.language.transition.search
    share = sum(find(sentence.casefold().replace("’", "'")) is not None for sentence in text.sentences) / len(
        text.sentences
    )
    told = f"{round(100 * share)} % of the sentences have one"
    status: Status = "good" if share >= _TRANSITION_SHARE[0] else "fair" if share >= _TRANSITION_SHARE[1] else "poor"
    return Check(
        "transitions",
        "readability",
        status,
        about,
        f"{told}." if status == "good" else f"{told}. Join thoughts: because, but, then.",
    )
