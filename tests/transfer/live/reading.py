"""How tests read a scripted site, and what came of it."""

from __future__ import annotations

from typing import Any

from tests.scripted_wordpress import PASSWORD, USER, Site
from wirepress.content.posts.models import Post
from wirepress.transfer.importing.request import ImportRequest
from wirepress.transfer.importing.run_import import run_import
from wirepress.transfer.report import Report


def read(site: Site, **options: Any) -> Report:
    return run_import(ImportRequest((site.address + "/",), **options))


def signed(site: Site, **options: Any) -> Report:
    return read(site, user=USER, passphrase=PASSWORD, **options)


def stories() -> set[int]:
    return set(Post.objects.filter(type="post").exclude(status="trash").values_list("pk", flat=True))
