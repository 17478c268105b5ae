"""By what an entry is known again: the source's own name for it, its address, its text, in this order."""

from __future__ import annotations

import hashlib
import re
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from wirepress.features.wire.entry.plain_text import clean_title, fold_text, html_to_text
from wirepress.features.wire.entry.records import Entry, EntryKeys

URL_MAX: Final = 2000  # characters; longer ones are cut by our column and name nothing
TITLE_WORDS: Final = 3  # of a headline, before a sign behind which a source's name may stand
PICTURES_MAX: Final = 30  # of one entry
_NO_NAMES: Final = frozenset(
    ("", "-", "--", "0", "n/a", "na", "none", "null", "nil", "undefined", "unknown", "false", "guid", "id", "(none)")
)
_SEPARATORS: Final = re.compile(r"\s+(?:[|–—-]|::|//|»|•|·)\s+")
_PICTURE: Final = re.compile(r"""<img\b[^<>]{0,2000}?\bsrc\s*=\s*["']([^"'<>]{1,2000})""", re.IGNORECASE)
_TRACKING: Final = re.compile(
    r"(?:utm_.*|mtm_.*|pk_(?:campaign|kwd|source|medium|content)|hsa_.*|_hs.*|at_(?:medium|campaign|custom\d?|link_.*)|ns_(?:mchannel|source|campaign|linkname|fee)|xtor|"
    r"fbclid|gclid|gclsrc|dclid|wbraid|gbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|vero_(?:id|conv)|oly_(?:anon|enc)_id|"
    r"wt_(?:mc|zmc).*|_ga|_gl|cmpid|ncid|ocid|icid|smid|smtyp|ref_src|ref_url|spm|trk|s_cid|xing_share|amp|outputtype)",
    re.IGNORECASE,
)
_PORTS: Final = {"http": 80, "https": 443}
_SAFE: Final = "/:@!$&'()*+,;=-._~"


def canonical_url(url: str) -> str:
    """Return the address without what only follows readers around: campaign parameters, fragment, default port, credentials.

    It still leads to the same page. "" for what is no http address.
    """
    try:
        parts = urlsplit(url.strip()[: URL_MAX * 2])
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not host:
        return ""
    host = f"[{host}]" if ":" in host else host
    place = host if port in (None, _PORTS[scheme]) else f"{host}:{port}"
    query = "&".join(
        pair for pair in parts.query.split("&") if pair and not _TRACKING.fullmatch(pair.partition("=")[0])
    )
    fragment = parts.fragment if parts.fragment.startswith("!") else ""  # pages of the old AJAX scheme
    return urlunsplit((scheme, place, parts.path or "/", query, fragment))[:URL_MAX]


def _comparable_url(url: str) -> str:
    """Return the address as two spellings of it have in common: no scheme, www, closing slash, AMP; parameters sorted."""
    clean = canonical_url(url)
    if not clean:
        return ""
    parts = urlsplit(clean)
    path = quote(unquote(parts.path, errors="replace"), safe=_SAFE)
    path = re.sub(r"(?:/amp|/index\.(?:html?|php))?/*\Z", "", path)
    pairs = sorted(parse_qsl(parts.query, keep_blank_values=True))
    if not path and not pairs and not parts.fragment:
        return ""  # a home page is no story
    return f"{parts.netloc.removeprefix('www.').removeprefix('amp.')}{path}?{urlencode(pairs)}#{parts.fragment}"


def digest(*parts: str) -> str:
    """Return a hash of texts, 32 hexadecimal digits."""
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()


def url_key(entry: Entry) -> str:
    """Return the key of the entry's canonical address, else of its address; "" where that names no story."""
    url = _comparable_url(entry.canonical) or _comparable_url(entry.url)
    return digest("url", url) if url else ""


def entry_text(entry: Entry) -> str:
    """Return the entry's plain text: its content, else its summary."""
    return html_to_text(entry.content_html) or html_to_text(entry.summary_html)


def own_name(entry: Entry) -> str:
    """Return the source's own name for the entry; "" where it gives none: what stands in every entry ("N/A"), or its address once more."""
    guid = entry.guid.strip()
    if guid.casefold() in _NO_NAMES:
        return ""
    if "#" in guid:  # a part of a page
        return guid
    address = _comparable_url(guid)
    return "" if address and address == _comparable_url(entry.url) else guid


def make_keys(entry: Entry, text: str | None = None) -> EntryKeys:
    """Return the entry's keys. `guid` is never empty: without the source's own name the address names it, else its text.

    `text`: what `entry_text` said, when it is known already. The content's key changes when headline or text change in a word.
    """
    url = url_key(entry)
    title = fold_text(clean_title(entry.title))
    content = digest("text", title, fold_text(entry_text(entry) if text is None else text))
    name = own_name(entry)
    return EntryKeys(
        digest("guid", name) if name else (url or content), url, content, title_key(entry.title), details_key(entry)
    )


def title_key(title: str) -> str:
    """Return the key of a headline without what a source sets behind it ("... | The Site"); "" for none."""
    parts = _SEPARATORS.split(clean_title(title))
    words = fold_text(parts[0])
    for part in parts[1:]:
        if len(words.split()) >= TITLE_WORDS:
            break
        words = f"{words} {fold_text(part)}".strip()
    return digest("title", words) if words else ""


def details_key(entry: Entry) -> str:
    """Return the key of what an entry says beside headline and text: its address, byline, categories, pictures and embargo. Pictures
    without their queries, which some servers sign anew for every reader."""
    pictures = [media.url for media in entry.media] + _PICTURE.findall(entry.content_html or entry.summary_html)
    shown = dict.fromkeys(url.partition("?")[0] for url in pictures[:PICTURES_MAX])
    return digest(
        "details",
        canonical_url(entry.canonical or entry.url),
        str(entry.embargoed or ""),
        *entry.authors,
        "",
        *entry.categories,
        "",
        *shown,
    )


def separate_key(keys: EntryKeys, number: int = 0) -> str:
    """Return the key under which another story is kept whose identifier is taken. `number`: of stories that share even that."""
    return digest("apart", keys.guid, keys.title, keys.content, str(number))
