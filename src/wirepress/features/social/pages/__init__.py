"""The social pages of the newsroom. All of them work without JavaScript."""

from __future__ import annotations

from collections.abc import Sequence

from wirepress.core.hooks import AdminPage
from wirepress.features.social.queue.manage import CAPABILITY


def pages() -> Sequence[AdminPage]:
    """Return the pages of the queue: two in the menu, the others are reached from them."""
    from wirepress.features.social.pages import coming, log, one_share, rules

    def page(
        path: str, title: str, view: object, icon: str, capability: str = CAPABILITY, in_menu: bool = False
    ) -> AdminPage:
        return AdminPage(path, title, view, capability=capability, section="Social", icon=icon, in_menu=in_menu)  # type: ignore[arg-type]

    return (
        page("social-queue", "Queue", coming.show_coming, "calendar_month", in_menu=True),
        page("social-queue/share", "Share", one_share.show_share, "edit"),
        page("social-queue/account", "How an account shares", rules.show_rules, "tune", "manage_options"),
        page("social-log", "Log", log.show_log, "history", in_menu=True),
    )
