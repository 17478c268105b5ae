"""Sections: the site's top categories, each in a colour of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from wirepress.content.options import store
from wirepress.content.options.links import local
from wirepress.content.posts.addresses.permalinks import term_link
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import terms_of
from wirepress.content.terms.models import Term
from wirepress.content.terms.rows import attach_parents
from wirepress.core.database.rows import find_rows
from wirepress.web.site.present.words import plain

TONES: Final = 8
READ_MAX: Final = 500  # categories looked at for the line of sections


@dataclass(frozen=True, slots=True)
class Section:
    """A category as a page names it; `tone` is the colour of its top category."""

    id: int
    name: str
    url: str
    tone: int
    count: int = 0


@dataclass(slots=True)
class Sections:
    """The site's categories: its top ones by weight, and the way from each to the one at its top."""

    top: list[Section] = field(default_factory=list)
    roots: Mapping[int, int] = field(default_factory=dict)

    def tone(self, term: Term) -> int:
        """The colour of a category."""
        return self.roots.get(term.pk, term.pk) % TONES

    def of(self, term: Term) -> Section:
        """A category as a page names it."""
        return Section(term.pk, plain(term.name), local(term_link(term)), self.tone(term), term.count)

    def of_post(self, post: Post) -> Section | None:
        """The section that leads a story's line: the oldest of its categories, the default one only when there is no other."""
        terms = sorted(terms_of(post, "category"), key=lambda term: (term.pk == store.get("default_category"), term.pk))
        return self.of(terms[0]) if terms else None


def read() -> Sections:
    """The site's sections in one query. Empty ones and the default category are left out of the line."""
    terms = find_rows(Term, f"taxonomy = 'category' ORDER BY count DESC, id LIMIT {READ_MAX}")
    attach_parents(terms)
    parents = {term.pk: term.parent_id for term in terms}
    roots = {term.pk: _root(term.pk, parents) for term in terms}
    weights: dict[int, int] = {}
    for term in terms:
        weights[roots[term.pk]] = weights.get(roots[term.pk], 0) + term.count
    found = Sections(roots=roots)
    default = store.get("default_category")
    for term in terms:
        if roots[term.pk] == term.pk and weights[term.pk] > 0 and term.pk != default:
            section = found.of(term)
            found.top.append(Section(section.id, section.name, section.url, section.tone, weights[term.pk]))
    found.top.sort(key=lambda section: (-section.count, section.id))
    return found


def _root(term_id: int, parents: Mapping[int, int]) -> int:
    seen = {term_id}
    here = term_id
    while (above := parents.get(here, 0)) in parents and above not in seen:
        seen.add(above)
        here = above
    return here
