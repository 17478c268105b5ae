"""People whom export files name: mapped by choice, found here by login or mail address, else made without a password."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from django.db.models import Max

from wirepress.content.options import site, store
from wirepress.content.users.models import User, UserMeta
from wirepress.core.markup.text.slugs import sanitize_title
from wirepress.transfer.clean_values import clean_text
from wirepress.transfer.importing.request import UnreadableSource
from wirepress.transfer.sequences import reserve_ids
from wirepress.transfer.wxr.read.records import Author
from wirepress.transfer.wxr.write.state import WxrImport

_NAMELESS: Final = re.compile(r"Author \d+")  # what a placeholder is called that nobody has named


def find_user(author: Author) -> User | None:
    """Return who an author is here: the same login, else the same mail address."""
    found = User.objects.filter(login__iexact=author.login[:60]).first()
    if found is None and author.email:
        found = User.objects.filter(email__iexact=author.email).order_by("id").first()
    return found


def write_authors(task: WxrImport) -> None:
    """Find or make every author. Raises UnreadableSource when a mapping names nobody."""
    tally = task.tally("authors")
    authors = task.survey.authors
    chosen = _chosen_users(task)
    meant = _by_other_names(authors)
    # Names that stand for somebody else come behind those they stand for.
    for author in sorted(authors.values(), key=lambda one: (one.login in meant, one.id or 2**62)):
        tally.read += 1
        user = chosen.get(author.login)
        if user is None and author.login in meant:
            user = User.objects.filter(pk=task.users[meant[author.login]]).first()
        user = user or find_user(author)
        if user is None:
            user = _placeholder_of(author)
            if user is None:
                user = _make_user(author)
                tally.created += 1
            else:
                tally.updated += 1
        else:
            tally.unchanged += 1
        task.users[author.login] = user.pk
        if author.id:
            task.user_ids[author.id] = user.pk
    task.nobody = _first_administrator()
    if tally.created:
        task.report.add_note(
            "The export file holds no passwords and no roles: who was made is a subscriber without a password. Give roles under Users;"
            " people set a password by the link of the sign-in page."
        )


def _by_other_names(authors: Mapping[str, Author]) -> dict[str, str]:
    """Return name -> login, of creators of items who are authors of the head by another name: the shown one, or the mail address."""
    names: dict[str, set[str]] = {}
    for author in authors.values():
        for name in {author.display_name.casefold(), author.email.casefold()} - {""}:
            names.setdefault(name, set()).add(author.login)
    found = {}
    for login, author in authors.items():
        if not (author.id or author.email or author.display_name):
            meant = names.get(login.casefold(), set())
            if len(meant) == 1:
                found[login] = next(iter(meant))
    return found


def _first_administrator() -> int:
    """Return who gets stories of which the file names no author: the administrator who was here first; 0: there is none."""
    for pk, roles in User.objects.order_by("pk").values_list("pk", "roles").iterator():
        if "administrator" in (roles or ()):
            return pk
    return 0


def _chosen_users(task: WxrImport) -> dict[str, User]:
    found = {}
    for old, new in task.request.authors.items():
        user = User.objects.filter(login__iexact=new).first()
        if user is None:
            raise UnreadableSource(
                f"There is no user {new} here, to whom the stories of {old} shall go. Nothing was written."
            )
        if old not in task.survey.authors:
            names = ", ".join(sorted(task.survey.authors)[:20]) or "none"
            raise UnreadableSource(f"The files name no author {old}. They name: {names}. Nothing was written.")
        found[old] = user
    return found


def _placeholder_of(author: Author) -> User | None:
    """Return the stand-in for an author of whom only the id was known, with the name that is known now."""
    user = User.objects.filter(pk=author.id, placeholder=True).first() if author.id else None
    if user is None or not _NAMELESS.fullmatch(user.display_name):
        return None
    _fill(user, author)
    user.save()
    return user


def _fill(user: User, author: Author) -> None:
    user.login = clean_text(author.login, 60)
    user.nicename = _free_nicename(author, user.pk or 0)
    user.email = clean_text(author.email, 100)
    user.display_name = clean_text(author.display_name or author.login, 250)
    user.placeholder = False
    user.password = "!"  # noqa: S105  no password is right


def _free_nicename(author: Author, own: int) -> str:
    wanted = clean_text(sanitize_title(author.login.partition("@")[0]) or f"author-{author.id or 'x'}", 40)
    name, number = wanted, 2
    while User.objects.filter(nicename=name).exclude(pk=own).exists():
        name, number = f"{wanted}-{number}", number + 1
    return name


def _make_user(author: Author) -> User:
    taken = author.id <= 0 or User.objects.filter(pk=author.id).exists()
    highest = User.objects.aggregate(highest=Max("pk"))["highest"] or 0
    number = author.id if not taken else max(highest + 1, reserve_ids(User, 1)[0])
    user = User(pk=number, registered=site.now_gmt(), roles=[str(store.get("default_role") or "subscriber")])
    _fill(user, author)
    user.save(force_insert=True)
    names = {"first_name": author.first_name, "last_name": author.last_name, "nickname": author.login}
    UserMeta.objects.bulk_create([UserMeta(user=user, key=key, value=clean_text(text)) for key, text in names.items()])
    return user
