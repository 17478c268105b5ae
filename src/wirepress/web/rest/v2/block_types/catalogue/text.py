"""Blocks of words."""

from __future__ import annotations

from typing import Final

from wirepress.web.rest.v2.block_types.kinds import BORDER, COLOR, FLOW, SPACING, TYPE, USUAL, Kind

KINDS: Final = (
    Kind("core/paragraph", "Paragraph", "text", "content:r dropCap:b=false placeholder:s direction:s", "Running text.",
         supports={"align": ["wide", "full"], "splitting": True, "anchor": True, "className": False, "__experimentalBorder": BORDER,
                   "color": COLOR, "spacing": SPACING, "typography": {**TYPE, "textAlign": True}, "__experimentalSelector": "p",
                   "__unstablePasteTextInline": True, "interactivity": FLOW},
         keywords=("words",), selectors={"root": "p", "typography": {"textIndent": "p"}}, dynamic=False),
    Kind("core/heading", "Heading", "text", "textAlign:s content:r level:n=2 levelOptions:a placeholder:s", "A title of a part of the story.",
         supports={"align": ["wide", "full"], **USUAL}, keywords=("title",)),
    Kind("core/list", "List", "text", 'ordered:b=false values:s="" type:s start:n reversed:b placeholder:s', "Points, one below the other.",
         supports=USUAL, keywords=("points",)),
    Kind("core/list-item", "List item", "text", "placeholder:s content:r", "One point.", supports=USUAL, parent=("core/list",)),
    Kind("core/quote", "Quote", "text", 'value:s="" citation:r textAlign:s', "Words of somebody else.",
         supports={"align": True, "layout": True, **USUAL}, keywords=("cite",)),
    Kind("core/pullquote", "Pull quote", "text", "value:r citation:r textAlign:s", "A sentence that stands out.",
         supports={"align": True, **USUAL}),
    Kind("core/verse", "Verse", "text", "content:r textAlign:s", "Lines of a poem.", supports={"align": ["wide", "full"], **USUAL}),
    Kind("core/preformatted", "Preformatted", "text", "content:r", "Text as it was typed.", supports=USUAL),
    Kind("core/code", "Code", "text", "content:r", "Lines of a program.", supports={"align": ["wide"], **USUAL}),
    Kind("core/details", "Details", "text", 'showContent:b=false summary:r name:s allowedBlocks:a placeholder:s', "Opens when asked.",
         supports={"align": ["wide", "full"], "layout": True, **USUAL}),
    Kind("core/table", "Table", "text", "hasFixedLayout:b=true caption:r head:a=[] body:a=[] foot:a=[]", "Rows and columns.",
         supports={"align": True, **USUAL}),
    Kind("core/footnotes", "Footnotes", "text", "", "Notes below the story.", supports=USUAL, uses=("postId", "postType")),
    Kind("core/freeform", "Classic", "text", "content:s", "A story from before there were blocks.",
         supports={"className": False, "customClassName": False, "lock": False, "reusable": False}),
    Kind("core/missing", "Unknown", "text", "originalName:s originalUndelimitedContent:s originalContent:s", "A block that is not known here.",
         supports={"className": False, "customClassName": False, "inserter": False, "html": False, "lock": False, "reusable": False}),
    Kind("core/math", "Math", "text", "latex:s mathML:s", "A formula.", supports=USUAL),
    Kind("core/accordion", "Accordion", "design", 'iconPosition:s="right" showIcon:b=true autoclose:b=false headingLevel:n=3 levelOptions:a',
         "Parts that open one by one.", supports={"align": ["wide", "full"], "layout": True, **USUAL}),
    Kind("core/accordion-item", "Accordion item", "design", "openByDefault:b=false", "One part.", supports={"layout": True, **USUAL},
         parent=("core/accordion",)),
    Kind("core/accordion-heading", "Accordion heading", "design", 'openByDefault:b=false title:r level:n iconPosition:s="right" showIcon:b=true',
         "What is clicked.", supports=USUAL, parent=("core/accordion-item",)),
    Kind("core/accordion-panel", "Accordion panel", "design", "templateLock:s|b=false openByDefault:b=false isSelected:b=false", "What opens.",
         supports={"layout": True, **USUAL}, parent=("core/accordion-item",)),
)  # fmt: skip
