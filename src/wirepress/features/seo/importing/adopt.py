"""Told after a WordPress database was imported: which SEO plugins left data, whose counts, and taking it over.

Data of all of them is kept in the database; that of one becomes the site's: of an active plugin before another, then in the order
of `PLUGINS`. What was taken over once and has not changed since is left alone, so that what people wrote here stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wirepress.content.options import store
from wirepress.content.posts.models import PostMeta
from wirepress.content.terms.models import TermMeta
from wirepress.features.seo.importing import aioseo_options, rank_math, take_over, yoast
from wirepress.features.seo.importing.aioseo_posts import overrides_of_row

AIOSEO_POST: Final = "_wirepress_aioseo_post"  # written by the import of the plugin's tables
AIOSEO_TERM: Final = "_wirepress_aioseo_term"


@dataclass(frozen=True, slots=True)
class _Plugin:
    name: str
    folders: tuple[str, ...]
    is_there: Callable[[], bool]
    take: Callable[[Counter[str]], None]


def adopt(active: Sequence[str] = ()) -> list[str]:
    """Take over what SEO plugins left. Return what was not understood, in sentences."""
    there = [plugin for plugin in PLUGINS if plugin.is_there()]
    if not there:
        return []
    chosen = next((plugin for plugin in there if set(plugin.folders) & set(active)), there[0])
    lost: Counter[str] = Counter()
    chosen.take(lost)
    sentences = [f"{what} ({count} times)." if count > 1 else f"{what}." for what, count in sorted(lost.items())]
    sentences += [
        f"{plugin.name} had left data too, which was not taken over: {chosen.name} counts."
        for plugin in there
        if plugin is not chosen
    ]
    return sentences


def _take_aioseo(lost: Counter[str]) -> None:
    for sentence in aioseo_options.adopt_options():
        lost[sentence.rstrip(".")] += 1
    take_over.posts_of_one_key(AIOSEO_POST, lambda value: overrides_of_row(_map(value), lost))
    take_over.terms_of_one_key(AIOSEO_TERM, lambda value: overrides_of_row(_map(value), lost))


def _take_yoast(lost: Counter[str]) -> None:
    yoast.adopt_options(lost)
    take_over.posts_of_prefix(yoast.PREFIX, lambda meta: yoast.overrides_of_meta(meta, lost))
    entries: dict[int, Any] = {}
    for terms in _map(store.get(yoast.TERMS, None)).values():
        for number, values in _map(terms).items():
            if str(number).isdigit() and isinstance(values, Mapping):
                entries[int(number)] = values
    take_over.terms(entries, lambda values: yoast.overrides_of_term(values, lost))
    take_over.people("wpseo_", lambda meta: yoast.overrides_of_user(meta, lost))


def _take_rank_math(lost: Counter[str]) -> None:
    rank_math.adopt_options(lost)
    take_over.posts_of_prefix(rank_math.PREFIX, lambda meta: rank_math.overrides_of_meta(meta, lost))
    take_over.terms_of_prefix(rank_math.PREFIX, lambda meta: rank_math.overrides_of_meta(meta, lost))
    take_over.people(
        rank_math.PREFIX,
        lambda meta: rank_math.overrides_of_meta(
            {key.removeprefix(rank_math.PREFIX): value for key, value in meta.items()}, lost
        ),
    )


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _has_posts(**condition: str) -> bool:
    return PostMeta.objects.filter(**condition).exists()


PLUGINS: Final = (
    _Plugin(
        "All in One SEO",
        ("all-in-one-seo-pack", "all-in-one-seo-pack-pro"),
        lambda: (
            store.get("aioseo_options", None) is not None
            or _has_posts(key=AIOSEO_POST)
            or TermMeta.objects.filter(key=AIOSEO_TERM).exists()
        ),
        _take_aioseo,
    ),
    _Plugin(
        "Yoast SEO",
        ("wordpress-seo", "wordpress-seo-premium"),
        lambda: store.get("wpseo_titles", None) is not None or _has_posts(key__startswith=yoast.PREFIX),
        _take_yoast,
    ),
    _Plugin(
        "Rank Math",
        ("seo-by-rank-math", "seo-by-rank-math-pro"),
        lambda: store.get("rank-math-options-titles", None) is not None or _has_posts(key__startswith=rank_math.PREFIX),
        _take_rank_math,
    ),
)
