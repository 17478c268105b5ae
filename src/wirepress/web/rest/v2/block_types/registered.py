"""Every kind of block of this site: the catalogue's, then those of the features that are on."""

from __future__ import annotations

import functools

from wirepress.content.options.features import extensions
from wirepress.content.posts.rendering.plugin_markup import plugin_markup
from wirepress.core.extensions import Extensions
from wirepress.web.rest.v2.block_types.block_type import BlockType
from wirepress.web.rest.v2.block_types.catalogue import block_types_by_name


def registered_kinds() -> dict[str, BlockType]:
    """Return name -> kind, in order."""
    return _with_plugins(extensions())


@functools.lru_cache(maxsize=16)
def _with_plugins(active: Extensions) -> dict[str, BlockType]:
    own = {
        name: BlockType(
            name,
            block.title,
            block.category,
            description=block.description,
            keywords=block.keywords,
            uses=block.uses,
            parent=block.parent,
            dynamic=True,
            schemas=block.attributes,
        )
        for name, block in plugin_markup(active).block_types.items()
    }
    return {**block_types_by_name(), **own}
