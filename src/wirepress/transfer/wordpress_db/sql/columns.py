"""Columns of WordPress's tables in their order, for dumps that name none: rows without column lists and no CREATE TABLE."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

_META: Final = ("meta_key", "meta_value")

STANDARD_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "posts": (
        "ID",
        "post_author",
        "post_date",
        "post_date_gmt",
        "post_content",
        "post_title",
        "post_excerpt",
        "post_status",
        "comment_status",
        "ping_status",
        "post_password",
        "post_name",
        "to_ping",
        "pinged",
        "post_modified",
        "post_modified_gmt",
        "post_content_filtered",
        "post_parent",
        "guid",
        "menu_order",
        "post_type",
        "post_mime_type",
        "comment_count",
    ),
    "comments": (
        "comment_ID",
        "comment_post_ID",
        "comment_author",
        "comment_author_email",
        "comment_author_url",
        "comment_author_IP",
        "comment_date",
        "comment_date_gmt",
        "comment_content",
        "comment_karma",
        "comment_approved",
        "comment_agent",
        "comment_type",
        "comment_parent",
        "user_id",
    ),
    "users": (
        "ID",
        "user_login",
        "user_pass",
        "user_nicename",
        "user_email",
        "user_url",
        "user_registered",
        "user_activation_key",
        "user_status",
        "display_name",
    ),
    "options": ("option_id", "option_name", "option_value", "autoload"),
    "terms": ("term_id", "name", "slug", "term_group"),
    "term_taxonomy": ("term_taxonomy_id", "term_id", "taxonomy", "description", "parent", "count"),
    "term_relationships": ("object_id", "term_taxonomy_id", "term_order"),
    "postmeta": ("meta_id", "post_id", *_META),
    "termmeta": ("meta_id", "term_id", *_META),
    "commentmeta": ("meta_id", "comment_id", *_META),
    "usermeta": ("umeta_id", "user_id", *_META),
    "blogs": ("blog_id", "site_id", "domain", "path"),
}

_NUMBERS: Final = frozenset(
    (
        "ID",
        "post_author",
        "post_parent",
        "menu_order",
        "comment_count",
        "comment_ID",
        "comment_post_ID",
        "comment_karma",
        "comment_parent",
        "user_id",
        "user_status",
        "option_id",
        "term_id",
        "term_group",
        "term_taxonomy_id",
        "parent",
        "count",
        "object_id",
        "term_order",
        "meta_id",
        "umeta_id",
        "post_id",
        "comment_id",
    )
)
_DATES: Final = frozenset(
    (
        "post_date",
        "post_date_gmt",
        "post_modified",
        "post_modified_gmt",
        "comment_date",
        "comment_date_gmt",
        "user_registered",
    )
)
_NUMBER: Final = re.compile(r"-?\d{1,20}")
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d.*")


_SPELLED: Final = {table: {column.lower(): column for column in columns} for table, columns in STANDARD_COLUMNS.items()}


def spell_columns(table: str, columns: Sequence[str]) -> tuple[str, ...]:
    """Return names of columns as WordPress spells them: for MySQL `id` is `ID`, and some programs write all small or all large."""
    known = _SPELLED.get(table, {})
    return tuple(known.get(column.lower(), column) for column in columns)


def fits_columns(table: str, values: Sequence[Any]) -> bool:
    """Return whether the first values of a row can be those of the table's columns: numbers and dates stand where they belong."""
    return all(_may_be(column, value) for column, value in zip(STANDARD_COLUMNS[table], values, strict=False))


def _may_be(column: str, value: Any) -> bool:
    if column in _NUMBERS:
        return value is None or _NUMBER.fullmatch(str(value)) is not None
    return column not in _DATES or value is None or _DATE.fullmatch(str(value)) is not None
