"""Attributes of links: rel, target, absolute addresses. WordPress 7.1 behaviour."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Collection

from wirepress.core.markup.html.escape import esc_attr, sanitize_url
from wirepress.core.markup.html.tags import TagEditor
from wirepress.core.markup.kses.attributes import read_written
from wirepress.core.markup.kses.protocols import ALLOWED_PROTOCOLS
from wirepress.core.markup.links.parse_url import parse_url
from wirepress.core.markup.text.linear_search import Finder
from wirepress.core.php.strings import html_entity_decode
from wirepress.core.php.utf8 import as_bytes

_ANCHOR = re.compile(r"<a ([^>\n][^>]*)>", re.IGNORECASE)
# Read byte by byte, as WordPress reads: a byte of « » “ ” ‘ ’ ends an address, also within another letter.
_QUOTES = "".join(sorted(set("«»“”‘’".encode().decode("latin-1"))))
_RUN = re.compile(r"[^\s()<>]+", re.ASCII)
_TAIL = re.compile(rf"\(\w+\)|(?:[^`!()\[\]{{}}:'\".,<>{_QUOTES}\s]|:\w+)+", re.ASCII)
_WORD = frozenset(string.ascii_letters + string.digits + "_-")
_ORIGIN = re.compile(r"(?:https?:)?//[^/]+", re.IGNORECASE)
_OWN_SCHEME = re.compile(r"(\w{1,20}):", re.ASCII)
_PARENT = re.compile(r"[^/]+/\.\./")
_ABOVE_ROOT = re.compile(r"/(?:\.\./)+")


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
    if href is not None and _is_internal(href.value or "", hosts):
        rel = rel.replace("nofollow", "").strip()
    own = attributes.get("rel")
    text = source
    if own is not None:
        words = [*(own.value or "").split(" "), *rel.split(" ")]
        rel = " ".join(dict.fromkeys(word.strip() for word in words))
        shown = [
            name if item.value is None else f'{name}="{esc_attr(item.value or "")}"'
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
    """Relative addresses in attributes become absolute ones below `base`. A value ends with its line at the latest."""
    pattern = re.compile(rf"(?:{'|'.join(re.escape(name) for name in names)})=(['\"])", re.IGNORECASE)
    finder = Finder(text)
    pieces: list[str] = []
    copied = at = 0
    while found := pattern.search(text, at):
        start = at = found.end()
        end = finder.find_on_line(found[1], start + 1)
        if end >= 0 and text[start] != "\n":
            pieces += text[copied:start], _absolute(text[start:end], base)
            copied, at = end, end + 1
    return "".join((*pieces, text[copied:]))


def _absolute(url: str, base: str) -> str:
    """`url` as seen from the page at `base`; one with a scheme, or that cannot be read, stays."""
    own = _OWN_SCHEME.match(url)
    parts, home = parse_url(url), parse_url(base)
    if (own and own[1] in ALLOWED_PROTOCOLS) or not parts or not home or not home.get("host") or parts.get("scheme"):
        return url
    place = parts if "host" in parts else home
    port = f":{place['port']}" if "port" in place else ""
    path = _joined_path(str(home.get("path") or "/"), str(parts.get("path") or ""))
    query = f"?{parts['query']}" if parts.get("query") else ""
    fragment = f"#{parts['fragment']}" if parts.get("fragment") else ""
    rest = f"{path}{query}{fragment}".lstrip("/")
    return f"{home.get('scheme', '')}://{place.get('host', '')}{port}/{rest}"


def _joined_path(base: str, path: str) -> str:
    """`path` from the folder of `base`, steps upwards taken; from the root when it begins there."""
    if not path or path.startswith("/"):
        return path or base
    path = base[: base.rfind("/") + 1] + path
    while path.find("../") > 1:
        shorter = _PARENT.sub("", path)
        if shorter == path:
            break
        path = shorter
    above = _ABOVE_ROOT.match(path)
    return path[above.end() :] if above else path


def extract_urls(text: str) -> list[str]:
    """Return addresses in a text (anything that a slash begins and that has a dot further on), each once, entities decoded."""
    found: dict[str, None] = {}
    text = as_bytes(text).decode("latin-1")
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
        url = text[_scheme_start(text, slash, at) : end].encode("latin-1").decode("utf-8", "surrogateescape")
        found[html_entity_decode(url).replace(";", "")] = None
        at = end
    return list(found)


def _scheme_start(text: str, slash: int, floor: int) -> int:
    """Return where the scheme before the slash begins; the slash itself when there is none."""
    start = slash - 1
    if start < floor or text[start] != ":":
        return slash
    while start > floor and text[start - 1] in _WORD:
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
    origin = _ORIGIN.match(url)
    return url[origin.end() :] if origin else url


def shorten_url(url: str, length: int = 35) -> str:
    """Return an address for people: no scheme, no www, no slash at the end, at most `length` bytes (url_shorten)."""
    for part in ("https://", "http://", "www."):
        url = url.replace(part, "")
    short = as_bytes(url.rstrip("/\\"))
    return (short[: length - 3] + b"&hellip;" if len(short) > length else short).decode("utf-8", "surrogateescape")
