"""The abilities and their categories. Each reads something; none changes anything."""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from wirepress.content.options import site, store
from wirepress.content.users.models import User
from wirepress.core.rest.routes import Actor, Schema
from wirepress.settings.settings import get_settings


@dataclass(frozen=True, slots=True)
class Ability:
    """One ability. `output`: property -> (title, what it is)."""

    name: str
    label: str
    about: str
    category: str
    output: Mapping[str, tuple[str, str]]
    run: Callable[[Actor], dict[str, Any]]
    may: Callable[[Actor], bool]
    choosable: bool = True  # whether the caller may name the fields

    def input_schema(self) -> Schema:
        """Return what a caller gives."""
        if not self.choosable:
            return {}
        fields = {
            "type": "array",
            "items": {"type": "string", "enum": list(self.output)},
            "description": "Only these fields.",
        }
        return {"type": "object", "properties": {"fields": fields}, "additionalProperties": False, "default": {}}

    def output_schema(self) -> Schema:
        """Return what a caller gets."""
        named = {
            name: {"type": "string", "title": title, "description": about}
            for name, (title, about) in self.output.items()
        }
        return {"type": "object", "properties": named, "additionalProperties": False}


def _read_site_info(actor: Actor) -> dict[str, Any]:
    return {
        "name": store.get("blogname"),
        "description": store.get("blogdescription"),
        "url": site.home(),
        "wpurl": site.home(),
        "admin_email": store.get("admin_email"),
        "charset": "UTF-8",
        "language": str(store.get("WPLANG") or "en_US").replace("_", "-"),
        "version": "6.8.2" if site.compat() == "6.8" else "7.1",
    }


def _read_user_info(actor: Actor) -> dict[str, Any]:
    user = User.objects.get(pk=actor.id)
    return {
        "id": user.pk,
        "display_name": user.display_name,
        "user_nicename": user.nicename,
        "user_login": user.login,
        "roles": list(user.roles),
        "locale": str(store.get("WPLANG") or "en_US"),
    }


def _read_environment_info(actor: Actor) -> dict[str, Any]:
    return {
        "environment": "development" if get_settings().debug else "production",
        "php_version": f"Python {platform.python_version()}",
        "db_server_info": connection.vendor,
        "wp_version": "6.8.2" if site.compat() == "6.8" else "7.1",
    }


def _may_manage(actor: Actor) -> bool:
    return actor.can("manage_options")


CATEGORIES: Final = {"site": ("Site", "What is known of the site."), "user": ("User", "What is known of the user.")}
ABILITIES: Final = {
    ability.name: ability
    for ability in (
        Ability(
            "core/get-site-info",
            "Read the site's facts",
            "Title, tagline, addresses, language and release.",
            "site",
            {
                "name": ("Title", "The site's title."),
                "description": ("Tagline", "The site's tagline."),
                "url": ("Address", "The site's address."),
                "wpurl": ("Address of the program", "Where the program answers."),
                "admin_email": ("Mail", "Address of the administrator."),
                "charset": ("Characters", "How text is written."),
                "language": ("Language", "The site's language."),
                "version": ("Release", "The release whose answers are given."),
            },
            _read_site_info,
            _may_manage,
        ),
        Ability(
            "core/get-user-info",
            "Read one's own facts",
            "Name, login, roles and language of whoever asks.",
            "user",
            {
                "id": ("Number", "The user's number."),
                "display_name": ("Name", "The user's name."),
                "user_nicename": ("Slug", "The user's slug."),
                "user_login": ("Login", "The user's login."),
                "roles": ("Roles", "The user's roles."),
                "locale": ("Language", "The user's language."),
            },
            _read_user_info,
            lambda actor: actor.id > 0,
            choosable=False,
        ),
        Ability(
            "core/get-environment-info",
            "Read the installation's facts",
            "Kind of installation, language and database.",
            "site",
            {
                "environment": ("Kind", "Production or not."),
                "php_version": ("Language", "What the program runs on."),
                "db_server_info": ("Database", "Which database it uses."),
                "wp_version": ("Release", "The release whose answers are given."),
            },
            _read_environment_info,
            _may_manage,
        ),
    )
}
