"""Lists of rules and of addresses not found, and what a form or a program says of a rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import Q, QuerySet

from wirepress.content.options import site
from wirepress.features.seo.redirects.addresses import local_address, number_of, read_query, split
from wirepress.features.seo.redirects.models import MissingAddress, RedirectRule
from wirepress.features.seo.redirects.rules import GONE, Rule
from wirepress.features.seo.redirects.save import NewRule
from wirepress.features.seo.settings import store as settings
from wirepress.features.seo.settings.redirects import RedirectSettings

CAPABILITY: Final = "edit_others_posts"  # whoever may change everybody's stories looks after their addresses
ORDERS: Final = {
    "newest": ("-id",),
    "hits": ("-hits", "-id"),
    "last_hit": ("-last_hit", "-id"),
    "source": ("source", "id"),
}
MISSING_ORDERS: Final = {"readers": ("-readers", "-last"), "bots": ("-bots", "-last"), "last": ("-last", "-id")}


def find_rules(*, search: str = "", match: str = "", group: str = "", order: str = "newest") -> QuerySet[RedirectRule]:
    """Return rules. A search that is an address of the site finds the rules at it or leading to it; any other one, parts of both."""
    rows = RedirectRule.objects.order_by(*ORDERS.get(order, ORDERS["newest"]))
    if match:
        rows = rows.filter(match=match)
    if group:
        rows = rows.filter(group=group)
    if search:
        local = local_address(search, site.home()) if search.startswith(("/", "http")) else None
        if local is not None:
            path, query = split(local)
            number = number_of(path, read_query(query))
            found = rows.filter(Q(key=number) | Q(target_key=number))
            if found.exists():
                return found
        rows = rows.filter(Q(source__icontains=search) | Q(target__icontains=search) | Q(note__icontains=search))
    return rows


def groups() -> list[str]:
    """Return the names of all groups."""
    return sorted(RedirectRule.objects.order_by().values_list("group", flat=True).distinct())


def find_missing(*, search: str = "", order: str = "readers", bots: bool = False) -> QuerySet[MissingAddress]:
    """Return addresses not found. Without `bots` only those that readers asked for."""
    rows = MissingAddress.objects.order_by(*MISSING_ORDERS.get(order, MISSING_ORDERS["readers"]))
    rows = rows if bots else rows.filter(readers__gt=0)
    return rows.filter(path__icontains=search) if search else rows


def from_fields(fields: Mapping[str, Any], row: RedirectRule | None = None) -> NewRule:
    """Return what is to be stored: the fields given, the others as in `row`, or as a new rule has them."""

    def value(name: str, otherwise: Any) -> Any:
        given = fields.get(name)
        return given if given is not None else getattr(row, name) if row is not None else otherwise

    source, target, code = str(value("source", "")), str(value("target", "")), int(value("code", 301))
    match = str(value("match", "exact"))
    rule = Rule(
        0,
        match,
        source,
        "" if code in GONE else target,
        code,
        str(value("query", settings.read(RedirectSettings).query)),
        bool(value("ignore_case", True)),
        bool(value("ignore_slash", True)),
        str(value("group", "manual")).strip()[:60] or "manual",
    )
    return NewRule(
        rule, bool(value("enabled", True)), int(value("position", 0)), str(value("note", "")), value("post_id", None)
    )


def single_addresses() -> list[tuple[str, str, int]]:
    """Return the enabled rules that stand for one address each: path, target, status. Those with a query of their own are left out."""
    rows = RedirectRule.objects.filter(match="exact", enabled=True).exclude(source__contains="?").order_by("id")
    return [(source, target, code) for source, target, code in rows.values_list("source", "target", "code").iterator()]
