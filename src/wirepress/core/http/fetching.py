"""How the HTTP client asks: httpx over connections that were judged (see client.py for what is promised)."""

from __future__ import annotations

import functools
import ssl
from collections.abc import Collection, Iterator, Mapping
from typing import Final

import httpcore
import httpx

from wirepress.core.error_descriptions import describe_fetch_error
from wirepress.core.http.connecting import AddressCheckingBackend, Deadline, FetchRefused
from wirepress.core.http.response import FetchedResponse, FetchError
from wirepress.core.http.unpacking import ACCEPTED, UnpackError, unpack_body

_REDIRECTED: Final = (301, 302, 303, 307, 308)
_FOR_GOOD: Final = (301, 308)
_BODILESS: Final = (204, 304)
# Raised before the first byte of a request is written
_NEVER_SENT: Final = (
    httpcore.ConnectError,
    httpcore.ConnectTimeout,
    httpcore.UnsupportedProtocol,
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.InvalidURL,
    httpx.UnsupportedProtocol,
)


class _Stream(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _Transport(httpx.BaseTransport):
    def __init__(self, deadline: Deadline, allow: Collection[str], allow_private: bool) -> None:
        backend = AddressCheckingBackend(deadline, allow, allow_private)
        self._pool = httpcore.ConnectionPool(ssl_context=_trust(), network_backend=backend, max_connections=2)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        asked = httpcore.Request(
            method=request.method,
            url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.read(),
            extensions=request.extensions,
        )
        response = self._pool.handle_request(asked)
        return httpx.Response(response.status, headers=response.headers, stream=_Stream(response))

    def close(self) -> None:
        self._pool.close()


@functools.lru_cache(maxsize=1)
def _trust() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


def fetch(
    url: str,
    method: str,
    headers: Mapping[str, str],
    secrets: Mapping[str, str],
    body: bytes,
    *,
    seconds: float,
    size: int,
    cut: bool,
    redirects: int,
    allow: Collection[str],
    allow_private: bool,
) -> FetchedResponse:
    """Fetch one address as `client.fetch` says, with its arguments already checked."""
    sent = {"User-Agent": "Wirepress", "Accept": "*/*", **headers, "Accept-Encoding": ACCEPTED}
    kept, moved, permanent = dict(secrets), "", True
    transport = _Transport(Deadline(seconds), allow, allow_private)
    try:
        with httpx.Client(transport=transport, trust_env=False, follow_redirects=False) as client:
            here = _target(url)
            for _ in range(redirects + 1):
                with client.stream(method, here, headers={**sent, **kept}, content=body or None) as response:
                    if response.status_code in _REDIRECTED and "location" in response.headers:
                        if response.status_code in (301, 302, 303) and method not in ("GET", "HEAD"):
                            method, body = "GET", b""
                        following = _target(str(here.join(response.headers["location"])))
                        if not is_same_server(here, following):  # what was meant for one server is not for another
                            kept = {}
                            sent = {k: v for k, v in sent.items() if k.lower() not in ("authorization", "cookie")}
                        here, permanent = following, permanent and response.status_code in _FOR_GOOD
                        moved = str(here) if permanent else moved
                        continue
                    return _answer(here, response, size, cut, moved)
    except FetchRefused as error:
        raise FetchError(str(error), refused=True) from None
    except UnpackError as error:
        raise FetchError(f"{url[:200]} cannot be read: {error}") from None
    except (
        httpx.HTTPError,
        httpx.InvalidURL,
        httpcore.TimeoutException,
        httpcore.NetworkError,
        httpcore.ProtocolError,
        httpcore.UnsupportedProtocol,
        OSError,
        ValueError,
    ) as error:
        words = f"{url[:200]} cannot be fetched: {describe_fetch_error(error)}"[:400]
        raise FetchError(words, arrived=not isinstance(error, _NEVER_SENT)) from error
    raise FetchError("The address redirects without end.", redirected=True)


def is_same_server(here: httpx.URL, there: httpx.URL) -> bool:
    """Same scheme, host and port, or the same host's https in place of its http."""
    if here.host != there.host:
        return False
    if (here.scheme, here.port) == (there.scheme, there.port):
        return True
    return (here.scheme, here.port, there.scheme, there.port) == ("http", None, "https", None)


def _target(url: str) -> httpx.URL:
    target = httpx.URL(url)
    if target.scheme not in ("http", "https") or not target.host:
        raise FetchRefused("Only http and https addresses can be fetched.")
    if target.userinfo:
        raise FetchRefused("Addresses with a user name or password in them are not fetched.")
    return target.copy_with(fragment=None)


def _answer(url: httpx.URL, response: httpx.Response, size: int, cut: bool, moved: str) -> FetchedResponse:
    headers = {name.lower(): value for name, value in response.headers.items()}
    coding = headers.get("content-encoding", "")
    packed = coding.strip().lower() not in ("", "identity")
    too_long = f"The answer is longer than {size} bytes."
    if not cut and not packed and int(headers.get("content-length") or 0) > size and response.request.method != "HEAD":
        raise FetchError(too_long)  # before the first byte of it
    body = bytearray()
    if response.request.method != "HEAD" and response.status_code not in _BODILESS:
        for piece in unpack_body(response.iter_raw(), coding):
            body += piece
            if len(body) > size:
                if not cut:
                    raise FetchError(too_long)
                break
    return FetchedResponse(str(url), response.status_code, headers, bytes(body[:size]), len(body) > size, moved)
