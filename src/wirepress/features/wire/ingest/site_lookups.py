"""What filing needs to know of the site, read once for a run: people, categories, tags, what is blocked."""

from __future__ import annotations

import functools
import html
from collections.abc import Iterable
from typing import Final

from wirepress.content.errors import ActionRefused
from wirepress.content.options import site
from wirepress.content.terms.actions.create import create_term
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.core.markup.fields.save_filters import save_name
from wirepress.features.wire.models import Block, Source

SYSTEM_LOGIN: Final = "wire"
SYSTEM_ROLE: Final = "author"


class SiteLookups:
    """Of one run. `forget_terms` after a transaction was undone: terms that it made are gone."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._ids: dict[str, dict[str, int]] = {}

    # People

    @functools.cached_property
    def _people(self) -> dict[str, User]:
        return {
            user.login.casefold(): user
            for user in User.objects.filter(placeholder=False).order_by("id")
            if user.can("edit_posts")
        }

    @functools.cached_property
    def logins(self) -> frozenset[str]:
        """Return the logins of everybody who may write."""
        return frozenset(user.login for user in self._people.values())

    def author_id(self, login: str) -> int:
        """Return the number of the user of that login; without one (or when they are gone) of the first administrator, else of the system user."""
        chosen = self._people.get(login.casefold()) if login else None
        return chosen.pk if chosen else self._first_author

    @functools.cached_property
    def _first_author(self) -> int:
        chief = next((user for user in self._people.values() if user.can("manage_options")), None)
        return chief.pk if chief else system_user().pk

    # Terms

    @functools.cached_property
    def blocks(self) -> frozenset[tuple[str, str]]:
        """Return the blocked authors, hosts and addresses."""
        return frozenset(Block.objects.values_list("kind", "value"))

    @functools.cached_property
    def category_names(self) -> frozenset[str]:
        """Return names as people read them."""
        return frozenset(
            html.unescape(name) for name in Term.objects.filter(taxonomy="category").values_list("name", flat=True)
        )

    def term_ids(self, taxonomy: str, names: Iterable[str]) -> list[int]:
        """Return numbers of the terms of these names; those that are missing are made. A name that can be none is left out."""
        found = []
        for name in names:
            number = self._term_id(taxonomy, name)
            if number and number not in found:
                found.append(number)
        return found

    def _term_id(self, taxonomy: str, name: str) -> int:
        ids = self._ids.setdefault(taxonomy, {})
        if name not in ids:
            clean = save_name(name)
            terms = Term.objects.filter(taxonomy=taxonomy, name__iexact=clean).order_by("parent_id", "id")
            ids[name] = (terms.values_list("id", flat=True).first() or _create_term(taxonomy, name)) if clean else 0
        return ids[name]

    def forget_terms(self) -> None:
        """Look terms up anew."""
        self._ids.clear()


def _create_term(taxonomy: str, name: str) -> int:
    try:
        return create_term(taxonomy, name).pk
    except ActionRefused as error:
        return int(error.data.get("term_id") or 0) if error.code == "term_exists" else 0


def system_user() -> User:
    """Return the user in whose name stories are filed on a site that has no administrator yet. It cannot sign in."""
    user, _ = User.objects.get_or_create(
        login=SYSTEM_LOGIN,
        defaults={
            "nicename": SYSTEM_LOGIN,
            "display_name": "Wire",
            "email": "",
            "roles": [SYSTEM_ROLE],
            "password": "!",
            "registered": site.now_gmt(),
        },
    )
    return user
