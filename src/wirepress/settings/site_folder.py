"""Whether there is a site in a folder. Loads nothing: the small process that watches over the service asks it too."""

from __future__ import annotations

import os
from typing import Final

FILE_NAME: Final = "wirepress.toml"
DATABASE_NAME: Final = "wirepress.sqlite3"
_BY_ENVIRONMENT: Final = (
    "WIREPRESS_SECRET_KEY",
    "WIREPRESS_DATABASE_URL",
)  # a site whose settings all come from there has no file


def describe_missing_site() -> str:
    """Return why no command can work here, in a sentence that says what to do; "" when there is a site."""
    named = os.environ.get("WIREPRESS_SITE") or "."
    try:
        folder = os.path.abspath(named)  # noqa: PTH100 - pathlib would be loaded for this alone
        inside = os.listdir(folder)  # noqa: PTH208
    except NotADirectoryError:
        return f"No site here: {folder} is a file. A site is a folder: make one with `wirepress init DIR --url URL`, or name it with --site DIR."
    except FileNotFoundError:
        if not os.path.isabs(named) and not _has_current_folder():  # noqa: PTH117
            return "No site here: the current folder is gone. Change to another one, or name the site's folder with --site DIR."
        return f"No site here: there is no folder {folder}. Make one with `wirepress init {named} --url URL`, or name another with --site DIR."
    except OSError as error:
        return f"The site's folder {folder} cannot be read: {error.strerror or error}. Run this as the user whom the site belongs to."
    if FILE_NAME in inside or DATABASE_NAME in inside or any(os.environ.get(name) for name in _BY_ENVIRONMENT):
        return ""
    return (
        f"No site here: there is no {FILE_NAME} in {folder}. "
        f"Make a site with `wirepress init DIR --url URL`, or name its folder: `wirepress --site DIR ...`."
    )


def _has_current_folder() -> bool:
    try:
        os.getcwd()  # noqa: PTH109
    except OSError:
        return False
    return True
