"""Who may upload which file, and under which name it is stored."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pytest
from PIL import Image

from wirepress.content.media.file_types import allowed_types, check_file_type
from wirepress.core.markup.fields.mime_types import MIMES


@dataclass(frozen=True)
class Person:
    """Somebody who may upload files; `free`: with unfiltered_html."""

    free: bool
    id: int = 1
    login: str = "nell"

    def can(self, capability: str) -> bool:
        return capability == "upload_files" or (self.free and capability == "unfiltered_html")


AUTHOR, EDITOR = Person(free=False), Person(free=True)


def drawn(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "teal").save(out, kind)
    return out.getvalue()


def test_pages_and_scripts_are_for_people_who_may_write_them_in_stories() -> None:
    assert set(MIMES) - set(allowed_types(AUTHOR)) == {"htm|html", "js"}
    assert allowed_types(EDITOR) == MIMES


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("tide.html", b"<p>x"),
        ("tide.htm", b"<html>x"),
        ("TIDE.HTML", b"<html>x"),
        ("tide.js", b"let a = 1"),
        ("tide.js", b"\0\1"),
    ],
)
def test_an_author_uploads_no_page_and_no_script(name: str, data: bytes) -> None:
    assert check_file_type(name, data, AUTHOR) is None


@pytest.mark.parametrize(
    ("name", "data", "mime"),
    [
        ("tide.html", b"<html>x", "text/html"),
        ("tide.html", b"plain words", "text/html"),
        ("tide.js", b"let a = 1", "application/javascript"),
        ("tide.css", b"a{}", "text/css"),
    ],
)
def test_an_editor_does(name: str, data: bytes, mime: str) -> None:
    assert check_file_type(name, data, EDITOR) == (name, mime)


@pytest.mark.parametrize(
    ("name", "data", "stored"),
    [
        ("pier.jpg", drawn("PNG"), ("pier.png", "image/png")),
        ("pier.png", drawn("JPEG"), ("pier.jpg", "image/jpeg")),
        ("pier.webp", drawn("GIF"), ("pier.gif", "image/gif")),
        ("pier.jpeg", drawn("JPEG"), ("pier.jpeg", "image/jpeg")),
        ("pier.low.tide.gif", drawn("BMP"), ("pier.low_.tide_.bmp", "image/bmp")),
        ("pier.heif", b"\0\0\0\x1cftypheic", ("pier.heic", "image/heic")),
        ("a.php.jpg", drawn("JPEG"), ("a.php_.jpg", "image/jpeg")),
        ("a.html.jpg", drawn("JPEG"), ("a.html_.jpg", "image/jpeg")),
        ("../../a b;c.jpg", drawn("JPEG"), ("a-bc.jpg", "image/jpeg")),
        ("notes.txt", b"words", ("notes.txt", "text/plain")),
        ("rows.csv", b"a,b\n", ("rows.csv", "text/csv")),
        ("paper.pdf", b"%PDF-1.4\n\0", ("paper.pdf", "application/pdf")),
        ("paper.docx", b"PK\3\4\x14\0\6\0", ("paper.docx", MIMES["docx"])),
        ("tide.mov", b"\0\0\0\x14ftypqt  ", ("tide.mov", "video/quicktime")),
    ],
)
def test_a_file_is_stored_by_what_it_is(name: str, data: bytes, stored: tuple[str, str]) -> None:
    assert check_file_type(name, data, AUTHOR) == stored


@pytest.mark.parametrize("person", [AUTHOR, EDITOR], ids=["author", "editor"])
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.php", b"<?php"),
        ("a.phtml", b"x"),
        ("a.svg", b"<svg/>"),
        ("a.xml", b"<?xml version='1.0'?><a/>"),
        ("a.exe", b"MZ\0"),
        ("a", b"x"),
        ("", b"x"),
        (".htaccess", b"x"),
        ("a.jpg.php", drawn("JPEG")),
        ("a.jpg", b"<svg/>"),
        ("a.png", b"<html>"),
        ("a.gif", b"words"),
        ("a.txt", b"<html><script>x</script>"),
        ("a.csv", b"<!doctype html>"),
        ("a.pdf", b"<html>"),
        ("a.pdf", b"words"),
        ("a.zip", b"MZ\x90\0\3"),
        ("a.mp3", b"\0\0\0\x18ftypmp42"),
        ("a.mp4", b"<html>"),
        ("a.txt", b"\x7fELF\2\1\1\0"),
        ("a.doc", b"<?php echo 1;"),
        ("a.js", b"<html>"),
        ("a.svg.png", b"<svg/>"),
        ("a.png", b"MZ\x90\0\3"),
        ("a.html", drawn("PNG")),
    ],
)
def test_what_is_not_what_it_says_is_refused(name: str, data: bytes, person: Person) -> None:
    assert check_file_type(name, data, person) is None
