"""Background images of blocks. WordPress 7.1 behaviour (block support "background")."""

from __future__ import annotations

from wirepress.core.markup.blocks.registry import Attrs
from wirepress.core.markup.html.tags import TagEditor
from wirepress.core.markup.kses.css import filter_css

_SUPPORTING = frozenset(
    {"core/group", "core/quote", "core/pullquote", "core/verse", "core/post-content", "core/details", "core/accordion"}
)


def add_background(content: str, name: str, attrs: Attrs) -> str:
    """Put the background's declarations and class on the block's first tag."""
    background = attrs.path("style", "background")
    if name not in _SUPPORTING or not isinstance(background, dict):
        return content
    css = background_css(background)
    if not css:
        return content
    tags = TagEditor(content)
    if tags.next_tag():
        present = tags.text("style")
        if present and not present.endswith(";"):
            present += ";"
        tags.set("style", present + css)
        tags.add_class("has-background")
    return tags.result()


def background_css(background: dict[str, object]) -> str:
    """Declarations for an uploaded image; size falls back to cover, contained images stand in the middle."""
    image = background.get("backgroundImage")
    url = image.get("url") if isinstance(image, dict) else image
    if not isinstance(url, str) or not url:
        return ""
    size = background.get("backgroundSize") or "cover"
    position = background.get("backgroundPosition") or ("50% 50%" if size == "contain" else None)
    values = {
        "background-image": f"url('{url}')" if isinstance(image, dict) else url,
        "background-position": position,
        "background-repeat": background.get("backgroundRepeat"),
        "background-size": size,
        "background-attachment": background.get("backgroundAttachment"),
    }
    safe = [filter_css(f"{key}:{value}") for key, value in values.items() if isinstance(value, str)]
    return "".join(f"{declaration};" for declaration in safe if declaration)
