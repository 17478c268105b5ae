"""Password hashes: every form WordPress stored, and the recorded sites' own."""

import hashlib
import json
from pathlib import Path

import bcrypt
import pytest

from wirepress.core.php.passwords import UnsupportedHash, make, make_fast, needs_upgrade, verify, verify_fast
from wirepress.core.php.serialize import loads

CHEAP = 4


def test_our_own_form() -> None:
    stored = make("grüner Käfer 7", cost=CHEAP)
    assert stored.startswith("$wp$2y$04$")
    assert verify("grüner Käfer 7", stored)
    assert verify("  grüner Käfer 7\n", stored)  # WordPress trims
    assert not verify("gruner Kafer 7", stored)
    assert make("x", cost=CHEAP) != make("x", cost=CHEAP)


def test_all_of_a_long_password_counts() -> None:
    stored = make("a" * 100, cost=CHEAP)
    assert not verify("a" * 99, stored)
    with pytest.raises(ValueError, match="4096"):
        make("a" * 4097)
    with pytest.raises(ValueError, match="4096"):
        make("\ud800")
    assert not verify("a" * 4097, stored)
    assert not verify("\ud800", stored)


@pytest.mark.parametrize("prefix", [b"2a", b"2b", b"2y"])
def test_plain_bcrypt(prefix: bytes) -> None:
    hashed = bcrypt.hashpw(b"o" * 72, bcrypt.gensalt(CHEAP))
    stored = (b"$" + prefix + hashed[3:]).decode()
    assert verify("o" * 72, stored)
    assert verify("o" * 90, stored)  # bcrypt reads 72 bytes
    assert not verify("o" * 71, stored)
    assert not verify("o" * 72 + "\0", stored)


@pytest.mark.parametrize("prefix", ["$P$", "$H$"])
def test_phpass(prefix: str) -> None:
    stored = f"{prefix}9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0"  # phpass's published test vector
    assert verify("test12345", stored)
    assert not verify("test12346", stored)


def test_md5() -> None:
    digest = hashlib.md5(b"kiosk").hexdigest()
    assert verify("kiosk", digest)
    assert verify("kiosk", digest.upper())
    assert not verify("kiosk", digest[:-1])


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "*",
        "!",
        "kiosk",
        "$wp$",
        "$wp$2y$10$short",
        "$2y$31$" + "a" * 53,
        "$wp$2y$31$" + "a" * 53,
        "$2y$03$" + "a" * 53,
        "$P$Z" + "a" * 30,
        "$P$9short",
        "$1$salt$abc",
        "$2x$10$" + "a" * 53,
        "é" * 32,
        "\ud800",
    ],
)
def test_strange_hashes_fit_nobody(stored: str) -> None:
    assert verify("kiosk", stored) is False
    assert verify_fast("kiosk", stored) is False
    assert needs_upgrade(stored) is True


def test_argon2_says_so() -> None:
    with pytest.raises(UnsupportedHash, match="argon2"):
        verify("kiosk", "$argon2id$v=19$m=65536,t=4,p=1$c2FsdA$aGFzaA")


def test_needs_upgrade() -> None:
    assert not needs_upgrade("$wp$2y$12$" + "a" * 53)
    assert needs_upgrade("$wp$2y$10$" + "a" * 53)
    assert needs_upgrade("$2y$12$" + "a" * 53)


def test_fast_hashes() -> None:
    stored = make_fast("abcd EFGH 1234")
    assert stored.startswith("$generic$")
    assert len(stored) == 49
    assert verify_fast("abcd EFGH 1234", stored)
    assert not verify_fast("abcdEFGH1234", stored)
    assert not verify_fast("\ud800", stored)
    assert verify_fast("old secret", make("old secret", cost=CHEAP))


@pytest.mark.parametrize("site", ["", "-seedstack"])
def test_the_recorded_sites(shared: Path, site: str) -> None:
    people = json.loads((shared / f"corpus/users{site}.json").read_text())
    hashes, secrets = {}, {}
    with (shared / f"corpus/state{site}.jsonl").open() as lines:
        for line in lines:
            entry = json.loads(line)
            row = entry["row"]
            if entry["table"] == "users":
                hashes[row["ID"]] = row["user_pass"]
            elif entry["table"] == "usermeta" and row["meta_key"] == "_application_passwords":
                secrets[row["user_id"]] = loads(row["meta_value"])[0]["password"]
    assert people
    for person in people[:3]:  # a check takes its time
        assert verify(person["password"], hashes[person["id"]])
        assert not verify(person["password"] + "x", hashes[person["id"]])
    for person in people:
        assert verify_fast(person["application_password"], secrets[person["id"]])
        assert not verify_fast(person["application_password"][:-1], secrets[person["id"]])
