"""Attributes of links: rel, target, absolute addresses. WordPress 7.1 behaviour."""

from __future__ import annotations

import re
from collections.abc import Collection

from wirepress.core.markup.escape import esc_attr
from wirepress.core.markup.kses.attributes import written_attributes
from wirepress.core.markup.kses.protocols import ALLOWED_PROTOCOLS
from wirepress.core.markup.parseurl import parse_url

_ANCHOR = re.compile(r"<a ([^>\n][^>]*)>", re.IGNORECASE)
_LINKS = re.compile(r"(?<![\w./])(?:https?|ftp|mailto|tel)[^\s\"'<>]{3,}", re.IGNORECASE)


def rel_nofollow(text: str, internal_hosts: Collection[str] = ()) -> str:
    """Links with ``rel="nofollow"``; those to the site's own hosts without."""
    return _ANCHOR.sub(lambda found: _with_rel(found[1], "nofollow", internal_hosts), text)


def rel_ugc(text: str, internal_hosts: Collection[str] = ()) -> str:
    """Links with ``rel="nofollow ugc"``, as a reader's comment has them."""
    return _ANCHOR.sub(lambda found: _with_rel(found[1], "nofollow ugc", internal_hosts), text)


def _is_internal(url: str, hosts: Collection[str]) -> bool:
    parts = parse_url(url)
    return (
        bool(parts)
        and str((parts or {}).get("host", "")).lower() in hosts
        and str((parts or {}).get("scheme", "")) in ("http", "https")
    )


def _with_rel(source: str, rel: str, hosts: Collection[str]) -> str:
    attributes = {item.name: item for item in written_attributes(source, ALLOWED_PROTOCOLS)}
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

    return re.sub(rf"<({names})((?:\s[^>]*)?)>", change, text, flags=re.IGNORECASE)


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
    """Addresses in a text, each once."""
    return list(dict.fromkeys(url.rstrip(".,;:!?)]}") for url in _LINKS.findall(text)))
