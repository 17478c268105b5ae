"""The schema of a theme's document, and what a theme may support."""

from __future__ import annotations

from typing import Any, Final

from wirepress.core.rest.routes import Schema
from wirepress.web.rest.v2.properties import item_schema

FORMATS: Final = ("standard", "aside", "chat", "gallery", "link", "image", "quote", "status", "video", "audio")
HTML5: Final = ("search-form", "comment-form", "comment-list", "gallery", "caption", "script", "style")


def _text() -> Schema:
    return {"type": "string"}


def _switch(description: str) -> Schema:
    return {"description": description, "type": "boolean", "default": False}


def _options(description: str, properties: dict[str, Any]) -> Schema:
    return {
        "description": description,
        "type": ["boolean", "object"],
        "default": False,
        "properties": properties,
        "additionalProperties": False,
    }


def _presets(description: str, **properties: str) -> Schema:
    named = {name.replace("_", "-"): {"type": kind} for name, kind in properties.items()}
    items = {"type": "object", "properties": named, "additionalProperties": False}
    return {"description": description, "type": ["boolean", "array"], "default": False, "items": items}


def _enum(*values: str) -> Schema:
    return {"type": "string", "enum": list(values)}


def _backgrounds() -> dict[str, Any]:
    return {
        "default-image": {"type": "string", "format": "uri"},
        "default-preset": _enum("default", "fill", "fit", "repeat", "custom"),
        "default-position-x": _enum("left", "center", "right"),
        "default-position-y": _enum("left", "center", "right"),
        "default-size": _enum("auto", "contain", "cover"),
        "default-repeat": _enum("repeat-x", "repeat-y", "repeat", "no-repeat"),
        "default-attachment": _enum("scroll", "fixed"),
        "default-color": _text(),
    }


def _headers() -> dict[str, Any]:
    flag, number = {"type": "boolean"}, {"type": "integer"}
    return {
        "default-image": {"type": "string", "format": "uri"},
        "random-default": flag,
        "width": number,
        "height": number,
        "flex-height": flag,
        "flex-width": flag,
        "default-text-color": _text(),
        "header-text": flag,
        "uploads": flag,
        "video": flag,
    }


def _logos() -> dict[str, Any]:
    flag, number = {"type": "boolean"}, {"type": "integer"}
    return {
        "width": number,
        "height": number,
        "flex-width": flag,
        "flex-height": flag,
        "header-text": {"type": "array", "items": _text()},
        "unlink-homepage-logo": flag,
    }


def supports() -> dict[str, Schema]:
    """Return what themes may say they support, by name in WordPress's order."""
    return {
        "align-wide": _switch("Wide and full alignments."),
        "automatic-feed-links": _switch("Feeds are named in the head."),
        "block-templates": _switch("Templates of blocks."),
        "block-template-parts": _switch("Parts of templates, as blocks."),
        "custom-background": _options("A background of one's own.", _backgrounds()),
        "custom-header": _options("A header of one's own.", _headers()),
        "custom-logo": _options("A logo.", _logos()),
        "customize-selective-refresh-widgets": _switch("Widgets are refreshed one by one."),
        "dark-editor-style": _switch("A dark editor."),
        "disable-custom-colors": _switch("No colours beside the palette."),
        "disable-custom-font-sizes": _switch("No sizes beside the presets."),
        "disable-custom-gradients": _switch("No gradients beside the presets."),
        "disable-layout-styles": _switch("No layout styles."),
        "editor-color-palette": _presets("The palette.", name="string", slug="string", color="string"),
        "editor-font-sizes": _presets("Sizes of type.", name="string", size="number", slug="string"),
        "editor-gradient-presets": _presets("Gradients.", name="string", gradient="string", slug="string"),
        "editor-spacing-sizes": _presets("Spaces.", name="string", size="string", slug="string"),
        "editor-styles": _switch("Styles of its own in the editor."),
        "html5": {
            "description": "Markup of HTML5.",
            "type": ["boolean", "array"],
            "default": False,
            "items": {"type": "string", "enum": list(HTML5)},
        },
        "formats": {
            "description": "Formats of posts.",
            "type": "array",
            "default": ["standard"],
            "items": {"type": "string", "enum": {name: name for name in FORMATS}},
        },
        "post-thumbnails": {
            "description": "Featured pictures; or the types that have them.",
            "type": ["boolean", "array"],
            "default": False,
            "items": _text(),
        },
        "responsive-embeds": _switch("Embeds that fit the screen."),
        "title-tag": _switch("The title is the site's to write."),
        "wp-block-styles": _switch("WordPress's styles of blocks."),
    }


def _pair(description: str, kind: str = "string", raw: Schema | None = None, **more: str) -> Schema:
    inner = {"type": kind, **more}
    return {
        "description": description,
        "type": "object",
        "readonly": True,
        "properties": {
            "raw": {"description": "As it is stored.", **(raw or inner)},
            "rendered": {"description": "As HTML.", "type": "string", **more},
        },
    }


def schema() -> Schema:
    """Return the JSON schema of a theme."""
    fixed: dict[str, Any] = {"type": "string", "readonly": True}
    address: dict[str, Any] = {"type": "string", "format": "uri", "readonly": True}
    types = {"slug": _text(), "title": _text(), "description": _text()}
    areas = {name: _text() for name in ("area", "label", "description", "icon", "area_tag")}
    return item_schema(
        "theme",
        {
            "stylesheet": {"description": "Its folder.", **fixed},
            "stylesheet_uri": {"description": "Address of its folder.", **address},
            "template": {"description": "Folder of the theme it is built on.", **fixed},
            "template_uri": {"description": "Address of that folder.", **address},
            "author": _pair("Who made it."),
            "author_uri": _pair("Where its makers are.", format="uri"),
            "description": _pair("What it is."),
            "is_block_theme": {"description": "Whether it is made of blocks.", "type": "boolean", "readonly": True},
            "name": _pair("Its title."),
            "requires_php": {"description": "The language it needs.", **fixed},
            "requires_wp": {"description": "The release it needs.", **fixed},
            "screenshot": {"description": "Its picture.", **address},
            "tags": _pair("Words for it.", raw={"type": "array", "items": _text()}),
            "textdomain": {"description": "Its name for translators.", **fixed},
            "theme_supports": {
                "description": "What it supports.",
                "type": "object",
                "readonly": True,
                "properties": supports(),
            },
            "theme_uri": _pair("Where it comes from.", format="uri"),
            "version": {"description": "Its version.", **fixed},
            "status": {
                "description": "Whether it is the one in use.",
                "type": "string",
                "enum": ["inactive", "active"],
            },
            "default_template_types": {
                "description": "Kinds of templates.",
                "type": "array",
                "readonly": True,
                "items": {"type": "object", "properties": types},
            },
            "default_template_part_areas": {
                "description": "Places of parts.",
                "type": "array",
                "readonly": True,
                "items": {"type": "object", "properties": areas},
            },
        },
    )
