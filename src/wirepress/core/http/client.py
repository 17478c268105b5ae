"""The one HTTP client, as others use it: what they ask, what they are told. How it is done stands in fetching.py.

Every hop of a redirect is judged as the first address was, at the moment of connecting (so a name cannot change its meaning
in between). Proxies of the environment, cookies and credentials in addresses are not used. Packed answers (gzip, br, zstd) are
unpacked as they come; the limit of size is one of what comes out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from wirepress.core.http import charset

SECONDS: Final = 10.0
BYTES: Final = 1024 * 1024
REDIRECTS: Final = 5


class FetchError(Exception):
    """Nothing was fetched. `refused`: the target may not be asked at all; else it did not answer properly."""

    def __init__(self, message: str, *, refused: bool = False) -> None:
        super().__init__(message)
        self.refused = refused


@dataclass(frozen=True, slots=True)
class FetchedResponse:
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
) -> FetchedResponse:
    """The answer to one request. Raises FetchError.

    `secrets`: headers for the server that is asked and no other one (credentials); a redirect that leaves it drops them.
    `seconds`: for everything together, redirects too. `size`: bytes of the unpacked body at most; a longer one is an error, or
    `cut`. `allow`: host names, `host:port` or networks (CIDR) that may be reached though they are not public; `allow_private`:
    loopback and private addresses may, link-local ones never.
    """
    from wirepress.core.http import fetching  # brings httpx, which a process that asks nobody is spared

    return fetching.fetch(
        url,
        method,
        headers or {},
        secrets or {},
        body,
        seconds=seconds,
        size=size,
        cut=cut,
        redirects=redirects,
        allow=allow,
        allow_private=allow_private,
    )
