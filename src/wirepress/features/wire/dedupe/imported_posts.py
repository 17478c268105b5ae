"""Stories that are here without the wire: by an import, or written here and sent back to us by a source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import urlsplit

from django.db.models import Q

from wirepress.content.posts.models import Post
from wirepress.features.wire.dedupe.same_source import ToldStory, is_one_story
from wirepress.features.wire.entry.plain_text import clean_title, html_to_text
from wirepress.features.wire.entry.records import DuplicateMatch, Entry
from wirepress.features.wire.models import Item

_GONE: Final = ("trash", "auto-draft", "inherit")
SLUG_MAX: Final = 200
GUID_MAX: Final = 255


def find_posts(entries: Mapping[str, tuple[Entry, str]]) -> dict[str, DuplicateMatch]:
    """Return posts that the wire did not file and that are these stories (key -> entry, plain text): the same identifier or the same slug, borne out
    by headline and text. Two questions for all of them, one more where posts were found."""
    guids, slugs = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for key, (entry, _) in entries.items():
        for guid in {entry.guid, entry.url, entry.canonical}:
            if guid.startswith(("http://", "https://")) and len(guid) <= GUID_MAX:
                guids[guid].append(key)
        for slug in {_slug_of(entry.url), _slug_of(entry.canonical)} - {""}:
            slugs[slug].append(key)
    if not guids and not slugs:
        return {}
    rows = Post.objects.filter(Q(guid__in=list(guids)) | Q(slug__in=list(slugs)), type="post").exclude(status__in=_GONE)
    posts = list(rows.order_by("-id").only("id", "title", "content", "guid", "slug", "date_gmt"))
    if not posts:
        return {}
    ours = set(Item.objects.filter(post_id__in=[post.pk for post in posts]).values_list("post_id", flat=True))
    found: dict[str, DuplicateMatch] = {}
    for post in posts:
        if post.pk in ours:
            continue
        theirs = ToldStory(clean_title(post.title), html_to_text(post.content), len(post.content), post.date_gmt)
        for key, named in _with_evidence(guids.get(post.guid, ()), slugs.get(post.slug.lower(), ())):
            entry, text = entries[key]
            mine = ToldStory(entry.title, text, len(text), None)
            if is_one_story(mine, theirs, "name" if named else "page"):
                words = (
                    "It has the same identifier."
                    if named
                    else "It has the same headline and text, and its address ends alike."
                )
                found[key] = DuplicateMatch(0, 1.0, words, True, post_id=post.pk)
    return found


def _with_evidence(named: Iterable[str], slugs: Iterable[str]) -> Iterable[tuple[str, bool]]:
    yield from ((key, True) for key in named)
    yield from ((key, False) for key in slugs if key not in set(named))


def _slug_of(url: str) -> str:
    try:
        parts = [part for part in urlsplit(url).path.split("/") if part]
    except ValueError:
        return ""
    last = parts[-1].lower() if parts else ""
    return last.removesuffix(".html").removesuffix(".htm")[:SLUG_MAX]
