"""What /wp-site-health/v1 looks at, answered for this installation in our own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from wirepress.core.rest.routes import Request
from wirepress.settings.settings import get_settings

GOOD, LOOK = "good", "recommended"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a look found. `status`: good, recommended or critical."""

    status: str
    label: str
    about: str
    badge: str = "Performance"
    color: str = "blue"

    def document(self, name: str) -> dict[str, Any]:
        """Return the result as REST shows it; `name` is the name of the check."""
        return {
            "test": name,
            "label": self.label,
            "status": self.status,
            "badge": {"label": self.badge, "color": self.color},
            "description": f"<p>{self.about}</p>",
            "actions": "",
        }


def check_background_updates(request: Request) -> CheckResult:
    """Wirepress is updated by whoever runs it."""
    return CheckResult(
        GOOD,
        "Updates are made by hand",
        "Wirepress changes nothing of itself. Install a newer release when you want it.",
        "Security",
    )


def check_loopback_requests(request: Request) -> CheckResult:
    """No part of the program calls the site by HTTP."""
    return CheckResult(
        GOOD,
        "The site need not call itself",
        "Scheduled stories are published by their date, without a call to the site.",
    )


def check_https_status(request: Request) -> CheckResult:
    """Return whether the site's address is an https one."""
    if get_settings().url.startswith("https://"):
        return CheckResult(
            GOOD,
            "The site's address is an https one",
            "Readers reach the site over an encrypted connection.",
            "Security",
        )
    return CheckResult(
        LOOK,
        "The site's address is not an https one",
        "Put a proxy with TLS in front and set url in the settings.",
        "Security",
        "orange",
    )


def check_dotorg_communication(request: Request) -> CheckResult:
    """Nothing is asked of wordpress.org."""
    return CheckResult(
        GOOD, "No outside service is needed", "Wirepress asks no directory of plugins or themes.", "Security"
    )


def check_authorization_header(request: Request) -> CheckResult:
    """Return whether the Authorization header gets here, which proxies sometimes drop."""
    if request.headers.get("authorization"):
        return CheckResult(
            GOOD, "The Authorization header arrives", "Programs can sign in with application passwords.", "Security"
        )
    return CheckResult(
        LOOK,
        "The Authorization header does not arrive",
        "A proxy in front drops it: application passwords will not work.",
        "Security",
        "orange",
    )


def check_page_cache(request: Request) -> CheckResult:
    """Return whether pages are kept ready."""
    return CheckResult(
        LOOK, "Pages are made for every request", "A proxy or CDN in front may keep public pages for a short while."
    )


TESTS: Final[dict[str, Callable[[Request], CheckResult]]] = {
    "background-updates": check_background_updates,
    "loopback-requests": check_loopback_requests,
    "https-status": check_https_status,
    "dotorg-communication": check_dotorg_communication,
    "authorization-header": check_authorization_header,
}
LATE: Final[dict[str, Callable[[Request], CheckResult]]] = {"page-cache": check_page_cache}
