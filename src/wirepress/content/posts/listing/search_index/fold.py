"""The letters that the database compares when it is asked for `icontains`: capitals in PostgreSQL, small ASCII letters in SQLite."""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import Final

from django.db import connection

_SMALL: Final = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def folded(texts: Sequence[str]) -> list[str]:
    """Texts as the database compares them. PostgreSQL does it itself: what its letters are, its locale decides."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT upper(t) FROM unnest(%s::text[]) WITH ORDINALITY AS given(t, place) ORDER BY place",
                [list(texts)],
            )
            return [row[0] for row in cursor.fetchall()]
    return [text.translate(_SMALL) for text in texts]


def variants(word: str) -> list[str]:
    """The writings of a word that are looked for (see search.holds), folded."""
    from wirepress.content.posts.listing.search import writings

    return list(dict.fromkeys(folded(writings(word))))
