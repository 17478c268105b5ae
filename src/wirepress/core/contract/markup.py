"""What a plugin adds to the text of stories."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wirepress.core.rest.routes import Schema

if TYPE_CHECKING:
    from wirepress.core.markup.blocks.registry import BlockCall
    from wirepress.core.markup.shortcodes.registry import ShortcodeCall


@dataclass(frozen=True, slots=True)
class BlockType:
    """A block that is computed when it is shown. `name` is `namespace/name`, as it stands in the story's comments.

    `render` gives HTML, which is shown as it is: what comes from the story has to be escaped there. `attributes`: name -> JSON
    schema; a default there stands for an attribute that the story does not set.
    """

    name: str
    title: str
    render: Callable[[BlockCall], str]
    attributes: Mapping[str, Schema] = field(default_factory=dict)
    description: str = ""
    category: str = "widgets"
    keywords: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()  # what it takes from the blocks around it: postId, postType ...
    parent: tuple[str, ...] = ()  # blocks in which alone it stands


@dataclass(frozen=True, slots=True)
class Shortcode:
    """`[name attribute="value"]content[/name]` in a story. `render` gives HTML, which is shown as it is."""

    name: str
    render: Callable[[ShortcodeCall], str]
