"""Bare addresses to links. WordPress 7.1 behaviour (make_clickable)."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from wirepress.core.markup.kses.protocols import ALLOWED_PROTOCOLS
from wirepress.core.markup.kses.urls import esc_url
from wirepress.core.markup.links.parse_url import is_internal_link, parse_url

_LONG_TEXT, _CHUNK, _MAX_URL = 10_000, 2_100, 2_000  # bytes
_TAG = re.compile(r"(<[^<>]+>)")
_OPENS = re.compile(r"<(?:code|pre|script|style)[\s>]", re.ASCII | re.IGNORECASE)
_CLOSES = re.compile(r"</(?:code|pre|script|style)>\Z", re.IGNORECASE)
_URL_IN_BRACKETS = re.compile(r"<\s*+\w{1,20}+://", re.ASCII)
_SPACE = re.compile(rb"[\r\n\t\v\f \0]")
_BLANK = re.compile(r"\s", re.ASCII)

_URL_CHARACTER = r"\w\x80-\U0010ffff#%~/@\[\]*(+=&$\-"  # what is not punctuation
_URL_START = re.compile(r"(?<=[\s(<.,;:!?])\w{1,20}+://", re.ASCII)
_URL = re.compile(
    rf"(?P<rest>[{_URL_CHARACTER}]*+(?:['.,;:!?)][{_URL_CHARACTER}]++)*+)"
    r"(?P<parenthesis>\)?)(?P<extension>\.\w{2,6})?",
    re.ASCII,
)
_WEB = re.compile(r"([\s>])((?:www|ftp)\.[\w\x80-\U0010ffff#$%&~/.\-;:=,?@\[\]+]++)", re.ASCII | re.IGNORECASE)
_EMAIL = re.compile(r"([\s>])([.0-9a-z_+\-]++@(?:[0-9a-z\-]++\.)+[0-9a-z]{2,})", re.ASCII | re.IGNORECASE)
_OUTER_LINK_ENDS = re.compile(r"<a(?:[ \r\n\t](?=[^>])|\Z)", re.IGNORECASE)


def make_clickable(text: str, internal_hosts: Iterable[str] = (), ugc: bool = False) -> str:
    """Return `text` with URLs, ``www.`` and ``ftp.`` names and e-mail addresses between tags as links.

    Links get ``rel="nofollow"`` unless they lead to one of `internal_hosts` (lower case), and ``ugc`` when asked for
    (comments). What stands in code, pre, script, style and in a link stays.
    """
    relation = partial(_relation, hosts=frozenset(internal_hosts), ugc=ugc)
    result = []
    depth = 0
    for part in _TAG.split(text):
        if _OPENS.match(part):
            depth += 1
        elif depth and _CLOSES.match(part):
            depth -= 1
        for chunk, short in _chunks(part):
            tag = chunk.startswith("<") and not _URL_IN_BRACKETS.match(chunk)
            result.append(chunk if depth or tag or not short else _link_everything(chunk, relation))
    return _unnest("".join(result))


def _relation(url: str, hosts: frozenset[str], ugc: bool) -> str:
    scheme = str((parse_url(url) or {}).get("scheme", "")).lower()
    follow = scheme not in ("http", "https") or is_internal_link(url, hosts, ALLOWED_PROTOCOLS)
    words = ([] if follow else ["nofollow"]) + (["ugc"] if ugc else [])
    return f' rel="{" ".join(words)}"' if words else ""


def _chunks(text: str) -> Iterator[tuple[str, bool]]:
    """A long text in pieces cut at blanks, and whether each is short enough to look for addresses in."""
    if len(text) * 4 <= _LONG_TEXT or len(raw := text.encode("utf-8", "surrogateescape")) <= _LONG_TEXT:
        yield text, True
        return
    ends = [blank.end() for blank in _SPACE.finditer(raw)]
    start = number = 0
    while len(raw) - start > _CHUNK:
        end = 0
        while number < len(ends) and (ends[number] <= start + _CHUNK + 1 or not end):
            end = ends[number]
            number += 1
        if not end:
            break
        yield raw[start:end].decode("utf-8", "surrogateescape"), end - start <= _CHUNK + 1
        start = end
    if start < len(raw):
        yield raw[start:].decode("utf-8", "surrogateescape"), len(raw) - start <= _CHUNK + 1


def _link_everything(text: str, relation: Callable[[str], str]) -> str:
    text = _link_urls(f" {text} ", relation)
    text = _WEB.sub(lambda match: _link_web(match, relation), text)
    return _EMAIL.sub(r'\1<a href="mailto:\2">\2</a>', text)[1:-1]


def _link_urls(text: str, relation: Callable[[str], str]) -> str:
    """Link ``scheme://…``; one that runs on for about 2000 bytes without a blank is left alone."""
    result: list[str] = []
    place = copied = blank = 0
    while start := _URL_START.search(text, place):
        if blank <= start.end():
            found = _BLANK.search(text, start.end())
            blank = found.start() if found else len(text)
        place = start.end()
        if blank - place > _MAX_URL or not 0 < len(text[place:blank].encode("utf-8", "surrogateescape")) <= _MAX_URL:
            continue
        url = _URL.match(text, place)
        if url is None:  # it matches the empty text, too
            break
        place = url.end()
        if link := _link(start[0] + url["rest"], url["parenthesis"], url["extension"] or "", relation):
            result += text[copied : start.start()], link
            copied = place
    result.append(text[copied:])
    return "".join(result)


def _link(url: str, parenthesis: str, extension: str, relation: Callable[[str], str]) -> str:
    """Return the link, with closing parentheses that the URL did not open behind it; empty for a URL that is not allowed."""
    if "(" in url[1:]:
        url, parenthesis = url + parenthesis, ""
    url += extension
    pieces = url.split(")")
    surplus = url.count(")") - url.count("(")
    keep = len(pieces)
    while surplus > 0:
        keep -= 1
        surplus += pieces[keep].count("(") - 1
    suffix = "".join(f"){piece}" for piece in pieces[keep:]) + parenthesis
    url = esc_url(")".join(pieces[:keep]))
    return f'<a href="{url}"{relation(url)}>{url}</a>{suffix}' if url else ""


def _link_web(match: re.Match[str], relation: Callable[[str], str]) -> str:
    name, last = match[2], ""
    if name[-1] in ".,;:)":
        name, last = name[:-1], name[-1]
    url = esc_url(f"http://{name}")
    return f'{match[1]}<a href="{url}"{relation(url)}>{url}</a>{last}' if url else match[0]


def _unnest(text: str) -> str:
    """Take away a link that came to stand alone in another: ``<a …><a …>x</a></a>``."""
    if "><a " not in text.lower():
        return text
    parts = text.split(">")
    result: list[str] = []
    number = 0
    while number < len(parts):
        if number + 4 < len(parts) and _is_nested(parts, number):
            result += parts[number], parts[number + 2]
            number += 4
        else:
            result.append(parts[number])
            number += 1
    return ">".join(result)


def _is_nested(parts: list[str], number: int) -> bool:
    outer, inner, content, end = parts[number : number + 4]
    return (
        inner[:3].lower() == "<a "
        and len(inner) > len("<a ")
        and len(content) > len("</a")
        and content[-3:].lower() == "</a"
        and end.lower() == "</a"
        and _OUTER_LINK_ENDS.search(outer) is not None
    )
