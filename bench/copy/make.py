"""Stories, their copies and their doubles, from a number: the same number makes the same set."""

from __future__ import annotations

import json
import random
import re
import textwrap
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

# By language: five columns of phrases, one of each makes a sentence; headlines; reports after one pattern; words and their synonyms.
WORDS: dict[str, Any] = json.loads((Path(__file__).parent / "words.json").read_text())
LANGUAGES = ("en", "en", "en", "de", "fr", "es", "ru", "ar", "zh")
FOOTERS = (
    "Reporting by our correspondents; editing by the night desk.",
    "This story was written with material from an agency.",
    "Do you have something to tell us about this? Write to the newsroom.",
    "Sign up for our letter and read the most important stories each morning.",
)


@dataclass(frozen=True)
class Story:
    """One text of the set. Texts of one `told` are the same story; `how`: what was done to it, or what it is."""

    told: int
    language: str
    title: str
    text: str  # paragraphs between line ends
    how: str
    site: int = 0  # whose it is
    teaser: bool = False


def _blank(language: str) -> str:
    return "" if language == "zh" else " "


class Facts:
    """The people, places and firms of one story."""

    def __init__(self, chance: random.Random, language: str) -> None:
        self.chance, self.language = chance, language
        self.people = [self._name(two=True) for _ in range(4)]
        self.places = [self._name() for _ in range(3)]
        self.firms = [self._name() + (" AG" if language == "de" else "") for _ in range(3)]

    def _name(self, two: bool = False) -> str:
        first, second = WORDS["syllables"].get(self.language) or WORDS["syllables"]["latin"]
        words = [
            self.chance.choice(first) + self.chance.choice(second)
            for _ in range(2 if two and self.language != "zh" else 1)
        ]
        return " ".join(words)

    def fill(self, pattern: str) -> str:
        """The pattern with names and numbers of this story in its places."""
        pick = self.chance
        days, months = WORDS["days"][self.language], WORDS["months"][self.language]
        values = {
            "person": pick.choice(self.people),
            "person2": self.people[1],
            "person3": self.people[2],
            "person4": self.people[3],
            "place": pick.choice(self.places),
            "place2": self.places[1],
            "place3": self.places[2],
            "org": pick.choice(self.firms),
            "org2": self.firms[1],
            "org3": self.firms[2],
            "day": pick.choice(days),
            "day2": pick.choice(days),
            "month": pick.choice(months),
            "wind": pick.choice(("west", "south", "east", "north")),
            "updown": pick.choice(("higher", "lower")),
        }
        numbers = {name: str(pick.randint(2, 980)) for name in ("n", "n2", "n3", "n4")}
        numbers |= {name: str(pick.randint(1, 29)) for name in "abcde"}
        return pattern.format(**values, **numbers)

    def sentence(self) -> str:
        """One sentence out of the five columns."""
        parts = [self.chance.choice(column) for column in WORDS["sentences"][self.language]]
        return self.fill(_blank(self.language).join(parts))


def story(chance: random.Random, told: int, language: str) -> Story:
    """A report of four to twelve paragraphs."""
    facts = Facts(chance, language)
    join = _blank(language)
    paragraphs = [
        join.join(facts.sentence() for _ in range(chance.randint(1, 3))) for _ in range(chance.randint(4, 12))
    ]
    return Story(
        told, language, facts.fill(chance.choice(WORDS["headlines"][language])), "\n".join(paragraphs), "story"
    )


def doubles(chance: random.Random, told: int, language: str, count: int) -> list[Story]:
    """Reports after one pattern: each is a story of its own."""
    pattern = chance.choice(WORDS["patterns"][language])
    made = []
    for number in range(count):
        facts = Facts(chance, language)
        main = {"{place}": facts.places[0], "{person}": facts.people[0], "{org}": facts.firms[0]}
        title, text = pattern["title"], "\n".join(pattern["text"])
        for mark, name in main.items():
            title, text = title.replace(mark, name), text.replace(mark, name)
        made.append(Story(told + number, language, facts.fill(title), facts.fill(text), "pattern"))
    return made


