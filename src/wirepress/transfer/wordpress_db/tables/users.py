"""Table `users`: people with their logins and password hashes as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Max

from wirepress.content.comments.models import Comment
from wirepress.content.posts.models import Post
from wirepress.content.users.models import ApplicationPassword, User, UserMeta
from wirepress.transfer.clean_values import clean_date, clean_id, clean_number, clean_text
from wirepress.transfer.upsert import upsert_rows
from wirepress.transfer.wordpress_db.import_state import ImportState, Rows
from wirepress.transfer.wordpress_db.tables.replace_existing import forget_meta


def write_users(rows: Rows, job: ImportState) -> None:
    """Write a batch of users. Someone else's account in the way keeps all it has, under a new id."""
    if job.members is not None:
        rows = [row for row in rows if clean_number(row.get("ID")) in job.members]
    users = {user["id"]: user for user in (_user_row(row) for row in rows) if user["id"] > 0 and user["login"]}
    job.report.count_loss("users: rows without an id or a login", len(rows) - len(users))
    for present in User.objects.filter(id__in=users):
        if not _is_same_person(present, users[present.id]):
            _move_user(present, job)
    _make_logins_unique(users, job)
    forget_meta("users", users, job)
    job.report.tally("users").add(upsert_rows(User, users.values()))


def move_existing_users(rows: Iterable[Mapping[str, Any]], job: ImportState) -> None:
    """Give new ids to accounts of this site whose ids the old site's users have, with all that is theirs, before anything is imported."""
    here = {user.id: user for user in User.objects.all()}
    for row in rows:
        present = here.get(clean_number(row.get("ID")))
        if present is not None and not _is_same_person(present, _user_row(row)):
            _move_user(present, job)


def _user_row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": clean_id(row.get("ID")),
        "login": clean_text(row.get("user_login"), 60),
        "password": clean_text(row.get("user_pass"), 255),
        "nicename": clean_text(row.get("user_nicename"), 50),
        "email": clean_text(row.get("user_email"), 100),
        "url": clean_text(row.get("user_url"), 100),
        "registered": clean_date(row.get("user_registered")),
        "display_name": clean_text(row.get("display_name"), 250),
        "placeholder": False,
    }


def _is_same_person(present: User, wanted: Mapping[str, Any]) -> bool:
    if present.placeholder or present.login in (wanted["login"], f"{wanted['login']}-{wanted['id']}"):
        return True
    same_mail = bool(present.email) and present.email == wanted["email"]
    return same_mail or (present.registered is not None and present.registered == wanted["registered"])


def _move_user(user: User, job: ImportState) -> None:
    highest = User.objects.aggregate(highest=Max("id"))["highest"] or 0
    old, new = user.id, max(highest + 1, job.next_id("users"))
    User.objects.filter(id=old).update(id=new)
    for model in (UserMeta, ApplicationPassword):
        model._default_manager.filter(user_id=old).update(user_id=new)
    Post.objects.filter(author_id=old).update(author_id=new)
    Comment.objects.filter(user_id=old).update(user_id=new)
    job.report.add_note(f"The account {user.login} was here before and has the id {new} now (it was {old}).")


def _make_logins_unique(users: dict[int, dict[str, Any]], job: ImportState) -> None:
    """Make logins unique: a second user of the same login gets its id appended."""
    taken = dict(User.objects.filter(login__in=[u["login"] for u in users.values()]).values_list("login", "id"))
    for user in users.values():
        login = user["login"]
        if taken.setdefault(login, user["id"]) != user["id"]:
            user["login"] = f"{login[:40]}-{user['id']}"
            job.report.add_note(
                f"User {user['id']} signs in as {user['login']}: the login {login} belongs to somebody else."
            )
