"""Creates a new site: its settings file, its options and the category of every post without another one."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from wirepress.settings import file_permissions, values
from wirepress.settings.site_folder import DATABASE_NAME, FILE_NAME

_UNSET = ("siteurl", "site_logo", "WPLANG")  # not stored in a new site


class SiteExists(ValueError):
    """The folder holds a site already; nothing was changed."""


class UnusableFolder(ValueError):
    """No site can be made in the folder; the message says why and what is left."""


class InvalidDetail(ValueError):
    """What was said about the new site cannot be; the message says what to write instead."""


def check_details(url: str, permalinks: str, timezone: str) -> None:
    """Check address, permalinks and time zone of a new site. Raises InvalidDetail."""
    try:
        values.site_address(url)
    except ValueError as error:
        raise InvalidDetail(f"--url {url}: {error}.") from None
    if '"' in url or "\\" in url or not url.isprintable():
        raise InvalidDetail(f"--url {url}: write what is no letter, digit or -._~/: as %XX.")
    if permalinks != "plain" and ("%" not in permalinks or not permalinks.startswith("/")):
        raise InvalidDetail(f"--permalinks {permalinks}: write plain, or a pattern such as /%year%/%postname%/.")
    try:
        ZoneInfo(timezone)
    except (KeyError, ValueError, OSError):
        raise InvalidDetail(
            f"--timezone {timezone}: no such time zone. Write it as Area/City, for example Europe/Vienna."
        ) from None


@contextlib.contextmanager
def create_site_folder(folder: Path, url: str) -> Iterator[None]:
    """Create the folder of a new site with its settings file, readable by the owner alone. It is removed again when the block fails.

    Raises SiteExists, or UnusableFolder saying why no site can be here; nothing was changed then.
    """
    missing = _check_folder(folder)
    made: list[Path] = []
    try:
        for place in missing:
            place.mkdir(mode=0o700)
            made.append(place)
        _write_settings(folder, url)
        yield
    except OSError as error:
        _remove_created(folder, made)
        words = f"No site can be made in {folder}: {error.strerror or error}. Nothing was kept; choose another folder or make room."
        raise UnusableFolder(words) from error
    except SiteExists:
        raise  # somebody made one at the same moment: it is theirs
    except BaseException:
        _remove_created(folder, made)
        raise


def _check_folder(folder: Path) -> list[Path]:
    """Return the folders that have to be made, outermost first. Raises SiteExists and UnusableFolder."""
    missing: list[Path] = []
    try:
        there = folder.resolve()
        while not os.path.lexists(there):
            missing.insert(0, there)
            there = there.parent
        if not there.is_dir():
            raise UnusableFolder(
                f"No site can be made in {folder}: {there} is no folder. Nothing was changed; choose another place."
            )
        if missing:
            return missing
        found = sorted(path.name for path in folder.iterdir())
    except (OSError, RuntimeError) as error:  # the latter: links that lead in a circle
        reason = getattr(error, "strerror", None) or error
        raise UnusableFolder(
            f"No site can be made in {folder}: {reason}. Nothing was changed; choose another place."
        ) from None
    if FILE_NAME in found:
        raise SiteExists(
            f"{folder} holds a site already ({folder / FILE_NAME}). Nothing was changed; choose another folder."
        )
    others = [name for name in found if not name.startswith(".") and name != "lost+found"]
    if others:
        named = ", ".join(others[:3]) + (", ..." if len(others) > 3 else "")
        words = f"{folder} is not empty ({named}). Nothing was changed; choose a folder of the site's own, such as {folder / 'site'}."
        raise UnusableFolder(words)
    return missing


def _write_settings(folder: Path, url: str) -> None:
    text = (
        "# Settings of this site. `wirepress doctor` explains what is wrong with them, the documentation lists them all.\n"
        f'url = "{url.rstrip("/")}"\n'
        f'secret_key = "{secrets.token_urlsafe(48)}"\n'
        '# database_url = "postgresql://user:password@host/name"  # empty: SQLite in this folder\n'
    )
    folder.chmod(file_permissions.FOLDER)
    try:
        descriptor = os.open(folder / FILE_NAME, os.O_WRONLY | os.O_CREAT | os.O_EXCL, file_permissions.FILE)
    except FileExistsError:
        raise SiteExists(f"{folder} holds a site already. Nothing was changed; choose another folder.") from None
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    (folder / "uploads").mkdir(exist_ok=True)
    (folder / "uploads").chmod(file_permissions.UPLOADS_FOLDER)


def _remove_created(folder: Path, made: list[Path]) -> None:
    """Remove what was created of a site that failed: the folder was empty before."""
    with contextlib.suppress(OSError):
        for name in (
            FILE_NAME,
            *(
                f"{database}{end}"
                for database in (DATABASE_NAME, "jobs.sqlite3")
                for end in ("", "-wal", "-shm", "-journal")
            ),
        ):
            (folder / name).unlink(missing_ok=True)
        (folder / "uploads").rmdir()
    with contextlib.suppress(OSError):
        for place in reversed(made):
            place.rmdir()


def init_site(*, title: str, permalinks: str, timezone: str) -> None:
    """Options and the first category of an empty site. Needs Django and the tables."""
    from django.db import transaction

    from wirepress.content.options import store
    from wirepress.content.options.registry import CORE
    from wirepress.content.terms.models import Term

    with transaction.atomic():
        category = Term.objects.filter(taxonomy="category").first()
        if category is None:
            category = Term.objects.create(taxonomy="category", name="Uncategorized", slug="uncategorized")
        # Every option that REST shows is stored: one that is missing is shown as null, as WordPress does it.
        shown = {field.option: field.default for field in CORE if field.rest_name and field.option not in _UNSET}
        store.put_many(
            shown
            | {
                "blogname": title,
                "permalink_structure": permalinks,
                "timezone_string": timezone,
                "default_category": category.id,
            }
        )
