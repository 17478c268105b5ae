"""Whether the story says what it wants to be found by, where that is looked at, and not too often."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wirepress.features.seo.analysis.check import Check, Status
from wirepress.features.seo.analysis.match import Needle, count, needles, stands_in
from wirepress.features.seo.analysis.read_text import Text, split_words
from wirepress.features.seo.analysis.story import Keyphrase, Story

_LENGTH_BEST: Final = 4  # words that say something
_LENGTH_MOST: Final = 8
_DENSITY_LEAST: Final = 0.5  # of a hundred words
_DENSITY_MOST: Final = 3.0
_HEADING_LEVELS: Final = (2, 3)


def check_keyphrase(story: Story, text: Text) -> Iterator[Check]:
    """Yield what is to be said of the keyphrase; of a story without one only that."""
    phrase = story.keyphrase
    looked_for = needles(phrase, text.language) if phrase is not None else []
    if phrase is None or not looked_for:
        yield Check(
            "keyphrase",
            "search",
            "fair",
            "Keyphrase",
            "None is set. Say what readers would search for to find this story.",
            3,
        )
        return
    yield _length(phrase, text)
    yield from _places(story, text, looked_for)
    yield _density(text, looked_for)
    yield _headings(text, looked_for)
    yield _pictures(story, text, looked_for)
    yield from (_related(one, text, story) for one in story.related if one.text.strip())


def _length(phrase: Keyphrase, text: Text) -> Check:
    telling = [word for word in split_words(phrase.text) if word.casefold() not in text.language.function_words]
    number = len(telling) or len(split_words(phrase.text))
    status: Status = "good" if number <= _LENGTH_BEST else "fair" if number <= _LENGTH_MOST else "poor"
    reason = {
        "good": "It is as short as what people type.",
        "fair": f"It has {number} words; four or fewer are searched for more often.",
        "poor": f"It has {number} words: hardly anybody types as many. Take the few that matter.",
    }[status]
    return Check("keyphrase_length", "search", status, "Length of the keyphrase", reason)


def _places(story: Story, text: Text, looked_for: list[Needle]) -> Iterator[Check]:
    language = text.language
    title = story.title or story.headline
    if not stands_in(looked_for, title, language):
        yield Check(
            "keyphrase_title",
            "search",
            "poor",
            "Keyphrase in the title",
            "It does not stand in the title. Put it near the beginning.",
            4,
        )
    else:
        words = split_words(title)
        front = " ".join(words[: max(4, len(words) // 2)])
        at_front = stands_in(looked_for, front, language)
        reason = (
            "It stands near the beginning."
            if at_front
            else "It stands in the title, but late; readers look at the first words."
        )
        yield Check("keyphrase_title", "search", "good" if at_front else "fair", "Keyphrase in the title", reason, 4)
    yield _place(
        "keyphrase_start",
        "Keyphrase at the start",
        text.paragraphs[0] if text.paragraphs else "",
        "the first paragraph",
        text,
        looked_for,
        3,
    )
    yield _place(
        "keyphrase_description",
        "Keyphrase in the description",
        story.description,
        "the description",
        text,
        looked_for,
        2,
    )
    yield _place(
        "keyphrase_slug", "Keyphrase in the address", story.slug.replace("-", " "), "the address", text, looked_for, 2
    )


def _place(name: str, title: str, line: str, where: str, text: Text, looked_for: list[Needle], weight: int) -> Check:
    if stands_in(looked_for, line, text.language):
        return Check(name, "search", "good", title, f"It stands in {where}.", weight)
    return Check(name, "search", "poor", title, f"It does not stand in {where}.", weight)


def _density(text: Text, looked_for: list[Needle]) -> Check:
    title = "How often the keyphrase stands"
    words = len(text.words)
    if words < 50:
        return Check("keyphrase_density", "search", "none", title, "The story is too short to count.", 3)
    found = count(looked_for, text.sentences, text.language)
    share = 100 * found / words
    if found == 0:
        return Check("keyphrase_density", "search", "poor", title, "It stands nowhere in the text.", 3)
    times = "once" if found == 1 else f"{found} times"
    if share > _DENSITY_MOST and found > 3:
        return Check(
            "keyphrase_density",
            "search",
            "poor",
            title,
            f"It stands there {times}, which reads like a trick. Use other words for it.",
            3,
        )
    if share < _DENSITY_LEAST and words > 250:
        return Check(
            "keyphrase_density",
            "search",
            "fair",
            title,
            f"It stands there {times} in {words} words. Say it once or twice more.",
            3,
        )
    return Check("keyphrase_density", "search", "good", title, f"It stands there {times} in {words} words.", 3)


def _headings(text: Text, looked_for: list[Needle]) -> Check:
    title = "Keyphrase in subheads"
    subheads = [heading.text for heading in text.headings if heading.level in _HEADING_LEVELS]
    if not subheads:
        return Check("keyphrase_subheads", "search", "none", title, "There are no subheads.", 2)
    with_it = sum(stands_in(looked_for, line, text.language) for line in subheads)
    if with_it == 0:
        return Check("keyphrase_subheads", "search", "fair", title, "It stands in none of the subheads.", 2)
    if len(subheads) > 3 and with_it > 0.75 * len(subheads):
        return Check("keyphrase_subheads", "search", "fair", title, "It stands in nearly every subhead. Vary them.", 2)
    return Check("keyphrase_subheads", "search", "good", title, f"It stands in {with_it} of {len(subheads)}.", 2)


def _pictures(story: Story, text: Text, looked_for: list[Needle]) -> Check:
    title = "Keyphrase in alternative texts"
    alts = [picture.alt or "" for picture in text.pictures] + ([story.lead_alt] if story.has_lead_picture else [])
    if not alts:
        return Check("keyphrase_alt", "search", "none", title, "There are no pictures.")
    if any(stands_in(looked_for, alt, text.language) for alt in alts):
        return Check("keyphrase_alt", "search", "good", title, "A picture's alternative text names it.")
    return Check(
        "keyphrase_alt", "search", "fair", title, "No picture's alternative text names it. Where one shows it, say so."
    )


def _related(phrase: Keyphrase, text: Text, story: Story) -> Check:
    looked_for = needles(phrase, text.language)
    found = count(looked_for, (*text.sentences, *(one.text for one in text.headings), story.headline), text.language)
    status: Status = "good" if found else "fair"
    reason = f"“{phrase.text}” stands in the story." if found else f"“{phrase.text}” stands nowhere in the story."
    return Check("keyphrase_related", "search", status, "Further keyphrase", reason)
