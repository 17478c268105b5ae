"""A site with content and uploads of its own, to be backed up."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.settings.settings import get_settings


@dataclass
class Site:
    """The site that is backed up. `folder`: where its settings are."""

    folder: Path
    place: Path


@pytest.fixture
def site(transactional_db: Any, tmp_path: Path) -> Iterator[Site]:
    folder = get_settings().folder
    uploads = Path(default_storage.location)  # type: ignore[attr-defined]
    aside = uploads.with_name("uploads-of-other-tests")
    if uploads.exists():
        uploads.rename(aside)
    settings = folder / "wirepress.toml"
    settings.write_text(
        'url = "http://news.example"\nsecret_key = "hush-hush-secret-key-of-the-test-site"\n'
        'mail_url = "smtp://anna:hush-mail@mail.example:25"\ncdn_seconds = 60\n'
    )
    (folder / "credentials.key").write_text("hush-credentials\n")
    User.objects.create(login="anna", roles=["administrator"])
    Post.objects.create(title="Ferry", content="late", status="publish")
    store.put("blogname", "The Quay")
    default_storage.overwrite("2026/05/quay.png", b"picture of a quay", 1_700_000_000.0)  # type: ignore[attr-defined]
    default_storage.overwrite("2026/05/same.png", b"picture of a quay", 1_700_000_001.0)  # type: ignore[attr-defined]
    default_storage.overwrite("2026/06/tide table.pdf", b"low, high", 1_700_000_002.0)  # type: ignore[attr-defined]
    yield Site(folder, tmp_path / "backups")
    shutil.rmtree(uploads, ignore_errors=True)
    if aside.exists():
        aside.rename(uploads)
    settings.unlink()
    (folder / "credentials.key").unlink()
