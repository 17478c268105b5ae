"""Uploaded files, assets and faces."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.templatetags.static import static
from django.test import Client

from wirepress.settings.settings import get_settings


@pytest.fixture
def upload() -> Path:
    """A file in the uploads folder."""
    path = get_settings().uploads_folder / "2026/03/notes.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"0123456789")
    return path


def _body(answer: object) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_an_upload_is_served_with_its_type_and_conditions(db: None, upload: Path, reader: Client) -> None:
    answer = reader.get("/wp-content/uploads/2026/03/notes.txt")
    assert _body(answer) == b"0123456789" and answer.headers["Content-Type"] == "text/plain"
    again = reader.get("/wp-content/uploads/2026/03/notes.txt", HTTP_IF_NONE_MATCH=answer.headers["ETag"])
    assert again.status_code == 304 and not again.content


@pytest.mark.parametrize(
    ("wanted", "status", "body"),
    [
        ("bytes=2-4", 206, b"234"),
        ("bytes=-3", 206, b"789"),
        ("bytes=7-", 206, b"789"),
        ("bytes=9-2", 200, b"0123456789"),
        ("bytes=5-900", 206, b"56789"),
        ("lines=1-2", 200, b"0123456789"),
    ],
)
def test_parts_of_a_file(db: None, upload: Path, reader: Client, wanted: str, status: int, body: bytes) -> None:
    answer = reader.get("/wp-content/uploads/2026/03/notes.txt", HTTP_RANGE=wanted)
    assert (answer.status_code, _body(answer)) == (status, body)


def test_a_part_behind_the_end_is_refused(db: None, upload: Path, reader: Client) -> None:
    assert reader.get("/wp-content/uploads/2026/03/notes.txt", HTTP_RANGE="bytes=50-").status_code == 416


@pytest.mark.parametrize(
    "path", ["../wirepress.toml", "2026/../../wirepress.toml", "..%2fwirepress.toml", ".hidden", "2026", "x%00"]
)
def test_nothing_outside_the_uploads_is_served(db: None, upload: Path, reader: Client, path: str) -> None:
    (upload.parents[2] / ".hidden").write_text("x")
    assert reader.get(f"/wp-content/uploads/{path}").status_code == 404


def test_uploaded_markup_cannot_act_as_the_site(db: None, upload: Path, reader: Client) -> None:
    upload.with_name("page.html").write_text("<script>x()</script>")
    answer = reader.get("/wp-content/uploads/2026/03/page.html")
    answer.close()
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_assets_are_named_by_their_content(db: None, reader: Client) -> None:
    address = static("site/site.css")
    answer = reader.get(address)
    assert answer.status_code == 200 and "immutable" in answer.headers["Cache-Control"]
    assert reader.get("/wp-includes/wirepress/site/none.css").status_code == 404
