"""Blocks that hold and part others."""

from __future__ import annotations

from typing import Final

from wirepress.web.rest.v2.block_types.block_type import USUAL, BlockType

_BOX: Final = {"align": ["wide", "full"], "layout": True, **USUAL}
KINDS: Final = (
    BlockType(
        "core/group",
        "Group",
        "design",
        'tagName:s="div" templateLock:s|b allowedBlocks:a',
        "Blocks that belong together.",
        supports=_BOX,
        provides={"templateLock": "templateLock"},
        keywords=("box", "section"),
    ),
    BlockType(
        "core/columns",
        "Columns",
        "design",
        "verticalAlignment:s isStackedOnMobile:b=true templateLock:s|b",
        "Blocks side by side.",
        supports=_BOX,
    ),
    BlockType(
        "core/column",
        "Column",
        "design",
        "verticalAlignment:s width:s templateLock:s|b allowedBlocks:a",
        "One of the columns.",
        supports={"layout": True, **USUAL},
        parent=("core/columns",),
    ),
    BlockType("core/buttons", "Buttons", "design", "", "Buttons in a row.", supports=_BOX),
    BlockType(
        "core/button",
        "Button",
        "design",
        'tagName:s="a" type:s="button" textAlign:s url:s title:s text:r linkTarget:s rel:s placeholder:s '
        "backgroundColor:s textColor:s gradient:s width:n",
        "A link that looks like a button.",
        supports=USUAL,
        parent=("core/buttons",),
    ),
    BlockType(
        "core/separator",
        "Separator",
        "design",
        'opacity:s="alpha-channel" tagName:s="hr"',
        "A line between parts.",
        supports={"align": ["center", "wide", "full"], **USUAL},
    ),
    BlockType(
        "core/spacer",
        "Spacer",
        "design",
        'height:s="100px" width:s',
        "Room between parts.",
        supports={"anchor": True, "spacing": {"margin": True}},
        uses=("orientation",),
    ),
    BlockType(
        "core/more",
        "More",
        "design",
        'customText:s="" noTeaser:b=false',
        "Where the teaser ends.",
        supports={"customClassName": False, "className": False, "html": False, "multiple": False},
    ),
    BlockType(
        "core/nextpage",
        "Page break",
        "design",
        "",
        "Where the next page begins.",
        supports={"customClassName": False, "className": False, "html": False},
        parent=("core/post-content",),
    ),
    BlockType(
        "core/text-columns",
        "Text columns",
        "design",
        "content:a=[{},{}] columns:n=2 width:s",
        "An old form of columns.",
        supports={"inserter": False},
    ),
    BlockType(
        "core/tabs",
        "Tabs",
        "design",
        "activeTabIndex:n=0 editorActiveTabIndex:n",
        "Parts of which one is seen.",
        supports=_BOX,
    ),
    BlockType(
        "core/pattern",
        "Pattern",
        "theme",
        "slug:s",
        "A pattern by its name.",
        supports={"html": False, "inserter": False},
    ),
    BlockType(
        "core/template-part",
        "Template part",
        "theme",
        "slug:s theme:s tagName:s area:s",
        "A part of a template.",
        supports={"align": True, "html": False},
    ),
    BlockType(
        "core/block",
        "Synced pattern",
        "reusable",
        "ref:n content:o={}",
        "A pattern that is the same everywhere.",
        supports={"customClassName": False, "html": False, "inserter": False},
        provides={"pattern/overrides": "content"},
    ),
)
