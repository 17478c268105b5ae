"""Rows of the table `options`: what WordPress needs to run, what this site has set, and what plugins had stored, serialised as PHP does."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any, Final

from wirepress.content.options import site, store
from wirepress.content.options.features import OPTION as FEATURES_OFF
from wirepress.content.options.features import switched_off
from wirepress.content.options.registry import BY_NAME
from wirepress.content.posts.models import Post
from wirepress.content.users.models import ApplicationPassword
from wirepress.content.users.roles import ROLE_LABELS, ROLES
from wirepress.core.extensions import Extensions, discover
from wirepress.core.php.serialize import dumps
from wirepress.settings.settings import get_settings
from wirepress.transfer.export.export_report import ExportReport
from wirepress.transfer.export.wordpress_values import stored_text
from wirepress.transfer.wordpress_db.finish_import import COMPAT_OPTION, FEED_PICTURES, RELEASE_69, ROLES_OPTION

OWN: Final = (
    "wirepress_"  # options of this product; those that are settings of its pages go along, its inner state does not
)
_VERSIONS: Final = {"6.8": 60421, "7.1": RELEASE_69 + 2}  # release whose answers the site gives -> db_version
# Of an installation of WordPress, where this site has nothing to say.
_INSTALLED: Final[Mapping[str, Any]] = {
    "blog_charset": "UTF-8",
    "html_type": "text/html",
    "upload_path": "",
    "upload_url_path": "",
    "ping_sites": "",
    "links_updated_date_format": "F j, Y g:i a",
    "default_link_category": 0,
    "default_comments_page": "newest",
    "default_pingback_flag": 0,
    "link_manager_enabled": 0,
    "fresh_site": 0,
    "image_default_link_type": "none",
    "image_default_size": "",
    "image_default_align": "",
    "widget_text": {},
    "widget_block": {"_multiwidget": 1},
    "show_comments_cookies_opt_in": 1,
    "wp_page_for_privacy_policy": 0,
    "finished_splitting_shared_terms": 1,
}


def options(prefix: str, report: ExportReport) -> Iterator[tuple[int, str, str, str]]:
    """Yield options, each name once: MySQL takes names for one that differ in the case of their letters only."""
    seen: set[str] = set()
    number = 0
    for name, value in {**_INSTALLED, **_defaults(), **_stored(), **_of_the_site(prefix)}.items():
        key = _folded(name)
        if key in seen:
            report.lost["options: names that differ from another in case only"] += 1
            continue
        seen.add(key)
        number += 1
        yield number, name, stored_text(value) or "", "yes"


def _folded(name: str) -> str:
    """Return what is left of a name where case, accents and blanks at the end do not count, as in the table's collation."""
    letters = unicodedata.normalize("NFKD", name.casefold()).rstrip(" ")
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")


def _defaults() -> dict[str, Any]:
    return {name: field.default for name, field in BY_NAME.items() if not name.startswith(OWN)}


def _stored() -> dict[str, Any]:
    settings = {
        field.option for field in Extensions(discover(tuple(get_settings().plugins)).values()).collect("settings")
    }
    found = {}
    for name, value in store.all_options().items():
        inner = name.startswith(OWN) and name not in BY_NAME and name not in settings
        if inner or name in (ROLES_OPTION, COMPAT_OPTION, FEATURES_OFF):
            continue
        field = BY_NAME.get(name)
        # WordPress keeps switches that are off as 0.
        found[name] = int(bool(store.get(name))) if field is not None and field.type == "boolean" else value
    return found


def _of_the_site(prefix: str) -> dict[str, Any]:
    version = _VERSIONS.get(site.compat(), RELEASE_69 + 2)
    return {
        "siteurl": get_settings().url,
        "home": get_settings().url,
        "db_version": version,
        "initial_db_version": version,
        "sticky_posts": list(Post.objects.filter(sticky=True).order_by("id").values_list("id", flat=True)),
        "active_plugins": _active_plugins(),
        "cron": _cron(),
        FEED_PICTURES: int(bool(store.get(FEED_PICTURES))),  # an import that does not find it asks the list of plugins
        f"{prefix}user_roles": store.get(ROLES_OPTION, None) or _roles(),
        **({"using_application_passwords": 1} if ApplicationPassword.objects.exists() else {}),
    }


def _cron() -> dict[Any, Any]:
    """Return WordPress's table of what is to be done later: a scheduled story is published by its entry there and by nothing else.

    Its own recurring work WordPress enters by itself.
    """
    later = Post.objects.filter(status="future", date_gmt__isnull=False).order_by("date_gmt", "id")
    events: dict[Any, Any] = {}
    for number, moment in later.values_list("id", "date_gmt"):
        if moment is None:
            continue
        key = hashlib.md5(dumps([number]).encode(), usedforsecurity=False).hexdigest()
        hooks = events.setdefault(int(moment.replace(tzinfo=UTC).timestamp()), {"publish_future_post": {}})
        hooks["publish_future_post"][key] = {"schedule": False, "args": [number]}
    return {**events, "version": 2}


def _active_plugins() -> list[str]:
    """Return the plugins that features which are on stand for: an import reads the folder; WordPress passes over files that it lacks."""
    off = switched_off()
    folders = [
        folder
        for name, module in discover(tuple(get_settings().plugins)).items()
        if name not in off
        for folder in getattr(module, "WORDPRESS_PLUGINS", ())[:1]
    ]
    return sorted(f"{folder}/{folder}.php" for folder in folders)


def _roles() -> dict[str, Any]:
    return {
        role: {"name": ROLE_LABELS[role], "capabilities": dict.fromkeys(granted, True)}
        for role, granted in ROLES.items()
    }
