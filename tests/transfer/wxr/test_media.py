"""Files of attachments: fetched from the old site or copied from a folder; what is no file of a site's uploads never lands there."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PIL import Image

from tests.transfer.wxr.conftest import Bring
from tests.transfer.wxr.files import VERSION, item, meta, wxr
from wirepress.content.media.files import upload_storage
from wirepress.content.media.models import MediaFile
from wirepress.content.posts.models import Post
from wirepress.features.wire.fetch import rate_limit


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "navy").save(out, "JPEG")
    return out.getvalue()


PICTURE = _picture()


@pytest.fixture
def origin(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[str]]]:
    """A web server with a few files; answers its address and what it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            status, kind, body = {
                "/files/boat.jpg": (200, "image/jpeg", PICTURE),
                "/wp-content/uploads/2025/05/quay.jpg": (200, "image/jpeg", PICTURE),
                "/lie.jpg": (200, "text/html", b"<html>sign in</html>"),
            }.get(self.path, (404, "text/html", b"gone"))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    monkeypatch.setattr("wirepress.transfer.rest.fetch_pictures.wait_for_slot", lambda *_, **__: None)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    thread.join()
    server.server_close()


assert rate_limit  # the pace of real servers is tested where it is kept


def _file(number: int, url: str, more: str = "") -> str:
    return item(
        number, more=more, post_type="attachment", status="inherit", attachment_url=url, guid=url or f"x{number}"
    )


def test_files_are_fetched_described_and_shown_from_here(bring: Bring, origin: tuple[str, list[str]]) -> None:
    site, asked = origin
    old = f'<img src="{site}/files/boat.jpg?w=300"> <img src="{site}/wp-content/uploads/2025/05/quay.jpg">'
    text = wxr(
        item(7, content=old),
        _file(20, f"{site}/files/boat.jpg"),
        _file(21, "/wp-content/uploads/2025/05/quay.jpg", meta("_wp_attached_file", "2025/05/quay.jpg")),
        _file(22, f"{site}/gone.jpg"),
        _file(23, f"{site}/lie.jpg"),
        _file(24, f"{site}/shell.php"),
        _file(25, ""),
        _file(26, f"{site}/a/..%2f..%2f..%2fevil.jpg"),
        _file(27, f"{site}/x.jpg", meta("_wp_attached_file", "../../../evil.jpg")),
        version=VERSION.replace("https://marsh.example", site),
    ).replace("https://marsh.example", site)
    report = bring(text, media=True)
    tally = report.tallies["pictures"]
    assert (tally.created, tally.refused) == (2, 1), (report.refusals, report.lost)
    boat = MediaFile.objects.get(post_id=20)
    assert boat.path == "2025/05/boat.jpg" and boat.metadata["width"] == 640 and "thumbnail" in boat.metadata["sizes"]
    assert upload_storage().facts("2025/05/quay.jpg") is not None
    assert Post.objects.get(pk=20).mime_type == "image/jpeg"
    assert Post.objects.get(pk=7).content == (
        '<img src="https://new.example/wp-content/uploads/2025/05/boat.jpg">'
        ' <img src="https://new.example/wp-content/uploads/2025/05/quay.jpg">'
    )
    assert not any("evil" in name for name, _ in upload_storage().list_files())
    asked.clear()
    again = bring(text, media=True)
    assert again.tallies["pictures"].unchanged == 2 and "/files/boat.jpg" not in asked


def test_a_folder_takes_the_place_of_fetching(bring: Bring, tmp_path: Path) -> None:
    folder = tmp_path / "uploads" / "2025" / "05"
    folder.mkdir(parents=True)
    (folder / "pier.jpg").write_bytes(PICTURE)
    (folder / "pier.php").write_bytes(b"<?php")
    text = wxr(_file(20, "https://marsh.example/wp-content/uploads/2025/05/pier.jpg"))
    report = bring(text, uploads=str(tmp_path / "uploads"))
    assert upload_storage().facts("2025/05/pier.jpg") is not None and upload_storage().facts("2025/05/pier.php") is None
    assert MediaFile.objects.get(post_id=20).metadata["height"] == 480 and not report.failed


def test_without_a_wish_nothing_is_fetched(bring: Bring, origin: tuple[str, list[str]]) -> None:
    site, asked = origin
    report = bring(wxr(_file(20, f"{site}/files/other.jpg")))
    assert not asked and report.lost_of("pictures") == 1 and not report.failed
