"""Plain heads are read before the parser: both must find the same in them, whatever stands there."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.server.http import echo
from tests.server.http.wire import Closed, Wire
from wirepress.server.request import summary as asking

_NAMES = st.sampled_from(
    [
        b"Accept",
        b"ACCEPT",
        b"accept-encoding",
        b"Cookie",
        b"X-Forwarded-Proto",
        b"User-Agent",
        b"Range",
        b"TE",
        b"X\x80",
        b"X Y",
        b"Connection",
        b"Host",
        b"Content-Length",
        b"Expect",
    ]
)
_VALUES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [
            b"",
            b"a",
            b" a ",
            b"\ta\t",
            b"gzip, br",
            b"keep-alive",
            b"Keep-Alive",
            b"close",
            b"0",
            b"a.example",
            b"\x80\xff",
            b"a\r\n b",
        ]
    ),
)
_TARGETS = st.one_of(
    st.sampled_from(
        [
            b"/",
            b"//x/y",
            b"/a?b=c",
            b"/a??b",
            b"/%41?%42=%zz",
            b"/a#b",
            b"/a?b#c",
            b"/;x",
            b"/?",
            b"/\x80",
            b"/|",
            b'/"<>',
        ]
    ),
    st.text(alphabet=[chr(code) for code in range(33, 127)], max_size=15).map(lambda text: b"/" + text.encode()),
)
_LINES = st.lists(st.tuples(_NAMES, _VALUES), max_size=4)


@settings(max_examples=400)
@given(
    method=st.sampled_from([b"GET", b"HEAD"]), target=_TARGETS, lines=_LINES, space=st.sampled_from([b"", b" ", b"\t "])
)
def _alike(port: int, method: bytes, target: bytes, lines: list[tuple[bytes, bytes]], space: bytes) -> None:
    pairs = [(b"Host", b"a.example"), *lines]
    data = (
        method
        + b" "
        + target
        + b" HTTP/1.1\r\n"
        + b"".join(name + b":" + space + value + b"\r\n" for name, value in pairs)
        + b"\r\n"
    )
    found = asking.read_request(data, "")
    if found is None:
        return
    with Wire(port) as wire:  # what is read here, the parser reads alike
        try:
            reply = wire.send(data.replace(b"HEAD ", b"GET ", 1)).read()
        except Closed:
            raise AssertionError(data) from None
    assert reply.status == 200, data
    said = json.loads(reply.body)
    assert said[1] == found.target.decode("latin-1")
    assert said[2:] == [
        f"{name.decode('latin-1')}: {value.decode('latin-1')}" for name, value in sorted(found.headers.items())
    ]


def test_a_head_is_read_as_the_parser_reads_it() -> None:
    with echo.served() as (port, _):
        _alike(port)
