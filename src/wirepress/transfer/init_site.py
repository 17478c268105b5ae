"""Founds a new site: its settings file, its options and the category that every post has when nobody chose one."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from zoneinfo import ZoneInfo

from wirepress.settings.settings import FILE_NAME

_UNSET = ("siteurl", "site_logo", "WPLANG")  # not stored in a new site


class SiteExists(ValueError):
    """The folder holds a site already; nothing was changed."""


class WrongFact(ValueError):
    """What was said about the new site cannot be; the message says what to write instead."""


def check_facts(url: str, permalinks: str, timezone: str) -> None:
    """Raises WrongFact."""
    if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", url):
        raise WrongFact(f"--url {url}: write it as http://host or https://host.")
    if permalinks != "plain" and ("%" not in permalinks or not permalinks.startswith("/")):
        raise WrongFact(f"--permalinks {permalinks}: write plain, or a pattern such as /%year%/%postname%/.")
    try:
        ZoneInfo(timezone)
    except (KeyError, ValueError, OSError):
        raise WrongFact(
            f"--timezone {timezone}: no such time zone. Write it as Area/City, for example Europe/Vienna."
        ) from None


def write_settings(folder: Path, url: str) -> None:
    """The site's settings file, readable by its owner only. Raises SiteExists."""
    file = folder / FILE_NAME
    if file.exists():
        raise SiteExists(f"{folder} holds a site already ({file}). Nothing was changed; choose another folder.")
    text = (
        "# Settings of this site. `wirepress doctor` explains what is wrong with them, the documentation lists them all.\n"
        f'url = "{url.rstrip("/")}"\n'
        f'secret_key = "{secrets.token_urlsafe(48)}"\n'
        '# database_url = "postgresql://user:password@host/name"  # empty: SQLite in this folder\n'
    )
    file.touch(mode=0o600)
    file.write_text(text, encoding="utf-8")
    (folder / "uploads").mkdir(exist_ok=True)


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
