"""Files that are not what they say, names that are none: refused or kept, never a crash, nothing left of what was refused."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from typing import Any, Final

import pytest
from PIL import Image

from tests.attacks.rest.test_never_breaks import Desk, judge
from wirepress.content.options import store
from wirepress.settings.settings import get_settings

pytestmark = [pytest.mark.django_db, pytest.mark.pure]  # files are judged before anything is stored


@pytest.fixture
def desk(db: None) -> Iterator[Desk]:
    yield Desk()
    store.forget()


def _png(width: int, height: int) -> bytes:
    """A picture that says it is that large, and holds next to nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def _gif() -> bytes:
    drawn = io.BytesIO()
    frames = [Image.new("P", (4, 4), colour) for colour in range(3)]
    frames[0].save(drawn, "GIF", save_all=True, append_images=frames[1:])
    return drawn.getvalue()


FILES: Final[dict[str, bytes]] = {
    "empty": b"",
    "half a head": b"\x89PNG\r\n\x1a\n",
    "bomb": _png(60_000, 60_000),
    "no size": _png(0, 0),
    "cut": _png(40, 40)[:-20],
    "moving": _gif(),
    "jpeg head": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "exif": b"\xff\xd8\xff\xe1\xff\xffExif\0\0" + b"\xff" * 300,
    "svg": b"<svg onload='alert(1)'/>",
    "html": b"<html><script>alert(1)</script>",
    "php": b"<?php echo 1;",
    "gif and php": b"GIF89a<?php echo 1;",
    "zip": b"PK\x03\x04" + b"\0" * 40,
    "webp": b"RIFF\xff\xff\xff\xffWEBPVP8 ",
    "pdf": b"%PDF-1.7\n%\xff",
    "mp4": b"\0\0\0\x18ftypmp42",
    "tiff": b"II*\0\xff\xff\xff\xff",
    "avif": b"\0\0\0\x1cftypavif",
}
NAMES: Final = (
    "a.png",
    "a.jpg",
    "a.php",
    "a.php.jpg",
    "../../a.png",
    "..\\a.png",
    ".htaccess",
    "",
    ".",
    "..",
    "a",
    "a.",
    "\u00e9\u00e8.png",
    "a\0.png",
    "x" * 300 + ".png",
    "CON.png",
    "a b%20c.png",
    "a.svg",
    "a.html",
    "\ud83d\ude00.gif",
    "a;b.png",
    "a.PNG",
    "-.webp",
    "a\r\nX: y.png",
    "a.tiff",
    "a.avif",
    "a.pdf",
    "a.mp4",
    '".png',
)


@pytest.mark.parametrize("what", FILES)
def test_no_file_breaks(what: str, desk: Desk) -> None:
    for name in NAMES:
        shown = name.encode("utf-8", "surrogatepass").decode("latin-1").replace("\r", "").replace("\n", "")
        headers: dict[str, Any] = {"HTTP_CONTENT_DISPOSITION": f'attachment; filename="{shown}"'}
        desk.send("POST", "/wp-json/wp/v2/media", judge, data=FILES[what], content_type="image/png", **headers)
    form = b'--x\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\nContent-Type: image/png\r\n\r\n%s\r\n--x--\r\n'
    for name in ("a.png", "../a.png", "", "a.php"):
        data = form % (name.encode(), FILES[what])
        desk.send("POST", "/wp-json/wp/v2/media", judge, data=data, content_type="multipart/form-data; boundary=x")


DISPOSITIONS: Final = (
    "",
    "attachment",
    "attachment; filename",
    "attachment; filename=",
    'attachment; filename="',
    "inline; filename*=UTF-8''a%ff.png",
    "filename=a.png",
    "attachment; filename*=utf-8'en'%e2%82%ac.png",
    "a" * 10_000,
    "attachment; filename=a.png; filename=b.php",
    ";;;",
    "attachment; FILENAME=a.png",
)


@pytest.mark.parametrize("disposition", DISPOSITIONS, ids=lambda text: text[:30] or "none")
def test_no_disposition_breaks(disposition: str, desk: Desk) -> None:
    for kind in ("image/png", "", "application/json", "text/plain", "multipart/form-data; boundary=x"):
        for extra in ({}, {"HTTP_CONTENT_MD5": "0" * 32}, {"HTTP_CONTENT_MD5": "\u00e9"}):
            headers: dict[str, Any] = {"HTTP_CONTENT_DISPOSITION": disposition, **extra}
            desk.send("POST", "/wp-json/wp/v2/media", judge, data=_png(4, 4), content_type=kind, **headers)


def test_nothing_is_left_of_a_refused_file(desk: Desk) -> None:
    def stored() -> set[str]:
        return {str(path) for path in get_settings().uploads_folder.rglob("*") if path.is_file()}

    def refused(answer: Any, unchanged: bool) -> None:
        assert answer.status_code >= 400, answer.content[:300]
        judge(answer, unchanged)

    before = stored()
    headers: dict[str, Any] = {"HTTP_CONTENT_DISPOSITION": 'attachment; filename="left.png"'}
    drawn = io.BytesIO()
    Image.new("RGB", (800, 600), "navy").save(drawn, "PNG")
    for data in (drawn.getvalue(), FILES["cut"], FILES["bomb"]):
        desk.send(
            "POST",
            "/wp-json/wp/v2/media?title=" + "x" * 70_000,
            refused,
            data=data,
            content_type="image/png",
            **headers,
        )
    assert stored() == before
