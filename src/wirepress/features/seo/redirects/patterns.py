"""Rules with patterns: thousands are tried at once, in a time that grows with the address and not with their number (RE2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import Any, Final

import re2 as untyped_re2

from wirepress.features.seo.redirects.rules import Rule

re2: Any = untyped_re2  # which brings no types
PATTERN_MAX: Final = 1000  # characters
_SET: Final = 500  # patterns of one automaton
_SET_MEMORY: Final = 16 * 1024 * 1024  # bytes that one may take
_STARS_MAX: Final = 10
_REPEAT: Final = re.compile(r"\{(\d+)(?:,(\d*))?\}")
_REPEAT_MAX: Final = 200


class WrongPattern(ValueError):
    """A pattern cannot be used; the message says why."""


def regex_of(rule: Rule) -> str:
    """Return the regular expression of a rule, with its flags in front."""
    text = rule.source
    if rule.match == "wildcard":
        body, _, query = text.partition("?")
        parts = body.split("*")
        text = "^" + "(.*)".join(re.escape(one) for one in parts)
        text = text.removesuffix("/") + ("/?" if rule.ignore_slash else "") + "$" if parts[-1] else text + "$"
        if query:
            text = text[:-1] + r"\?" + "(.*)".join(re.escape(one) for one in query.split("*")) + "$"
    return ("(?is)" if rule.ignore_case else "(?s)") + text


def check(rule: Rule) -> None:
    """Raises WrongPattern when a rule's pattern cannot be used."""
    if len(rule.source) > PATTERN_MAX:
        raise WrongPattern(f"A pattern has at most {PATTERN_MAX} characters.")
    if rule.match == "wildcard" and not 0 < rule.source.count("*") <= _STARS_MAX:
        raise WrongPattern(f"A wildcard source has one to {_STARS_MAX} stars (*).")
    if any(int(high or low) > _REPEAT_MAX for low, high in _REPEAT.findall(rule.source)):
        raise WrongPattern(f"A part of a pattern may be repeated {_REPEAT_MAX} times at most.")
    try:
        _compiled(regex_of(rule))
    except (re2.error, UnicodeEncodeError) as error:
        hint = " Look-ahead, look-behind and back-references are not known (RE2)." if "(?" in rule.source else ""
        raise WrongPattern(f"The pattern is no regular expression: {error}.{hint}") from None


@lru_cache(maxsize=8192)
def _compiled(text: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _SET_MEMORY
    return re2.compile(text, options)


class PatternSet:
    """The pattern rules of a site, in the order in which they are asked. The automata are built when the first address is tried."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._sets: list[tuple[list[int], Any]] | None = None

    def __len__(self) -> int:
        return len(self.rules)

    def find(self, path: str, query_text: str) -> tuple[Rule, tuple[str, ...]] | None:
        """Return the first rule whose pattern an address fits, and what its groups have caught; None: there is none.

        The path alone is tried, then the path with its query; only the latter where a rule asks for an exact query.
        """
        if not self.rules:
            return None
        texts = [path, f"{path}?{query_text}"] if query_text else [path]
        for place in self._places(texts):
            rule = self.rules[place]
            tried = texts[-1:] if rule.query in ("exact", "exact_order") else texts
            for text in tried:
                found = _compiled(regex_of(rule)).search(text)
                if found is not None:
                    return rule, tuple(caught or "" for caught in found.groups())
        return None

    def _places(self, texts: Sequence[str]) -> list[int]:
        """Return the places of the rules that fit one of the texts, the first ones first."""
        if self._sets is None:
            self._sets = self._build()
        places: set[int] = set()
        for usable, automaton in self._sets:
            for text in texts:
                places.update(usable[at] for at in automaton.Match(text) or ())
        return sorted(places)

    def _build(self) -> list[tuple[list[int], Any]]:
        made: list[tuple[list[int], Any]] = []
        for start in range(0, len(self.rules), _SET):
            options = re2.Options()
            options.log_errors = False
            options.max_mem = _SET_MEMORY
            usable, automaton = [], re2.Set.SearchSet(options)
            for place in range(start, min(start + _SET, len(self.rules))):
                with suppress(re2.error):  # stored by somebody else: never fits
                    automaton.Add(regex_of(self.rules[place]))
                    usable.append(place)
            if usable:
                automaton.Compile()
                made.append((usable, automaton))
        return made
