"""A network that takes everything and shows it to nobody: to try rules and texts without consequences. Nothing leaves the site."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import ClassVar, Final

from wirepress.features.social.networks.basic_network import BasicNetwork
from wirepress.features.social.networks.protocol import (
    ConnectedAccount,
    Facts,
    Grant,
    Limits,
    Message,
    Prepared,
    Profile,
    Sent,
)


class Practice(BasicNetwork):
    """Counts like most networks, and keeps nothing beside the log."""

    facts: ClassVar = Facts(
        name="practice",
        title="Practice",
        abilities=frozenset({"card", "pictures", "alt", "thread", "comment", "edit", "delete", "find"}),
        ways=("token",),
        fields=(),
        limits=Limits(length=500, comment_length=500, thread_length=500, pictures=4),
        repeat=timedelta(days=1),
        settle=timedelta(0),
    )

    def connect_token(self, fields: Mapping[str, str]) -> Grant:
        """Return an empty grant: there is nothing to be allowed."""
        return Grant({"number": hashlib.sha256(fields.get("name", "practice").encode()).hexdigest()[:12]})

    def list_accounts(self, grant: Grant, *, allow_private: bool = False) -> Sequence[Profile]:
        """Return the one account."""
        return [Profile(grant.secrets["number"], "practice")]

    def check(self, account: ConnectedAccount) -> Profile:
        """Return the account: it is always well."""
        return Profile(account.id, account.handle)

    def send(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent:
        """Take it."""
        return Sent(prepared.key)

    def look_up(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent | None:
        """Return None: nobody saw it, so it may be taken again."""
        return None

    def edit(self, account: ConnectedAccount, sent: Sent, message: Message) -> Sent:
        """Take the correction."""
        return sent

    def delete(self, account: ConnectedAccount, sent: Sent) -> None:
        """Take it away."""


NETWORK: Final = Practice()
