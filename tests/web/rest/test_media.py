"""Files come in as the body, as a part of a form, or from an address; pictures are edited into new files."""

from __future__ import annotations

import base64
import io
import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.web.rest.conftest import Ask
from wirepress.content.posts.models import Post
from wirepress.content.users import application_passwords
from wirepress.content.users.models import User
from wirepress.core.http import client as http
from wirepress.settings.settings import get_settings
from wirepress.web.rest.v2.media import write

pytestmark = pytest.mark.django_db
BASE = "/wp-json/wp/v2/media"
Send = Callable[..., Any]


def picture(wide: int = 400, high: int = 300) -> bytes:
    """A PNG."""
    drawn = io.BytesIO()
    Image.new("RGB", (wide, high), "navy").save(drawn, "PNG")
    return drawn.getvalue()


@pytest.fixture
def send(people: dict[str, User]) -> Send:
    """Posts to the collection as the author."""
    _, secret = application_passwords.create(people["author"], "camera")
    basic = "Basic " + base64.b64encode(f"author:{secret}".encode()).decode()
    return partial(Client().post, BASE, HTTP_AUTHORIZATION=basic)


class Elsewhere(BaseHTTPRequestHandler):
    """Another site's files: a picture, one without an ending, one that is gone, one that is too large."""

    def do_GET(self) -> None:
        body, status, kind = picture(), 200, "image/png"
        if "gone" in self.path:
            status, body = 404, b"no"
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(10**9 if "huge" in self.path else len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Its address; this machine may be reached here."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setattr(write, "fetch", partial(http.fetch, allow=("127.0.0.0/8",)))
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def _kept() -> int:
    return Post.objects.filter(type="attachment").count()


def test_a_file_as_the_body(send: Send) -> None:
    answer = send(picture(), content_type="image/png", HTTP_CONTENT_DISPOSITION='attachment; filename="low tide.png"')
    made = answer.json()
    assert answer.status_code == 201 and answer["Location"].endswith(f"/media/{made['id']}")
    assert made["source_url"].endswith("/low-tide.png") and made["media_details"]["sizes"]["thumbnail"]["width"] == 150


def test_a_file_in_a_form_with_its_words(send: Send) -> None:
    form = {
        "file": SimpleUploadedFile("a.png", picture(), "image/png"),
        "title": "Pier",
        "alt_text": "A pier",
        "caption": "At noon",
    }
    made = send(form).json()
    assert (made["title"]["raw"], made["alt_text"], made["caption"]["raw"]) == ("Pier", "A pier", "At noon")


@pytest.mark.parametrize(
    ("path", "name"), [("/tides/low%20water.png?size=1", "low-water.png"), ("/picture", "picture.png")]
)
def test_a_file_from_an_address(send: Send, elsewhere: str, path: str, name: str) -> None:
    answer = send({"url": f"{elsewhere}{path}", "title": "From elsewhere"}, content_type="application/json")
    made = answer.json()
    assert answer.status_code == 201, made
    assert made["source_url"].endswith(f"/{name}") and made["title"]["raw"] == "From elsewhere"


@pytest.mark.parametrize("path", ["/gone.png", "/huge.png"])
def test_a_file_that_cannot_be_fetched(send: Send, elsewhere: str, path: str) -> None:
    answer = send({"url": f"{elsewhere}{path}"}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"], _kept()) == (500, "rest_upload_sideload_error", 0)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:1/a.png", "http://169.254.169.254/latest/meta-data", "file:///etc/passwd", "http://[::1]/a.png"],
)
def test_what_is_not_public_is_not_fetched(send: Send, url: str) -> None:
    answer = send({"url": url}, content_type="application/json")
    assert answer.status_code in (400, 500) and _kept() == 0


@pytest.mark.parametrize(
    ("data", "headers", "code"),
    [
        (b"", {"content_type": "image/png"}, "rest_upload_no_data"),
        (picture(), {"content_type": "image/png"}, "rest_upload_no_content_disposition"),
        (
            picture(),
            {"content_type": "image/png", "HTTP_CONTENT_DISPOSITION": "inline"},
            "rest_upload_invalid_disposition",
        ),
        (
            b"no picture",
            {"content_type": "image/png", "HTTP_CONTENT_DISPOSITION": "attachment; filename=a.png"},
            "rest_upload_sideload_error",
        ),
        (
            b"<?php",
            {"content_type": "text/plain", "HTTP_CONTENT_DISPOSITION": "attachment; filename=a.php"},
            "rest_upload_sideload_error",
        ),
        (
            picture(),
            {
                "content_type": "image/png",
                "HTTP_CONTENT_DISPOSITION": "attachment; filename=a.png",
                "HTTP_CONTENT_MD5": "0" * 32,
            },
            "rest_upload_hash_mismatch",
        ),
    ],
)
def test_refusals_keep_nothing(send: Send, data: bytes, headers: dict[str, str], code: str) -> None:
    before = {file for file in get_settings().uploads_folder.rglob("*") if file.is_file()}
    assert send(data, **headers).json()["code"] == code
    assert _kept() == 0 and {file for file in get_settings().uploads_folder.rglob("*") if file.is_file()} == before


