"""What has to be right on this machine before the site is served: files and folders that settings name, and settings that need each other."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

from wirepress.settings.settings import Settings, SettingsError, explain_setting


def check_start(settings: Settings) -> None:
    """Raises SettingsError with a line for each setting with which the site cannot be served."""
    wrong = list(find_faults(settings))
    if wrong:
        raise SettingsError("\n".join(wrong))


def find_faults(settings: Settings) -> Iterator[str]:
    """What is wrong, a line each."""
    yield from _uploads(settings)
    yield from _access_log(settings)
    yield from _plugins(settings)
    if settings.replica_urls and not settings.database_url.startswith("postgres"):
        yield explain_setting(
            "replica_urls", settings.replica_urls, "database_url has to name the PostgreSQL that these follow"
        )
    if bool(settings.s3_access_key) != bool(settings.s3_secret_key):
        missing = "s3_secret_key" if settings.s3_access_key else "s3_access_key"
        yield explain_setting(missing, "", "s3_access_key and s3_secret_key are given together or not at all")


def _uploads(settings: Settings) -> Iterator[str]:
    folder = settings.uploads_folder
    if settings.storage_url or not (settings.uploads or os.path.lexists(folder)):
        return  # the folder of its own is made with the first file
    if not folder.is_dir():
        what = (
            "it is no folder" if os.path.lexists(folder) else f"there is no such folder; make it with mkdir -p {folder}"
        )
    elif not os.access(folder, os.W_OK | os.X_OK):
        what = "the user who runs the site may not write there"
    else:
        return
    yield explain_setting("uploads", folder, what)


def _access_log(settings: Settings) -> Iterator[str]:
    name = settings.access_log
    if name in ("", "-"):
        return
    try:
        os.close(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o640))
    except OSError as error:
        there = Path(name).parent.is_dir()
        what = error.strerror or str(error) if there else f"there is no folder {Path(name).parent}"
        yield explain_setting("access_log", name, f"it cannot be written: {what}")


def _plugins(settings: Settings) -> Iterator[str]:
    """Modules that are not there. One that is there and fails is logged and left out: see core/extensions.py."""
    for name in settings.plugins:
        try:
            found = importlib.util.find_spec(name)
        except ModuleNotFoundError:  # the package that it is in
            found = None
        except Exception:  # noqa: S112 - the package fails when it is imported: said where plugins are loaded
            continue
        if found is None:
            yield explain_setting(
                "plugins", name, f"there is no module {name}; install it into the environment that runs wirepress"
            )
