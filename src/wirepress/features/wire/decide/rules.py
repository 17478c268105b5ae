"""Whether a condition holds for an entry, and why, in words. Patterns are RE2's: they take time in proportion to the text."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from wirepress.features.wire.decide.policy import Condition, Test
from wirepress.features.wire.entry.identity import canonical_url
from wirepress.features.wire.entry.plain_text import fold_text
from wirepress.features.wire.entry.records import Entry, Reason

TEXT_MAX: Final = 200_000  # characters of a text that rules look at
DEPTH_MAX: Final = 20
_PATTERN_MEMORY: Final = 2 * 1024 * 1024  # bytes that a compiled pattern may take
_NAMES: Final = {
    "any": "headline or text",
    "title": "the headline",
    "text": "the text",
    "author": "the author",
    "category": "the source's category",
    "url": "the address",
    "language": "the language",
    "published": "the date",
    "length": "the length",
}


class BadRule(ValueError):
    """A rule that can never be asked. The message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class RuleSubject:
    """What rules are asked about: an entry and what was found out about it."""

    entry: Entry
    text: str  # plain
    language: str = ""
    now: datetime | None = None

    def field_texts(self, name: str) -> Sequence[str]:
        """Return the texts that a field's name means."""
        entry = self.entry
        if name == "any":
            return (entry.title, self.text[:TEXT_MAX])
        if name == "text":
            return (self.text[:TEXT_MAX],)
        return {
            "title": (entry.title,),
            "author": tuple(entry.authors),
            "category": tuple(entry.categories),
            "url": tuple(url for url in (entry.url, entry.canonical) if url),
            "language": (self.language or entry.language,),
        }.get(name, ())


@functools.lru_cache(maxsize=512)
def compile_pattern(value: str) -> Any:
    """Return the compiled pattern, which ignores case. Raises BadRule."""
    import re2

    options = re2.Options()
    options.case_sensitive = False
    options.max_mem = _PATTERN_MEMORY
    options.log_errors = False
    try:
        return re2.compile(value, options)  # type: ignore[no-untyped-call]
    except re2.error as error:
        raise BadRule(
            f"The pattern “{value[:100]}” cannot be used: {_describe_error(error)}. Look-around and back references are not possible."
        ) from None


def _describe_error(error: Exception) -> str:
    said = error.args[0] if error.args else error
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)


def parse_moment(value: str, now: datetime) -> datetime:
    """Return a date (2026-11-25, 2026-11-25T10:00Z) or an age ("3 days", "12 hours" before now). Raises BadRule."""
    words = value.strip().lower().split()
    if len(words) == 2 and words[0].isdecimal() and words[1].rstrip("s") in ("minute", "hour", "day", "week"):
        try:
            return now - timedelta(**{words[1].rstrip("s") + "s": int(words[0])})
        except OverflowError:
            raise BadRule(f"“{value[:40]}” is too long ago.") from None
    try:
        found = datetime.fromisoformat(value.strip())
    except ValueError:
        raise BadRule(f"“{value[:40]}” is no date. Write 2026-11-25, or an age as in: 3 days.") from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def check_condition(condition: Condition, depth: int = 0) -> None:
    """Raises BadRule where a test of it could never be asked: a wrong pattern, date or number."""
    if depth > DEPTH_MAX:
        raise BadRule(f"Conditions are nested deeper than {DEPTH_MAX}.")
    for part in (*condition.all, *condition.any, *condition.none):
        if isinstance(part, Condition):
            check_condition(part, depth + 1)
        else:
            _run_test(part, RuleSubject(Entry(title="x", published=datetime.now(UTC)), "x", "en", datetime.now(UTC)))


def _run_test(test: Test, subject: RuleSubject) -> bool:
    if test.field == "length" or test.how in ("shorter", "longer"):
        return _test_length(test, subject)
    if test.field == "published" or test.how in ("before", "after"):
        return _test_date(test, subject)
    return any(_test_text(test, text) for text in subject.field_texts(test.field))