WAYS = {"raw": "rest_upload_sideload_error", "form": "rest_upload_unknown_error"}


def _sent(client: Client, way: str, name: str, data: bytes, basic: str) -> Any:
    """A file that goes in as the body, or as a part of a form."""
    if way == "form":
        return client.post(BASE, {"file": SimpleUploadedFile(name, data, "image/png")}, HTTP_AUTHORIZATION=basic)
    disposition = f'attachment; filename="{name}"'
    return client.post(
        BASE, data, content_type="image/png", HTTP_CONTENT_DISPOSITION=disposition, HTTP_AUTHORIZATION=basic
    )


def _basic(user: User) -> str:
    _, secret = application_passwords.create(user, "camera")
    return "Basic " + base64.b64encode(f"{user.login}:{secret}".encode()).decode()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("role", "taken"), [("author", False), ("editor", True), ("administrator", True)])
def test_pages_and_scripts_need_the_right_to_unfiltered_html(
    people: dict[str, User], role: str, taken: bool, way: str
) -> None:
    basic = _basic(people[role])
    for name in ("tide.html", "tide.htm", "tide.js"):
        answer = _sent(Client(), way, name, b"<html>x" if "h" in name[5:] else b"let tide = 1", basic)
        if taken:
            stem, dot, ending = answer.json()["source_url"].rpartition("/")[2].partition(".")
            assert answer.status_code == 201 and stem.startswith("tide") and dot + ending == name[4:], answer.content
        else:
            assert (answer.status_code, answer.json()["code"]) == (500, WAYS[way])
    assert _kept() == (3 if taken else 0)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("role", ["author", "administrator"])
def test_nobody_uploads_what_is_not_what_it_says(people: dict[str, User], role: str, way: str) -> None:
    basic = _basic(people[role])
    for name, data in (
        ("pier.svg", b"<svg/>"),
        ("pier.png", b"<svg/>"),
        ("notes.txt", b"<html>"),
        ("a.php", b"<?php"),
        ("paper.pdf", b"words"),
    ):
        answer = _sent(Client(), way, name, data, basic)
        assert (answer.status_code, answer.json()["code"]) == (500, WAYS[way]), name
    assert _kept() == 0


@pytest.mark.parametrize("way", WAYS)
def test_a_picture_is_named_by_its_format(people: dict[str, User], way: str) -> None:
    made = _sent(Client(), way, "pier.php.jpg", picture(), _basic(people["author"])).json()
    assert re.search(r"/pier\.php_(-\d)?\.png\Z", made["source_url"]) and made["mime_type"] == "image/png"
    assert all(size["source_url"].endswith(".png") for size in made["media_details"]["sizes"].values())


def test_an_edited_picture_is_a_file_of_its_own(send: Send, ask: Ask) -> None:
    made = send(picture(), content_type="image/png", HTTP_CONTENT_DISPOSITION="attachment; filename=pier.png").json()
    crop = {"type": "crop", "args": {"left": 0, "top": 0, "width": 50, "height": 50}}
    path = f"/wp/v2/media/{made['id']}/edit"
    answer = ask(path, "author", "POST", {"src": made["source_url"], "modifiers": [crop]})
    edited = answer.json()
    assert answer.status_code == 201 and answer["Allow"] == "POST" and edited["id"] != made["id"]
    assert (edited["media_details"]["width"], edited["media_details"]["height"]) == (200, 150)
    assert edited["media_details"]["parent_image"]["attachment_id"] == str(made["id"])
    again = ask(
        f"/wp/v2/media/{edited['id']}/edit",
        "author",
        "POST",
        {"src": edited["source_url"], "modifiers": [crop], "title": "Half"},
    )
    assert (
        re.search(r"/pier(-\d+)?-edited-1\.png$", again.json()["source_url"])
        and again.json()["title"]["rendered"] == "Half"
    )
    wrong = ask(path, "author", "POST", {"src": "http://elsewhere.example/other.png", "modifiers": [crop]})
    assert wrong.json()["code"] == "rest_unknown_attachment"
    same = ask(path, "author", "POST", {"src": made["source_url"]})
    assert same.json()["code"] == "rest_image_not_edited"
