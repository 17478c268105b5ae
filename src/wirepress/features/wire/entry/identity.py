"""By what an entry is known again: the source's own name for it, its address, its text, in this order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from wirepress.features.wire.entry.plain_text import clean_title, fold_text, html_to_text
from wirepress.features.wire.entry.records import Entry, EntryKeys
from wirepress.features.wire.models import Item, Source

URL_MAX: Final = 2000  # characters; longer ones are cut by our column and name nothing
TITLES_ALIKE: Final = 55  # per cent of rapidfuzz's token_set_ratio
TEXTS_ALIKE: Final = 45  # per cent of the shorter text's words that both have
TEXT_NAMES: Final = 120  # characters; a shorter text may be said twice by two stories ("No trading today.")
_CHUNK: Final = 300  # keys in one query
_TRACKING: Final = re.compile(
    r"(?:utm_.*|mtm_.*|pk_(?:campaign|kwd|source|medium|content)|hsa_.*|_hs.*|at_(?:medium|campaign|custom\d?|link_.*)|ns_(?:mchannel|source|campaign|linkname|fee)|xtor|"
    r"fbclid|gclid|gclsrc|dclid|wbraid|gbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|vero_(?:id|conv)|oly_(?:anon|enc)_id|"
    r"wt_(?:mc|zmc).*|_ga|_gl|cmpid|ncid|ocid|icid|smid|smtyp|ref_src|ref_url|spm|trk|s_cid|xing_share|amp|outputtype)",
    re.IGNORECASE,
)
_PORTS: Final = {"http": 80, "https": 443}
_SAFE: Final = "/:@!$&'()*+,;=-._~"


@dataclass(frozen=True, slots=True)
class Recognition:
    """An entry's keys as they are to be stored, the item that it is (None: it is new), and how it was recognised, in words."""

    keys: EntryKeys
    item: Item | None = None
    words: str = ""


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


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()


def url_key(entry: Entry) -> str:
    """Return the key of the entry's canonical address, else of its address; "" where that names no story."""
    url = _comparable_url(entry.canonical) or _comparable_url(entry.url)
    return _digest("url", url) if url else ""


def entry_text(entry: Entry) -> str:
    """Return the entry's plain text: its content, else its summary."""
    return html_to_text(entry.content_html) or html_to_text(entry.summary_html)


def make_keys(entry: Entry, text: str | None = None) -> EntryKeys:
    """Return the entry's keys. `guid` is never empty: without the source's own name the address names it, else its text.

    `text`: what `text_of` said, when it is known already. The content's key changes when headline or text change in a word.
    """
    url = url_key(entry)
    content = _digest(
        "text", fold_text(clean_title(entry.title)), fold_text(entry_text(entry) if text is None else text)
    )
    guid = entry.guid.strip()
    return EntryKeys(_digest("guid", guid) if guid else (url or content), url, content)


def separate_keys(keys: EntryKeys) -> EntryKeys:
    """Return keys for another story whose guid is already taken."""
    return EntryKeys(_digest("apart", keys.guid, keys.url or keys.content), keys.url, keys.content)


def is_same_story(item: Item, entry: Entry, text: str | None = None) -> bool:
    """Return whether headline or text have enough in common for a changed version of one story."""
    from rapidfuzz import fuzz

    title, before = clean_title(entry.title), clean_title(item.title)
    if title and before and fuzz.token_set_ratio(fold_text(title), fold_text(before)) >= TITLES_ALIKE:
        return True
    kept = item.entry if isinstance(item.entry, dict) else {}
    old = set(fold_text(html_to_text(str(kept.get("content_html") or kept.get("summary_html") or ""))).split())
    new = set(fold_text(entry_text(entry) if text is None else text).split())
    smaller = min(len(old), len(new))
    if smaller < 8:  # too little to tell by: the name decides
        return not (title and before)
    return 100 * len(old & new) / smaller >= TEXTS_ALIKE


class KnownItems:
    """Items of one source that some entries may be, read in a few queries for a whole document."""

    def __init__(self, source: Source, keys: Iterable[EntryKeys] = ()) -> None:
        self._source = source
        self._by: dict[tuple[str, str], Item] = {}
        self.load(keys)

    def load(self, keys: Iterable[EntryKeys]) -> None:
        """Read the items that have one of these keys."""
        wanted = list(keys)
        guids = {key for one in wanted for key in (one.guid, separate_keys(one).guid)}
        urls, contents = {one.url for one in wanted if one.url}, {one.content for one in wanted if one.content}
        for field, values in (("content_key", contents), ("url_key", urls), ("guid_key", guids)):
            listed = sorted(values)
            for start in range(0, len(listed), _CHUNK):
                rows = Item.objects.filter(
                    source=self._source, **{f"{field}__in": listed[start : start + _CHUNK]}
                ).order_by("-id")
                for item in rows:
                    self._by[field, getattr(item, field)] = item  # the oldest one wins

    def add(self, item: Item) -> None:
        """Add an item that was just stored."""
        for field in ("guid_key", "url_key", "content_key"):
            if getattr(item, field):
                self._by.setdefault((field, getattr(item, field)), item)

    def get(self, field: str, key: str) -> Item | None:
        """Return the item that has this key."""
        return self._by.get((field, key)) if key else None

    def recognise(self, entry: Entry, keys: EntryKeys | None = None, text: str | None = None) -> Recognition:
        """Return the item that the entry is. A guid that is now another story's, with another address, is reported and stored apart."""
        keys = keys or make_keys(entry, text)
        other = separate_keys(keys)
        if (item := self.get("guid_key", other.guid)) is not None:
            return Recognition(other, item, "Known by its identifier, which two stories of the source bear.")
        if (item := self.get("guid_key", keys.guid)) is not None:
            moved = bool(keys.url and item.url_key and keys.url != item.url_key)
            if not moved or is_same_story(item, entry, text):
                return Recognition(keys, item, "Known by its identifier.")
            taken = f"The source uses the identifier of another story again (“{item.title[:100]}”)"
            return Recognition(other, None, f"{taken}; this one is kept as a story of its own.")
        if (item := self.get("url_key", keys.url)) is not None and is_same_story(item, entry, text):
            return Recognition(keys, item, "Known by its address; the source has given it another identifier.")
        if (item := self.get("content_key", keys.content)) is not None:
            text = entry_text(entry) if text is None else text
            if len(text) >= TEXT_NAMES or not (keys.url and item.url_key):
                return Recognition(keys, item, "Known by its text, word for word; identifier and address are new.")
        return Recognition(keys)


def recognise(source: Source, entry: Entry, text: str | None = None) -> Recognition:
    """Return the item that one entry is. For a whole document make one `KnownItems`."""
    keys = make_keys(entry, text)
    return KnownItems(source, [keys]).recognise(entry, keys, text)


def find_item(source: Source, keys: EntryKeys) -> Item | None:
    """Return the item of this source that has one of these keys, the strongest first."""
    remembered = KnownItems(source, [keys])
    found: Sequence[Item | None] = (
        remembered.get("guid_key", keys.guid),
        remembered.get("url_key", keys.url),
        remembered.get("content_key", keys.content),
    )
    return next((item for item in found if item is not None), None)