def _test_length(test: Test, subject: RuleSubject) -> bool:
    """Return whether the text has fewer or more words than the test says; of the headline when that is the field."""
    try:
        limit = int(test.value)
    except ValueError:
        raise BadRule(f"“{test.value[:40]}” is no number of words.") from None
    count = len((subject.entry.title if test.field == "title" else subject.text).split())
    return {"shorter": count < limit, "longer": count > limit}.get(test.how, count == limit)


def _test_date(test: Test, subject: RuleSubject) -> bool:
    now = subject.now or datetime.now(UTC)
    limit, published = parse_moment(test.value, now), subject.entry.published
    if published is None:
        return False  # without a date it is neither before nor after
    if test.how == "before":
        return published < limit
    if test.how == "after":
        return published > limit
    return published.date() == limit.date()


def _test_text(test: Test, text: str) -> bool:
    value = test.value
    match test.how:
        case "word":
            return _has_word(value, text)
        case "phrase":
            return bool(fold_text(value)) and f" {fold_text(value)} " in f" {fold_text(text)} "
        case "regex":
            return compile_pattern(value).search(text) is not None
        case "contains":
            return bool(value) and value.casefold() in text.casefold()
        case _:  # is
            return _equals(test, text)


def _has_word(value: str, text: str) -> bool:
    """Return whether the text has one of the words between commas. A star at the end stands for every ending."""
    words: set[str] | None = None
    for one in value.split(","):
        sought = fold_text(one)
        if not sought:
            continue
        if words is None:
            words = set(fold_text(text).split())
        if one.strip().endswith("*") and " " not in sought:
            if any(word.startswith(sought) for word in words):
                return True
        elif " " in sought:
            if f" {sought} " in f" {fold_text(text)} ":
                return True
        elif sought in words:
            return True
    return False


def _equals(test: Test, text: str) -> bool:
    value = test.value.strip().casefold()
    if test.field == "language":  # en is also en-GB
        return bool(value) and (text.casefold() == value or text.casefold().startswith(value + "-"))
    if test.field == "url":
        return bool(text) and canonical_url(test.value) == canonical_url(text)
    return " ".join(text.casefold().split()) == " ".join(value.split())


def _describe_test(test: Test, held: bool) -> str:
    name, value = _NAMES[test.field], test.value if len(test.value) <= 80 else test.value[:79] + "…"
    verb = {
        "word": ("contains the word", "does not contain the word"),
        "phrase": ("contains", "does not contain"),
        "contains": ("contains", "does not contain"),
        "regex": ("matches", "does not match"),
        "is": ("is", "is not"),
        "before": ("is before", "is not before"),
        "after": ("is after", "is not after"),
        "shorter": ("is shorter than", "is not shorter than"),
        "longer": ("is longer than", "is not longer than"),
    }[test.how][0 if held else 1]
    return f"{name} {verb} {value} words" if test.how in ("shorter", "longer") else f"{name} {verb} “{value}”"


def _judge_part(part: Test | Condition, subject: RuleSubject, depth: int) -> tuple[bool, str]:
    if isinstance(part, Condition):
        return _judge_condition(part, subject, depth + 1)
    held = _run_test(part, subject)
    return held, _describe_test(part, held)


def _judge_condition(condition: Condition, subject: RuleSubject, depth: int) -> tuple[bool, str]:
    if depth > DEPTH_MAX:
        raise BadRule(f"Conditions are nested deeper than {DEPTH_MAX}.")
    said = []
    for part in condition.all:
        held, words = _judge_part(part, subject, depth)
        if not held:
            return False, words
        said.append(words)
    for part in condition.none:
        held, words = _judge_part(part, subject, depth)
        if held:
            return False, words
        said.append(words)
    if condition.any:
        failed = []
        for part in condition.any:
            held, words = _judge_part(part, subject, depth)
            if held:
                said.append(words)
                break
            failed.append(words)
        else:
            return False, " and ".join(failed)
    return True, " and ".join(said) or "there is no condition"


def condition_holds(condition: Condition, subject: RuleSubject, name: str = "") -> tuple[bool, Reason]:
    """Return whether the condition holds, and the words of the tests that decided it. Raises BadRule for one that cannot be asked."""
    held, words = _judge_condition(condition, subject, 0)
    return held, Reason(name, words[:1].upper() + words[1:])
