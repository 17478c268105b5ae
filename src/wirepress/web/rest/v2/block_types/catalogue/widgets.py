"""Blocks that show lists and tools of the site."""

from __future__ import annotations

from typing import Final

from wirepress.web.rest.v2.block_types.block_type import USUAL, BlockType

_ALIGN: Final = {"align": True, **USUAL}
_LINK: Final = "rel:s linkTarget:s"
KINDS: Final = (
    BlockType(
        "core/legacy-widget",
        "Legacy widget",
        "widgets",
        "id:s=null idBase:s=null instance:o=null",
        "A widget from before there were blocks.",
        supports={"html": False, "customClassName": False, "reusable": False},
        dynamic=True,
    ),
    BlockType(
        "core/widget-group",
        "Widget group",
        "widgets",
        "title:s",
        "Blocks with a title.",
        supports={"html": False, "inserter": True, "customClassName": True},
        dynamic=True,
    ),
    BlockType(
        "core/archives",
        "Archives",
        "widgets",
        'displayAsDropdown:b=false showLabel:b=true showPostCounts:b=false type:s="monthly"',
        "Stories by month.",
        supports=_ALIGN,
    ),
    BlockType("core/calendar", "Calendar", "widgets", "month:i year:i", "Days that have stories.", supports=_ALIGN),
    BlockType(
        "core/categories",
        "Terms list",
        "widgets",
        'taxonomy:s="category" displayAsDropdown:b=false showHierarchy:b=false showPostCounts:b=false '
        "showOnlyTopLevel:b=false showEmpty:b=false label:s showLabel:b=true",
        "Categories or other terms.",
        supports=_ALIGN,
        uses=("enhancedPagination",),
    ),
    BlockType(
        "core/latest-comments",
        "Latest comments",
        "widgets",
        'commentsToShow:n=5 displayAvatar:b=true displayDate:b=true displayContent:s="excerpt"',
        "What readers said.",
        supports=_ALIGN,
    ),
    BlockType(
        "core/latest-posts",
        "Latest posts",
        "widgets",
        "categories:a selectedAuthor:n postsToShow:n=5 displayPostContent:b=false "
        'displayPostContentRadio:s="excerpt" excerptLength:n=55 displayAuthor:b=false displayPostDate:b=false postLayout:s="list" columns:n=3 order:s="desc" '
        'orderBy:s="date" displayFeaturedImage:b=false featuredImageAlign:s featuredImageSizeSlug:s="thumbnail" featuredImageSizeWidth:n=null '
        "featuredImageSizeHeight:n=null addLinkToFeaturedImage:b=false",
        "The newest stories.",
        supports=_ALIGN,
    ),
    BlockType(
        "core/page-list",
        "Page list",
        "widgets",
        "parentPageID:i=0 isNested:b=false",
        "All pages.",
        supports=USUAL,
        uses=(
            "textColor",
            "customTextColor",
            "backgroundColor",
            "customBackgroundColor",
            "overlayTextColor",
            "customOverlayTextColor",
            "overlayBackgroundColor",
            "customOverlayBackgroundColor",
            "fontSize",
            "customFontSize",
            "showSubmenuIcon",
            "style",
            "openSubmenusOnClick",
        ),
    ),
    BlockType(
        "core/page-list-item",
        "Page list item",
        "widgets",
        "id:n label:s title:s link:s hasChildren:b",
        "One page.",
        supports={"inserter": False},
        parent=("core/page-list",),
        dynamic=False,
    ),
    BlockType(
        "core/rss",
        "RSS",
        "widgets",
        'columns:n=2 blockLayout:s="list" feedURL:s="" itemsToShow:n=5 displayExcerpt:b=false displayAuthor:b=false '
        f"displayDate:b=false excerptLength:n=55 openInNewTab:b=false {_LINK}",
        "Stories of another site.",
        supports=_ALIGN,
    ),
    BlockType(
        "core/search",
        "Search",
        "widgets",
        'label:s showLabel:b=true placeholder:s="" width:n widthUnit:s buttonText:s buttonPosition:s="button-outside" '
        "buttonUseIcon:b=false query:o={} isSearchFieldHidden:b=false",
        "A field for words.",
        supports={"align": ["left", "center", "right"], **USUAL},
    ),
    BlockType(
        "core/shortcode",
        "Shortcode",
        "widgets",
        "text:s",
        "A shortcode.",
        supports={"className": False, "customClassName": False, "html": False},
    ),
    BlockType(
        "core/html",
        "Custom HTML",
        "widgets",
        "content:s",
        "HTML as it is.",
        supports={"customClassName": False, "className": False, "html": False},
    ),
    BlockType(
        "core/social-links",
        "Social icons",
        "widgets",
        "iconColor:s customIconColor:s iconColorValue:s iconBackgroundColor:s customIconBackgroundColor:s "
        "iconBackgroundColorValue:s openInNewTab:b=false showLabels:b=false size:s",
        "Links to networks.",
        supports={"layout": True, **_ALIGN},
    ),
    BlockType(
        "core/social-link",
        "Social icon",
        "widgets",
        "url:s service:s label:s rel:s",
        "One network.",
        supports={"reusable": False, "html": False},
        parent=("core/social-links",),
        uses=(
            "openInNewTab",
            "showLabels",
            "iconColor",
            "iconColorValue",
            "iconBackgroundColor",
            "iconBackgroundColorValue",
        ),
    ),
    BlockType(
        "core/tag-cloud",
        "Tag cloud",
        "widgets",
        'numberOfTags:n=45 taxonomy:s="post_tag" showTagCounts:b=false smallestFontSize:s="8pt" '
        'largestFontSize:s="22pt"',
        "Tags by their size.",
        supports=_ALIGN,
    ),
)
