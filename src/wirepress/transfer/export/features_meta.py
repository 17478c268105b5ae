"""What features keep in tables of their own, as meta of the WordPress plugins that they stand for (hook `wordpress_meta`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from wirepress.content.options.features import extensions
from wirepress.transfer.export.wordpress_values import stored_text


def meta_of_features(post_ids: Sequence[int]) -> Iterator[tuple[int, str, str | None]]:
    """Yield post, key and stored value."""
    rows: list[tuple[int, str, Any]] = extensions().collect("wordpress_meta", post_ids=post_ids)
    for post, key, value in sorted(rows, key=lambda row: row[:2]):
        yield post, key, stored_text(value)
