"""The one HTTP client: asks other servers with a deadline, a size limit and judged addresses.

Every hop of a redirect is judged as the first address was, at the moment of connecting (so a name cannot change its meaning
in between). Proxies of the environment, cookies and credentials in addresses are not used.
"""

from __future__ import annotations

import functools
import ssl
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import httpcore
import httpx

from wirepress.core.http.connecting import Deadline, JudgingBackend, Refused

SECONDS: Final = 10.0
BYTES: Final = 1024 * 1024
REDIRECTS: Final = 5
_REDIRECTED: Final = (301, 302, 303, 307, 308)


class FetchError(Exception):
    """Nothing was fetched. `refused`: the target may not be asked at all; else it did not answer properly."""

    def __init__(self, message: str, *, refused: bool = False) -> None:
        super().__init__(message)
        self.refused = refused


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. `headers`: names in lower case. `cut`: the body was longer than allowed."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    cut: bool = False

    @property
    def kind(self) -> str:
        """The content type without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def text(self) -> str:
        """The body as text, in the charset that the header names, else UTF-8."""
        charset = httpx.Headers(dict(self.headers)).get("content-type", "").lower().partition("charset=")[2]
        try:
            return self.body.decode(charset.split(";")[0].strip("\"' ") or "utf-8", "replace")
        except (LookupError, ValueError):  # no such charset, or one that is none (a codec of bytes to bytes)
            return self.body.decode("utf-8", "replace")


class _Stream(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _Transport(httpx.BaseTransport):
    def __init__(self, deadline: Deadline, allow: Collection[str]) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=_trust(), network_backend=JudgingBackend(deadline, allow), max_connections=2
        )

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
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    seconds: float = SECONDS,
    size: int = BYTES,
    cut: bool = False,
    redirects: int = REDIRECTS,
    allow: Collection[str] = (),
) -> Answer:
    """The answer to one request. Raises FetchError.

    `seconds`: for everything together, redirects too. `size`: bytes of the body at most; a longer one is an error, or `cut`.
    `allow`: host names, `host:port` or networks (CIDR) that may be reached though they are not public.
    """
    sent = {"User-Agent": "Wirepress", "Accept": "*/*", **(headers or {}), "Accept-Encoding": "identity"}
    deadline = Deadline(seconds)
    try:
        with httpx.Client(transport=_Transport(deadline, allow), trust_env=False, follow_redirects=False) as client:
            here = _target(url)
            for _ in range(redirects + 1):
                with client.stream(method, here, headers=sent, content=body or None) as response:
                    if response.status_code in _REDIRECTED and "location" in response.headers:
                        if response.status_code in (301, 302, 303) and method not in ("GET", "HEAD"):
                            method, body = "GET", b""
                        following = _target(str(here.join(response.headers["location"])))
                        if following.host != here.host:  # what was meant for one server is not for another
                            sent = {k: v for k, v in sent.items() if k.lower() not in ("authorization", "cookie")}
                        here = following
                        continue
                    return _answer(here, response, size, cut)
    except Refused as error:
        raise FetchError(str(error), refused=True) from None
    except (httpx.HTTPError, httpx.InvalidURL, httpcore.TimeoutException, httpcore.NetworkError,
            httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError, ValueError) as error:  # fmt: skip
        raise FetchError(f"{url[:200]} cannot be fetched: {type(error).__name__} {error}"[:400]) from None
    raise FetchError("The address leads from one place to another without end.")


def _target(url: str) -> httpx.URL:
    target = httpx.URL(url)
    if target.scheme not in ("http", "https") or not target.host:
        raise Refused("Only http and https addresses can be fetched.")
    if target.userinfo:
        raise Refused("Addresses with a name or password in them are not fetched.")
    return target.copy_with(fragment=None)


def _answer(url: httpx.URL, response: httpx.Response, size: int, cut: bool) -> Answer:
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise FetchError("The server compressed its answer although it was not asked to.")
    body = bytearray()
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > size:
            if not cut:
                raise FetchError(f"The answer is longer than {size} bytes.")
            break
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(str(url), response.status_code, headers, bytes(body[:size]), len(body) > size)
