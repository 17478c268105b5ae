"""The newsroom's back office as Django apps: the admin itself, and what is ours in it."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig


class NewsroomConfig(SimpleAdminConfig):
    """Django's admin under the newsroom's own name and site."""

    default_site = "wirepress.web.admin.site.NewsroomSite"


class NewsroomTablesConfig(AppConfig):
    """Our tables, templates and desks."""

    name = "wirepress.web.admin"
    label = "newsroom"
    verbose_name = "Newsroom"
    default_auto_field = "django.db.models.BigAutoField"
