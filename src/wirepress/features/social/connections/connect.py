"""Connecting by what a person types in: a token, an app password, a webhook's address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from wirepress.content.errors import ActionRefused
from wirepress.features.social.connections.guard import expect_any_answer
from wirepress.features.social.connections.store_account import store_account
from wirepress.features.social.models import SocialAccount
from wirepress.features.social.networks.errors import NetworkError
from wirepress.features.social.networks.protocol import ConnectField, Network, Profile
from wirepress.features.social.networks.registry import UnknownNetwork, find_network


class SeveralAccounts(ActionRefused):
    """The access is good for several accounts, and none was chosen."""

    def __init__(self, network: Network, profiles: Sequence[Profile]) -> None:
        listed = "; ".join(f"{one.id} ({one.handle})" for one in profiles[:20])
        super().__init__(
            "social_several_accounts",
            f"{network.facts.title} gives access to {len(profiles)} accounts. Say which with --account: {listed}",
            409,
        )
        self.profiles = profiles


def open_network(name: str) -> Network:
    """Return a network by its name. Raises ActionRefused."""
    try:
        return find_network(name)
    except UnknownNetwork as error:
        raise ActionRefused("social_unknown_network", str(error.args[0]), 404) from None


def fields_of(network: Network, way: str) -> list[ConnectField]:
    """Return what a way of connecting asks for. A refresh token that is typed in is of no use without the app's keys."""
    fields = network.facts.fields
    found = [one for one in fields if one.way in ("", way)]
    if way == "token" and any(one.name == "refresh" for one in fields):
        found += [replace(one, required=False) for one in fields if one.way == "oauth"]
    return found


def read_fields(network: Network, way: str, given: Mapping[str, str]) -> dict[str, str]:
    """Return the values of a way's fields with their defaults. Raises ActionRefused for what is missing or not known."""
    known = {one.name: one for one in fields_of(network, way)}
    unknown = sorted(set(given) - set(known) - {"allow_private", "code"})
    if unknown:
        raise ActionRefused(
            "social_unknown_field",
            f"{network.facts.title} does not ask for {', '.join(unknown)}. Known: {', '.join(known)}.",
        )
    values = {name: (given.get(name) or "").strip() or one.default for name, one in known.items()}
    missing = [one for one in known.values() if one.required and not values[one.name]]
    if missing:
        words = "; ".join(f"--{one.name} ({one.label}{f': {one.help}' if one.help else ''})" for one in missing)
        raise ActionRefused("social_missing_field", f"{network.facts.title} needs more to be connected: {words}")
    for one in known.values():
        if one.choices and values[one.name] not in {value for value, _ in one.choices}:
            allowed = ", ".join(value for value, _ in one.choices)
            raise ActionRefused("social_wrong_field", f"--{one.name} is one of: {allowed}.")
    return {**values, **{name: given[name] for name in ("allow_private", "code") if given.get(name)}}


def connect_with_token(
    network_name: str,
    given: Mapping[str, str],
    *,
    name: str,
    allow_private: bool = False,
    wanted: str = "",
    again: SocialAccount | None = None,
) -> SocialAccount:
    """Connect an account and return it. `wanted`: id or handle of one, where there are several. Raises ActionRefused."""
    network = open_network(network_name)
    if "token" not in network.facts.ways:
        raise ActionRefused(
            "social_needs_consent",
            f"{network.facts.title} is connected on its consent page: open the newsroom's page Accounts of networks.",
        )
    private = {"allow_private": "1"} if allow_private else {}
    fields = read_fields(network, "token", {**given, **private})
    try:
        with expect_any_answer(network.facts.title):
            grant = network.connect_token(fields)
            profiles = list(network.list_accounts(grant, allow_private=allow_private))
    except NetworkError as error:
        raise ActionRefused(
            f"social_{error.kind}", f"{error.message.rstrip('.')}. Nothing was connected.", 502
        ) from None
    profile = choose_profile(network, profiles, wanted or (_known_id(again) if again else ""))
    return store_account(network, profile, grant, name=name, way="token", allow_private=allow_private, again=again)


def choose_profile(network: Network, profiles: Sequence[Profile], wanted: str) -> Profile:
    """Return the one that is meant. Raises ActionRefused."""
    if wanted:
        chosen = [one for one in profiles if wanted in (one.id, one.handle, one.name, one.handle.removeprefix("@"))]
        if len(chosen) == 1:
            return chosen[0]
    if len(profiles) == 1 and not wanted:
        return profiles[0]
    if not profiles:
        raise ActionRefused(
            "social_no_account", f"{network.facts.title} gives access to no account that can be posted to.", 409
        )
    raise SeveralAccounts(network, profiles)


def _known_id(account: SocialAccount) -> str:
    connection = getattr(account, "connection", None)
    return str(connection.external_id) if connection is not None else ""
