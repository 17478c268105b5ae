"""What follows from all rows together: sticky stories, features, the release, next ids, totals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from wirepress.content.options import store
from wirepress.content.options.features import OPTION as FEATURES_OFF
from wirepress.content.options.features import extensions, switched_off
from wirepress.content.posts.models import Post
from wirepress.content.posts.statuses import FURTHER
from wirepress.core.extensions import discover
from wirepress.settings.settings import get_settings
from wirepress.transfer.clean_values import clean_number, clean_text
from wirepress.transfer.report import Report
from wirepress.transfer.wordpress_db.import_state import ImportState
from wirepress.transfer.wordpress_db.tables.options import SCHEDULER

RELEASE_69: Final = 60717  # option db_version of WordPress 6.9 (6.8 has 60421): below it a site answered as 6.8
COMPAT_OPTION: Final = "wirepress_compat"  # read by content/options/site.py while the setting `compat` is auto
ROLES_OPTION: Final = "wp_user_roles"  # roles as the old site had them, whatever its prefix


FEED_PICTURES: Final = "wirepress_feed_pictures"  # read by web/site/feeds/pictures.py
# Plugins that put pictures into feeds say so in their names, in either order: media-rss, featured-images-for-rss-feeds, rss-image-feed.
_PICTURES_IN_FEEDS: Final = re.compile(
    r"(?=.*(?:rss|feed))(?=.*(?:image|picture|thumbnail|media|enclosure))", re.IGNORECASE
)


def finish_entities(job: ImportState) -> None:
    """Apply everything that the decoded options decide, after the first stage."""
    sticky = _read_ids(job.kept.get("sticky_posts"))
    Post.objects.filter(sticky=True).exclude(id__in=sticky).update(sticky=False)
    Post.objects.filter(id__in=sticky, sticky=False).update(sticky=True)
    if job.kept.get("roles"):
        store.put(ROLES_OPTION, job.kept["roles"])
    if "active_plugins" in job.kept:
        switch_features(job.kept["active_plugins"], job.report)
    adopt_release(job)
    if SCHEDULER in job.kept:  # clients of the old site were shown these statuses
        store.put(FURTHER, ["in-progress", "failed"])
    home = clean_text(job.kept.get("home") or job.kept.get("siteurl")).rstrip("/")
    if home and home != get_settings().url:
        job.report.add_note(f"The old site's address was {home}; links inside stories still name it.")


def adopt_release(job: ImportState) -> None:
    """Let the site answer as the release it had: 6.8 or, from WordPress 6.9 on, 7.1. An explicit setting wins."""
    version = clean_number(job.kept.get("db_version"))
    if version <= 0:  # not in the source: what the site answers so far stays
        return
    found = "6.8" if version < RELEASE_69 else "7.1"
    store.put(COMPAT_OPTION, found)
    wanted = get_settings().compat
    if wanted in ("auto", found):
        job.report.add_note(f"The old site's database is of version {version}: answers are those of WordPress {found}.")
    else:
        job.report.add_note(
            f"The old site's database is of version {version}, which answers as WordPress {found};"
            f" the setting compat says {wanted}, and that holds."
        )


def _read_ids(value: Any) -> list[int]:
    entries = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [clean_number(entry) for entry in entries]


def switch_features(active: Any, report: Report) -> None:
    """Switch a feature that replaces WordPress plugins on where one of them was active, else off. Others stay as they are.

    Feeds carry lead pictures where a plugin of the old site put them there, so that its subscribers go on getting what they got."""
    files = active.values() if isinstance(active, dict) else active if isinstance(active, list) else ()
    folders = {str(file).partition("/")[0] for file in files}
    off = switched_off()
    known: set[str] = set()
    for name, module in discover(tuple(get_settings().plugins)).items():
        plugins: Iterable[str] = getattr(module, "WORDPRESS_PLUGINS", ())
        known.update(plugins)
        if plugins:
            off = off - {name} if folders & set(plugins) else off | {name}
    store.put(FEATURES_OFF, sorted(off))
    if FEED_PICTURES not in store.all_options():  # a later copy of the old site does not undo what was chosen here
        pictures = any(_PICTURES_IN_FEEDS.search(folder) for folder in folders)
        store.put(FEED_PICTURES, pictures)
        if not pictures:
            report.add_note("Feeds carry no lead pictures, as at the old site; Settings, Reading switches them on.")
    others = sorted(folders - known)
    if others:
        report.add_note(f"Plugins of the old site that no feature answers for: {', '.join(others)}.")


def adopted_keys() -> frozenset[str]:
    """Meta keys that switched-on features move into tables of their own (`ADOPTED_META` of their plugin module)."""
    off = switched_off()
    plugins = discover(tuple(get_settings().plugins))
    return frozenset(
        key for name, module in plugins.items() if name not in off for key in getattr(module, "ADOPTED_META", ())
    )


def adopt_feature_data(job: ImportState) -> None:
    """Let features adopt what their WordPress plugins stored in meta and options."""
    active = job.kept.get("active_plugins")
    files = active.values() if isinstance(active, dict) else active if isinstance(active, list) else ()
    folders = [str(file).partition("/")[0] for file in files]
    for lost in extensions().collect("adopt_tables", active_plugins=folders):
        job.report.count_loss(str(lost))
