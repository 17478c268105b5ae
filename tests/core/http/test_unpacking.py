"""Packed bodies come out as they went in, or say what is wrong with them."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator
from functools import partial

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from wirepress.core.http.unpacking import RATIO_FROM, UnpackError, unpack_body


def bare(data: bytes) -> bytes:
    machine = zlib.compressobj(wbits=-15)
    return machine.compress(data) + machine.flush()


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "Deflate": bare,
    "br": partial(brotli.compress, quality=4),
    "zstd": zstandard.compress,
    "gzip, br": lambda data: brotli.compress(gzip.compress(data)),
    "identity": bytes,
    "": bytes,
}


def pieces(data: bytes, size: int) -> Iterator[bytes]:
    for start in range(0, len(data), size):
        yield data[start : start + size]


@given(st.sampled_from(sorted(PACKERS)), st.binary(max_size=3000), st.integers(1, 50), st.integers(1, 400))
def test_what_was_packed_comes_out(coding: str, data: bytes, times: int, size: int) -> None:
    assert b"".join(unpack_body(pieces(PACKERS[coding](data * times), size), coding)) == data * times


@given(st.sampled_from(["gzip", "deflate", "br", "zstd", "gzip, br"]), st.binary(max_size=400))
def test_rubbish_is_named_and_nothing_else_is_raised(coding: str, data: bytes) -> None:
    try:
        b"".join(unpack_body([data], coding))
    except UnpackError as error:
        assert str(error)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_body_that_was_cut_off_is_broken(coding: str) -> None:
    packed = PACKERS[coding](bytes(range(256)) * 40)
    with pytest.raises(UnpackError, match="early"):
        list(unpack_body([packed[:-6]], coding))


def test_members_of_gzip_follow_each_other() -> None:
    assert b"".join(unpack_body([gzip.compress(b"ebb ") + gzip.compress(b"flow") + b"\0\0"], "gzip")) == b"ebb flow"


@pytest.mark.parametrize("coding", ["compress", "gzip, gzip, gzip", "sdch"])
def test_other_codings_are_refused(coding: str) -> None:
    with pytest.raises(UnpackError):
        list(unpack_body([b"abc"], coding))


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_stops_soon_after_the_limit(coding: str) -> None:
    bomb, seen = PACKERS[coding](b"0" * 30_000_000), 0
    with pytest.raises(UnpackError, match="grows"):
        for piece in unpack_body([bomb], coding):
            assert len(piece) < 300_000
            seen += len(piece)
    assert seen <= RATIO_FROM + max(200 * len(bomb), 0) + 300_000


def test_a_window_larger_than_browsers_take_is_refused() -> None:
    params = zstandard.ZstdCompressionParameters(window_log=27, write_content_size=0)
    machine = zstandard.ZstdCompressor(compression_params=params).compressobj()
    packed = machine.compress(bytes(range(256)) * 400) + machine.flush()
    with pytest.raises(UnpackError, match="broken"):
        list(unpack_body([packed], "zstd"))


@pytest.mark.parametrize("quality", [1, 5, 11])
@pytest.mark.parametrize("size", [1000, 16384, 10**6])
def test_an_answer_of_many_stories_is_read_to_its_end(quality: int, size: int) -> None:
    data = b"".join(
        b'{"id": %d, "title": "Report %d of the harbour", "link": "/%x"},\n' % (n, n * n, n) for n in range(12_000)
    )
    packed = brotli.compress(data, quality=quality)
    assert b"".join(unpack_body(pieces(packed, size), "br")) == data


DOCUMENT = b'<?xml version="1.0"?><rss><channel><title>Tide</title></channel></rss>' * 30


@pytest.mark.parametrize(
    "coding", ["gzip", "x-gzip", "deflate", "br", "zstd", "none", "UTF-8", "binary", "8bit", "none, gzip"]
)
@pytest.mark.parametrize("size", [1, 3, 10_000])
def test_a_label_that_the_bytes_contradict_is_not_believed(coding: str, size: int) -> None:
    assert b"".join(unpack_body(pieces(DOCUMENT, size), coding)) == DOCUMENT


def test_a_name_that_is_no_coding_hides_none_that_is_one() -> None:
    assert b"".join(unpack_body([gzip.compress(DOCUMENT)], "UTF-8, gzip")) == DOCUMENT
    assert b"".join(unpack_body([brotli.compress(b"<a>b</a>" * 50)], "br")) == b"<a>b</a>" * 50
