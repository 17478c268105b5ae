"""Adds, changes and removes sources, for the command line, REST and the newsroom alike: checked first, stored whole."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from django.db import transaction
from pydantic import ValidationError

from wirepress.content.errors import ActionRefused
from wirepress.content.locks import lock_name, lock_rows
from wirepress.content.options import site
from wirepress.content.users.models import User
from wirepress.core.markup.text.slugs import sanitize_title
from wirepress.features.wire.decide.policy import Policy
from wirepress.features.wire.decide.rules import BadRule, check_condition
from wirepress.features.wire.models import KINDS, Source
from wirepress.features.wire.sources.feed_addresses import feed_address
from wirepress.features.wire.text.text_rules import check_rule

INTERVAL_MIN: Final = 60
INTERVAL_MAX: Final = 7 * 86_400
NAME_MAX: Final = 200
URL_MAX: Final = 2000
AUTH_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "basic": ("user", "password"),
    "bearer": ("token",),
    "header": ("name", "value"),
}
FIELDS: Final = ("name", "url", "home", "kind", "enabled", "allow_private", "interval", "policy", "auth")


class WrongFields(ActionRefused):
    """Some fields of a source are wrong; nothing was saved. `fields`: field (policy.rights.expires ...) -> what is wrong, in words."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        words = " ".join(f"{name}: {text}" for name, text in fields.items())
        super().__init__("wire_wrong_source", f"The source was not kept. {words}", 400)
        self.fields = dict(fields)


def policy_of(source: Source) -> Policy:
    """Return what was decided for a source."""
    return Policy.model_validate(source.policy)


def add_source(fields: Mapping[str, Any]) -> Source:
    """Return a new source, due at once. Fields as in FIELDS, all but `url` may be absent. Raises WrongFields."""
    source = Source(created=site.now_gmt())
    _apply_fields(source, {"kind": "auto", "url": "", "policy": {}, **fields})
    if source.kind == "push":
        source.secret = new_secret()
    elif source.enabled:
        source.due = source.created
    with transaction.atomic():
        lock_name("wire:sources")
        source.slug = _free_slug(source.name)
        source.save()
    return source


def change_source(source: Source, fields: Mapping[str, Any]) -> Source:
    """Change the fields given and keeps the others. A source that points elsewhere now is asked anew. Raises WrongFields."""
    with transaction.atomic():
        if not lock_rows(source):
            raise ActionRefused("wire_no_source", "The source is gone.", 404)
        before = (source.url, source.kind, source.enabled, source.auth)
        _apply_fields(source, fields)
        if source.kind == "push" and not source.secret:
            source.secret = new_secret()
        if (source.url, source.kind, source.enabled, source.auth) != before:
            source.validators, source.failures, source.error, source.told = {}, 0, "", None
            source.due = site.now_gmt() if source.enabled and source.kind != "push" else None
        source.save()
    return source


def remove_source(source: Source) -> int:
    """Forget a source and what is known of its items; the posts stay. How many items were forgotten."""
    with transaction.atomic():
        number = source.items.count()
        source.delete()
    return number


def renew_secret(source: Source) -> str:
    """Return a new secret in place of the old one, which is worth nothing from now on."""
    with transaction.atomic():
        if not lock_rows(source):
            raise ActionRefused("wire_no_source", "The source is gone.", 404)
        source.secret = new_secret()
        source.save(update_fields=["secret"])
    return source.secret


def new_secret() -> str:
    """Return a secret to sign pushes with."""
    return secrets.token_urlsafe(32)


def _apply_fields(source: Source, fields: Mapping[str, Any]) -> None:
    """Put the fields into the row when all of them are right. Raises WrongFields that names every wrong one."""
    wrong: dict[str, str] = {}
    had = dict(source.auth)
    for name in FIELDS:
        if name in fields and fields[name] is not None:
            setattr(source, name, fields[name])
    source.url, source.home = str(source.url).strip(), str(source.home).strip()
    if source.kind not in ("push", "folder"):
        source.url = feed_address(source.url)
    source.name = str(source.name).strip() or host_of(source.url) or str(source.kind)
    _check_plain(source, wrong)
    source.auth = _check_auth(_with_kept_secrets(source.auth, had), wrong)
    source.policy = _check_policy(source.policy, wrong)
    if wrong:
        raise WrongFields(wrong)


