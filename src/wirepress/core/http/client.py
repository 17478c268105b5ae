"""The one HTTP client: asks other servers with a deadline, a size limit and judged addresses.

Every hop of a redirect is judged as the first address was, at the moment of connecting (so a name cannot change its meaning
in between). Proxies of the environment, cookies and credentials in addresses are not used. Packed answers (gzip, br, zstd) are
unpacked as they come; the limit of size is one of what comes out.
"""

from __future__ import annotations

import functools
import ssl
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import httpcore
import httpx

from wirepress.core.http import charset
from wirepress.core.http.connecting import Deadline, JudgingBackend, Refused
from wirepress.core.http.unpacking import ACCEPTED, Unpackable, unpacked

SECONDS: Final = 10.0
BYTES: Final = 1024 * 1024
REDIRECTS: Final = 5
_REDIRECTED: Final = (301, 302, 303, 307, 308)
_FOR_GOOD: Final = (301, 308)
_BODILESS: Final = (204, 304)


class FetchError(Exception):
    """Nothing was fetched. `refused`: the target may not be asked at all; else it did not answer properly."""

    def __init__(self, message: str, *, refused: bool = False) -> None:
        super().__init__(message)
        self.refused = refused


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. `headers`: names in lower case. `cut`: the body was longer than allowed. `moved_to`: where permanent
    redirects (301, 308) led from the address that was asked for, as far as there was no other kind before them."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    cut: bool = False
    moved_to: str = ""

    @property
    def kind(self) -> str:
        """The content type without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The charset as the header names it, "" when it does not."""
        value = self.headers.get("content-type", "").lower().partition("charset=")[2]
        return value.split(";")[0].strip("\"' ")

    @property
    def text(self) -> str:
        """The body as text: see core/http/charset.py."""
        return charset.text_of(self.body, self.charset)


class _Stream(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _Transport(httpx.BaseTransport):
    def __init__(self, deadline: Deadline, allow: Collection[str], allow_private: bool) -> None:
        backend = JudgingBackend(deadline, allow, allow_private)
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
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    secrets: Mapping[str, str] | None = None,
    body: bytes = b"",
    seconds: float = SECONDS,
    size: int = BYTES,
    cut: bool = False,
    redirects: int = REDIRECTS,
    allow: Collection[str] = (),
    allow_private: bool = False,
) -> Answer:
    """The answer to one request. Raises FetchError.

    `secrets`: headers for the server that is asked and no other one (credentials); a redirect that leaves it drops them.
    `seconds`: for everything together, redirects too. `size`: bytes of the unpacked body at most; a longer one is an error, or
    `cut`. `allow`: host names, `host:port` or networks (CIDR) that may be reached though they are not public; `allow_private`:
    loopback and private addresses may, link-local ones never.
    """
    sent = {"User-Agent": "Wirepress", "Accept": "*/*", **(headers or {}), "Accept-Encoding": ACCEPTED}
    kept, moved, permanent = dict(secrets or {}), "", True
    deadline = Deadline(seconds)
    transport = _Transport(deadline, allow, allow_private)
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
    except Refused as error:
        raise FetchError(str(error), refused=True) from None
    except Unpackable as error:
        raise FetchError(f"{url[:200]} cannot be read: {error}") from None
    except (httpx.HTTPError, httpx.InvalidURL, httpcore.TimeoutException, httpcore.NetworkError,
            httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError, ValueError) as error:  # fmt: skip
        raise FetchError(f"{url[:200]} cannot be fetched: {type(error).__name__} {error}"[:400]) from None
    raise FetchError("The address leads from one place to another without end.")


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
        raise Refused("Only http and https addresses can be fetched.")
    if target.userinfo:
        raise Refused("Addresses with a name or password in them are not fetched.")
    return target.copy_with(fragment=None)


def _answer(url: httpx.URL, response: httpx.Response, size: int, cut: bool, moved: str) -> Answer:
    headers = {name.lower(): value for name, value in response.headers.items()}
    coding = headers.get("content-encoding", "")
    packed = coding.strip().lower() not in ("", "identity")
    too_long = f"The answer is longer than {size} bytes."
    if not cut and not packed and int(headers.get("content-length") or 0) > size and response.request.method != "HEAD":
        raise FetchError(too_long)  # before the first byte of it
    body = bytearray()
    if response.request.method != "HEAD" and response.status_code not in _BODILESS:
        for piece in unpacked(response.iter_raw(), coding):
            body += piece
            if len(body) > size:
                if not cut:
                    raise FetchError(too_long)
                break
    return Answer(str(url), response.status_code, headers, bytes(body[:size]), len(body) > size, moved)
