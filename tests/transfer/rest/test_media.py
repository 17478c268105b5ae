"""Pictures of imported documents: fetched from the site that gave them, or counted as lost; nothing is asked for twice."""

from __future__ import annotations

import io
import json
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.transfer.rest.conftest import Bring, Document, story
from wirepress.content.media.models import MediaFile
from wirepress.content.posts.models import Post
from wirepress.core.files.local import LocalStorage
from wirepress.transfer.report import Report
from wirepress.transfer.rest import fetch_pictures


def picture(width: int = 640, height: int = 480) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), (20, 90, 120)).save(out, "JPEG")
    return out.getvalue()


@dataclass
class Site:
    """The site that gave the documents: path -> status, headers, body; `asked`: what was asked for."""

    url: str = ""
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)

    def has(self, path: str, body: bytes | None = None, status: int = 200, **headers: str) -> str:
        self.answers[path] = (status, headers, picture() if body is None else body)
        return self.url + path


@contextmanager
def serving() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.agents.add(self.headers["User-Agent"])
            status, headers, body = site.answers.get(self.path, (404, {}, b"none"))
            self.send_response(status)
            given = {name.replace("_", "-"): value for name, value in headers.items()}
            for name, value in {"Content-Length": str(len(body)), **given}.items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def old() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LocalStorage:
    kept = LocalStorage(location=tmp_path / "kept")
    monkeypatch.setattr(fetch_pictures, "upload_storage", lambda: kept)
    return kept


def lead(old: Site, number: int = 90, path: str = "2026/02/ice.jpg", **more: Any) -> Document:
    sizes = {"medium": {"file": "ice-300x225.jpg", "width": 300, "height": 225, "mime_type": "image/jpeg"}}
    return {
        "id": number,
        "type": "attachment",
        "slug": f"ice-{number}",
        "status": "inherit",
        "title": {"rendered": "Ice"},
        "author": 9,
        "date": "2026-02-03T09:00:00",
        "guid": {"rendered": f"{old.url}/?attachment_id={number}"},
        "mime_type": "image/jpeg",
        "media_details": {
            "file": path,
            "width": 640,
            "height": 480,
            "sizes": sizes if path.endswith("/ice.jpg") else {},
        },
        "source_url": f"{old.url}/wp-content/uploads/{path}",
        **more,
    }


def names(files: LocalStorage) -> list[str]:
    return sorted(name for name, _ in files.list_files())


def check_accounts(report: Report) -> None:
    for kind, tally in report.tallies.items():
        settled = tally.created + tally.updated + tally.unchanged + tally.refused + report.lost_of(kind)
        assert tally.read == settled, (kind, tally, report.lost)


def test_a_lead_picture_that_is_embedded(bring: Bring, old: Site, files: LocalStorage) -> None:
    old.has("/wp-content/uploads/2026/02/ice.jpg")
    document = story(501, featured_media=90, _embedded={"wp:featuredmedia": [lead(old)]})
    report = bring([document, story(502, featured_media=90)], site_url=old.url, media=True)
    assert names(files) == ["2026/02/ice-300x225.jpg", "2026/02/ice.jpg"]
    assert old.asked == ["/wp-content/uploads/2026/02/ice.jpg"]
    assert all("Wirepress" in agent for agent in old.agents)
    assert (report.tally("pictures").read, report.tally("pictures").created) == (1, 1)
    assert (report.tally("lead pictures").read, report.tally("lead pictures").created) == (2, 2)
    with Image.open(files.path("2026/02/ice-300x225.jpg")) as small:
        assert small.size == (300, 225)
    check_accounts(report)
    again = bring([document, story(502, featured_media=90)], site_url=old.url, media=True)
    assert not again.changed and len(old.asked) == 1 and not again.lost_of("pictures")
    check_accounts(again)


def test_a_lead_picture_that_is_only_numbered(bring: Bring, old: Site, files: LocalStorage) -> None:
    route = old.has("/wp-json/wp/v2/media/90", b"")
    old.has("/wp-json/wp/v2/media/90", json.dumps(lead(old)).encode())
    old.has("/index.php?rest_route=/wp/v2/media/91", json.dumps(lead(old, 91, "2026/03/sea.jpg")).encode())
    for name in ("2026/02/ice.jpg", "2026/03/sea.jpg"):
        old.has(f"/wp-content/uploads/{name}")
    linked = story(501, featured_media=90, _links={"wp:featuredmedia": [{"embeddable": True, "href": route}]})
    report = bring([linked, story(502, featured_media=91), story(503, featured_media=92)], site_url=old.url, media=True)
    assert [name for name in names(files) if "300" not in name] == ["2026/02/ice.jpg", "2026/03/sea.jpg"]
    assert MediaFile.objects.get(post_id=91).path == "2026/03/sea.jpg"
    assert report.lost_of("lead pictures") == 1 and report.tally("lead pictures").read == 3
    assert any("picture 92" in note for note in report.notes)
    check_accounts(report)


