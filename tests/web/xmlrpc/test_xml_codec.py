"""The wire: what is read, what is written, what is refused; nothing of it ends in an error of the server."""

from __future__ import annotations

import xmlrpc.client
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from wirepress.web.xmlrpc.xml_codec import NODES_MAX, Fault, encode_fault, encode_response, parse_call

Send = Callable[[bytes], bytes]
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")))
SIMPLE = st.one_of(
    st.booleans(), st.integers(-(2**31), 2**31 - 1), TEXT, st.floats(allow_nan=False, allow_infinity=False), st.binary()
)
VALUES = st.recursive(
    SIMPLE,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, min_size=1, max_size=4),
    max_leaves=12,
)


def _plain(value: Any) -> Any:
    if isinstance(value, xmlrpc.client.Binary):
        return value.data
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return {name: _plain(item) for name, item in value.items()} if isinstance(value, dict) else value


@given(VALUES)
def test_what_is_written_is_what_a_client_reads(value: Any) -> None:
    found, _ = xmlrpc.client.loads(encode_response(value))
    assert _plain(found[0]) == value


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",), min_codepoint=32)))
def test_what_a_client_writes_is_what_is_read(text: str) -> None:
    if "\ufffe" in text or "\uffff" in text:
        return
    name, args = parse_call(xmlrpc.client.dumps((text, 7, True, [text], {"a": text}), "m").encode())
    shown = text.strip()
    assert (name, args[0].strip(), args[1:3]) == ("m", shown, [7, True])


@given(st.binary(max_size=300))
def test_any_bytes_are_a_call_or_a_fault(body: bytes) -> None:
    try:
        parse_call(body)
    except Fault as fault:
        assert fault.code in (-32700, -32600)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", -32700),
        (b"not xml", -32700),
        (b"<a/>", -32700),
        (b"<methodCall><methodName>x", -32700),
        (
            b'<!DOCTYPE a [<!ENTITY b "bbb"><!ENTITY c "&b;&b;&b;">]><methodCall><methodName>&c;</methodName></methodCall>',
            -32700,
        ),
        (
            b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><methodCall><methodName>&b;</methodName></methodCall>',
            -32700,
        ),
        (b"<methodCall><methodName>a\x00b</methodName></methodCall>", -32700),
        (b"<methodCall><methodName>no.such</methodName></methodCall>", -32601),
        (b"<methodCall></methodCall>", -32601),
    ],
)
def test_refusals(send: Send, body: bytes, code: int) -> None:
    with pytest.raises(xmlrpc.client.Fault) as refused:
        xmlrpc.client.loads(send(body))
    assert refused.value.faultCode == code and refused.value.faultString


CALL = b"<methodCall><methodName>demo.sayHello</methodName></methodCall>"


@pytest.mark.parametrize(
    "before", [b"", b"\n", b" \t\r\n" * 60, b"\xef\xbb\xbf", b"\n\xef\xbb\xbf\r\n", b"\0\0", b"\x0b"]
)
@pytest.mark.parametrize(
    "head", [b"", b'<?xml version="1.0"?>', b"<?xml encoding='ISO-8859-1' ?>\n\n", b"<?xml?><!DOCTYPE methodCall>\n"]
)
@pytest.mark.parametrize("after", [b"", b"\r\n\n", b"\0", b" \x0b"])
def test_what_stands_around_a_call_is_left_out(send: Send, before: bytes, head: bytes, after: bytes) -> None:
    assert b"<string>Hello!</string>" in send(before + head + CALL + after)


@pytest.mark.parametrize(
    "body", [b"a" + CALL, b"a\n<?xml version='1.0'?>" + CALL, b"\n" * 20, b"\xef\xbb\xbf", b"<?xml?>", CALL + b"a"]
)
def test_other_things_around_a_call_are_refused(send: Send, body: bytes) -> None:
    with pytest.raises(xmlrpc.client.Fault, match="-32700"):
        xmlrpc.client.loads(send(body))


@pytest.mark.parametrize("depth", [70, 300, 20_000])
def test_deep_values_are_refused(send: Send, depth: int) -> None:
    inside = b"<value><array><data>" * depth + b"</data></array></value>" * depth
    body = (
        b"<methodCall><methodName>demo.sayHello</methodName><params><param>"
        + inside
        + b"</param></params></methodCall>"
    )
    with pytest.raises(xmlrpc.client.Fault):
        xmlrpc.client.loads(send(body))


def test_too_many_values_are_refused(send: Send) -> None:
    body = xmlrpc.client.dumps(([0] * NODES_MAX,), "demo.sayHello").encode()
    with pytest.raises(xmlrpc.client.Fault):
        xmlrpc.client.loads(send(body))


def test_numbers_of_any_size_fit(send: Send) -> None:
    one = b"<param><value><int>%s</int></value></param>"
    body = b"<methodCall><methodName>demo.addTwoNumbers</methodName><params>" + one + one + b"</params></methodCall>"
    assert b"<int>12</int>" in send(body % (b"12abc", b"0"))
    for number in (b"9" * 400, b"-" + b"9" * 400, b"", b"1e400", "१".encode()):
        assert b"<int>" in send(body % (number, b"0"))
    assert b"<int>400</int>" in send(body.replace(one, b"", 1) % b"12")


def test_dates_and_faults_look_as_wordpress_s_do() -> None:
    assert "<dateTime.iso8601>20260309T07:30:00</dateTime.iso8601>" in encode_response(datetime(2026, 3, 9, 7, 30))
    assert "<string>&lt;&quot;&#039;&amp;</string>" in encode_response("<\"'&")
    assert "<value><int>403</int></value>" in encode_fault(Fault(403, "No."))


def test_by_get(db: None) -> None:
    told = Client().get("/xmlrpc.php")
    assert (told.status_code, told["Allow"]) == (405, "POST")
    described = Client().get("/xmlrpc.php?rsd")
    assert described["Content-Type"] == "text/xml; charset=UTF-8" and b'<api name="MetaWeblog"' in described.content
