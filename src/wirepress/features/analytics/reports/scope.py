"""Of what a report tells: the whole site, a story, or all stories of an author, a section or a tag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from wirepress.content.posts.models import Post
from wirepress.content.terms.models import TermPost
from wirepress.features.analytics.dimensions import SITE


@dataclass(frozen=True, slots=True)
class Scope:
    """Ids; 0: does not matter. Several of them narrow each other down: an author's stories in a section.

    Of a scope of several stories readers are added up by story: who read two of them is in it twice.
    """

    post_id: int = 0
    author_id: int = 0
    section_id: int = 0
    tag_id: int = 0

    @property
    def is_site(self) -> bool:
        """Whether it is the whole site."""
        return not (self.post_id or self.author_id or self.section_id or self.tag_id)

    @property
    def is_exact(self) -> bool:
        """Whether its readers are different ones (of each day): it is the site or one story."""
        return not (self.author_id or self.section_id or self.tag_id)

    def condition(self) -> tuple[str, list[object]]:
        """Return the SQL condition on a count's `post_id`, and its values."""
        if self.is_site:
            return "post_id = %s", [SITE]
        if self.is_exact:
            return "post_id = %s", [self.post_id]
        parts, values = self._stories()
        return f"post_id IN (SELECT id FROM {_POSTS} WHERE {' AND '.join(parts)})", values

    def story_condition(self) -> tuple[str, list[object]]:
        """Return the SQL condition on a value that is a story, and its values; "" for the whole site."""
        if self.is_site:
            return "", []
        parts, values = self._stories()
        return f"value IN (SELECT id FROM {_POSTS} WHERE {' AND '.join(parts)})", values

    def _stories(self) -> tuple[list[str], list[object]]:
        parts: list[str] = []
        values: list[object] = []
        for column, number in (("id", self.post_id), ("author_id", self.author_id)):
            if number:
                parts.append(f"{column} = %s")
                values.append(number)
        for term in (self.section_id, self.tag_id):
            if term:
                parts.append(f"id IN (SELECT post_id FROM {_TERMS} WHERE term_id = %s)")
                values.append(term)
        return parts, values


_POSTS: Final = Post._meta.db_table
_TERMS: Final = TermPost._meta.db_table
WHOLE_SITE: Final = Scope()


def narrow_to_author(scope: Scope, author_id: int) -> Scope:
    """Return the scope with one author's stories alone."""
    return Scope(scope.post_id, author_id, scope.section_id, scope.tag_id)