def test_pictures_of_bodies(bring: Bring, old: Site, files: LocalStorage) -> None:
    for name in ("a-300x200.jpg", "a.jpg", "b%20c.jpg", "r.jpg"):
        old.has(f"/wp-content/uploads/2025/{name}")
    uploads = f"{old.url}/wp-content/uploads/2025"
    body = (
        f'<p><img src="{uploads}/a.jpg" srcset="{uploads}/a-300x200.jpg 300w, {uploads}/a.jpg 900w"><img src="{uploads}/b%20c.jpg?x=1">'
        f'<img src="/wp-content/uploads/2025/r.jpg"><img src="https://other.example/wp-content/uploads/x.jpg">'
        f'<img src="{uploads}/../../secret.jpg"><a href="{uploads}/report.pdf">r</a></p>\n'
    )
    report = bring(story(501, content={"rendered": body, "protected": False}), site_url=old.url, media=True)
    assert names(files) == ["2025/a-300x200.jpg", "2025/a.jpg", "2025/b c.jpg", "2025/r.jpg"]
    assert not any("secret" in path for path in old.asked)
    assert report.tally("pictures").created == 4 and report.lost_of("pictures") == 1
    check_accounts(report)


def test_without_media_they_are_counted_as_lost(bring: Bring, old: Site, files: LocalStorage) -> None:
    document = story(501, featured_media=90, _embedded={"wp:featuredmedia": [lead(old)]})
    report = bring([document, story(502, featured_media=7)], site_url=old.url)
    assert not old.asked and not names(files)
    assert report.lost["pictures: files that are not here (--media fetches them)"] == 1
    assert report.lost["lead pictures: no document tells what they are"] == 1
    assert report.lost["bylines: no document tells the author's name"] == 2
    assert not report.failed
    check_accounts(report)


def test_a_stopped_run_goes_on(bring: Bring, old: Site, files: LocalStorage, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = []
    for number in range(4):
        old.has(f"/wp-content/uploads/2026/p{number}.jpg")
        documents.append(lead(old, 90 + number, f"2026/p{number}.jpg"))
    put = files.overwrite

    def stopping(name: str, *arguments: Any) -> None:
        if name.endswith("p2.jpg"):
            raise KeyboardInterrupt
        put(name, *arguments)

    monkeypatch.setattr(files, "overwrite", stopping)
    with pytest.raises(KeyboardInterrupt):
        bring(documents, site_url=old.url, media=True)
    assert Post.objects.filter(type="attachment").count() == 4
    monkeypatch.setattr(files, "overwrite", put)
    report = bring(documents, site_url=old.url, media=True)
    assert len(names(files)) == 4
    assert (report.tally("pictures").unchanged, report.tally("pictures").created) == (2, 2)
    assert [path.rpartition("/")[2] for path in old.asked] == ["p0.jpg", "p1.jpg", "p2.jpg", "p2.jpg", "p3.jpg"]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((200, b"<html>Sign in</html>"), "no picture"),
        ((200, b""), "no picture"),
        ((500, b""), "answered 500"),
        ((403, b""), "answered 403"),
        ((404, b""), ""),
        ((410, b""), ""),
    ],
)
def test_what_does_not_come_is_named(
    answer: tuple[int, bytes], said: str, bring: Bring, old: Site, files: LocalStorage
) -> None:
    old.has("/wp-content/uploads/2026/02/ice.jpg", answer[1], answer[0])
    report = bring(lead(old), site_url=old.url, media=True)
    assert not names(files)
    assert report.failed == bool(said)
    if said:
        assert said in report.refusals[0].reason and old.url in report.refusals[0].file
    else:
        assert report.lost["pictures: files that are gone where they were"] == 1
    check_accounts(report)


