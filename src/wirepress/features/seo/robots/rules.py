"""The rules of rights of this site: what the settings say of paths, sections and sources, as patterns of paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from wirepress.content.options import site, store
from wirepress.content.options.features import extensions
from wirepress.content.posts import loading
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.listing.counters import read
from wirepress.content.posts.models import Post
from wirepress.content.terms import rows as term_rows
from wirepress.content.terms.models import Term
from wirepress.core.database.rows import select_in
from wirepress.features.seo.robots.usage import EVERYTHING, Usage, UsageRule, in_order
from wirepress.features.seo.settings import store as seo
from wirepress.features.seo.settings.robots import RobotsSettings

STORIES_MAX: Final = 1000  # of a section or a source that are named one by one, the newest


def rules(usage: Mapping[str, Mapping[str, Any]] | None = None) -> list[UsageRule]:
    """Return the rules in their order: of the settings, or of these. Without any no query is made."""
    chosen = seo.read(RobotsSettings).usage if usage is None else usage
    found: list[UsageRule] = []
    for scope in sorted(chosen, key=_weight):
        said = as_usage(chosen[scope])
        if not said.says_nothing or said.policy:
            found += [UsageRule(pattern, said) for pattern in _patterns(scope)]
    return in_order(found)


def _weight(scope: str) -> int:
    """Sections go before sources: of what both name, the source's word counts."""
    return 2 if scope.startswith("source:") else 1 if scope.startswith("section:") else 0


def as_usage(values: Mapping[str, Any]) -> Usage:
    """Return a usage out of the settings."""
    said = {name: values[name] for name in ("search", "ai_input", "ai_train") if isinstance(values.get(name), bool)}
    return Usage(**said, policy=str(values.get("policy") or ""))


def _patterns(scope: str) -> Iterator[str]:
    kind, _, name = scope.partition(":")
    if kind == "section":
        yield from _of_section(name)
    elif kind == "source":
        yield from _exact(list(extensions().collect("posts_of_source", source=name, most=STORIES_MAX)))
    elif scope.startswith("/"):
        yield scope if scope != "/*" else EVERYTHING


def _of_section(slug: str) -> Iterator[str]:
    term = Term.objects.filter(taxonomy="category", slug=slug).first()
    if term is None:
        return
    term_rows.attach_parents([term])
    path = path_of(permalinks.term_link(term))
    if "?" in path:
        yield f"{path}$"
    else:
        yield path
    pattern = str(store.get("permalink_structure") or "")
    if pattern.startswith("/%category%/"):
        yield f"/{'/'.join(_slugs(term))}/"
        return
    yield from _exact([number for _, number in read.newest_rows_of_terms("post", [term.pk], STORIES_MAX)])


def _slugs(term: Term) -> list[str]:
    above = Term.objects.filter(pk=term.parent_id).first() if term.parent_id else None
    return [*(_slugs(above) if above is not None else []), term.slug]


def _exact(ids: list[int]) -> Iterator[str]:
    """The addresses of published stories, each as a pattern of its own."""
    posts = [post for post in select_in(Post, "id", ids) if post.status == "publish" and not post.password]
    loading.complete_addresses(posts)
    for post in sorted(posts, key=lambda one: -one.pk):
        yield f"{path_of(permalinks.post_link(post))}$"


def path_of(address: str) -> str:
    """Return path and query of one of the site's addresses."""
    parts = urlsplit(address.removeprefix(site.home()))
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
