"""Settings of redirects and of the list of addresses that were not found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from wirepress.features.seo.settings.part import Part, choice, lines, number, switch

QUERIES: Final = (
    ("pass", "Goes along to the target"),
    ("ignore", "Does not matter"),
    ("utm", "Only utm_* goes along"),
    ("exact", "Must be the same"),
    ("exact_order", "Must be the same, in the same order"),
)


@dataclass(frozen=True, slots=True)
class RedirectSettings(Part):
    """Which redirects are made by themselves, and what is noted of readers who found nothing."""

    NAME: ClassVar[str] = "redirects"
    OPTION: ClassVar[str] = "seo_redirects"
    TITLE: ClassVar[str] = "Redirects and 404"
    ABOUT: ClassVar[str] = "What becomes of old addresses."

    moved: bool = switch(
        True, "A redirect when an address changes", "For published stories and pages.", group="Made by themselves"
    )
    deleted: bool = switch(
        True, "“Gone” (410) when a story is deleted", "Search engines forget it sooner.", group="Made by themselves"
    )
    notice: bool = switch(True, "Tell the editor who changed the address", group="Made by themselves")
    query: str = choice("pass", "The query of a new rule", QUERIES, group="Rules")
    groups_off: Sequence[str] = lines((), "Groups that are off", "A name a line.", group="Rules")
    log_missing: bool = switch(True, "Note addresses that were not found", group="Addresses not found")
    missing_max: int = number(
        5000, "Addresses that are kept", "The rarest go first.", low=100, high=100_000, group="Addresses not found"
    )
    log_referrers: bool = switch(
        True, "Note where readers came from", "Without its query.", group="Addresses not found"
    )
