"""A small newsroom: one person for each role, and a client that is that person."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests.sections import first_section
from wirepress.content.options import store
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.models import Post
from wirepress.content.users.actions.create import create_user
from wirepress.content.users.models import User
from wirepress.content.users.roles import ROLES
from wirepress.web.admin.editor import bundle

PASSWORD = "seven-brass-lanterns"
Enter = Callable[[str], Client]


@pytest.fixture
def staff(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, User]:
    """Role -> user; `author2` is a second author."""
    store.forget()
    first_section("Unsorted")
    people = {
        role: create_user(login=role, email=f"{role}@desk.example", password=PASSWORD, role=role) for role in ROLES
    }
    people["author2"] = create_user(login="author2", email="author2@desk.example", password=PASSWORD, role="author")
    return people


@pytest.fixture
def enter(staff: dict[str, User]) -> Enter:
    """A client signed in as the user of that name; "anonymous" is nobody."""

    def _enter(name: str) -> Client:
        client = Client(SERVER_NAME="news.example")
        if name != "anonymous":
            client.force_login(staff[name])
        return client

    return _enter


@pytest.fixture
def write(staff: dict[str, User]) -> Callable[..., Post]:
    """Makes a post of somebody."""

    def _write(by: str = "author", kind: str = "post", **fields: object) -> Post:
        values = {
            "title": "Ferry timetable changes",
            "content": "<p>From the first of the month.</p>",
            "status": "publish",
            **fields,
        }
        return create_post(values, actor=staff[by], post_type=kind)

    return _write


@pytest.fixture(autouse=True)
def without_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    """The block editor's package is not installed, whatever is on the machine; `with_editor` installs one."""
    monkeypatch.setattr(bundle, "PACKAGE", "wirepress_editor_that_is_not_there")


@pytest.fixture
def with_editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without_editor: None) -> Path:
    """The block editor's package is installed: one with the names of its files and a few bytes in each. Its folder."""
    names = {
        "script": "editor-1.js",
        "parts": [],
        "styles": {f"{name}{end}": f"{name}{end}-1.css" for name in ("page", "canvas") for end in ("", "-rtl")},
    }
    files = [names["script"], *names["styles"].values()]
    folder = tmp_path / "wirepress_editor_of_tests" / "dist"
    folder.mkdir(parents=True)
    folder.with_name("__init__.py").touch()
    for name in files:
        for ending in ("", ".br", ".gz"):
            (folder / f"{name}{ending}").write_text(f"{name}{ending}")
    (folder / "manifest.json").write_text(json.dumps({**names, "files": dict.fromkeys(files, "ab" * 32)}))
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(bundle, "PACKAGE", "wirepress_editor_of_tests")
    return folder
