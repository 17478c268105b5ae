"""Password hashes as WordPress stores them, old and new: told right from wrong without writing anything."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import Final

import bcrypt

PASSWORD_BYTES_MAX: Final = 4096  # WordPress refuses longer ones
COST = 12  # bcrypt rounds (2**12) of new hashes
COST_MAX: Final = 16  # a stored hash asking for more is refused: one check would take minutes
PHPASS_LOG2: Final = 13  # rounds (2**13) of WordPress's own phpass hashes
PHPASS_LOG2_MAX: Final = 18

_BCRYPT = re.compile(r"\$2[aby]\$([0-9]{2})\$[./A-Za-z0-9]{53}\Z")
_MD5 = re.compile(r"[0-9a-fA-F]{32}\Z")
_PHPASS = re.compile(r"\$[PH]\$[./0-9A-Za-z]{31}\Z")
_ALPHABET: Final = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_TRIMMED: Final = b" \t\n\r\0\x0b"
_NOBODY: Final = b"nobody"
_BCRYPT_BYTES_MAX: Final = 72  # bcrypt reads no further

_FAST_PREFIX: Final = "$generic$"
_FAST_KEY: Final = b"wp_fast_hash_6.8+"
_FAST_BYTES: Final = 30


class UnsupportedHash(ValueError):
    """A hash of a kind this product cannot check (argon2); its owner has to set a new password."""


def verify(password: str, stored: str) -> bool:
    """Return whether a password belongs to a stored hash: ``$wp$2y$`` (WordPress 6.8+), bcrypt, phpass ``$P$``/``$H$``, MD5.

    False for anything unreadable, too long or too costly. Raises UnsupportedHash for argon2.
    """
    secret = _bytes(password)
    if secret is None:
        return False
    if stored.startswith("$argon2"):
        raise UnsupportedHash("argon2 hashes are not supported; set a new password")
    if stored.startswith("$wp$"):
        return _check_bcrypt(_prehashed(secret), stored[3:])
    if stored.startswith("$2"):
        return b"\0" not in secret and _check_bcrypt(secret[:_BCRYPT_BYTES_MAX], stored)
    if _PHPASS.match(stored):
        computed = _phpass(secret, stored)
        return computed is not None and hmac.compare_digest(computed, stored)
    if _MD5.match(stored):
        return hmac.compare_digest(hashlib.md5(secret, usedforsecurity=False).hexdigest(), stored.lower())
    return False


def needs_upgrade(stored: str) -> bool:
    """Return whether a hash should be replaced by `make` at the next sign-in: any but ``$wp$2y$`` of today's cost or more."""
    found = _BCRYPT.match(stored[3:]) if stored.startswith("$wp$2y$") else None
    return found is None or not COST <= int(found[1]) <= COST_MAX


@dataclass(frozen=True, slots=True)
class HashCost:
    """What checking a password takes: bcrypt's cost and phpass's, both as powers of two; 0 for none."""

    bcrypt: int = 0
    phpass: int = 0


def hash_cost(password: str, stored: str) -> HashCost:
    """Return what `verify` computes for these."""
    secret = _bytes(password)
    if secret is None:
        return HashCost()
    found = _BCRYPT.match(stored[3:] if stored.startswith("$wp$") else stored)
    if found and 4 <= int(found[1]) <= COST_MAX and (stored.startswith("$wp$") or b"\0" not in secret):
        return HashCost(bcrypt=int(found[1]))
    if _PHPASS.match(stored) and 7 <= (log2 := _ALPHABET.index(stored[3])) <= PHPASS_LOG2_MAX:
        return HashCost(phpass=log2)
    return HashCost()


def burn_time(password: str, done: HashCost, whole: HashCost) -> None:
    """Compute in vain what is left of `whole` once `done` is done, so that the time of a failed check tells nothing of its hash."""
    secret = _bytes(password) or b""
    # 2**c and 2**c + 2**(c+1) + ... + 2**(w-1) more make 2**w.
    for cost in range(done.bcrypt, whole.bcrypt) if done.bcrypt else (whole.bcrypt,):
        if cost:
            bcrypt.hashpw(_NOBODY, b"$2b$%02d$" % cost + b"." * 22)
    for log2 in range(done.phpass, whole.phpass) if done.phpass else (whole.phpass,):
        if log2:
            _phpass(secret, "$P$" + _ALPHABET[log2] + "." * 30)


def make(password: str, *, cost: int | None = None) -> str:
    """Return a new hash in WordPress 6.8's form, of today's cost. Raises ValueError for a password over 4096 bytes or not valid text."""
    secret = _bytes(password)
    if secret is None:
        raise ValueError(f"a password is valid text of at most {PASSWORD_BYTES_MAX} bytes")
    hashed = bcrypt.hashpw(_prehashed(secret), bcrypt.gensalt(cost or COST)).decode("ascii")
    return f"$wp$2y{hashed[3:]}"


def verify_fast(secret: str, stored: str) -> bool:
    """Return whether a long random secret (an application password without its blanks, a reset key) belongs to a stored hash.

    ``$generic$`` is WordPress 6.8's; older hashes are checked as passwords. Raises UnsupportedHash for argon2.
    """
    if not stored.startswith(_FAST_PREFIX):
        return verify(secret, stored)
    try:
        return hmac.compare_digest(make_fast(secret).encode("ascii"), stored.encode("utf-8", "surrogatepass"))
    except ValueError:
        return False


def make_fast(secret: str) -> str:
    """``$generic$`` hash of a long random secret: keyed BLAKE2b, 30 bytes, base64url. ValueError for invalid text."""
    digest = hashlib.blake2b(secret.encode("utf-8"), digest_size=_FAST_BYTES, key=_FAST_KEY).digest()
    return _FAST_PREFIX + base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def _bytes(password: str) -> bytes | None:
    try:
        secret = password.encode("utf-8")
    except UnicodeEncodeError:
        return None
    return secret if len(secret) <= PASSWORD_BYTES_MAX else None


def _prehashed(secret: bytes) -> bytes:
    """WordPress 6.8 hashes first, so that bcrypt's limit of 72 bytes cuts nothing off."""
    return base64.b64encode(hmac.digest(b"wp-sha384", secret.strip(_TRIMMED), "sha384"))


def _check_bcrypt(secret: bytes, stored: str) -> bool:
    found = _BCRYPT.match(stored)
    if found is None or not 4 <= int(found[1]) <= COST_MAX:
        return False
    return bcrypt.checkpw(secret, stored.encode("ascii"))


def _phpass(secret: bytes, stored: str) -> str | None:
    """Return the portable hash with the settings of `stored`: iterated MD5, its digits in phpass's own base 64."""
    log2 = _ALPHABET.index(stored[3])
    if not 7 <= log2 <= PHPASS_LOG2_MAX:
        return None
    digest = hashlib.md5(stored[4:12].encode("ascii") + secret, usedforsecurity=False).digest()
    for _ in range(1 << log2):
        digest = hashlib.md5(digest + secret, usedforsecurity=False).digest()
    bits = int.from_bytes(digest, "little")
    return stored[:12] + "".join(_ALPHABET[bits >> shift & 63] for shift in range(0, 128, 6))
