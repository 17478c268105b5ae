"""The settings of a site in a backup: without anything secret, unless that is asked for."""

from __future__ import annotations

import json
import re
import secrets
import tomllib
from collections.abc import Mapping
from typing import Any, Final

from wirepress.core.secrets.keys import FILE_NAME as KEY_FILE
from wirepress.settings.settings import SECRETS, Settings
from wirepress.settings.site_folder import FILE_NAME
from wirepress.transfer.backup.errors import BackupError

_PASSWORD: Final = re.compile(r"(?P<before>^[a-z+]+://[^/@\s]*?):[^@/\s]*@")
SETTINGS: Final = "settings.toml"
KEY: Final = KEY_FILE
# Of one machine only: what a restored site has says where it is restored.
_OF_THE_MACHINE: Final = (
    "database_url",
    "replica_urls",
    "uploads",
    "storage_url",
    "storage_public_url",
    "redis_url",
    "site",
)


def copy_settings(settings: Settings, *, with_secrets: bool) -> dict[str, bytes]:
    """Return name -> bytes of the files with settings."""
    path = settings.folder / FILE_NAME
    raw = path.read_bytes() if path.exists() else b""
    if with_secrets:
        key = settings.folder / KEY_FILE
        return {SETTINGS: raw, **({KEY: key.read_bytes()} if key.exists() else {})}
    return {SETTINGS: without_secrets(raw)}


def without_secrets(raw: bytes) -> bytes:
    """Return settings without keys, and without the passwords inside addresses."""
    found = {
        name: _without_password(value) for name, value in tomllib.loads(raw.decode()).items() if name not in SECRETS
    }
    return write_toml(found).encode()


def _without_password(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_password(item) for item in value]
    return _PASSWORD.sub(r"\g<before>@", value) if isinstance(value, str) else value


def settings_of_restored(raw: bytes, changes: Mapping[str, Any]) -> bytes:
    """Return the settings of a restored site: as they were, but for the machine's own and `changes`. A missing secret key is made anew.

    Raises BackupError when the copy cannot be read.
    """
    try:
        found = tomllib.loads(raw.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BackupError(f"The settings in the backup cannot be read: {error}.") from None
    known = {
        name: value for name, value in found.items() if name in Settings.model_fields and name not in _OF_THE_MACHINE
    }
    known.setdefault("secret_key", secrets.token_urlsafe(48))
    return write_toml({**known, **{name: value for name, value in changes.items() if value}}).encode()


def write_toml(values: Mapping[str, Any]) -> str:
    """Return settings as TOML: texts, numbers, switches and lists of texts."""
    return "".join(f"{name} = {_toml(value)}\n" for name, value in values.items())


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return str(value) if isinstance(value, int | float) else json.dumps(str(value), ensure_ascii=False)
