"""One call: its arguments, who makes it, and the refusals that all methods share."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from wirepress.content.errors import ActionRefused
from wirepress.content.options import site
from wirepress.content.posts import types as post_types
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.content.users import application_passwords
from wirepress.content.users.models import User
from wirepress.content.users.signin import find_user, verify_password
from wirepress.core.contract.content.post_types import PostType
from wirepress.web.admin.signin import tries
from wirepress.web.xmlrpc.xml_codec import CallDate, Fault, parse_date

_LEADING: Final = re.compile(r"[ \t\r\n]*([+-]?[0-9]{1,18})")
_MOST: Final = 2**63 - 1  # what the database counts to
ROWS_MAX: Final = 1000


@dataclass(slots=True)
class SharedSignIn:
    """What calls of one request share: after one wrong password none of them gets in."""

    address: str
    agent: str = ""
    refused: bool = False
    known: dict[tuple[str, str], User] = field(default_factory=dict)


@dataclass(slots=True)
class Call:
    """One call of a method: its arguments by their places, read as PHP reads them."""

    args: list[Any]
    visit: SharedSignIn
    counted: bool = True  # whether too few arguments are refused as such; WordPress's older methods do not count them

    def require_args(self, number: int) -> None:
        """Raises Fault 400 for fewer arguments, where they are counted: else those that lack are nothing, and nobody signs in with nothing."""
        if self.counted and len(self.args) < number:
            raise Fault(400, f"The method takes at least {number} arguments.")

    def get(self, place: int, default: Any = None) -> Any:
        """Return the argument, or the default where there is none."""
        return self.args[place] if place < len(self.args) else default

    def number(self, place: int) -> int:
        """Return the argument as a whole number; 0 for anything else."""
        return to_int(self.get(place))

    def text(self, place: int) -> str:
        """Return the argument as text."""
        return to_text(self.get(place))

    def flag(self, place: int) -> bool:
        """Return the argument as yes or no, as PHP reads it."""
        value = self.get(place)
        return value != "0" and bool(value)

    def struct(self, place: int) -> dict[str, Any]:
        """Return the argument as a struct; an empty one for anything else."""
        value = self.get(place)
        return value if isinstance(value, dict) else {}

    def names(self, place: int, default: Sequence[str]) -> list[str]:
        """Return the argument as a list of names; the default where it is none."""
        value = self.get(place)
        return [to_text(name) for name in value] if isinstance(value, list) and value else list(default)

    def sign_in(self, place: int = 1) -> User:
        """Return the user whose login and password stand there. Raises Fault 403."""
        login, password = self.text(place), self.text(place + 1)
        known = self.visit.known.get((login, password))
        if known is not None:
            return known
        user = None if self.visit.refused else _authenticate(login, password, self.visit.address)
        if user is None:
            self.visit.refused = True
            raise Fault(403, "The login or password is not correct.")
        self.visit.known[login, password] = user
        return user


def _authenticate(login: str, password: str, address: str) -> User | None:
    """By password, or by application password; counted as the sign-in page counts."""
    tried = tries.begin(address, login)
    if tried.wait:
        return None
    found = application_passwords.verify(login, password, address)
    user = found[0] if found else find_user(login)
    if found or verify_password(user, password):
        tries.succeed(tried)
        return user
    return None


def to_int(value: Any) -> int:
    """PHP's (int) of a value, within what the database counts to."""
    if isinstance(value, float):
        value = int(value) if math.isfinite(value) else 0
    if isinstance(value, bool | int):
        return max(-_MOST, min(int(value), _MOST))
    found = _LEADING.match(to_text(value))
    return int(found[1]) if found else 0


def row_limit(value: Any, default: int = 10) -> int:
    """Return how many rows are asked for: without a sign, the default for nothing, never more than ROWS_MAX."""
    return min(abs(to_int(value)) or default, ROWS_MAX)


def to_text(value: Any) -> str:
    """Return a value as text; nothing for a struct or list."""
    if value is None or isinstance(value, dict | list | CallDate):
        return ""
    return value.decode("utf-8", "replace").replace("\0", "") if isinstance(value, bytes) else str(value)


def refusal_of_rights(message: str, code: int = 401) -> Fault:
    """Return a refusal for lack of rights."""
    return Fault(code, message)


@contextmanager
def refusals_as_faults(code: int = 500) -> Iterator[None]:
    """Inside, everything is written or nothing, and what an action refuses becomes a fault."""
    try:
        with transaction.atomic():
            yield
    except ActionRefused as error:
        raise Fault(code, " ".join(error.messages)) from None


def find_post(number: int, message: str = "There is no item with that ID.") -> Post:
    """Return the post with all that belongs to it. Raises Fault 404."""
    found = queries.load_posts([number]) if 0 < number < 2**63 else []
    if not found:
        raise Fault(404, message)
    return found[0]


def find_post_type(name: str) -> PostType:
    """Return a post type. Raises Fault 403."""
    kind = post_types.get(name)
    if kind is None:
        raise Fault(403, "There is no such type of item.")
    return kind


def parse_dates(given: Mapping[str, Any], local: str, gmt: str) -> dict[str, datetime]:
    """`date` of a struct in the site's time, from its GMT field or its local one; nothing where it names none.

    The GMT field wins, unless it is a text beside a local date (WordPress 7.1 behaviour).
    """
    texts = isinstance(given.get(gmt), str) and given.get(local) is not None
    for name, is_gmt in ((local, False),) if texts else ((gmt, True), (local, False)):
        value = given.get(name)
        found = parse_date(value) if isinstance(value, str) else value
        if isinstance(found, CallDate):
            return {"date": site.to_local(found.at) if is_gmt or found.gmt else found.at}
    return {}
