"""What the inner sanitiser lets through in a gathered story: what a story may hold, and frames, which the outer wall has judged."""

from __future__ import annotations

from typing import Final

from wirepress.core.markup.kses.policy import ANY, POST, AttributeLimit, Elements


def _is_https(value: str, host: str) -> bool:
    return value.startswith("https://")


POST_WITH_FRAMES: Final[Elements] = {
    **POST,
    "iframe": {
        "src": AttributeLimit(required=True, accepts=_is_https),
        "width": AttributeLimit(highest=4000),
        "height": AttributeLimit(highest=4000),
        "title": ANY,
        "allowfullscreen": ANY,
    },
}
