"""People of a site that is read: who they are here. Ids stay where they are free, or are the same person's; a map where not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db import transaction
from django.db.models import Max

from wirepress.content.users.models import User, UserMeta
from wirepress.transfer.clean_values import clean_date, clean_number, clean_text
from wirepress.transfer.importing.request import UnreadableSource
from wirepress.transfer.live.read_lists import Reading
from wirepress.transfer.live.reading_state import ReadingState
from wirepress.transfer.sequences import reserve_ids

KIND: Final = "authors"
_PROFILE: Final = ("first_name", "last_name", "nickname", "description", "locale")
_INT64: Final = 2**63


def write_people(reading: Reading, authors: Mapping[str, str]) -> dict[int, int]:
    """Find or make everybody whom the site names. Return id there -> id here.

    `authors`: login there -> login here, as somebody chose. Raises UnreadableSource when that names nobody.
    """
    chosen = _chosen_users(authors)
    with transaction.atomic():
        for number, row in _people(reading.state.documents("users")).items():
            _write_person(number, row, reading, chosen)
    return {int(there): here for there, here in reading.state.people.items()}


def _chosen_users(authors: Mapping[str, str]) -> dict[str, User]:
    found = {}
    for old, new in authors.items():
        user = User.objects.filter(login__iexact=new).first()
        if user is None:
            raise UnreadableSource(
                f"There is no user {new} here, to whom the stories of {old} shall go. Nothing was written."
            )
        found[old.lower()] = user
    return found


def _people(rows: Iterable[Any]) -> dict[int, Mapping[str, Any]]:
    """Return id -> the latest document of a person, for those that are of the right form."""
    found: dict[int, Mapping[str, Any]] = {}
    for row in rows:
        number = row.get("id") if isinstance(row, dict) else None
        if isinstance(number, int) and not isinstance(number, bool) and 0 < number < _INT64:
            found[number] = row
    return found


def _write_person(number: int, row: Mapping[str, Any], reading: Reading, chosen: Mapping[str, User]) -> None:
    tally, state = reading.report.tally(KIND), reading.state
    tally.read += 1
    wanted = chosen.get(clean_text(row.get("username")).lower()) or chosen.get(clean_text(row.get("slug")).lower())
    user = wanted or _who_is(number, row, state) or _new_placeholder(number)
    state.people[str(number)] = user.pk
    if wanted or not (user.placeholder or str(number) in state.made):
        tally.unchanged += 1  # an account of this site: it stays as it is
        return
    fresh = user._state.adding
    before = _shown(user)
    _fill(user, row, reading)
    changed = _shown(user) != before
    if fresh or changed:
        user.save(force_insert=fresh)
    changed |= _write_profile(user, row)
    tally.created, tally.updated = tally.created + fresh, tally.updated + (changed and not fresh)
    tally.unchanged += not (fresh or changed)
    if not user.placeholder and str(number) not in state.made:
        state.made.append(str(number))


def _new_placeholder(number: int) -> User:
    user = User(pk=_free_id(number), login=_free_login(f"author-{number}"), placeholder=True, password="!")  # noqa: S106
    user.nicename, user.display_name = f"author-{number}", f"Author {number}"
    return user


def _shown(user: User) -> tuple[object, ...]:
    return user.login, user.display_name, user.nicename, user.email, user.url, user.placeholder


def _who_is(number: int, row: Mapping[str, Any], state: ReadingState) -> User | None:
    """Return who a person is here; None for nobody yet."""
    known = state.people.get(str(number))
    found = User.objects.filter(pk=known).first() if known else None
    if found is not None:
        return found
    here = User.objects.filter(pk=number).first()
    if here is not None and (here.placeholder or _is_same(here, row)):
        return here
    login, email = clean_text(row.get("username"), 60), clean_text(row.get("email"), 100)
    for condition in ({"login__iexact": login} if login else None, {"email__iexact": email} if email else None):
        found = User.objects.filter(placeholder=False, **condition).order_by("pk").first() if condition else None
        if found is not None:
            return found
    return None


def _is_same(user: User, row: Mapping[str, Any]) -> bool:
    """Return whether an account of the same id is the same person's: by login or mail, or by what everybody sees."""
    told = {"login": row.get("username"), "email": row.get("email")}
    if any(isinstance(value, str) and value for value in told.values()):
        return any(
            isinstance(value, str) and value and getattr(user, name).lower() == value.lower()
            for name, value in told.items()
        )
    return user.nicename == row.get("slug") or (bool(user.display_name) and user.display_name == row.get("name"))


def _fill(user: User, row: Mapping[str, Any], reading: Reading) -> None:
    """Put what a document tells on an account. With a login it becomes one that its owner can get into by the link of a mail."""
    login = clean_text(row.get("username"), 60)
    if login and not User.objects.filter(login__iexact=login).exclude(pk=user.pk).exists():
        if user.placeholder:
            roles = row.get("roles")
            user.roles = [clean_text(role, 60) for role in roles] if isinstance(roles, list) else []
            user.registered = clean_date(str(row.get("registered_date") or "")[:19])
            reading.report.add_note(
                "People came with their roles and without passwords, which the API does not tell: they set one by the link of the"
                " sign-in page."
            )
            if "administrator" in user.roles:
                reading.report.add_note(f"{login} came as an administrator, as on the old site.")
        user.login, user.placeholder = login, False
        email = clean_text(row.get("email"), 100)
        if not User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():  # a mail address is one person's
            user.email = email
    user.display_name = clean_text(row.get("name"), 250) or user.display_name
    slug = clean_text(row.get("slug"), 50)
    if slug and not User.objects.filter(nicename=slug).exclude(pk=user.pk).exists():
        user.nicename = slug
    user.url = clean_text(row.get("url"), 100)


def _write_profile(user: User, row: Mapping[str, Any]) -> bool:
    """Keep the names and the description of a person. Return whether any was new."""
    wanted = {name: clean_text(row[name]) for name in _PROFILE if isinstance(row.get(name), str) and row[name]}
    if "locale" in wanted and "username" in row:
        del wanted["locale"]  # what REST shows is the site's where nothing was chosen
    present = dict(UserMeta.objects.filter(user=user, key__in=wanted).values_list("key", "value"))
    changed = {key: value for key, value in wanted.items() if present.get(key) != value}
    UserMeta.objects.filter(user=user, key__in=changed).delete()
    UserMeta.objects.bulk_create([UserMeta(user=user, key=key, value=value) for key, value in changed.items()])
    return bool(changed)


def _free_id(number: int) -> int:
    if not User.objects.filter(pk=number).exists():
        return number
    highest = clean_number(User.objects.aggregate(highest=Max("pk"))["highest"])
    return max(highest + 1, reserve_ids(User, 1)[0])


def _free_login(login: str) -> str:
    while User.objects.filter(login=login).exists():
        login += "-"
    return login