def _check_plain(source: Source, wrong: dict[str, str]) -> None:
    if source.kind not in KINDS:
        wrong["kind"] = f"One of {', '.join(KINDS)}."
    if len(source.name) > NAME_MAX:
        wrong["name"] = f"At most {NAME_MAX} characters."
    if not isinstance(source.interval, int) or not INTERVAL_MIN <= source.interval <= INTERVAL_MAX:
        wrong["interval"] = f"Between {INTERVAL_MIN} seconds and a week ({INTERVAL_MAX})."
    if source.kind not in ("push", "folder"):
        _check_address("url", source.url, wrong)
    elif source.kind == "folder" and not source.url:
        wrong["url"] = "The path of the folder to watch."
    if source.home:
        _check_address("home", source.home, wrong)
    for name in ("name", "url", "home"):
        if not is_single_line(getattr(source, name)):
            wrong[name] = "One line of text; a character in it cannot be kept."


def is_single_line(text: Any) -> bool:
    """Return whether the text is one line that can be stored in a database and sent in a header."""
    return isinstance(text, str) and text.isprintable()


def host_of(url: str) -> str:
    """Return the host of an address in lower case; "" for what is no address."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _check_address(name: str, url: str, wrong: dict[str, str]) -> None:
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        fine = False
    if not fine:
        wrong[name] = "An address that begins with http:// or https://."
    elif len(url) > URL_MAX:
        wrong[name] = f"At most {URL_MAX} characters."
    elif parts.username or parts.password:
        wrong[name] = "Without a name and password in it: they go into the source's sign-in."


def _with_kept_secrets(auth: Any, had: Mapping[str, Any]) -> Any:
    """Return a sign-in with the secret that is kept, where it names none and is otherwise the one there was: none is ever shown."""
    if not isinstance(auth, Mapping) or not had or auth.get("how") != had.get("how"):
        return auth
    fields = AUTH_FIELDS.get(str(auth.get("how")), ())
    if not fields or auth.get(fields[-1]) or any(auth.get(name) != had.get(name) for name in fields[:-1]):
        return auth
    return {**auth, fields[-1]: had.get(fields[-1])}


def _check_auth(auth: Any, wrong: dict[str, str]) -> dict[str, str]:
    if not auth:
        return {}
    how = str(auth.get("how")) if isinstance(auth, Mapping) else ""
    if how not in AUTH_FIELDS:
        wrong["auth"] = f"`how` is one of {', '.join(AUTH_FIELDS)}."
        return {}
    missing = [name for name in AUTH_FIELDS[how] if not isinstance(auth.get(name), str) or not auth[name]]
    if missing or not all(is_single_line(auth[name]) for name in AUTH_FIELDS[how]):
        wrong["auth"] = f"{how} needs {' and '.join(AUTH_FIELDS[how])}, each a line of text."
        return {}
    return {"how": how, **{name: auth[name] for name in AUTH_FIELDS[how]}}


def _check_policy(policy: Any, wrong: dict[str, str]) -> dict[str, Any]:
    """Return the policy as it is stored: only what differs from the defaults."""
    try:
        read = Policy.model_validate(policy)
    except ValidationError as error:
        for problem in error.errors(include_url=False, include_context=False, include_input=False):
            path = ".".join(("policy", *(str(step) for step in problem["loc"])))
            wrong[path] = f"{problem['msg']}."
        return {}
    asked = {"filters": [rule.when for rule in read.filters], "terms.rules": [rule.when for rule in read.terms.rules]}
    for part, conditions in asked.items():
        for number, condition in enumerate(conditions):
            try:
                check_condition(condition)
            except BadRule as error:
                wrong[f"policy.{part}.{number}.when"] = str(error)
    for number, rule in enumerate(read.text_rules):
        try:
            check_rule(rule)
        except BadRule as error:
            wrong[f"policy.text_rules.{number}.find"] = str(error)
    logins = {login for login in (read.author, *read.authors.values()) if login}
    unknown = logins - set(User.objects.filter(login__in=logins).values_list("login", flat=True))
    if unknown:
        wrong["policy.author" if read.author in unknown else "policy.authors"] = (
            f"Nobody here has the login {', '.join(sorted(unknown))}."
        )
    return read.model_dump(mode="json", exclude_defaults=True)


def _free_slug(name: str) -> str:
    """Return a slug for the source that no other one has."""
    wanted = sanitize_title(name)[:80].strip("-") or "source"
    wanted = wanted if wanted.isascii() and not wanted.isdigit() else f"source-{secrets.token_hex(4)}"
    taken = set(Source.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number = 1
    slug = wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
