"""Make and change users."""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction

from wirepress.content.errors import ActionRefused
from wirepress.content.events import emit
from wirepress.content.locks import lock_name, lock_rows
from wirepress.content.options import site, store
from wirepress.content.users.models import User, UserMeta
from wirepress.content.users.roles import ROLES
from wirepress.core.markup.fields.emails import is_email
from wirepress.core.markup.fields.save_filters import save_description, save_name, save_url
from wirepress.core.markup.text.slugs import sanitize_title
from wirepress.core.php import passwords

UserRefused = ActionRefused
SLUG_MAX: Final = 50  # characters
_META = ("first_name", "last_name", "nickname", "description", "locale")


def create_user(
    *,
    login: str,
    email: str,
    password: str,
    role: str = "",
    display_name: str = "",
    url: str = "",
    slug: str = "",
    **meta: str,
) -> User:
    """Make a user; texts are stored as `core/markup/fields/save_filters.py` has them.

    Raises ActionRefused: existing_user_login, existing_user_email, empty_user_login, user_login_too_long, user_url_too_long,
    user_nicename_too_long, rest_user_invalid_email, rest_user_invalid_role.
    """
    role = role or str(store.get("default_role"))
    if role not in ROLES:
        raise ActionRefused("rest_user_invalid_role", f"There is no role '{role}'. Roles: {', '.join(ROLES)}.", 400)
    if not login.strip() or len(login) > 60:
        raise ActionRefused(
            "user_login_too_long" if login.strip() else "empty_user_login",
            "A login must have 1 to 60 characters.",
            500,
            bare=True,
        )
    _check_free(login, email)
    _check_slug(sanitize_title(slug))
    hashed = _hashed(password)  # takes its time, so nobody waits for it below
    with transaction.atomic():
        lock_name("users")
        _check_free(login, email)
        user = User(
            login=login,
            email=email,
            url=save_url(url),
            registered=site.now_gmt(),
            roles=[role],
            password=hashed,
        )
        user.display_name = save_name(display_name or _full_name(meta) or login)
        _check_lengths(user)
        user.nicename = unique_nicename(slug or login, user)
        user.save()
        write_meta(user, {"nickname": login, **meta})
        emit("user.changed", user.pk)
    return user


def _check_free(login: str, email: str) -> None:
    if User.objects.filter(login__iexact=login).exists():
        raise ActionRefused("existing_user_login", f"The login '{login}' is taken.", 500, bare=True)
    if not is_email(email) and not email.endswith("@localhost"):
        raise ActionRefused("rest_user_invalid_email", f"'{email}' is not an email address.", 400)
    if User.objects.filter(email__iexact=email).exists():
        raise ActionRefused("existing_user_email", f"The address '{email}' is taken.", 500, bare=True)


def _check_lengths(user: User) -> None:
    """Raises ActionRefused where a text does not fit WordPress's columns."""
    if len(user.url) > 100:
        raise ActionRefused(
            "user_url_too_long", "The address of a website may have at most 100 characters.", 500, bare=True
        )
    _check_slug(user.nicename)
    if len(user.display_name) > 250 or len(user.email) > 100:
        raise ActionRefused(
            "db_insert_error", "The name or the email address is too long to be stored.", 500, bare=True
        )


def _check_slug(slug: str) -> None:
    if len(slug) > SLUG_MAX:
        raise ActionRefused(
            "user_nicename_too_long", f"The slug of a user may have at most {SLUG_MAX} characters.", 500, bare=True
        )


def _hashed(password: str) -> str:
    try:
        return passwords.make(password)
    except ValueError:
        raise ActionRefused("rest_user_invalid_password", "A password may have at most 4096 bytes.", 400) from None


def _full_name(meta: dict[str, str]) -> str:
    return " ".join(part for part in (meta.get("first_name", ""), meta.get("last_name", "")) if part not in ("", "0"))


def unique_nicename(name: str, user: User) -> str:
    """Return a slug for the author's address that nobody else has. It never shows the login of somebody whose slug was chosen."""
    base = sanitize_title(name)[:SLUG_MAX] or "user"
    others = User.objects.exclude(pk=user.pk)
    slug, number = base, 2
    while others.filter(nicename=slug).exists():
        suffix = f"-{number}"
        slug, number = base[: SLUG_MAX - len(suffix)] + suffix, number + 1
    return slug


def write_meta(user: User, values: dict[str, str]) -> None:
    """Names and the like, one row a key."""
    for key in _META:
        if key in values and values[key] is not None:
            given = "" if values[key] == "0" else values[key]  # to PHP, nothing
            value = save_description(given) if key == "description" else save_name(given)
            if key == "nickname" and not given:
                value = user.login  # nobody is without one
            rows = UserMeta.objects.filter(user=user, key=key)
            if not rows.update(value=value):
                UserMeta.objects.create(user=user, key=key, value=value)


def update_user(user: User, fields: dict[str, Any]) -> User:
    """Change a user. Raises ActionRefused."""
    hashed = _hashed(str(fields["password"])) if fields.get("password") else ""
    with transaction.atomic():
        lock_name("users")
        if not lock_rows(user):
            raise ActionRefused("rest_user_invalid_id", "The user no longer exists.", 404)
        _change(user, fields, hashed)
        _check_lengths(user)
        user.save()
        write_meta(user, {key: fields[key] for key in _META if fields.get(key) is not None})
        emit("user.changed", user.pk)
    return user


def _change(user: User, fields: dict[str, Any], hashed: str) -> None:
    email = fields.get("email")
    if email is not None and email != user.email:
        if User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
            raise ActionRefused("rest_user_invalid_email", "That email address is already in use.", 400)
        user.email = email
    for name, column, clean in (("name", "display_name", save_name), ("url", "url", save_url)):
        if fields.get(name) is not None:
            # Who has no name is called by the login (WordPress 7.1 behaviour).
            nameless = name == "name" and str(fields[name]) in ("", "0")
            setattr(user, column, clean(user.login if nameless else str(fields[name])))
    if fields.get("slug"):
        slug = sanitize_title(str(fields["slug"]))
        if User.objects.filter(nicename=slug).exclude(pk=user.pk).exists():
            raise ActionRefused("rest_user_invalid_slug", "Another user already has that slug.", 400)
        user.nicename = slug
    if fields.get("roles") is not None:
        unknown = [role for role in fields["roles"] if role not in ROLES]
        if unknown:
            raise ActionRefused("rest_user_invalid_role", f"There is no role '{unknown[0]}'.", 400)
        user.roles = list(fields["roles"])
    if hashed:
        user.password = hashed
    user.placeholder = user.placeholder and not hashed
