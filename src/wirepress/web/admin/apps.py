"""The newsroom's back office as a Django app."""

from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class NewsroomConfig(AdminConfig):
    """Django's admin under the newsroom's own name and site."""

    default_site = "wirepress.web.admin.site.Newsroom"
