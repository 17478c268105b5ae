"""Encrypts and decrypts what the database keeps of secrets: Fernet (AES-128-CBC with HMAC-SHA256) of the package cryptography."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from wirepress.core.secrets.keys import KeyMissing, key_file, read_keys, read_or_make_keys

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet


def seal(secrets: Mapping[str, str]) -> str:
    """Return the secrets encrypted, as text for a column. Raises KeyMissing."""
    text = json.dumps(dict(secrets), ensure_ascii=False, separators=(",", ":"))
    return _machine(read_or_make_keys()).encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> dict[str, str]:
    """Return what was sealed; nothing of nothing. Raises KeyMissing when no key of this site opens it."""
    if not sealed:
        return {}
    from cryptography.fernet import InvalidToken

    keys = read_keys()
    try:
        found = json.loads(_machine(keys).decrypt(sealed.encode("ascii"))) if keys else None
    except (InvalidToken, UnicodeEncodeError):
        found = None
    if found is None:
        raise KeyMissing(
            f"The key that these credentials were encrypted with is missing. Put {key_file()} (or the setting credentials_key) back "
            "as it was, or connect the account again."
        )
    return {str(name): str(value) for name, value in found.items()}


def is_sealed_with_first_key(sealed: str) -> bool:
    """Return whether the key that encrypts now has encrypted it."""
    from cryptography.fernet import InvalidToken

    try:
        _machine(read_keys()[:1]).decrypt(sealed.encode("ascii"))
    except InvalidToken:
        return False
    return True


def _machine(keys: Sequence[str]) -> MultiFernet:
    from cryptography.fernet import Fernet, MultiFernet

    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError:
        raise KeyMissing(
            "What stands in place of the key for credentials is no key (32 bytes as 44 letters of URL-safe base64). "
            'Make one: python3 -c "import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())"'
        ) from None
