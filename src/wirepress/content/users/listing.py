"""Lists of users as REST asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from wirepress.content.posts.models import Post
from wirepress.content.users import roles
from wirepress.content.users.models import User
from wirepress.core.collation.sort_keys import collation_key
from wirepress.core.php.numbers import read_digits
from wirepress.settings import limits

_SEARCH_COLUMNS = {
    "id": "id",
    "username": "login",
    "slug": "nicename",
    "email": "email",
    "name": "display_name",
    "url": "url",
}


@dataclass(slots=True)
class UserQuery:
    """What a list of users shall hold."""

    search: str = ""
    search_columns: Sequence[str] = ()
    may_search_private: bool = False  # login, mail and address too
    include: Sequence[int] = ()
    exclude: Sequence[int] = ()
    slugs: Sequence[str] = ()
    roles: Sequence[str] = ()
    capabilities: Sequence[str] = ()
    authors_only: bool = False  # who=authors: everybody above subscriber
    published_types: Sequence[str] | None = None  # only authors of published posts of these types
    orderby: str = "name"
    order: str = "asc"
    offset: int = 0
    limit: int = 10


def find_users(query: UserQuery) -> tuple[list[User], int]:
    """Return one page of users with their meta, and how many there are."""
    rows = _filtered(query)
    facts = list(
        rows.values_list(
            "id", "login", "nicename", "display_name", "email", "url", "registered", "roles", "extra_capabilities"
        )
    )
    facts = [row for row in facts if _has(query, row[7] or [], row[8] or {})]
    facts.sort(key=lambda row: row[0])
    facts.sort(
        key=lambda row: _key(query, row),
        reverse=query.order == "desc" and query.orderby not in ("include", "include_slugs"),
    )
    ids = [row[0] for row in facts]
    page = ids[query.offset : query.offset + query.limit] if query.limit else ids[query.offset :]
    found = User.objects.prefetch_related("meta_rows").in_bulk(page)
    return [found[number] for number in page], len(ids)


def _filtered(query: UserQuery) -> QuerySet[User]:
    rows = User.objects.filter(placeholder=False) if not query.include else User.objects.all()
    if query.include:
        rows = rows.filter(id__in=list(query.include))
    elif query.exclude:
        rows = rows.exclude(id__in=list(query.exclude))
    if query.slugs:
        rows = rows.filter(nicename__in=list(query.slugs))
    if query.published_types is not None:
        own = Post.objects.filter(author_id=OuterRef("pk"), type__in=list(query.published_types), status="publish")
        rows = rows.filter(Exists(own))
    if len(query.search) > limits.SEARCH_LENGTH_MAX:
        return rows.none()
    return rows.filter(_search(query)) if query.search else rows


def _search(query: UserQuery) -> Q:
    names = [_SEARCH_COLUMNS[name] for name in query.search_columns if name in _SEARCH_COLUMNS]
    if not names:
        names = (
            ["login", "nicename", "email", "url", "display_name"]
            if query.may_search_private
            else ["nicename", "display_name"]
        )
    text = query.search.strip("*")
    found = Q()
    for name in names:
        found |= Q(id=read_digits(text) or 0) if name == "id" else Q(**{f"{name}__holds": text})
    return found


def _has(query: UserQuery, own_roles: Sequence[str], extra: Any) -> bool:
    if query.roles and not set(query.roles) & set(own_roles):
        return False
    if query.authors_only and not any(
        name in own_roles for name in ("administrator", "editor", "author", "contributor")
    ):
        return False
    if query.capabilities:
        mine = roles.capabilities_of(own_roles, extra)
        return any(name in mine for name in query.capabilities)
    return True


def _key(query: UserQuery, row: tuple[Any, ...]) -> Any:
    match query.orderby:
        case "id":
            return row[0]
        case "include" if query.include:
            wanted = list(query.include)
            return wanted.index(row[0]) if row[0] in wanted else len(wanted)
        case "include_slugs" if query.slugs:
            slugs = list(query.slugs)
            return slugs.index(row[2]) if row[2] in slugs else len(slugs)
        case "slug":
            return collation_key(row[2])
        case "login" | "include" | "include_slugs":  # an order by nothing is that of logins (WordPress 7.1 behaviour)
            return collation_key(row[1])
        case "email":
            return collation_key(row[4])
        case "url":
            return collation_key(row[5])
        case "registered_date":
            return (row[6] is not None, row[6])
        case _:
            return collation_key(row[3])
