"""A channel of Slack, by an incoming webhook (docs.slack.dev, sending messages using incoming webhooks)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final
from urllib.parse import urlsplit

from wirepress.features.social.networks import errors
from wirepress.features.social.networks.basic_network import BasicNetwork
from wirepress.features.social.networks.protocol import (
    ConnectedAccount,
    ConnectField,
    Facts,
    Grant,
    Limits,
    LinkCard,
    Message,
    Picture,
    Prepared,
    Profile,
    Sent,
)
from wirepress.features.social.networks.shared.asking import Answer, Api, judge_by_status

SECTION_MAX: Final = 3000


class Slack(BasicNetwork):
    """A webhook gives no number: what was posted can neither be found, changed nor deleted by us."""

    uploads = False
    facts: ClassVar = Facts(
        name="slack",
        title="Slack",
        abilities=frozenset({"card", "pictures", "alt"}),
        ways=("token",),
        fields=(
            ConnectField("url", "Webhook's address", "Of an app with Incoming Webhooks.", secret=True),
            ConnectField("channel", "Channel", "As you call it; only shown here.", False),
        ),
        limits=Limits(
            length=SECTION_MAX,
            pictures=10,
            picture_kinds=("image/jpeg", "image/png", "image/gif"),
            alt_length=2000,
            gap_seconds=1,
        ),
        can_be_found_by_person="the channel itself",
    )

    def connect_token(self, fields: Mapping[str, str]) -> Grant:
        """Return the grant of a webhook's address. Nothing is sent."""
        url = fields.get("url", "").strip()
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or len(parts.path) < 3:
            raise errors.Refused("Give the webhook's address: --url https://hooks.slack.com/services/...")
        if parts.scheme == "http" and not fields.get("allow_private"):
            raise errors.Refused("A webhook's address begins with https://, so that nobody reads along.")
        return Grant({"url": url}, options={"channel": fields.get("channel") or ""})

    def list_accounts(self, grant: Grant, *, allow_private: bool = False) -> Sequence[Profile]:
        """Return the one account; its number is made of the address."""
        number = hashlib.sha256(grant.secrets["url"].encode()).hexdigest()[:16]
        handle = grant.options.get("channel") or urlsplit(grant.secrets["url"]).netloc
        return [Profile(number, handle, handle, options=grant.options)]

    def check(self, account: ConnectedAccount) -> Profile:
        """Return the account, after an empty message that Slack refuses in one way while the webhook is there, in another when not."""
        try:
            _open(account).post("", data={})
        except (errors.TextRefused, errors.Refused) as refusal:
            if isinstance(refusal, errors.Gone):
                raise
        return Profile(account.id, account.handle, options=account.options)

    def send(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent:
        """Post; Slack says "ok" and nothing else."""
        text = escape_text(self.full_text(message))
        blocks: list[dict[str, Any]] = []
        if text:
            blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": text[:SECTION_MAX]}})
        if message.link is not None:
            blocks.append(_card(message.link))
        limits = account.limits or self.facts.limits
        blocks += [_image(picture) for picture in message.pictures[: limits.pictures]]
        fallback = text or (message.link.title if message.link else "")
        _open(account).post("", data={"text": fallback, "blocks": blocks}, creating=True)
        return Sent(prepared.key)


def escape_text(text: str) -> str:
    """Return a text without a meaning of its signs in Slack."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _card(link: LinkCard) -> dict[str, Any]:
    title = escape_text(link.title or link.url).replace("|", "¦")
    lines = f"*<{link.url}|{title}>*" + (f"\n{escape_text(link.description)}" if link.description else "")
    block: dict[str, Any] = {"type": "section", "text": {"type": "mrkdwn", "text": lines[:SECTION_MAX]}}
    if link.picture is not None and link.picture.url.startswith("https://"):
        alt = (link.picture.alt or link.title or "Picture")[:2000]
        block["accessory"] = {"type": "image", "image_url": link.picture.url, "alt_text": alt}
    return block


def _image(picture: Picture) -> dict[str, Any]:
    return {"type": "image", "image_url": picture.url, "alt_text": (picture.alt or "Picture")[:2000]}


def _open(account: ConnectedAccount) -> Api:
    url = account.secrets["url"]
    hidden = (url, *account.secrets.values())
    return Api("Slack", url, _judge, hidden=hidden, allow_private=account.allow_private)


def _judge(api: Api, answer: Answer) -> None:
    """Judge an answer: "ok", or a word of plain text."""
    word = answer.body[:200].decode("utf-8", "replace").strip()
    said = {"answer": api.hide(word), "code": word[:60]}
    if answer.status in (403, 404, 410) and word in (
        "invalid_token",
        "no_service",
        "no_team",
        "team_disabled",
        "no_active_hooks",
    ):
        raise errors.TokenRevoked(f"The webhook is no longer there: make a new one. Slack says: {word}", **said)
    if answer.status in (403, 404, 410) and word in (
        "channel_not_found",
        "channel_is_archived",
        "action_prohibited",
        "posting_to_general_channel_denied",
    ):
        raise errors.PermissionMissing(f"Slack does not let the webhook post there: {word}", **said)
    if "image" in word or "invalid_blocks" in word:
        raise errors.PictureRefused(f"Slack refused what goes with the text: {word}", **said)
    if answer.status == 400:
        raise errors.TextRefused(f"Slack refused the text: {word}", **said)
    judge_by_status(api, answer, word)


NETWORK: Final = Slack()
