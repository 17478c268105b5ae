"""The keys that secrets in the database are encrypted with: in a file of the site's folder that its owner alone may read, or in the
setting `credentials_key` (environment). The first one encrypts, all of them decrypt."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from wirepress.settings.file_permissions import FILE
from wirepress.settings.settings import get_settings

FILE_NAME: Final = "credentials.key"


class KeyMissing(Exception):
    """There is no key, it is no key, or its file is open to others; the message says what to do."""


def key_file() -> Path:
    """Return where the file is, or would be."""
    return get_settings().folder / FILE_NAME


def read_keys() -> list[str]:
    """Return the keys, the newest first; none where none was made. Raises KeyMissing when they cannot be read or are open to others."""
    given = get_settings().credentials_key
    if given:
        return [key for key in given.replace(",", " ").split() if key]
    path = key_file()
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            raise KeyMissing(
                f"{path} can be read by others (mode {mode:o}), so it is not used. Take that away: chmod 600 {path}. "
                "If somebody else may have read it, make a new key afterwards: wirepress social rotate-key"
            )
        return path.read_text("ascii").split()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise KeyMissing(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from None


def read_or_make_keys() -> list[str]:
    """Return the keys; makes the first one where there is none. Raises KeyMissing."""
    found = read_keys()
    if found:
        return found
    path = key_file()
    fresh = _make_key()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE)
    except FileExistsError:  # another process was faster
        return read_keys()
    except OSError as error:
        raise KeyMissing(f"{path} cannot be written: {error.strerror or error}. Nothing was stored.") from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(fresh + "\n")
        file.flush()
        os.fsync(file.fileno())
    return [fresh]


def add_key() -> list[str]:
    """Make a new key, the first one from now on, and return all; the old ones still decrypt. Raises KeyMissing when keys come from
    the settings: those change where they stand."""
    if get_settings().credentials_key:
        raise KeyMissing(
            "The key comes from the setting credentials_key. Write a new one before the old one there (NEW,OLD), start the service "
            "anew, and run this again: it encrypts everything with the first one. Then take the old one out."
        )
    keys = [_make_key(), *read_keys()]
    _write(keys)
    return keys


def keep_first_key() -> None:
    """Forget all keys but the first one, after everything was encrypted with it. Does nothing where keys come from the settings."""
    if not get_settings().credentials_key:
        _write(read_keys()[:1])


def _make_key() -> str:
    from cryptography.fernet import Fernet

    return Fernet.generate_key().decode("ascii")


def _write(keys: Sequence[str]) -> None:
    """Put a new file in the place of the old one in one step, so that no moment is without a key."""
    path = key_file()
    fresh = path.with_name(f".{FILE_NAME}.{os.getpid()}")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write("".join(f"{key}\n" for key in keys))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise KeyMissing(f"{path} cannot be written: {error.strerror or error}. The key is as it was.") from None
