"""Connecting by a network's consent page (OAuth): the way there, and the way back, which is good once and for who began it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any, Final

from wirepress.content.errors import ActionRefused
from wirepress.content.options import site
from wirepress.core.secrets.keys import KeyMissing
from wirepress.core.secrets.sealing import seal, unseal
from wirepress.features.social.connections.connect import open_network, read_fields
from wirepress.features.social.connections.guard import expect_any_answer
from wirepress.features.social.connections.store_account import store_account
from wirepress.features.social.models import AccountConnection, ConnectAttempt, SocialAccount
from wirepress.features.social.networks.errors import NetworkError
from wirepress.features.social.networks.protocol import Grant, Profile, now_gmt
from wirepress.features.social.networks.shared.oauth import make_challenge, make_verifier

LIFE: Final = timedelta(minutes=15)
CALLBACK: Final = "/wp-admin/social-accounts/callback/"


def callback_url() -> str:
    """Return where networks send people back to: it stands in the settings of the app there."""
    return site.home(CALLBACK)


def begin_consent(
    network_name: str,
    given: Mapping[str, str],
    *,
    name: str,
    user_id: int,
    allow_private: bool = False,
    again: SocialAccount | None = None,
) -> str:
    """Return the address of the network's page; what has to be known afterwards is stored. Raises ActionRefused."""
    network = open_network(network_name)
    if "oauth" not in network.facts.ways:
        raise ActionRefused("social_no_consent", f"{network.facts.title} is connected by a token.")
    known = _known_fields(again) if again is not None else {}
    private = {"allow_private": "1"} if allow_private else {}
    filled = {**known, **{field: value for field, value in given.items() if value}, **private}
    fields = read_fields(network, "oauth", filled)
    state, verifier = make_verifier(), make_verifier()
    try:
        with expect_any_answer(network.facts.title):
            begun = network.begin_connect(fields, callback_url(), state, make_challenge(verifier))
    except NetworkError as error:
        raise ActionRefused(
            f"social_{error.kind}", f"{error.message.rstrip('.')}. Nothing was connected.", 502
        ) from None
    forget_old_attempts()
    ConnectAttempt.objects.create(
        state=_hash(state),
        network=network.facts.name,
        name=name,
        account=again,
        user_id=user_id,
        kept=_seal({"kept": json.dumps({**begun.kept, **private}), "verifier": verifier}),
        begun=now_gmt().replace(microsecond=0),
    )
    return begun.url


def finish_consent(answer: Mapping[str, str], *, user_id: int) -> tuple[ConnectAttempt, Grant, list[Profile]]:
    """Return what the consent gave and the accounts it is good for. Raises ActionRefused: the state is unknown, used, old or somebody
    else's, or the network says no."""
    state = answer.get("state", "")
    attempt = ConnectAttempt.objects.filter(state=_hash(state), granted=False).first()
    if not state or attempt is None or attempt.begun < now_gmt() - LIFE or attempt.user_id != user_id:
        raise ActionRefused(
            "social_bad_state",
            "This way back from a network was used already, is older than a quarter of an hour, or was begun by somebody else. "
            "Nothing was connected. Begin again.",
            400,
        )
    if not ConnectAttempt.objects.filter(pk=attempt.pk, granted=False).update(granted=True):
        raise ActionRefused("social_bad_state", "This way back was used a moment ago. Nothing was connected.", 400)
    network, secrets = open_network(attempt.network), _unseal(attempt.kept)
    kept = {str(name): str(value) for name, value in json.loads(secrets["kept"]).items()}
    try:
        with expect_any_answer(network.facts.title):
            grant = network.finish_connect(kept, answer, secrets["verifier"], callback_url())
            profiles = list(network.list_accounts(grant, allow_private=bool(kept.get("allow_private"))))
    except NetworkError as error:
        attempt.delete()
        raise ActionRefused(
            f"social_{error.kind}", f"{error.message.rstrip('.')}. Nothing was connected.", 502
        ) from None
    attempt.kept = _seal({**_pack(grant, profiles), "allow_private": kept.get("allow_private", "")})
    attempt.granted = True
    attempt.save(update_fields=["kept", "granted"])
    return attempt, grant, profiles


