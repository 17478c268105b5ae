"""Attributes of links: rel, target, absolute addresses. WordPress 7.1 behaviour."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from wirepress.core.markup.html.escape import esc_attr, sanitize_url
from wirepress.core.markup.html.tags import TagEditor
from wirepress.core.markup.kses.attributes import read_written
from wirepress.core.markup.kses.protocols import ALLOWED_PROTOCOLS
from wirepress.core.markup.links.parse_url import parse_url
from wirepress.core.php.strings import html_entity_decode

_ANCHOR = re.compile(r"<a ([^>\n][^>]*)>", re.IGNORECASE)
_RUN = re.compile(r"[^\s()<>]+", re.ASCII)
_TAIL = re.compile(r"\(\w+\)|(?:[^`!()\[\]{}:'\".,<>«»“”‘’\s]|:\w+)+", re.ASCII)
_ORIGIN = re.compile(r"(?:https?:)?//[^/]+(?=/|\Z)", re.IGNORECASE)
_SCHEME = re.compile(r"https?://", re.IGNORECASE)


def rel_nofollow(text: str, internal_hosts: Collection[str] = ()) -> str:
    """Links with ``rel="nofollow"``; those to the site's own hosts without."""
    return _in_closed(
        text, lambda part: _ANCHOR.sub(lambda found: _with_rel(found[1], "nofollow", internal_hosts), part)
    )


def rel_ugc(text: str, internal_hosts: Collection[str] = ()) -> str:
    """Links with ``rel="nofollow ugc"``, as a reader's comment has them."""
    return _in_closed(
        text, lambda part: _ANCHOR.sub(lambda found: _with_rel(found[1], "nofollow ugc", internal_hosts), part)
    )


def _in_closed(text: str, change: Callable[[str], str]) -> str:
    """Change what stands before the last ``>``: behind it no tag ends, and looking for one again and again takes too long."""
    end = text.rfind(">") + 1
    return change(text[:end]) + text[end:]


def _is_internal(url: str, hosts: Collection[str]) -> bool:
    parts = parse_url(url)
    return (
        bool(parts)
        and str((parts or {}).get("host", "")).lower() in hosts
        and str((parts or {}).get("scheme", "")) in ("http", "https")
    )


def _with_rel(source: str, rel: str, hosts: Collection[str]) -> str:
    attributes = {item.name: item for item in read_written(source, ALLOWED_PROTOCOLS)}
    href = attributes.get("href")
    if href is not None and _is_internal(href.text or "", hosts):
        rel = rel.replace("nofollow", "").strip()
    own = attributes.get("rel")
    text = source
    if own is not None:
        words = [*(own.text or "").split(" "), *rel.split(" ")]
        rel = " ".join(dict.fromkeys(word.strip() for word in words))
        shown = [
            name if item.value is None else f'{name}="{esc_attr(item.text or "")}"'
            for name, item in attributes.items()
            if name != "rel"
        ]
        text = " ".join(shown)
    return f"<a {text}" + (f' rel="{esc_attr(rel)}"' if rel else "") + ">"


def links_add_target(text: str, target: str = "_blank", tags: Collection[str] = ("a",)) -> str:
    """Tags with a ``target``; one that they have is replaced."""
    names = "|".join(re.escape(tag) for tag in tags)

    def change(found: re.Match[str]) -> str:
        rest = re.sub(r"( target=(\"|')[^\"']*\2)|\n", "", found[2], flags=re.IGNORECASE)
        return f'<{found[1]}{rest} target="{esc_attr(target)}">'

    pattern = re.compile(rf"<({names})((?:\s[^>]*)?)>", re.IGNORECASE)
    return _in_closed(text, lambda part: pattern.sub(change, part))


def links_add_base_url(text: str, base: str, names: Collection[str] = ("src", "href")) -> str:
    """Relative addresses in attributes become absolute ones below `base`."""
    pattern = re.compile(rf"({'|'.join(re.escape(name) for name in names)})=(['\"])([^'\"]*)\2", re.IGNORECASE)

    def change(found: re.Match[str]) -> str:
        name, quote, url = found.groups()
        return f"{name}={quote}{_absolute(url, base)}{quote}"

    return pattern.sub(change, text)


def _absolute(url: str, base: str) -> str:
    parts = parse_url(url) or {}
    scheme = str(parts.get("scheme", ""))
    if scheme and (parts.get("host") or scheme not in ("http", "https")):
        return url
    home = parse_url(base) or {}
    root = f"{home.get('scheme', 'http')}://{home.get('host', '')}" + (f":{home['port']}" if home.get("port") else "")
    if url.startswith("//"):
        return f"{home.get('scheme', 'http')}:{url}"
    if url.startswith("/"):
        return root + url
    folder = str(home.get("path") or "/").rpartition("/")[0]
    return f"{root}{folder}/{url}"


def extract_urls(text: str) -> list[str]:
    """Return addresses in a text (anything that a slash begins and that has a dot further on), each once, entities decoded."""
    found: dict[str, None] = {}
    at = 0
    while (slash := text.find("/", at)) >= 0:
        run = _RUN.match(text, slash + (2 if text.startswith("//", slash) else 1))
        if run is None and text.startswith("//", slash):
            run = _RUN.match(text, slash + 1)
        dot = run[0].rfind(".") if run else -1
        if run is None or dot < 0:  # no dot: nothing later in this run begins an address either
            at = run.end() if run else slash + 1
            continue
        tail = _TAIL.match(text, run.start() + dot + 1)
        end = tail.end() if tail else run.start() + dot + 1
        url = text[_scheme_start(text, slash, at) : end]
        found[html_entity_decode(url).replace(";", "")] = None
        at = end
    return list(found)


def _scheme_start(text: str, slash: int, floor: int) -> int:
    """Return where the scheme before the slash begins; the slash itself when there is none."""
    start = slash - 1
    if start < floor or text[start] != ":":
        return slash
    while start > floor and (text[start - 1].isalnum() or text[start - 1] in "_-"):
        start -= 1
    return start if start < slash - 1 else slash


def first_link(text: str) -> str:
    """Return the address of the first link of a text, empty when there is none (get_url_in_content)."""
    tags = TagEditor(text)
    while tags.next_tag():
        if tags.name == "a" and tags.text("href"):
            return sanitize_url(tags.text("href"))
    return ""


def make_relative(url: str) -> str:
    """Return the address without scheme and host (wp_make_link_relative)."""
    return _ORIGIN.sub("", url, count=1)


def shorten_url(url: str, length: int = 35) -> str:
    """Return an address for people: no scheme, no www, no slash at the end, at most `length` characters (url_shorten)."""
    short = _SCHEME.sub("", url, count=1)
    short = short.removeprefix("www.").rstrip("/")
    return f"{short[: length - 3]}&hellip;" if len(short) > length else short
