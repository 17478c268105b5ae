"""A failed sign-in takes the same work for every name: known or unknown, whatever form the stored hash has."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import bcrypt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.content.users import signin
from wirepress.content.users.models import User
from wirepress.core.php import passwords

SECRET = "nine-quiet-buoys"
PHPASS = passwords._phpass


def _phpass_of(letter: str) -> str:
    return str(PHPASS(SECRET.encode(), f"$P${letter}saltsalt" + "." * 22))


def _plain_bcrypt(cost: int) -> str:
    return bcrypt.hashpw(SECRET.encode(), bcrypt.gensalt(cost)).decode().replace("$2b$", "$2y$")


FORMS: dict[str, Any] = {
    "new": lambda: passwords.make(SECRET),
    "wordpress 6.8": lambda: passwords.make(SECRET, cost=5),
    "bcrypt of a plugin": lambda: _plain_bcrypt(4),
    "phpass": lambda: _phpass_of("B"),
    "phpass of a forum": lambda: _phpass_of("9"),
    "md5": lambda: hashlib.md5(SECRET.encode(), usedforsecurity=False).hexdigest(),
    "argon2": lambda: "$argon2id$v=19$m=65536,t=4,p=1$c2FsdA$aGFzaA",
    "none": lambda: "",
    "locked": lambda: "!",
}


class Meter:
    """Counts the rounds of both kinds instead of waiting for them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.bcrypt = self.phpass = 0
        hashpw, checkpw = bcrypt.hashpw, bcrypt.checkpw

        def hashed(secret: bytes, salt: bytes) -> bytes:
            self.bcrypt += 1 << int(salt[4:6])
            return hashpw(secret, salt)

        def checked(secret: bytes, stored: bytes) -> bool:
            self.bcrypt += 1 << int(stored[4:6])
            return checkpw(secret, stored)

        def portable(secret: bytes, stored: str) -> str | None:
            self.phpass += 1 << passwords._ALPHABET.index(stored[3])
            return PHPASS(secret, stored)

        monkeypatch.setattr(passwords.bcrypt, "hashpw", hashed)
        monkeypatch.setattr(passwords.bcrypt, "checkpw", checked)
        monkeypatch.setattr(passwords, "_phpass", portable)


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    """What was seen of other tests' users."""
    signin._dear.clear()
    yield
    signin._dear.clear()


def _spent(monkeypatch: pytest.MonkeyPatch, name: str, password: str) -> tuple[int, int]:
    with monkeypatch.context() as patched:
        meter = Meter(patched)
        assert signin.WordPressBackend().authenticate(None, name, password) is None
        return meter.bcrypt, meter.phpass


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["wrong", "", "with\0nul", "x" * 5000, "\ud800"])
def test_every_name_costs_the_same(monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    monkeypatch.setattr(passwords, "COST", 6)
    for name, form in FORMS.items():
        User.objects.create(
            login=name, email=f"{name.replace(' ', '-')}@desk.example", nicename=name.replace(" ", "-"), password=form()
        )
    User.objects.create(login="placeholder", nicename="placeholder", placeholder=True)
    spent = {
        name: _spent(monkeypatch, name, password)
        for name in [*FORMS, "placeholder", "nobody", "nobody@nowhere.example"]
    }
    assert set(spent.values()) == {(1 << 6, 1 << 13)}, spent


@pytest.mark.django_db
def test_an_imported_hash_of_higher_cost_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "COST", 4)
    for login, stored in (
        ("dear", passwords.make(SECRET, cost=7)),
        ("old", _phpass_of("C")),
        ("new", passwords.make(SECRET)),
    ):
        User.objects.create(login=login, email=f"{login}@desk.example", nicename=login, password=stored)
    spent = {name: _spent(monkeypatch, name, "wrong") for name in ("dear", "old", "new", "nobody")}
    assert set(spent.values()) == {(1 << 7, 1 << 14)}, spent


@pytest.mark.django_db
@pytest.mark.parametrize("form", [name for name in FORMS if name not in ("argon2", "none", "locked")])
def test_the_right_password_opens_and_renews(form: str) -> None:
    user = User.objects.create(login="ida", email="ida@desk.example", nicename="ida", password=FORMS[form]())
    assert signin.verify_password(user, SECRET)
    assert not passwords.needs_upgrade(User.objects.get(pk=user.pk).password)
    assert signin.verify_password(User.objects.get(pk=user.pk), SECRET)


@given(done=st.integers(0, 8), whole=st.integers(4, 8))
def test_the_rest_of_the_work_is_exact(done: int, whole: int) -> None:
    done = 0 if done < 4 else min(done, whole)
    with pytest.MonkeyPatch.context() as patched:
        meter = Meter(patched)
        passwords.burn_time("x", passwords.HashCost(bcrypt=done), passwords.HashCost(bcrypt=whole))
    assert meter.bcrypt + (1 << done if done else 0) == 1 << whole
