"""Counts failed sign-ins in the database, so that every process of the site sees them.

Three counters: login from one address, one address with whatever login, one login from wherever. A try is written
before the password is looked at and counted after that, so parallel tries never get past the limit.
"""

from __future__ import annotations

import hashlib
import hmac
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.conf import settings

from wirepress.content.users.signin import find_user
from wirepress.settings import limits
from wirepress.web.admin.models import SignInTry


@dataclass(frozen=True, slots=True)
class SignInAttempt:
    """One try: its rows, and how long to wait (seconds; 0: go on)."""

    rows: tuple[int, ...]
    wait: int
    pair: str


def begin(address: str, login: str) -> SignInAttempt:
    """Write a try down and say whether it may go on."""
    return _begin(_keys(address, login))


def told_to_wait(tried: SignInAttempt) -> str:
    """Return the sentence for somebody who tried too often."""
    minutes = math.ceil(tried.wait / 60)
    return f"Too many attempts. Wait {minutes} minute{'s' if minutes > 1 else ''} and try again."


def begin_reset_request(address: str) -> SignInAttempt:
    """Write down that a mail for a new password was asked for, and say whether that may go on."""
    return _begin({_digest("reset address", _network_of(address)): limits.RESET_TRIES_ADDRESS})


def may_mail_reset(login: str) -> bool:
    """Write down that such a mail goes to a login, and say whether it may: a mailbox is not filled by whoever likes to."""
    return not _begin({_digest("reset mail", _person_of(login)): limits.RESET_TRIES_LOGIN}).wait


def forget_failures(user_id: int) -> None:
    """A person has a new password: failed tries with the old one count no more."""
    SignInTry.objects.filter(key=_digest("login", f"#{user_id}")).delete()


def _begin(keys: Mapping[str, int]) -> SignInAttempt:
    now = int(time.time())
    SignInTry.objects.filter(moment__lt=now - limits.LOGIN_WINDOW).delete()
    rows = SignInTry.objects.bulk_create([SignInTry(key=key, moment=now) for key in keys])
    ids = tuple(row.pk for row in rows)
    wait = max(_wait_seconds(key, most, now) for key, most in keys.items())
    if wait:
        SignInTry.objects.filter(pk__in=ids).delete()  # a refused try does not make the wait longer
    return SignInAttempt(ids, wait, next(iter(keys)))


def succeed(tried: SignInAttempt) -> None:
    """The password was right: this try does not count, nor do those of this login from this address."""
    SignInTry.objects.filter(pk__in=tried.rows).delete()
    SignInTry.objects.filter(key=tried.pair).delete()


def _wait_seconds(key: str, most: int, now: int) -> int:
    moments = list(
        SignInTry.objects.filter(key=key).order_by("-moment", "-id").values_list("moment", flat=True)[: most + 1]
    )
    return max(1, moments[-1] + limits.LOGIN_WINDOW - now) if len(moments) > most else 0


def _keys(address: str, login: str) -> Mapping[str, int]:
    """Key -> how many tries it has in a window. The login and the mail address of one user are the same key."""
    name, place = _person_of(login), _network_of(address)
    return {
        _digest("pair", place, name): limits.LOGIN_TRIES,
        _digest("address", place): limits.LOGIN_TRIES_ADDRESS,
        _digest("login", name): limits.LOGIN_TRIES_LOGIN,
    }


def _person_of(login: str) -> str:
    user = find_user(login)
    return f"#{user.pk}" if user else login.strip().lower()[:200]


def _network_of(address: str) -> str:
    """An IPv6 reader owns a whole /64."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network(f"{parsed}/64", strict=False)) if parsed.version == 6 else str(parsed)


def _digest(*parts: str) -> str:
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hmac.new(f"wirepress.signin.{settings.SECRET_KEY}".encode(), text, hashlib.sha256).hexdigest()
