"""Who reacted, without knowing who: a reader is a hash of address and browser, salted and new every day.

The salt is the site's secret key together with the day (GMT), so that a stored hash tells nobody an address and cannot be
followed from one day to the next. A reader is still known by yesterday's hash: who reacted at five to midnight can take it
back at five past. After that the reaction stays and its reader is forgotten. Reactions that came with an import are known
by a hash of the address alone, because that was all the old site had kept.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest

from wirepress.content.options import site
from wirepress.core.http.address import normalize_address, reader_address
from wirepress.settings.settings import get_settings

LENGTH: Final = 32


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader: `name` signs new reactions, `known` are all the names under which older ones are recognised."""

    name: str
    known: tuple[str, ...]


def reader_of(address: str, agent: str, today: date | None = None) -> Reader:
    """The reader behind an address (see core/http/address.py) and a User-Agent."""
    day = today or site.now_gmt().date()
    names = [_hash(f"{moment.isoformat()}|{address}|{agent}") for moment in (day, day - timedelta(days=1))]
    return Reader(names[0], (*names, imported_name(address)))


def imported_name(address: str) -> str:
    """The name of a reader of whom an import tells only the address."""
    return _hash(f"import|{normalize_address(address) or address.strip()}")


def _hash(message: str) -> str:
    key = f"wirepress.reader.{settings.SECRET_KEY}".encode()
    return hmac.new(key, message.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:LENGTH]


def reader_of_request(request: HttpRequest) -> Reader:
    """The reader who sent a request to one of the site's own pages."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    address = reader_address(request.META.get("REMOTE_ADDR", ""), headers, get_settings().trusted_proxies)
    return reader_of(address, headers.get("user-agent", ""))
