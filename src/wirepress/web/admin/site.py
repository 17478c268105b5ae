"""The newsroom's admin site."""

from __future__ import annotations

from unfold.sites import UnfoldAdminSite


class Newsroom(UnfoldAdminSite):
    """The back office under /wp-admin/."""

    site_header = "Newsroom"
