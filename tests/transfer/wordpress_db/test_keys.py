"""People sign in with the passwords they had, of every kind WordPress ever stored; programs with theirs."""

from __future__ import annotations

import base64
import hashlib
import hmac
from pathlib import Path

import bcrypt
import pytest
from django.test import Client

from tests.transfer.wordpress_db.old_site import Rows, old_site, write_jsonl
from wirepress.content.users.models import User
from wirepress.content.users.signin import find_user, verify_password
from wirepress.core.php import passwords
from wirepress.transfer.wordpress_db import import_database

pytestmark = pytest.mark.django_db

SECRET = "low tide, 4 am"
LETTERS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
PROGRAM = "abcdEFGHijklMNOPqrstUVWX"


def _phpass(secret: str, salt: str = "tideTIDE") -> str:
    """The portable hash as its authors describe it: MD5 stretched 2**8 times, base64 of its own, low bits first."""
    digest = hashlib.md5((salt + secret).encode(), usedforsecurity=False).digest()
    for _ in range(2**8):
        digest = hashlib.md5(digest + secret.encode(), usedforsecurity=False).digest()
    shown = ""
    for start in range(0, 16, 3):
        part = digest[start : start + 3]
        whole = int.from_bytes(part, "little")
        shown += "".join(LETTERS[whole >> (6 * place) & 63] for place in range(len(part) + 1))
    return f"$P${LETTERS[8]}{salt}{shown}"


def _bcrypt(secret: bytes) -> str:
    return bcrypt.hashpw(secret, bcrypt.gensalt(4)).decode().replace("$2b$", "$2y$")


def _wp(secret: str) -> str:
    """WordPress 6.8: bcrypt of the base64 of an HMAC of the password."""
    digest = hmac.new(b"wp-sha384", secret.encode(), "sha384").digest()
    return "$wp" + _bcrypt(base64.b64encode(digest))


HASHES = {
    "phpass": _phpass(SECRET),
    "wp": _wp(SECRET),
    "bcrypt": _bcrypt(SECRET.encode()),
    "md5": hashlib.md5(SECRET.encode(), usedforsecurity=False).hexdigest(),
}


def _people(stored: str) -> Rows:
    rows = old_site()
    rows["users"][0]["user_pass"] = stored
    return rows


@pytest.mark.parametrize("kind", HASHES)
def test_a_password_opens_and_is_hashed_anew(kind: str, tmp_path: Path) -> None:
    import_database(write_jsonl(tmp_path / "rows.jsonl", _people(HASHES[kind])))
    mara = find_user("mara")
    assert mara is not None and mara.password == HASHES[kind]
    assert not verify_password(mara, "high tide")
    assert User.objects.get(id=1).password == HASHES[kind]
    assert verify_password(mara, SECRET)
    renewed = User.objects.get(id=1).password
    assert renewed.startswith("$wp$2y$") and renewed != HASHES[kind]
    assert verify_password(User.objects.get(id=1), SECRET)


def test_a_mail_address_opens_too(tmp_path: Path) -> None:
    import_database(write_jsonl(tmp_path / "rows.jsonl", _people(HASHES["phpass"])))
    assert verify_password(find_user("mara@marsh.example"), SECRET)


def test_a_program_keeps_its_password(tmp_path: Path) -> None:
    rows = old_site()
    stored = passwords.make_fast(PROGRAM)
    assert stored.startswith("$generic$")
    row = next(row for row in rows["usermeta"] if row["meta_key"] == "_application_passwords")
    row["meta_value"] = row["meta_value"].replace('s:10:"$generic$x"', f's:{len(stored)}:"{stored}"')
    import_database(write_jsonl(tmp_path / "rows.jsonl", rows))

    def me(secret: str) -> tuple[int, object]:
        basic = base64.b64encode(f"ilse:{secret}".encode()).decode()
        answer = Client(headers={"Authorization": f"Basic {basic}"}).get("/?rest_route=/wp/v2/users/me")
        return answer.status_code, answer.json().get("id")

    assert me("abcd EFGH ijkl MNOP qrst UVWX") == (200, 4)
    assert me(PROGRAM.lower())[0] == 401
