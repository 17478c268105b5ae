"""Rows of the tables of users: with their password hashes, roles and application passwords as WordPress reads them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from wirepress.content.users.models import ApplicationPassword, User, UserMeta
from wirepress.transfer.export.export_report import ExportReport
from wirepress.transfer.export.read_tables import mysql_date, next_number, read_of_owners, read_rows
from wirepress.transfer.export.wordpress_values import application_passwords, capabilities, stored_json_text

Row = tuple[Any, ...]
NEW_HASH = "$wp$"  # bcrypt as WordPress 6.8 and later write it
_ENTRY = ("uuid", "app_id", "name", "password", "created", "last_used", "last_ip")


def users(report: ExportReport) -> Iterator[Row]:
    """Yield accounts."""
    newer = 0
    names = ("id", "login", "password", "nicename", "email", "url", "registered", "display_name")
    for number, login, password, nicename, email, url, registered, shown in read_rows(User, names):
        newer += password.startswith(NEW_HASH)
        yield number, login, password, nicename or login, email, url, mysql_date(registered), "", 0, shown
    if newer:
        report.notes.append(
            f"{newer} accounts have passwords in the form of WordPress 6.8: older releases cannot check them, and those people"
            " have to set a new one there (Lost your password?)."
        )


def user_meta(prefix: str) -> Iterator[Row]:
    """Yield meta of users, then roles and application passwords."""
    for number, user, key, value in read_rows(UserMeta, ("id", "user", "key", "value")):
        if key != f"{prefix}capabilities":  # what a user may do stands in our columns
            yield number, user, key, stored_json_text(value)
    number = next_number(UserMeta)
    for row in _meta_of_columns(prefix):
        yield number, *row
        number += 1


def _meta_of_columns(prefix: str) -> Iterator[Row]:
    passwords = read_of_owners(ApplicationPassword, "user", _ENTRY, _owners_of_passwords())
    for user, roles, extra in read_rows(User, ("id", "roles", "extra_capabilities")):
        yield user, f"{prefix}capabilities", capabilities(json.loads(roles) or [], json.loads(extra) or {})
        if user in passwords:
            entries = [dict(zip(_ENTRY, row, strict=True)) for row in passwords[user]]
            yield user, "_application_passwords", application_passwords(entries)


def _owners_of_passwords() -> list[int]:
    return sorted(set(ApplicationPassword.objects.values_list("user_id", flat=True)))
