"""Images that grow when clicked: the attributes and button that the page's script looks for."""

from __future__ import annotations

import secrets
import time

from wirepress.core.markup.context import RenderContext
from wirepress.core.markup.html.tags import TagEditor

_IMAGE = {
    "data-wp-class--hide": "state.isContentHidden",
    "data-wp-class--show": "state.isContentVisible",
    "data-wp-init": "callbacks.setButtonStyles",
    "data-wp-on--click": "actions.showLightbox",
    "data-wp-on--load": "callbacks.setButtonStyles",
}
_MODERN_IMAGE = {
    "data-wp-on--pointerdown": "actions.preloadImage",
    "data-wp-on--pointerenter": "actions.preloadImageWithDelay",
    "data-wp-on--pointerleave": "actions.cancelPreload",
}
_RESIZE = {"data-wp-on-window--resize": "callbacks.setButtonStyles"}
_BUTTON = {
    "class": "lightbox-trigger",
    "type": "button",
    "aria-haspopup": "dialog",
    "data-wp-bind--aria-label": "state.thisImage.triggerButtonAriaLabel",
    "data-wp-init": "callbacks.initTriggerButton",
    "data-wp-on--click": "actions.showLightbox",
    "data-wp-style--right": "state.thisImage.buttonRight",
    "data-wp-style--top": "state.thisImage.buttonTop",
}
# Two arrows from the middle to opposite corners, drawn for this project.
_ICON = (
    '<path fill="#fff" d="M7 0h5v5h-1.5V2.6L7.3 5.8 6.2 4.7l3.2-3.2H7ZM0 7h1.5v2.4l3.2-3.2 1.1 1.1-3.2 3.2H5V12H0Z" />'
)


def add_lightbox(content: str, ctx: RenderContext) -> str:
    """Return the figure, its image and the button behind the image."""
    key = f"{time.time_ns() // 1_000_000_000:08x}{secrets.randbelow(16**5):05x}"  # 13 digits, as scripts expect
    tags = TagEditor(content)
    if tags.next_tag("figure"):
        tags.add_class("wp-lightbox-container")
        tags.set("data-wp-context", f'{{"imageId":"{key}"}}')
        tags.set("data-wp-interactive", "core/image")
        if ctx.modern:
            tags.set("data-wp-key", key)
    if tags.next_tag("img"):
        for name, value in (_IMAGE | (_MODERN_IMAGE if ctx.modern else {}) | _RESIZE).items():
            tags.set(name, value)
        tags.insert(tags.end, _button())
    return tags.result()


def _button() -> str:
    attributes = "\n".join(f'\t\t\t{name}="{value}"' for name, value in _BUTTON.items())
    icon = f'<svg xmlns="http://www.w3.org/2000/svg" width="12" height="12" fill="none" viewBox="0 0 12 12">\n\t\t\t\t{_ICON}\n\t\t\t</svg>'
    return f"<button\n{attributes}\n\t\t>\n\t\t\t{icon}\n\t\t</button>"