def follow_up(chance: random.Random, first: Story, told: int) -> Story:
    """Another day's story on the same matter: new reporting, and paragraphs of background that are word for word the same."""
    new = story(chance, told, first.language)
    room = 0.4 * len(new.text)  # so that less than 0.3 of the whole is background
    background = []
    for paragraph in chance.sample(first.text.split("\n"), 2):
        if len(paragraph) <= room:
            background.append(paragraph)
            room -= len(paragraph)
    return replace(new, text="\n".join([*new.text.split("\n"), *background]), how="follow-up")


def copy(chance: random.Random, first: Story) -> Story:
    """What another editor made of it: two to five changes at once."""
    names = list(CHANGES)
    done = chance.sample(names, chance.randint(2, 5))
    changed = first
    for name in names:  # in the order of the table: wrapping comes last
        if name in done:
            changed = CHANGES[name](chance, changed)
    return replace(changed, how="+".join(name for name in names if name in done))


def _headline(chance: random.Random, one: Story) -> Story:
    facts = Facts(chance, one.language)
    return replace(one, title=facts.fill(chance.choice(WORDS["headlines"][one.language])))


def _cut(chance: random.Random, one: Story) -> Story:
    paragraphs = one.text.split("\n")
    return replace(one, text="\n".join(paragraphs[: max(2, round(len(paragraphs) * chance.uniform(0.35, 0.8)))]))


def _add(chance: random.Random, one: Story) -> Story:
    paragraphs = one.text.split("\n")
    facts = Facts(chance, one.language)
    for _ in range(chance.randint(1, max(1, round(len(paragraphs) * 0.4)))):
        paragraphs.insert(chance.randint(1, len(paragraphs)), facts.sentence())
    return replace(one, text="\n".join(paragraphs))


def _lead(chance: random.Random, one: Story) -> Story:
    paragraphs = one.text.split("\n")
    return replace(one, text="\n".join([Facts(chance, one.language).sentence(), *paragraphs[1:]]))


def _numbers(chance: random.Random, one: Story) -> Story:
    found = list(re.finditer(r"\d+", one.text))
    chosen = {match.start() for match in chance.sample(found, min(len(found), chance.randint(1, 3)))}
    text = re.sub(
        r"\d+",
        lambda match: str(int(match[0]) + chance.randint(1, 9)) if match.start() in chosen else match[0],
        one.text,
    )
    return replace(one, text=text)


def _quote(chance: random.Random, one: Story) -> Story:
    paragraphs = one.text.split("\n")
    paragraphs[chance.randrange(len(paragraphs))] = "“" + Facts(chance, one.language).sentence() + "”"
    return replace(one, text="\n".join(paragraphs))


def _order(chance: random.Random, one: Story) -> Story:
    paragraphs = one.text.split("\n")
    at = chance.randrange(len(paragraphs) - 1) if len(paragraphs) > 1 else 0
    paragraphs[at : at + 2] = reversed(paragraphs[at : at + 2])
    return replace(one, text="\n".join(paragraphs))


def _synonyms(chance: random.Random, one: Story) -> Story:
    text = one.text
    for word, other in WORDS["synonyms"][one.language].items():
        if chance.random() < 0.6:
            text = text.replace(word, other)
    return replace(one, text=text)


def _byline(chance: random.Random, one: Story) -> Story:
    facts = Facts(chance, one.language)
    text = f"{facts.people[0]}, {facts.places[0]}\n{one.text}"
    return replace(one, text=f"{text}\n{chance.choice(FOOTERS)}" if chance.random() < 0.7 else text)


def _wrapping(chance: random.Random, one: Story) -> Story:
    text = one.text.replace("'", "’").replace(" - ", " – ").replace('"', "“")
    if one.language == "zh":
        return replace(one, text=text.replace("，", "， "))
    wide = chance.choice((54, 68, 76))
    return replace(one, text="\n\n".join(textwrap.fill(line, wide) for line in text.split("\n")).replace(" 1", "\xa01"))


CHANGES = {
    "headline": _headline,
    "cut": _cut,
    "add": _add,
    "lead": _lead,
    "numbers": _numbers,
    "quote": _quote,
    "order": _order,
    "synonyms": _synonyms,
    "byline": _byline,
    "wrapping": _wrapping,
}