def test_a_busy_server_is_left_alone_and_asked_again(
    bring: Bring, old: Site, files: LocalStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    old.has("/wp-content/uploads/2026/02/ice.jpg", b"", 503, Retry_After="7")
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        old.has("/wp-content/uploads/2026/02/ice.jpg")

    monkeypatch.setattr(
        sys.modules["wirepress.transfer.rest.import_documents"],
        "FileFetcher",
        lambda url: fetch_pictures.FileFetcher(url, sleep),
    )
    report = bring(lead(old), site_url=old.url, media=True)
    assert report.tally("pictures").created == 1
    assert len(waits) == 1 and 5 < waits[0] <= 7.5


def test_a_server_that_is_away_is_given_up(bring: Bring, files: LocalStorage) -> None:
    with serving() as gone:
        url = gone.url
    report = bring([lead(Site(url), 90 + n, f"2026/p{n}.jpg") for n in range(14)], site_url=url, media=True)
    assert report.tally("pictures").refused == 14
    assert sum("not asked any more" in refusal.reason for refusal in report.refusals) == 4


def test_servers_of_ones_own_network_are_asked_only_when_named(bring: Bring, old: Site, files: LocalStorage) -> None:
    old.has("/wp-content/uploads/2026/02/ice.jpg")
    report = bring(lead(old), site_url="https://old.example", media=True)
    assert not old.asked and report.tally("pictures").refused == 1


def test_a_dry_run_asks_nobody(bring: Bring, old: Site, files: LocalStorage) -> None:
    bring(lead(old), site_url=old.url, media=True, dry_run=True)
    assert not old.asked and not names(files)


def test_files_of_a_networks_site_keep_their_addresses(bring: Bring, old: Site, files: LocalStorage) -> None:
    address = old.has("/wp-content/uploads/sites/4/2026/02/ice.jpg")
    bring(lead(old, source_url=address), site_url=old.url, media=True)
    assert MediaFile.objects.get(post_id=90).path == "sites/4/2026/02/ice.jpg"
    assert names(files) == ["sites/4/2026/02/ice-300x225.jpg", "sites/4/2026/02/ice.jpg"]


def test_a_refused_document_leaves_no_counts_behind(bring: Bring, old: Site, files: LocalStorage) -> None:
    Post.objects.create(id=501, type="post", slug="ours", title="Ours", guid="https://new.example/?p=501")
    term = {"id": 14, "name": "City", "slug": "city", "taxonomy": "category"}
    comment = {"id": 5, "post": 502, "author_name": "R", "content": {"rendered": "x"}, "date": "2026-02-05T08:00:00"}
    report = bring(
        [
            story(501, featured_media=3),
            story(502, _embedded={"replies": [[comment, {"id": 0}]]}),
            term,
            term,
            story(503, date="soon"),
            comment,
            5,
        ]
    )
    assert report.tally("authors").read == 1 and report.tally("terms").read == 3
    assert report.tally("post").refused == 2
    check_accounts(report)
    check_accounts(bring([story(501), story(502), term]))


def test_a_file_that_breaks_off_unseen_is_asked_for_again(bring: Bring, old: Site, files: LocalStorage) -> None:
    whole = b"ID3" + b"tide" * 500
    tune = {"mime_type": "audio/mpeg", "media_details": {"filesize": len(whole)}}
    document = lead(old, 94, "2026/02/tide.mp3", **tune)
    old.has("/wp-content/uploads/2026/02/tide.mp3", whole[:700], Content_Length="")
    report = bring([document], site_url=old.url, media=True)
    assert "700 of" in report.refusals[0].reason and not names(files)
    old.has("/wp-content/uploads/2026/02/tide.mp3", whole)
    assert bring([document], site_url=old.url, media=True).tally("pictures").created == 1
    assert names(files) == ["2026/02/tide.mp3"]


def test_the_original_of_a_picture_that_was_made_smaller_comes_too(
    bring: Bring, old: Site, files: LocalStorage
) -> None:
    details = {"file": "2026/02/sea-scaled.jpg", "original_image": "sea.jpg", "width": 640, "height": 480, "sizes": {}}
    for name in ("sea-scaled.jpg", "sea.jpg"):
        old.has(f"/wp-content/uploads/2026/02/{name}")
    bring([lead(old, 95, "2026/02/sea-scaled.jpg", media_details=details)], site_url=old.url, media=True)
    assert names(files) == ["2026/02/sea-scaled.jpg", "2026/02/sea.jpg"]
