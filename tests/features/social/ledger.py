"""A network for tests, "ledger": what readers saw stands in a list, and each call can be told to fail before or after it took the post."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, ClassVar

from wirepress.content.options import site
from wirepress.core.secrets.sealing import seal
from wirepress.features.social import accounts
from wirepress.features.social.hooks import ShareNetwork
from wirepress.features.social.models import AccountConnection, SocialAccount
from wirepress.features.social.networks.basic_network import BasicNetwork
from wirepress.features.social.networks.errors import OutcomeUnknown
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

Fault = Callable[[], None]


@dataclass
class Ledger:
    """What readers saw, and what the next calls do."""

    posts: list[dict[str, Any]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    before: list[Exception | None] = field(default_factory=list)  # raised by the next sends before they take
    after: list[BaseException | None] = field(default_factory=list)  # and after
    can_find: bool = True
    at_call: Fault = lambda: None

    def of(self, account: str) -> list[dict[str, Any]]:
        """Return what readers of an account saw."""
        return [post for post in self.posts if post["account"] == account]


class LedgerNetwork(BasicNetwork):
    """The network over a ledger."""

    facts: ClassVar[Facts] = Facts(
        "ledger",
        "Ledger",
        frozenset({"comment", "edit", "delete", "find", "pictures", "alt"}),
        ("token",),
        (),
        Limits(length=300, comment_length=200, pictures=1, posts_day=50),
        settle=timedelta(0),
    )
    ledger: Ledger

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def _call(self, name: str) -> None:
        self.ledger.calls.append(name)
        self.ledger.at_call()

    def list_accounts(self, grant: Grant, *, allow_private: bool = False) -> Sequence[Profile]:
        return [Profile("1", "one")]

    def check(self, account: ConnectedAccount) -> Profile:
        return Profile("1", "one")

    def prepare(self, account: ConnectedAccount, message: Message, key: str) -> Prepared:
        self._call("prepare")
        return Prepared(key, site.now_gmt())

    def send(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent:
        self._call("send")
        if self.ledger.before and (error := self.ledger.before.pop(0)) is not None:
            raise error
        self.ledger.posts.append(
            {
                "account": account.key,
                "key": prepared.key,
                "text": self.full_text(message),
                "story": message.story,
                "pictures": len(message.pictures),
                "reply": message.reply.first.id if message.reply else "",
            }
        )
        self.ledger.at_call()
        if self.ledger.after and (lost := self.ledger.after.pop(0)) is not None:
            raise lost
        return Sent(prepared.key, f"https://ledger.example/{prepared.key}")

    def look_up(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent | None:
        self._call("look_up")
        if not self.ledger.can_find:
            raise OutcomeUnknown("Nobody can tell.")
        found = any(post["key"] == prepared.key for post in self.ledger.posts)
        return Sent(prepared.key, f"https://ledger.example/{prepared.key}") if found else None

    def edit(self, account: ConnectedAccount, sent: Sent, message: Message) -> Sent:
        self._call("edit")
        for post in self.ledger.posts:
            if post["key"] == sent.id:
                post["text"] = self.full_text(message)
        return sent

    def delete(self, account: ConnectedAccount, sent: Sent) -> None:
        self._call("delete")
        self.ledger.posts[:] = [post for post in self.ledger.posts if post["key"] != sent.id]


def declare(ledger: Ledger) -> Callable[[], Sequence[ShareNetwork]]:
    """Return the hook that brings the network."""
    network = LedgerNetwork(ledger)

    def share_networks() -> Sequence[ShareNetwork]:
        return (ShareNetwork("ledger", "Ledger", lambda: network),)

    return share_networks


def connect(key: str = "ledger_1", **columns: Any) -> SocialAccount:
    """Return a connected account of the ledger, which shares nothing by itself."""
    from wirepress.features.social.queue.models import AccountQueue

    rules: Mapping[str, Any] = columns.pop("rules", {"schedule": "off"})
    account = SocialAccount.objects.create(key=key, service="ledger", name=key, connected=True)
    AccountConnection.objects.create(
        account=account, external_id="1", secrets=seal({}), home=site.home(), connected=site.now_gmt(), **columns
    )
    AccountQueue.objects.create(account=account, rules=dict(rules))
    accounts.forget_accounts()
    return account