SITES = 6  # of each language; two have phrases of their own in every text, two share the phrases of one system
MORE = {
    "en": ("Continue reading", "Read more on our site", "…", "[…]"),
    "de": ("Weiterlesen", "Mehr lesen", "…", "[…]"),
    "fr": ("Lire la suite", "…", "[…]"),
    "es": ("Seguir leyendo", "Leer más", "…"),
    "ru": ("Читать далее", "…", "[…]"),
    "ar": ("اقرأ المزيد", "…"),
    "zh": ("阅读全文", "…"),
}


class Sites:
    """The sites of a set, by number, and what each says in every text."""

    def __init__(self, chance: random.Random) -> None:
        self.phrases: dict[int, tuple[str, str]] = {}
        for at, language in enumerate(dict.fromkeys(LANGUAGES)):
            facts = Facts(chance, language)
            system = self._made(facts)
            for place in range(SITES):
                self.phrases[at * SITES + place] = self._made(facts) if place < 2 else system if place < 4 else ("", "")

    @staticmethod
    def _made(facts: Facts) -> tuple[str, str]:
        blank = _blank(facts.language)
        return facts.sentence(), blank.join(facts.sentence() for _ in range(3))

    def of(self, language: str) -> list[int]:
        """The sites of a language."""
        at = list(dict.fromkeys(LANGUAGES)).index(language)
        return list(range(at * SITES, (at + 1) * SITES))

    def told(self, one: Story, site: int) -> Story:
        """The text as the site gives it."""
        head, foot = self.phrases[site]
        how = f"{one.how}+phrases" if foot else one.how
        return replace(one, text=f"{head}\n{one.text}\n{foot}".strip(), site=site, how=how)


def teaser(chance: random.Random, first: Story) -> Story:
    """The beginning of a story, and an invitation to read on."""
    one_line = " ".join(first.text.split("\n"))
    if first.language == "zh":
        begun = one_line[: chance.randint(40, 90)]
    else:
        begun = " ".join(one_line.split()[: chance.randint(22, 55)])
    return replace(
        first, text=f"{begun}{_blank(first.language)}{chance.choice(MORE[first.language])}", how="teaser", teaser=True
    )


def brief(chance: random.Random, told: int, language: str) -> Story:
    """A story of one or two sentences."""
    facts = Facts(chance, language)
    text = _blank(language).join(facts.sentence() for _ in range(chance.randint(1, 2)))
    return Story(told, language, facts.fill(chance.choice(WORDS["headlines"][language])), text, "brief")


def labelled(seed: int, stories: int) -> list[Story]:
    """The set in the order of arrival: stories, one to three copies of each by other sites later on, teasers before or after them; briefs,
    patterns and follow-ups among them. A third of the sites say the same phrases in every text, and as many share those of one system."""
    chance = random.Random(seed)
    sites = Sites(random.Random(seed + 1))
    out: list[tuple[float, Story]] = []
    told = 0
    for _ in range(stories):
        told += 1
        when = chance.random()
        first = story(chance, told, chance.choice(LANGUAGES))
        places = chance.sample(sites.of(first.language), 5)
        out.append((when, sites.told(first, places[0])))
        for place in places[1 : 1 + chance.randint(1, 3)]:
            out.append((when + chance.uniform(0.01, 0.5), sites.told(copy(chance, first), place)))
        if chance.random() < 0.4:
            out.append((when + chance.uniform(-0.3, 0.5), sites.told(teaser(chance, first), places[4])))
        if chance.random() < 0.5:
            told += 1
            out.append(
                (when + chance.uniform(0.2, 0.6), sites.told(follow_up(chance, first, told), chance.choice(places)))
            )
        if chance.random() < 0.4:
            told += 1
            one = brief(chance, told, first.language)
            out.append((chance.random(), sites.told(one, chance.choice(places))))
    for _ in range(max(1, stories // 8)):
        language = chance.choice(LANGUAGES)
        made = doubles(chance, told + 1, language, 8)
        told += len(made)
        out += [(chance.random(), sites.told(one, chance.choice(sites.of(language)))) for one in made]
    return [one for _, one in sorted(out, key=lambda pair: pair[0])]