def find_granted(number: str, *, user_id: int) -> tuple[ConnectAttempt, list[Profile]]:
    """Return an attempt whose accounts are still to be chosen, and those accounts. Raises ActionRefused."""
    attempt = ConnectAttempt.objects.filter(state=number, granted=True, user_id=user_id).first()
    if attempt is None or attempt.begun < now_gmt() - LIFE:
        raise ActionRefused("social_bad_state", "There is nothing left to choose: begin again.", 400)
    return attempt, _unpack_profiles(_unseal(attempt.kept))


def end_consent(attempt: ConnectAttempt, chosen: Sequence[str]) -> list[SocialAccount]:
    """Store the chosen accounts (ids) of a consent and return them; the attempt is over. Raises ActionRefused."""
    secrets = _unseal(attempt.kept)
    profiles = [one for one in _unpack_profiles(secrets) if one.id in chosen]
    if not profiles:
        raise ActionRefused("social_no_account", "Choose at least one account.")
    grant, network = _unpack_grant(json.loads(secrets["grant"])), open_network(attempt.network)
    single = len(profiles) == 1
    stored = [
        store_account(
            network,
            profile,
            grant,
            name=attempt.name if single else "",
            way="oauth",
            allow_private=bool(secrets.get("allow_private")),
            again=attempt.account if single else None,
        )
        for profile in profiles
    ]
    attempt.delete()
    return stored


def forget_old_attempts() -> int:
    """Forget those who never came back."""
    return ConnectAttempt.objects.filter(begun__lt=now_gmt() - LIFE).delete()[0]


def _known_fields(account: SocialAccount) -> dict[str, str]:
    """Return what an account that is connected again was connected with: the app's keys need not be typed in again."""
    connection = AccountConnection.objects.filter(account=account).first()
    if connection is None:
        return {}
    try:
        secrets = unseal(connection.secrets)
    except KeyMissing:
        secrets = {}
    names = {one.name for one in open_network(account.service).facts.fields if one.way in ("", "oauth")}
    known = {**connection.options, **secrets}
    return {name: str(value) for name, value in known.items() if name in names and value}


def _pack(grant: Grant, profiles: Sequence[Profile]) -> dict[str, str]:
    return {
        "grant": json.dumps(_grant_document(grant)),
        "profiles": json.dumps(
            [{**asdict(one), "grant": _grant_document(one.grant) if one.grant else None} for one in profiles]
        ),
    }


def _grant_document(grant: Grant) -> dict[str, Any]:
    return {
        "secrets": dict(grant.secrets),
        "expires": grant.expires.isoformat() if grant.expires else "",
        "sign_in_by": grant.sign_in_by.isoformat() if grant.sign_in_by else "",
        "options": dict(grant.options),
    }


def _unpack_grant(stored: Mapping[str, Any]) -> Grant:
    from datetime import datetime

    def moment(text: str) -> datetime | None:
        return datetime.fromisoformat(text) if text else None

    return Grant(stored["secrets"], moment(stored["expires"]), moment(stored["sign_in_by"]), stored["options"])


def _unpack_profiles(secrets: Mapping[str, str]) -> list[Profile]:
    rows = json.loads(secrets["profiles"])
    return [Profile(**{**row, "grant": _unpack_grant(row["grant"]) if row["grant"] else None}) for row in rows]


def _hash(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()


def _seal(secrets: Mapping[str, str]) -> str:
    try:
        return seal(secrets)
    except KeyMissing as error:
        raise ActionRefused("social_no_key", str(error), 500) from None


def _unseal(text: str) -> dict[str, str]:
    try:
        return unseal(text)
    except KeyMissing as error:
        raise ActionRefused("social_no_key", str(error), 500) from None
