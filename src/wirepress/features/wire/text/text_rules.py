"""A source's strip and replace rules, and what is tidied in every entry before it is recognised, judged and compared."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from wirepress.features.wire.decide.policy import Policy, TextRule
from wirepress.features.wire.decide.rules import BadRule, compile_pattern
from wirepress.features.wire.entry.records import Entry
from wirepress.features.wire.text.woven_parts import remove_woven_parts

_BETWEEN: Final = r"(?:\s|&nbsp;|&#160;|\xa0|</?(?:a|b|i|em|strong|span|u|small)\b[^<>]*>)*"  # words of one sentence may be emphasised
_HOLLOW: Final = re.compile(r"<(p|div|em|strong|span|a|li|h[2-6]|small|i|b)\b[^<>]*>(?:\s|&nbsp;|\xa0|<br\s*/?>)*</\1>")
WORDS_MAX: Final = 200  # of a text that is looked for


def tidy_entry(entry: Entry, policy: Policy) -> Entry:
    """Return the entry without what its site weaves in, and after the source's own rules; the entry itself where nothing is to be done."""
    content, summary = remove_woven_parts(entry.content_html), remove_woven_parts(entry.summary_html)
    title = entry.title
    if policy.text_rules:
        title = apply_rules(title, [rule for rule in policy.text_rules if rule.where == "title"], markup=False)
        rules = [rule for rule in policy.text_rules if rule.where == "text"]
        content, summary = apply_rules(content, rules, markup=True), apply_rules(summary, rules, markup=True)
    if (title, content, summary) == (entry.title, entry.content_html, entry.summary_html):
        return entry
    return replace(entry, title=title or entry.title, content_html=content, summary_html=summary)


def apply_rules(text: str, rules: Sequence[TextRule], *, markup: bool) -> str:
    """Return the text after the rules, in their order. A rule that cannot be asked changes nothing."""
    for rule in rules:
        if not text:
            break
        put = html.escape(rule.replace, quote=False) if markup else rule.replace
        try:
            pattern = _pattern_of(rule, markup)
        except BadRule:
            continue
        changed = (
            pattern.sub(lambda found, put=put: put, text)
            if not rule.pattern
            else pattern.sub(put.replace("\\", "\\\\"), text)
        )
        if changed != text:
            text = _HOLLOW.sub("", _HOLLOW.sub("", changed)).strip() if markup else " ".join(changed.split())
    return text


def check_rule(rule: TextRule) -> None:
    """Raises BadRule when the rule could never be asked."""
    _pattern_of(rule, True)


def _pattern_of(rule: TextRule, markup: bool) -> Any:
    """Return the rule as a pattern: RE2's for patterns; words for words, whatever blanks and emphasis stand between them."""
    if rule.pattern:
        return compile_pattern(rule.find)
    words = rule.find.split()[:WORDS_MAX]
    if not words:
        raise BadRule("There is nothing to look for.")
    if not markup:
        return re.compile(r"\s*".join(re.escape(word) for word in words))
    return re.compile(_BETWEEN.join(_word_pattern(word) for word in words))


def _word_pattern(word: str) -> str:
    """Return a word as HTML may write it."""
    forms = dict.fromkeys((word, html.escape(word, quote=False), html.escape(word)))
    return "(?:" + "|".join(re.escape(form) for form in forms) + ")" if len(forms) > 1 else re.escape(word)
