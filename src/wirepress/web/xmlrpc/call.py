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
from wirepress.core.contract.post_types import PostType
from wirepress.web.admin.signin import tries
from wirepress.web.xmlrpc.wire import Fault, Moment, moment

_LEADING: Final = re.compile(r"[ \t\r\n]*([+-]?[0-9]{1,18})")
_MOST: Final = 2**63 - 1  # what the database counts to
ROWS_MAX: Final = 1000


@dataclass(slots=True)
class Visit:
    """What calls of one request share: after one wrong password none of them gets in."""

    address: str
    refused: bool = False
    known: dict[tuple[str, str], User] = field(default_factory=dict)


@dataclass(slots=True)
class Call:
    """A method's arguments."""

    args: list[Any]
    visit: Visit

    def need(self, number: int) -> None:
        """Raises Fault 400 for fewer arguments."""
        if len(self.args) < number:
            raise Fault(400, f"The method takes at least {number} arguments.")

    def get(self, place: int, default: Any = None) -> Any:
        """The argument, or the default where there is none."""
        return self.args[place] if place < len(self.args) else default

    def number(self, place: int) -> int:
        """The argument as a whole number; 0 for anything else."""
        return whole(self.get(place))

    def text(self, place: int) -> str:
        """The argument as text."""
        return plain(self.get(place))

    def flag(self, place: int) -> bool:
        """The argument as yes or no, as PHP reads it."""
        value = self.get(place)
        return value != "0" and bool(value)

    def struct(self, place: int) -> dict[str, Any]:
        """The argument as a struct; an empty one for anything else."""
        value = self.get(place)
        return value if isinstance(value, dict) else {}

    def names(self, place: int, default: Sequence[str]) -> list[str]:
        """The argument as a list of names; the default where it is none."""
        value = self.get(place)
        return [plain(name) for name in value] if isinstance(value, list) and value else list(default)

    def sign_in(self, place: int = 1) -> User:
        """The user whose login and password stand there. Raises Fault 403."""
        login, password = self.text(place), self.text(place + 1)
        known = self.visit.known.get((login, password))
        if known is not None:
            return known
        user = None if self.visit.refused else _user(login, password, self.visit.address)
        if user is None:
            self.visit.refused = True
            raise Fault(403, "Login or password is wrong.")
        self.visit.known[login, password] = user
        return user


def _user(login: str, password: str, address: str) -> User | None:
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


def whole(value: Any) -> int:
    """PHP's (int) of a value, within what the database counts to."""
    if isinstance(value, float):
        value = int(value) if math.isfinite(value) else 0
    if isinstance(value, bool | int):
        return max(-_MOST, min(int(value), _MOST))
    found = _LEADING.match(plain(value))
    return int(found[1]) if found else 0


def rows(value: Any, default: int = 10) -> int:
    """How many rows are asked for: without a sign, the default for nothing, never more than ROWS_MAX."""
    return min(abs(whole(value)) or default, ROWS_MAX)


def plain(value: Any) -> str:
    """A value as text; nothing for a struct or list."""
    if value is None or isinstance(value, dict | list | Moment):
        return ""
    return value.decode("utf-8", "replace").replace("\0", "") if isinstance(value, bytes) else str(value)


def refuse(message: str, code: int = 401) -> Fault:
    """A refusal for lack of rights."""
    return Fault(code, message)


@contextmanager
def saying(code: int = 500) -> Iterator[None]:
    """Inside, everything is written or nothing, and what an action refuses becomes a fault."""
    try:
        with transaction.atomic():
            yield
    except ActionRefused as error:
        raise Fault(code, " ".join(error.messages)) from None


def post_of(number: int, message: str = "There is no item of that number.") -> Post:
    """The post with all that belongs to it. Raises Fault 404."""
    found = queries.load_posts([number]) if 0 < number < 2**63 else []
    if not found:
        raise Fault(404, message)
    return found[0]


def kind_of(name: str) -> PostType:
    """A post type. Raises Fault 403."""
    kind = post_types.get(name)
    if kind is None:
        raise Fault(403, "There is no such type of item.")
    return kind


def dates(given: Mapping[str, Any], local: str, gmt: str) -> dict[str, datetime]:
    """`date` of a struct in the site's time, from its GMT field or its local one; nothing where it names none.

    The GMT field wins, unless it is a text beside a local date (WordPress 7.1 behaviour).
    """
    texts = isinstance(given.get(gmt), str) and given.get(local) is not None
    for name, is_gmt in ((local, False),) if texts else ((gmt, True), (local, False)):
        value = given.get(name)
        found = moment(value) if isinstance(value, str) else value
        if isinstance(found, Moment):
            return {"date": site.to_local(found.at) if is_gmt or found.gmt else found.at}
    return {}
