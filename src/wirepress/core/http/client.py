"""The one HTTP client, as others use it: what they ask, what they are told. How it is done stands in fetching.py.

Every hop of a redirect is judged as the first address was, at the moment of connecting (so a name cannot change its meaning
in between). Proxies of the environment, cookies and credentials in addresses are not used. Packed answers (gzip, br, zstd) are
unpacked as they come; the limit of size is one of what comes out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from wirepress.core.http.response import FetchedResponse, FetchError

__all__ = ["FetchError", "FetchedResponse", "fetch"]

SECONDS: Final = 10.0
BYTES: Final = 1024 * 1024
REDIRECTS: Final = 5


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
    """Return the answer to one request. Raises FetchError.

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
