"""The rules that turn straight quotes, dashes and signs in one run of text (no tags) into typographic ones.

Sources of the rules: WordPress 7.1 behaviour for en_US. A quote that is decided early is kept as a one-character mark
(a lone surrogate, which no valid text holds) so that later rules still see where sentences open.
"""

import re

from wirepress.core.markup.text.times_sign import multiply_signs

OPEN_DOUBLE, CLOSE_DOUBLE, DOUBLE_PRIME = "&#8220;", "&#8221;", "&#8243;"
OPEN_SINGLE, CLOSE_SINGLE, PRIME, APOSTROPHE = "&#8216;", "&#8217;", "&#8242;", "&#8217;"
EN_DASH, EM_DASH = "&#8211;", "&#8212;"

_OPENED, _APOSTROPHE, _UNDECIDED = "\ud800", "\ud801", "\ud802"

_SIGNS = {"...": "&#8230;", "``": OPEN_DOUBLE, "''": CLOSE_DOUBLE, " (tm)": " &#8482;"}
_CLIPPED_WORDS = (
    "'tain't",
    "'twere",
    "'twas",
    "'tis",
    "'twill",
    "'til",
    "'bout",
    "'nuff",
    "'round",
    "'cause",
    "'em",
)
_SIGNS |= {word: word.replace("'", APOSTROPHE) for word in _CLIPPED_WORDS}
_SIGN = re.compile("|".join(map(re.escape, sorted(_SIGNS, key=len, reverse=True))))

_BLANK_AHEAD = r"[\r\n\t \u00a0]|&nbsp;"
_AFTER_BLANK = r"(?:(?<=[\r\n\t \u00a0])|(?<=&nbsp;)|\A)"
_NOT_AFTER_BLANK = r"(?<![\r\n\t \u00a0])(?<!&nbsp;)"
_ENDS = rf"(?=\Z|[.,:;!?)}}\-\]]|&gt;|{_BLANK_AHEAD})"


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


# '99' and '99" close a quotation that ends in a year; '99 alone is a clipped year, but '9, '99%, '999 and '99.0 are not.
_SINGLE_RULES = (
    (_rule(rf"'(\d\d)'{_ENDS}"), rf"{_APOSTROPHE}\1{CLOSE_SINGLE}"),
    (_rule(rf"'(\d\d)\"{_ENDS}"), rf"{_APOSTROPHE}\1{CLOSE_DOUBLE}"),
    (_rule(r"'(?=\d\d(?:\Z|(?![%\d]|[.,]\d)))"), _APOSTROPHE),
    (_rule(rf"{_AFTER_BLANK}'(\d[.,\d]*+)'"), rf"{_OPENED}\1{CLOSE_SINGLE}"),
    (_rule(rf"(?:{_AFTER_BLANK}|(?<=[(\[{{\"\-])|(?<=&lt;))'"), _OPENED),
    (_rule(rf"{_NOT_AFTER_BLANK}'(?!\Z|[.,:;!?\"'(){{}}\[\]\-]|&[lg]t;|{_BLANK_AHEAD})"), _APOSTROPHE),
)
_DOUBLE_RULES = (
    (_rule(rf'{_AFTER_BLANK}"(\d[.,\d]*+)"'), rf"{_OPENED}\1{CLOSE_DOUBLE}"),
    (_rule(rf'(?:{_AFTER_BLANK}|(?<=[(\[{{\-])|(?<=&lt;))"(?!{_BLANK_AHEAD})'), _OPENED),
)
_DASH_RULES = (
    (_rule("---"), EM_DASH),
    (_rule(rf"{_AFTER_BLANK}--(?=\Z|{_BLANK_AHEAD})"), EM_DASH),
    (_rule("(?<!xn)--"), EN_DASH),  # xn-- opens an internationalised host name
    (_rule(rf"{_AFTER_BLANK}-(?=\Z|{_BLANK_AHEAD})"), EN_DASH),
)
_CANDIDATE = {quote: _rule(quote + _ENDS) for quote in "'\""}
_AFTER_DIGIT = {quote: _rule(rf"(?<=\d){quote}") for quote in ("'", '"', _UNDECIDED)}
_UNDECIDED_NOT_AFTER_DIGIT = _rule(rf"(?<!\d){_UNDECIDED}")
_BARE_AMPERSAND = re.compile(r"&(?!#(?:\d++|x[a-f0-9]++);|[a-z1-4]{1,8};)", re.ASCII | re.IGNORECASE)


def improve_punctuation(text: str) -> str:
    """Return one run of text between tags, with its punctuation improved and bare ampersands escaped."""
    text = _SIGN.sub(lambda match: _SIGNS[match[0]], text)
    if "'" in text:
        text = _apply(_SINGLE_RULES, text)
        text = _close_sentences(text, "'", PRIME, CLOSE_SINGLE)
        text = text.replace(_APOSTROPHE, APOSTROPHE).replace(_OPENED, OPEN_SINGLE)
    if '"' in text:
        text = _apply(_DOUBLE_RULES, text)
        text = _close_sentences(text, '"', DOUBLE_PRIME, CLOSE_DOUBLE).replace(_OPENED, OPEN_DOUBLE)
    if "-" in text:
        text = _apply(_DASH_RULES, text)
    return escape_ampersands(multiply_signs(text))


def escape_ampersands(text: str) -> str:
    """Escape each ``&`` that does not look like the start of an entity."""
    return _BARE_AMPERSAND.sub("&#038;", text)


def _apply(rules: tuple[tuple[re.Pattern[str], str], ...], text: str) -> str:
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text


def _close_sentences(text: str, quote: str, prime: str, close: str) -> str:
    """Decide the quotes that are left: after a digit a prime (feet, inches), else a closing quote."""
    sentences = text.split(_OPENED)
    for number, sentence in enumerate(sentences):
        if quote not in sentence:
            continue
        if number and close not in sentence:
            sentence = _close_one(sentence, quote, prime, close)
        else:
            sentence = _AFTER_DIGIT[quote].sub(prime, sentence)
            sentence = _CANDIDATE[quote].sub(close, sentence)
        sentences[number] = sentence.replace('"', close) if quote == '"' else sentence
    return _OPENED.join(sentences)


def _close_one(sentence: str, quote: str, prime: str, close: str) -> str:
    """Return a sentence that was opened and not yet closed: one candidate must close it, the others may be primes."""
    sentence, candidates = _CANDIDATE[quote].subn(_UNDECIDED, sentence)
    if candidates == 1:
        return _AFTER_DIGIT[quote].sub(prime, sentence.replace(_UNDECIDED, close))
    if candidates > 1:
        sentence, closed = _UNDECIDED_NOT_AFTER_DIGIT.subn(close, sentence)
        if not closed:  # all follow digits: the last one before a full stop closes, else the last one
            at = sentence.rfind(_UNDECIDED + ".")
            at = sentence.rfind(_UNDECIDED) if at < 0 else at
            sentence = sentence[:at] + close + sentence[at + 1 :]
    sentence = _AFTER_DIGIT[quote].sub(prime, sentence)
    return _AFTER_DIGIT[_UNDECIDED].sub(prime, sentence).replace(_UNDECIDED, close)
