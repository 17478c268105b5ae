"""What the HTTP client gives back: what a server said, or why nothing was fetched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wirepress.core.http import charset


class FetchError(Exception):
    """Nothing was fetched. `refused`: the target may not be asked at all; else it did not answer properly. `arrived`: the server may
    have got the request whole, and done what it asks; False: it certainly has not. `redirected`: it sent us elsewhere too often."""

    def __init__(self, message: str, *, refused: bool = False, arrived: bool = True, redirected: bool = False) -> None:
        super().__init__(message)
        self.refused, self.arrived, self.redirected = refused, arrived and not refused, redirected


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
        """Return the content type without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """Return the charset as the header names it, "" when it does not."""
        value = self.headers.get("content-type", "").lower().partition("charset=")[2]
        return value.split(";")[0].strip("\"' ")

    @property
    def text(self) -> str:
        """Return the body as text: see core/http/charset.py."""
        return charset.decode_body(self.body, self.charset)
