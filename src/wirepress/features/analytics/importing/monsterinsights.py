"""Told after a WordPress database was imported: what MonsterInsights and Booster Extension had set and counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wirepress.content.options import store
from wirepress.content.posts.models import PostMeta
from wirepress.features.analytics.importing.starting_lines import keep_views, whole

SETTINGS: Final = "monsterinsights_settings"
PROFILE: Final = "monsterinsights_site_profile"
VIEWS_KEY: Final = "twp_be_post_views_count"
_STAFF: Final = ("administrator", "editor", "author", "contributor")
_CHUNK: Final = 500


def adopt() -> list[str]:
    """Take over what has a meaning here. Return what has none, in sentences."""
    adopt_booster_views()
    options, profile = _map(store.get(SETTINGS, None)), _map(store.get(PROFILE, None))
    lost: list[str] = []
    measurement = next((str(profile[name]) for name in ("v4", "manual_v4") if profile.get(name)), "")
    if measurement:
        lost.append(
            f"MonsterInsights sent readings to Google Analytics ({measurement}). Nothing is sent any more; "
            "the setting analytics_sinks passes events on to Google (ga4+...), if that is still wanted."
        )
    roles = [str(role) for role in _values(options.get("ignore_users")) if role not in _STAFF]
    if roles:
        lost.append(
            f"MonsterInsights left out users of the roles {', '.join(roles)}: here nobody who is signed in is counted."
        )
    if any(_map(one).get("path") for one in _values(options.get("affiliate_links"))):
        lost.append(
            "MonsterInsights had affiliate links: links inside the site are not counted here, links to other sites all are."
        )
    return lost


def adopt_booster_views() -> None:
    """Keep the views that Booster Extension had counted, where they still lie in the posts' meta (the feature that shows them to
    readers takes them from there when it is on, and tells of them itself)."""
    rows = PostMeta.objects.filter(key=VIEWS_KEY).order_by("post_id", "id").values_list("post_id", "value")
    views: dict[int, int] = {}
    for post, value in rows.iterator(chunk_size=_CHUNK):
        views.setdefault(post, whole(value))
        if len(views) >= _CHUNK:
            keep_views("booster", views)
            views = {}
    keep_views("booster", views)


def _map(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _values(value: object) -> list[Any]:
    if isinstance(value, Mapping):
        return list(value.values())
    return value if isinstance(value, list) else []
