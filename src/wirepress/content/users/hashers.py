"""Django's view of WordPress's password hashes: one hasher for every form that `core/php/passwords.py` knows."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import BasePasswordHasher, mask_hash

from wirepress.core.php import passwords


def check_password(password: str, stored: str) -> bool:
    """Return whether the password belongs to the hash; a hash of a kind that cannot be checked belongs to none."""
    try:
        return passwords.verify(password, stored)
    except passwords.UnsupportedHash:
        return False


def check_secret(secret: str, stored: str) -> bool:
    """Return the same for application passwords and other long random secrets."""
    try:
        return passwords.verify_fast(secret, stored)
    except passwords.UnsupportedHash:
        return False


class WordPressHasher(BasePasswordHasher):
    """Writes `$wp$2y$` hashes (WordPress 6.8) and reads every older form.

    Django finds a hasher by the text before the first `$`; WordPress's hashes begin with one, so the name is empty.
    """

    algorithm = ""

    def salt(self) -> str:
        """bcrypt makes its own salt."""
        return ""

    def encode(self, password: str, salt: str) -> str:
        """Return the hash of a password, in WordPress's newest form."""
        return passwords.make(password)

    def verify(self, password: str, encoded: str) -> bool:
        """Return whether the password belongs to the hash; compared in constant time."""
        return check_password(password, encoded)

    def decode(self, encoded: str) -> dict[str, Any]:
        """Return the parts that Django may show; nothing secret."""
        return {"algorithm": "wordpress", "hash": encoded, "salt": ""}

    def safe_summary(self, encoded: str) -> dict[Any, Any]:
        """Return what the back office may show of a hash."""
        return {"algorithm": "wordpress", "hash": mask_hash(encoded)}

    def must_update(self, encoded: str) -> bool:
        """Return whether the hash is of an older form."""
        return passwords.needs_upgrade(encoded)

    def harden_runtime(self, password: str, encoded: str) -> None:
        """Nothing to even out: a missing user costs one full check, see signin.py."""
