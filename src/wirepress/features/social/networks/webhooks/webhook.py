"""A signed webhook: any program that takes a POST. What it gets, and how it knows that it is from us, stands in docs/social/networks.md."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

from wirepress.core.http.target import is_inside, is_public, resolve
from wirepress.features.social.networks import errors
from wirepress.features.social.networks.basic_network import BasicNetwork
from wirepress.features.social.networks.protocol import (
    ConnectedAccount,
    ConnectField,
    Facts,
    Grant,
    Limits,
    Message,
    Picture,
    Prepared,
    Profile,
    Sent,
)
from wirepress.features.social.networks.shared.asking import Answer, Api, judge_by_status

LENGTH: Final = 10_000
ALL: Final = "all"


class Webhook(BasicNetwork):
    """POSTs JSON; any 2xx is success. The contract allows the same delivery to come again, with the same number."""

    facts: ClassVar = Facts(
        name="webhook",
        title="Webhook",
        abilities=frozenset({"card", "pictures", "alt", "edit", "delete", "find"}),
        ways=("token",),
        fields=(
            ConnectField("url", "Address", "https://... that takes a POST with JSON.", secret=True),
            ConnectField("secret", "Secret", "Signs every POST; best a long random one.", secret=True),
            ConnectField(
                "events",
                "What is sent",
                "Corrections and deletions too only where the receiver knows the difference.",
                required=False,
                default="share",
                choices=(("share", "Shares alone"), (ALL, "Shares, corrections and deletions")),
            ),
        ),
        limits=Limits(length=LENGTH, pictures=10, picture_kinds=("image/jpeg", "image/png", "image/gif", "image/webp")),
        repeat=timedelta(days=1),
        settle=timedelta(0),
        several=True,
    )

    def connect_token(self, fields: Mapping[str, str]) -> Grant:
        """Return the grant, after a look at the address. Nothing is sent."""
        url, secret = fields.get("url", "").strip(), fields.get("secret", "")
        _check_address(url, allow_private=bool(fields.get("allow_private")))
        if not secret:
            raise errors.Refused("A webhook needs a secret, best a long random one: --secret.")
        return Grant({"url": url, "secret": secret}, options={"events": fields.get("events") or "share"})

    def list_accounts(self, grant: Grant, *, allow_private: bool = False) -> Sequence[Profile]:
        """Return the one account: its number is made of the address, its handle is the host."""
        url = grant.secrets["url"]
        return [Profile(hashlib.sha256(url.encode()).hexdigest()[:16], urlsplit(url).netloc, options=grant.options)]

    def check(self, account: ConnectedAccount) -> Profile:
        """Return the account; a webhook cannot be asked without posting."""
        url = account.secrets["url"]
        _check_address(url, allow_private=account.allow_private)
        return Profile(account.id, urlsplit(url).netloc)

    def send(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent:
        """POST the share."""
        self._post(account, "share", prepared.key, describe_message(message))
        return Sent(prepared.key)

    def look_up(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent | None:
        """Return None: the receiver drops a delivery that it has already."""
        return None

    def edit(self, account: ConnectedAccount, sent: Sent, message: Message) -> Sent:
        """POST the correction, where that was asked for."""
        self._require_all(account)
        self._post(account, "correction", sent.id, describe_message(message))
        return sent

    def delete(self, account: ConnectedAccount, sent: Sent) -> None:
        """POST the deletion, where that was asked for."""
        self._require_all(account)
        self._post(account, "deletion", sent.id, {"id": 0, "link": "", "text": "", "image": ""})

    def _require_all(self, account: ConnectedAccount) -> None:
        if account.options.get("events") != ALL:
            raise errors.NotSupported(
                f"The webhook {account.handle} is sent shares alone, no corrections or deletions."
            )

    def _post(self, account: ConnectedAccount, event: str, delivery: str, facts: Mapping[str, Any]) -> None:
        body = json.dumps({**facts, "event": event, "delivery": delivery}, ensure_ascii=False).encode()
        url = account.secrets["url"]
        head = {
            "X-Wirepress-Signature": sign_body(body, account.secrets["secret"]),
            "X-Wirepress-Event": event,
            "X-Wirepress-Delivery": delivery,
        }
        api = Api(
            self.facts.title, url, _judge, hidden=(url, *account.secrets.values()), allow_private=account.allow_private
        )
        api.ask("POST", url, body=body, kind="application/json", headers=head, creating=event == "share")


def describe_message(message: Message) -> dict[str, Any]:
    """Return what the receiver is told of a message."""
    link = message.link
    several = [*message.pictures, *([link.picture] if link and link.picture else [])]
    pictures = list({picture.url: picture for picture in several}.values())
    return {
        "id": message.story,
        "link": link.url if link else "",
        "text": message.text,
        "image": pictures[0].url if pictures else "",
        "title": message.title or (link.title if link else ""),
        "images": [_describe_picture(picture) for picture in pictures],
    }


def _describe_picture(picture: Picture) -> dict[str, str]:
    return {"url": picture.url, "alt": picture.alt}


def sign_body(body: bytes, secret: str) -> str:
    """Return the signature of a body: sha256= and the hexadecimal HMAC-SHA256."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def _check_address(url: str, *, allow_private: bool) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise errors.Refused("A webhook's address begins with https:// and has no user name in it.")
    if allow_private:
        return
    if parts.scheme != "https":
        raise errors.Refused(
            "A webhook's address begins with https://, so that nobody reads along. In your own network it need not: --allow-private."
        )
    addresses = resolve(parts.hostname)
    if any(is_inside(address) or not is_public(address) for address in addresses):
        raise errors.Refused(
            f"{parts.hostname} is not on the open internet. If it stands in your own network, connect it with --allow-private."
        )


def _judge(api: Api, answer: Answer) -> None:
    judge_by_status(api, answer, answer.body[:300].decode("utf-8", "replace"))


NETWORK: Final = Webhook()
