"""What /wp-site-health/v1 looks at, answered for this installation in our own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from wirepress.core.rest.routes import Request
from wirepress.settings.settings import get_settings

GOOD, LOOK = "good", "recommended"


@dataclass(frozen=True, slots=True)
class Result:
    """What a look found. `status`: good, recommended or critical."""

    status: str
    label: str
    about: str
    badge: str = "Performance"
    color: str = "blue"

    def document(self, name: str) -> dict[str, Any]:
        """The answer."""
        return {
            "test": name,
            "label": self.label,
            "status": self.status,
            "badge": {"label": self.badge, "color": self.color},
            "description": f"<p>{self.about}</p>",
            "actions": "",
        }


def background_updates(request: Request) -> Result:
    """Wirepress is updated by whoever runs it."""
    return Result(
        GOOD,
        "Updates are made by hand",
        "Wirepress changes nothing of itself. Install a newer release when you want it.",
        "Security",
    )


def loopback_requests(request: Request) -> Result:
    """No part of the program calls the site by HTTP."""
    return Result(
        GOOD,
        "The site need not call itself",
        "Scheduled stories are published by their date, without a call to the site.",
    )


def https_status(request: Request) -> Result:
    """Whether the site's address is an https one."""
    if get_settings().url.startswith("https://"):
        return Result(
            GOOD,
            "The site's address is an https one",
            "Readers reach the site over an encrypted connection.",
            "Security",
        )
    return Result(
        LOOK,
        "The site's address is not an https one",
        "Put a proxy with TLS in front and set url in the settings.",
        "Security",
        "orange",
    )


def dotorg_communication(request: Request) -> Result:
    """Nothing is asked of wordpress.org."""
    return Result(GOOD, "No outside service is needed", "Wirepress asks no directory of plugins or themes.", "Security")


def authorization_header(request: Request) -> Result:
    """Whether the Authorization header gets here, which proxies sometimes drop."""
    if request.headers.get("authorization"):
        return Result(
            GOOD, "The Authorization header arrives", "Programs can sign in with application passwords.", "Security"
        )
    return Result(
        LOOK,
        "The Authorization header does not arrive",
        "A proxy in front drops it: application passwords will not work.",
        "Security",
        "orange",
    )


def page_cache(request: Request) -> Result:
    """Whether pages are kept ready."""
    return Result(
        LOOK, "Pages are made for every request", "A proxy or CDN in front may keep public pages for a short while."
    )


TESTS: Final[dict[str, Callable[[Request], Result]]] = {
    "background-updates": background_updates,
    "loopback-requests": loopback_requests,
    "https-status": https_status,
    "dotorg-communication": dotorg_communication,
    "authorization-header": authorization_header,
}
LATE: Final[dict[str, Callable[[Request], Result]]] = {"page-cache": page_cache}
