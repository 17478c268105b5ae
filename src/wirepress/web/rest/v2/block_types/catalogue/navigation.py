"""Blocks of menus and of the site's head."""

from __future__ import annotations

from typing import Final

from wirepress.web.rest.v2.block_types.block_type import USUAL, BlockType

_ALIGN: Final = {"align": True, **USUAL}
_ITEM: Final = "label:s type:s description:s rel:s id:n opensInNewTab:b=false url:s title:s kind:s isTopLevelItem:b isTopLevelLink:b"
_MENU: Final = (
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
    "maxNestingLevel",
    "style",
    "openSubmenusOnClick",
)
KINDS: Final = (
    BlockType(
        "core/navigation",
        "Navigation",
        "theme",
        "ref:n textColor:s customTextColor:s rgbTextColor:s backgroundColor:s customBackgroundColor:s "
        'rgbBackgroundColor:s showSubmenuIcon:b=true openSubmenusOnClick:b=false overlayMenu:s="mobile" icon:s="handle" hasIcon:b=true '
        "__unstableLocation:s overlayBackgroundColor:s customOverlayBackgroundColor:s overlayTextColor:s customOverlayTextColor:s maxNestingLevel:n=5 "
        "templateLock:s|b",
        "A menu.",
        supports={"layout": True, **_ALIGN},
    ),
    BlockType(
        "core/navigation-link",
        "Navigation link",
        "design",
        _ITEM,
        "An item of a menu.",
        supports=USUAL,
        uses=_MENU,
        parent=("core/navigation", "core/navigation-submenu"),
    ),
    BlockType(
        "core/navigation-submenu",
        "Submenu",
        "design",
        _ITEM,
        "An item with items below it.",
        supports=USUAL,
        uses=_MENU,
        parent=("core/navigation", "core/navigation-submenu"),
    ),
    BlockType(
        "core/home-link",
        "Home link",
        "design",
        "label:s",
        "A way to the front page.",
        supports=USUAL,
        uses=_MENU,
        parent=("core/navigation",),
    ),
    BlockType(
        "core/site-title",
        "Site title",
        "theme",
        'level:n=1 levelOptions:a=[0,1,2,3,4,5,6] textAlign:s isLink:b=true linkTarget:s="_self"',
        "The site's name.",
        supports=_ALIGN,
    ),
    BlockType(
        "core/site-tagline",
        "Site tagline",
        "theme",
        "textAlign:s level:n=0 levelOptions:a=[0,1,2,3,4,5,6]",
        "What the site is about.",
        supports=_ALIGN,
    ),
    BlockType(
        "core/site-logo",
        "Site logo",
        "theme",
        'width:n isLink:b=true linkTarget:s="_self" shouldSyncIcon:b',
        "The site's picture.",
        supports=_ALIGN,
    ),
    BlockType(
        "core/loginout",
        "Log in or out",
        "theme",
        "displayLoginAsForm:b=false redirectToCurrent:b=true",
        "A way to sign in or out.",
        supports=USUAL,
    ),
    BlockType(
        "core/breadcrumbs",
        "Breadcrumbs",
        "theme",
        'prefersTaxonomy:b=false separator:s="/" showHomeItem:b=true showCurrentItem:b=true showOnHomePage:b=false',
        "The way here.",
        supports=_ALIGN,
        uses=("postId", "postType", "templateSlug"),
    ),
    BlockType("core/icon", "Icon", "media", "icon:s ariaLabel:s", "A small drawing.", supports=_ALIGN, dynamic=False),
)
