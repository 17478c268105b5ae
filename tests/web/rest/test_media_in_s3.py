"""Files in a bucket: uploads, sizes, edits, fonts, imports, serving and deleting, and what happens while it is away."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from tests import s3_server
from wirepress.content.media import files
from wirepress.content.media.models import MediaFile
from wirepress.content.posts.models import Post
from wirepress.content.users import application_passwords
from wirepress.content.users.models import User
from wirepress.core.files.choose_backend import storage_entry
from wirepress.core.jobs.perform import perform
from wirepress.settings.settings import Settings
from wirepress.transfer.report import Report
from wirepress.transfer.wordpress_db.copy_uploads import copy_uploads

pytestmark = pytest.mark.django_db
Call = Callable[..., Any]


@pytest.fixture(scope="module")
def server() -> Iterator[s3_server.Server]:
    with s3_server.running() as running:
        yield running


@pytest.fixture
def bucket(server: s3_server.Server, settings: Any) -> Iterator[s3_server.Server]:
    values = {name.removeprefix("WIREPRESS_").lower(): value for name, value in server.environment.items()}
    settings.STORAGES = {**settings.STORAGES, "default": storage_entry(Settings(**values))}  # type: ignore[arg-type]
    yield server
    for name in server.names():
        server.client().delete_object(Bucket=s3_server.BUCKET, Key=name)  # type: ignore[attr-defined]


@pytest.fixture
def call(people: dict[str, User]) -> Call:
    _, secret = application_passwords.create(people["administrator"], "camera")
    basic = "Basic " + base64.b64encode(f"administrator:{secret}".encode()).decode()

    def made(method: str, path: str, data: Any = b"", **headers: str) -> Any:
        kind = headers.pop("kind", "application/json")
        return Client().generic(method, f"/wp-json/wp/v2{path}", data, kind, HTTP_AUTHORIZATION=basic, **headers)

    return made


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.effect_noise((900, 600), 80).convert("RGB").save(drawn, "JPEG")
    return drawn.getvalue()


def upload(call: Call, data: bytes, name: str = "harbour.jpg") -> Any:
    return call("POST", "/media", data, kind="image/jpeg", HTTP_CONTENT_DISPOSITION=f'attachment; filename="{name}"')


def test_a_picture_s_whole_life(bucket: s3_server.Server, call: Call) -> None:
    data = picture()
    answer = upload(call, data)
    assert answer.status_code == 201, answer.content
    document = answer.json()
    path = "/wp-content/uploads/" + document["source_url"].partition("/wp-content/uploads/")[2]
    assert document["source_url"].startswith("http://news.example/wp-content/uploads/20")
    sizes = document["media_details"]["sizes"]
    assert {"medium", "thumbnail", "medium_large"} <= set(sizes) and len(bucket.names()) == len(
        {size["file"] for size in sizes.values()}
    )
    served = Client().get(path)
    assert b"".join(served.streaming_content) == data and served.headers["Content-Type"] == "image/jpeg"
    assert Client().get(path, HTTP_IF_NONE_MATCH=served.headers["ETag"]).status_code == 304
    assert Client().get(path, HTTP_IF_MODIFIED_SINCE=served.headers["Last-Modified"]).status_code == 304
    part = Client().get(path, HTTP_RANGE="bytes=10-19")
    assert (part.status_code, b"".join(part.streaming_content)) == (206, data[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(data)}"
    assert Client().get(path, HTTP_RANGE=f"bytes={len(data)}-").status_code == 416
    head = Client().head(path)
    assert head.headers["Content-Length"] == str(len(data)) and head.content == b""
    assert Client().get("/wp-content/uploads/2026/none.jpg").status_code == 404
    changes = json.dumps({"src": document["source_url"], "modifiers": [{"type": "rotate", "args": {"angle": 90}}]})
    edited = call("POST", f"/media/{document['id']}/edit", changes)
    assert edited.status_code == 201, edited.content
    assert any(name.endswith("harbour-edited.jpg") for name in bucket.names())
    assert upload(call, data).json()["source_url"].endswith("harbour-1.jpg")
    for post in Post.objects.filter(type="attachment"):
        assert call("DELETE", f"/media/{post.pk}?force=true").status_code == 200
    assert bucket.names() == []


@pytest.mark.django_db(transaction=True)
def test_a_storage_that_goes_away_midway_leaves_nothing_half_stored(
    bucket: s3_server.Server, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[list[str]] = []
    monkeypatch.setattr(files, "enqueue", lambda name, names: queued.append(names))
    kept = upload(call, picture(), "before.jpg").json()
    put, writes = files.NewFiles.store_as, []

    def break_at_the_second(self: files.NewFiles, name: str, data: bytes) -> None:
        writes.append(name)
        if len(writes) == 2:
            bucket.stop()  # a real one, gone between two files
        put(self, name, data)

    monkeypatch.setattr(files.NewFiles, "store_as", break_at_the_second)
    for _ in range(2):  # midway, and away from the beginning
        answer = upload(call, picture())
        assert answer.status_code == 503 and "Nothing was saved" in answer.json()["message"]
    assert Post.objects.filter(type="attachment").count() == MediaFile.objects.count() == 1
    served = Client().get("/wp-content/uploads/" + kept["source_url"].partition("/wp-content/uploads/")[2])
    assert served.status_code == 503 and served.headers["Retry-After"] and served.headers["Cache-Control"] == "no-store"
    assert (
        len(queued) == 1 and len(queued[0]) == 2
    )  # the original and one size: a job removes them when the storage is back
    bucket.start()
    for name in queued[0]:
        files.upload_storage().overwrite(name, b"left behind")  # the server of the tests forgets what it had
    assert perform(files.REMOVE, {"names": queued[0]}).error == ""
    assert bucket.names() == []


def test_fonts_lie_there_too(bucket: s3_server.Server, call: Call) -> None:
    family = call(
        "POST",
        "/font-families",
        '{"font_family_settings": "{\\"name\\":\\"Quay\\",\\"slug\\":\\"quay\\",\\"fontFamily\\":\\"Quay\\"}"}',
    )
    assert family.status_code == 201, family.content
    boundary = "quay"
    face = '{"fontFamily":"Quay","fontWeight":"400","fontStyle":"normal","src":"file-1"}'
    body = (
        (
            f'--{boundary}\r\nContent-Disposition: form-data; name="font_face_settings"\r\n\r\n{face}\r\n'
            f'--{boundary}\r\nContent-Disposition: form-data; name="file-1"; filename="quay.woff2"\r\nContent-Type: font/woff2\r\n\r\n'
        ).encode()
        + b"wOF2"
        + b"\0" * 60
        + f"\r\n--{boundary}--\r\n".encode()
    )
    made = call(
        "POST",
        f"/font-families/{family.json()['id']}/font-faces",
        body,
        kind=f"multipart/form-data; boundary={boundary}",
    )
    assert made.status_code == 201, made.content
    assert bucket.names() == ["site/fonts/quay.woff2"]
    assert call("DELETE", f"/font-families/{family.json()['id']}?force=true").status_code == 200
    assert bucket.names() == []


def test_an_old_site_s_uploads_are_copied_there_once(bucket: s3_server.Server, tmp_path: Path) -> None:
    (tmp_path / "2019/05").mkdir(parents=True)
    (tmp_path / "2019/05/quay.jpg").write_bytes(picture())
    (tmp_path / "2019/05/evil.php").write_text("<?php")
    counts = []
    for _ in range(2):
        report = Report()
        copy_uploads(tmp_path, report, lambda *_: None)
        tally = report.tally("uploads")
        counts.append((tally.created, tally.unchanged, tally.refused))
    assert counts == [(1, 0, 1), (0, 1, 1)] and bucket.names() == ["site/2019/05/quay.jpg"]


def test_readers_can_be_sent_to_the_storage_itself(change_settings: Callable[..., None], db: None) -> None:
    change_settings(storage_public_url="https://files.example/site/")
    answer = Client().get("/wp-content/uploads/2026/03/na%C3%AFve%20quay.jpg")
    assert (answer.status_code, answer.headers["Location"]) == (
        302,
        "https://files.example/site/2026/03/na%C3%AFve%20quay.jpg",
    )
    assert Client().get("/wp-content/uploads/../x").status_code == 404
