"""What errors say to people: sentences of our own, whatever a library raised."""

from __future__ import annotations

import io
import json
import ssl

import httpcore
import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, UnidentifiedImageError

from wirepress.content.errors import ActionRefused
from wirepress.core import error_descriptions
from wirepress.core.images.resize import PictureError, open_picture

_FOREIGN = ("<_io", "0x", "Traceback", "Errno", "Error(", "object at")


def test_an_error_of_ours_speaks_for_itself() -> None:
    assert error_descriptions.describe_error(ActionRefused("any", "The title is too long.")) == "The title is too long."
    assert error_descriptions.describe_error(PictureError("It has\n too many pixels.")) == "It has too many pixels."


@pytest.mark.parametrize(
    "error",
    [
        ValueError("invalid literal for int()"),
        KeyError("a"),
        RecursionError(),
        UnidentifiedImageError("<_io.BytesIO object at 0x7f>"),
        OSError("x"),
    ],
)
def test_others_are_for_the_log(error: Exception) -> None:
    assert error_descriptions.describe_error(error) == error_descriptions.INSIDE


def test_the_system_s_word_is_taken_without_path_and_number() -> None:
    assert (
        error_descriptions.describe_error(PermissionError(13, "Permission denied", "/secret/place"))
        == "permission denied"
    )


@given(st.text())
def test_broken_json_is_shown_by_its_place(text: str) -> None:
    try:
        json.loads(text)
    except ValueError as error:
        said = error_descriptions.describe_json_error(error)
        assert "line" in said and "Expecting" not in said and "char" not in said


def test_why_a_server_gave_no_answer() -> None:
    certificate = ssl.SSLCertVerificationError("raw")
    certificate.verify_message = "certificate has expired"
    wrapped = httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED]")
    wrapped.__cause__ = certificate
    assert (
        error_descriptions.describe_fetch_error(wrapped)
        == "its certificate cannot be trusted (certificate has expired)"
    )
    for error in (
        httpx.ConnectError("[Errno -2] Name or service not known"),
        httpx.ReadTimeout("x"),
        httpcore.RemoteProtocolError("illegal header"),
        httpx.ReadError("[Errno 104]"),
        httpx.InvalidURL("Invalid non-printable"),
        ValueError("x"),
        OSError(5, "y"),
    ):
        said = error_descriptions.describe_fetch_error(error)
        assert said and not any(mark in said for mark in _FOREIGN) and str(error) not in said


def _png() -> bytes:
    buffer = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data", [b"no picture", _png()[:-200], _png()[:40], b"GIF89a", b"RIFF....WEBP", b"\xff\xd8\xff\xe0" * 9, b""]
)
def test_a_file_that_is_no_picture(data: bytes) -> None:
    with pytest.raises(PictureError) as caught:
        open_picture(data)
    assert str(caught.value).startswith("The file cannot be read as a picture: it is ")
    assert not any(mark in str(caught.value) for mark in _FOREIGN)


@given(st.binary(max_size=300), st.integers(0, 400))
def test_however_a_picture_is_damaged(junk: bytes, place: int) -> None:
    data = _png()
    try:
        open_picture(data[:place] + junk + data[place + len(junk) :])
    except PictureError as error:
        assert not any(mark in str(error) for mark in _FOREIGN)
