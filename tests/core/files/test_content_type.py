"""What a file is by its bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.core.files.content_type import content_type

ODT = b"PK\3\4" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.textPK\3\4"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a\0", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"%PDF-1.7", "application/pdf"),
        (b"\0\0\0\x1cftypheic", "image/heic"),
        (b"\0\0\0\x18ftypmp42", "video/mp4"),
        (b"\0\0\0\x18ftypM4A ", "audio/x-m4a"),
        (b"PK\3\4\x14\0", "application/zip"),
        (ODT, "application/vnd.oasis.opendocument.text"),
        (b"MZ\x90\0\3\0", "application/x-dosexec"),
        (b"MZ is a street", "text/plain"),
        (b"BM wins again", "text/plain"),
        (b"BM\x46\0\0\0", "image/bmp"),
        (b"\xff\xfb\x90\x64", "audio/mpeg"),
        (b"a,b\n1,2\n", "text/plain"),
        ("Gezeiten für Möwen".encode(), "text/plain"),
        (b"caf\xe9", "text/plain"),
        (b"a\0b", "application/octet-stream"),
        (b"  \n<!DOCTYPE html><p>x", "text/html"),
        (b"hello <script>x</script>", "text/html"),
        (b"\xef\xbb\xbf<html>", "text/html"),
        ("<html>".encode("utf-16"), "text/html"),
        (b"<?xml version='1.0'?><svg/>", "image/svg+xml"),
        (b"<x:svg>", "image/svg+xml"),
        (b"<?xml version='1.0'?><a/>", "text/xml"),
        (b"<?php echo 1;", "text/x-php"),
        (b"#!/bin/sh\n", "text/x-shellscript"),
        (b"BEGIN:VCALENDAR\r\n", "text/calendar"),
    ],
)
def test_the_first_bytes_tell(data: bytes, kind: str) -> None:
    assert content_type(data) == kind


@given(st.binary(max_size=400))
def test_every_file_has_a_type(data: bytes) -> None:
    assert content_type(data).count("/") == 1
