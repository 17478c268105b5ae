"""What a user may do, as WordPress keeps it in user meta: roles and single capabilities; and application passwords."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping
from typing import Any

from wirepress.content.users.models import ApplicationPassword, User
from wirepress.content.users.roles import ROLES
from wirepress.transfer.clean_values import clean_number, clean_text
from wirepress.transfer.upsert import update_rows, upsert_rows
from wirepress.transfer.wordpress_db.import_state import ImportState
from wirepress.transfer.wordpress_db.mended_rows import EncodingCheckedSource


def write_roles(values: Mapping[int, Any], job: ImportState) -> None:
    """User id -> decoded `…capabilities`: names of roles become roles, others single capabilities."""
    known = {*ROLES, *(job.kept.get("roles") or ())}
    rows = []
    for user_id, granted in values.items():
        if not isinstance(granted, dict):
            granted = dict.fromkeys(map(str, granted), True) if isinstance(granted, list) else {}
        rows.append(
            {
                "id": user_id,
                "roles": [name for name, on in granted.items() if name in known and on],
                "extra_capabilities": {name: bool(on) for name, on in granted.items() if name not in known},
            }
        )
    job.report.tally("roles").add(update_rows(User, rows))


def find_roles_key(source: EncodingCheckedSource, job: ImportState) -> None:
    """Learn under which key of user meta the roles stand: the site's prefix, as MySQL compares it, before it.

    Tables that were given another prefix by hand often leave the keys with the old one: then all have lost their roles, which nobody wants.
    """
    if not job.prefix or job.survey.site.full_name("usermeta") not in job.survey.tables:
        return
    own = f"{job.prefix}capabilities"
    job.kept["roles_key"] = own
    if job.members is not None:
        return
    found: Counter[str] = Counter()
    for row in source.read_table("usermeta"):
        key = clean_text(row.get("meta_key"), 255)
        if key.lower().endswith("capabilities"):
            found[key.lower()] += 1
    if found and own.lower() not in found:
        other = found.most_common(1)[0][0]
        job.kept["roles_key"] = other
        job.report.add_note(
            f"Roles stand under {other} in the source, not under {own}: its tables were given another prefix. They were taken."
        )


def write_application_passwords(values: Mapping[int, Any], job: ImportState) -> None:
    """User id -> decoded `_application_passwords`: a list of maps with uuid, name, password (a hash), created ..."""
    rows: dict[str, dict[str, Any]] = {}
    for user_id, entries in values.items():
        for entry in entries.values() if isinstance(entries, dict) else entries if isinstance(entries, list) else ():
            row = _application_password(user_id, entry)
            if row:
                rows[row["uuid"]] = row
            else:
                job.report.count_loss("usermeta: application passwords that are broken")
    job.report.tally("application passwords").add(upsert_rows(ApplicationPassword, rows.values(), key=("uuid",)))


def _application_password(user_id: int, entry: Any) -> dict[str, Any] | None:
    if not isinstance(entry, Mapping) or not entry.get("password"):
        return None
    return {
        "uuid": clean_text(entry.get("uuid"), 36)
        or str(uuid.uuid5(uuid.NAMESPACE_OID, f"{user_id}:{entry['password']}")),
        "user_id": user_id,
        "app_id": clean_text(entry.get("app_id"), 36),
        "name": clean_text(entry.get("name"), 255),
        "password": clean_text(entry["password"], 255),
        "created": clean_number(entry.get("created")),
        "last_used": clean_number(entry["last_used"]) if entry.get("last_used") else None,
        "last_ip": clean_text(entry["last_ip"], 100) if entry.get("last_ip") else None,
    }
