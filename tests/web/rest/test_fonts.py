"""Font families and faces: installed with their files, listed, deleted with them."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.rest.conftest import Ask
from wirepress.content.users import application_passwords
from wirepress.content.users.models import User
from wirepress.settings.settings import get_settings

pytestmark = pytest.mark.django_db
BASE = "/wp/v2/font-families"
FAMILY = {"name": "Marsh Serif", "slug": "marsh-serif", "fontFamily": "Marsh Serif, serif"}
WOFF2 = b"wOF2" + b"\0" * 60
Install = Callable[..., Any]


@pytest.fixture
def family(ask: Ask) -> int:
    """The number of an installed family."""
    answer = ask(BASE, "administrator", "POST", {"font_family_settings": json.dumps(FAMILY)})
    assert answer.status_code == 201
    return int(answer.json()["id"])


@pytest.fixture
def install(people: dict[str, User], family: int) -> Install:
    """Installs a face with files in the same request."""
    _, secret = application_passwords.create(people["administrator"], "fonts")
    basic = base64.b64encode(f"administrator:{secret}".encode()).decode()

    def _install(settings: dict[str, Any], **files: tuple[str, bytes]) -> Any:
        data: dict[str, Any] = {"font_face_settings": json.dumps({"fontFamily": "Marsh Serif", **settings})}
        data |= {key: SimpleUploadedFile(name, content) for key, (name, content) in files.items()}
        return Client().post(f"/wp-json{BASE}/{family}/font-faces", data, HTTP_AUTHORIZATION=f"Basic {basic}")

    return _install


def test_a_family_is_installed_listed_and_changed(ask: Ask, family: int) -> None:
    shown = ask(f"{BASE}/{family}", "administrator").json()
    assert shown["font_family_settings"] == {**FAMILY, "preview": ""}
    assert [one["id"] for one in ask(f"{BASE}?slug=marsh-serif", "administrator").json()] == [family]
    renamed = ask(f"{BASE}/{family}", "administrator", "POST", {"font_family_settings": '{"name": "Marsh"}'}).json()
    assert renamed["font_family_settings"] == {**FAMILY, "name": "Marsh", "preview": ""}
    twin = ask(BASE, "administrator", "POST", {"font_family_settings": json.dumps(FAMILY)})
    assert (twin.status_code, twin.json()["code"]) == (400, "rest_duplicate_font_family")
    moved = ask(f"{BASE}/{family}", "administrator", "POST", {"font_family_settings": '{"slug": "other"}'})
    assert moved.json()["code"] == "rest_invalid_param"


@pytest.mark.parametrize(
    "settings",
    ["", "[]", "{", '"a"', "{}", '{"name": "", "slug": "a", "fontFamily": "b"}', '{"x": 1}', "null", "1e999"],
)
def test_settings_that_will_not_do(ask: Ask, settings: str) -> None:
    answer = ask(BASE, "administrator", "POST", {"font_family_settings": settings})
    assert (answer.status_code, answer.json()["code"]) == (400, "rest_invalid_param")
    assert ask(BASE, "administrator").json() == []


@pytest.mark.parametrize("role", ["", "subscriber", "author", "editor"])
def test_only_administrators(ask: Ask, family: int, role: str) -> None:
    status = 403 if role else 401
    for path in (BASE, f"{BASE}/{family}", f"{BASE}/{family}/font-faces"):
        assert ask(path, role).status_code == status
    assert ask(BASE, role, "POST", {"font_family_settings": json.dumps(FAMILY)}).status_code == status
    assert ask(f"{BASE}/{family}?force=true", role, "DELETE").status_code == status


def test_a_face_brings_its_file_and_takes_it_away(ask: Ask, install: Install, family: int) -> None:
    answer = install({"src": "file0", "fontWeight": "700"}, file0=("Marsh Bold.woff2", WOFF2))
    assert answer.status_code == 201
    made = answer.json()
    address = made["font_face_settings"]["src"]
    file = get_settings().uploads_folder / "fonts" / address.rpartition("/")[2]
    assert file.read_bytes() == WOFF2 and made["parent"] == family
    assert ask(f"{BASE}/{family}", "administrator").json()["font_faces"] == [made["id"]]
    again = install({"src": "file0", "fontWeight": "bold"}, file0=("x.woff2", WOFF2))
    assert again.json()["code"] == "rest_duplicate_font_face"
    face = f"{BASE}/{family}/font-faces/{made['id']}"
    assert ask(face, "administrator", "DELETE").status_code == 501
    assert ask(f"{face}?force=true", "administrator", "DELETE").json()["deleted"] is True
    assert not file.exists()


def test_a_family_goes_with_its_faces(ask: Ask, install: Install, family: int) -> None:
    face = install({"src": ["f1", "https://fonts.example/a.woff2"]}, f1=("a.woff2", WOFF2)).json()
    file = get_settings().uploads_folder / "fonts" / face["font_face_settings"]["src"][0].rpartition("/")[2]
    assert file.exists() and face["font_face_settings"]["src"][1] == "https://fonts.example/a.woff2"
    assert ask(f"{BASE}/{family}?force=true", "administrator", "DELETE").json()["deleted"] is True
    assert not file.exists()
    assert ask(f"{BASE}/{family}/font-faces/{face['id']}", "administrator").status_code == 404


@pytest.mark.parametrize(
    ("settings", "files"),
    [
        ({"src": "file0"}, {}),
        ({"src": "file0"}, {"file0": ("a.php", b"<?php")}),
        ({"src": "file0"}, {"file0": ("a.woff2", b"<svg onload=alert(1)>")}),
        ({"src": "https://fonts.example/a.woff2"}, {"file0": ("a.woff2", WOFF2)}),
        ({"src": ""}, {}),
        ({"fontDisplay": "never", "src": "https://fonts.example/a.woff2"}, {}),
    ],
)
def test_faces_that_will_not_do(
    install: Install, settings: dict[str, Any], files: dict[str, tuple[str, bytes]]
) -> None:
    folder = get_settings().uploads_folder / "fonts"
    before = sorted(folder.iterdir()) if folder.is_dir() else []
    answer = install(settings, **files)
    assert answer.status_code == 400, answer.content
    assert (sorted(folder.iterdir()) if folder.is_dir() else []) == before
