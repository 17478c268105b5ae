"""What follows from all rows together: sticky stories, features, the release, next ids, totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db import connection, models
from django.db.models import Count, Max

from wirepress.config.settings import get_settings
from wirepress.content.comments.models import Comment, CommentMeta
from wirepress.content.options import store
from wirepress.content.options.features import OPTION as FEATURES_OFF
from wirepress.content.options.features import switched_off
from wirepress.content.posts.models import Post, PostMeta, PostTotal
from wirepress.content.terms.models import Term, TermMeta
from wirepress.content.users.models import User, UserMeta
from wirepress.core.extensions import discover
from wirepress.transfer.values import number, text
from wirepress.transfer.wordpress_db.job import Job

RELEASE_7: Final = 60717  # the first database version that is not 6.8's any more
ROLES_OPTION: Final = "wp_user_roles"  # roles as the old site had them, whatever its prefix

_SEQUENCES: Final[Mapping[str, type[models.Model]]] = {
    "posts": Post, "postmeta": PostMeta, "users": User, "usermeta": UserMeta,
    "terms": Term, "termmeta": TermMeta, "comments": Comment, "commentmeta": CommentMeta,
}  # fmt: skip


def finish_entities(job: Job) -> None:
    """After the first stage: everything that the decoded options decide."""
    sticky = _ids(job.kept.get("sticky_posts"))
    Post.objects.filter(sticky=True).exclude(id__in=sticky).update(sticky=False)
    Post.objects.filter(id__in=sticky, sticky=False).update(sticky=True)
    if job.kept.get("roles"):
        store.put(ROLES_OPTION, job.kept["roles"])
    if "active_plugins" in job.kept:
        switch_features(job.kept["active_plugins"], job)
    if "db_version" in job.kept:
        store.put("wirepress_compat", "6.8" if number(job.kept["db_version"]) < RELEASE_7 else "7.1")
    home = text(job.kept.get("home") or job.kept.get("siteurl")).rstrip("/")
    if home and home != get_settings().url:
        job.report.note(f"The old site's address was {home}; links inside stories still name it.")


def _ids(value: Any) -> list[int]:
    entries = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [number(entry) for entry in entries]


def switch_features(active: Any, job: Job) -> None:
    """A feature that stands for WordPress plugins is on where one of them was active, else off. Others stay as they are."""
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
    others = sorted(folders - known)
    if others:
        job.report.note(f"Plugins of the old site that no feature answers for: {', '.join(others)}.")


def set_sequences(job: Job) -> None:
    """New rows get the ids that the old site would have given."""
    for table, model in _SEQUENCES.items():
        key = model._meta.pk
        assert key is not None and key.column is not None  # noqa: S101
        highest = model._default_manager.aggregate(highest=Max("pk"))["highest"] or 0
        set_next_id(model._meta.db_table, key.column, max(highest + 1, job.next_id(table)))


def set_next_id(table: str, column: str, value: int) -> None:
    """The id that the next row of a table gets."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, value - 1])
        else:
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s, false)", [f'"{table}"', column, value])


def count_posts() -> None:
    """Write the kept totals anew."""
    counted = Post.objects.values("type", "status").annotate(number=Count("id")).order_by("type", "status")
    rows = [PostTotal(type=row["type"], status=row["status"], count=row["number"]) for row in counted]
    PostTotal.objects.all().delete()
    PostTotal.objects.bulk_create(rows)


def adopt_feature_data(job: Job) -> None:
    """Let features move meta of their old plugins into their own tables: `adopt_meta()` of a feature's plugin module, if it has one."""
    off = switched_off()
    for name, module in discover(tuple(get_settings().plugins)).items():
        adopt = getattr(module, "adopt_meta", None)
        if adopt is not None and name not in off:
            adopt()
