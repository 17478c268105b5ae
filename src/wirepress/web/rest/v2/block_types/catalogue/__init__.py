"""Every kind of block that stories and templates may have, a file per category. Names and attributes are WordPress 7.1's."""

from __future__ import annotations

from functools import cache

from wirepress.web.rest.v2.block_types.block_type import BlockType


@cache
def block_types_by_name() -> dict[str, BlockType]:
    """Name -> kind, in the order of the catalogue."""
    from wirepress.web.rest.v2.block_types.catalogue import comments, design, media, navigation, posts, text, widgets

    files = (text.KINDS, media.KINDS, design.KINDS, widgets.KINDS, navigation.KINDS, posts.KINDS, comments.KINDS)
    return {kind.name: kind for file in files for kind in file}
