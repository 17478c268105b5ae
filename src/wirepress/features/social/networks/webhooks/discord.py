"""A channel of Discord, by its webhook (docs.discord.com, resources/webhook)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar, Final

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
    Prepared,
    Profile,
    Sent,
)
from wirepress.features.social.networks.shared.asking import Answer, Api, judge_by_status, retry_after, unreadable
from wirepress.features.social.networks.shared.pictures import cut_alt, file_name, fit_pictures

_ADDRESS: Final = re.compile(r"(https?://[^/\s]+(?:/.*)?)/webhooks/(\d+)/([\w-]+)/?(?:\?.*)?")


class Discord(BasicNetwork):
    """Who has the webhook's address may post: it is a secret. A headline pings nobody."""

    facts: ClassVar = Facts(
        name="discord",
        title="Discord",
        abilities=frozenset({"card", "pictures", "alt", "edit", "delete"}),
        ways=("token",),
        fields=(ConnectField("url", "Webhook's address", "Channel, Integrations, Webhooks.", secret=True),),
        limits=Limits(
            length=2000,
            pictures=10,
            picture_bytes=10_000_000,
            picture_kinds=("image/jpeg", "image/png", "image/gif", "image/webp"),
            alt_length=1024,
            gap_seconds=2,
        ),
        can_be_found_by_person="the channel itself",
    )

    def wants_link_in_text(self, message: Message) -> bool:
        """Return False: the link is an embed, beside pictures too."""
        return False

    def connect_token(self, fields: Mapping[str, str]) -> Grant:
        """Return the grant of a webhook's address."""
        found = _ADDRESS.fullmatch(fields.get("url", "").strip())
        if found is None:
            raise errors.Refused("Give the webhook's address: --url https://discord.com/api/webhooks/NUMBER/TOKEN")
        return Grant({"token": found[3]}, options={"api": found[1], "webhook": found[2]})

    def list_accounts(self, grant: Grant, *, allow_private: bool = False) -> Sequence[Profile]:
        """Return the webhook's channel."""
        return [_profile(_api(grant.options, grant.secrets, allow_private), grant.options)]

    def check(self, account: ConnectedAccount) -> Profile:
        """Return the webhook's channel."""
        return _profile(_open(account), account.options)

    def send(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent:
        """Post, and wait for the message's number: without it Discord says nothing when it was not kept."""
        api = _open(account)
        answer = api.ask("POST", "", query={"wait": True}, creating=True, **self._write(account, message))
        return _read_sent(api, answer, account.options.get("guild", ""))

    def _write(self, account: ConnectedAccount, message: Message) -> dict[str, Any]:
        limits = account.limits or self.facts.limits
        pictures = fit_pictures(message.pictures, limits)
        data: dict[str, Any] = {"content": self.full_text(message), "allowed_mentions": {"parse": []}}
        if message.link is not None:
            data["embeds"] = [_embed(message.link)]
        if not pictures:
            return {"data": data}
        data["attachments"] = [
            {"id": place, "description": cut_alt(one.alt, limits)} for place, one in enumerate(pictures)
        ]
        files = [
            (f"files[{place}]", f"{place}-{file_name(one)}", one.body, one.kind) for place, one in enumerate(pictures)
        ]
        return {"parts": [("payload_json", "", json.dumps(data).encode(), "application/json"), *files]}

    def edit(self, account: ConnectedAccount, sent: Sent, message: Message) -> Sent:
        """Change text and embed; pictures stay."""
        data: dict[str, Any] = {"content": self.full_text(message), "allowed_mentions": {"parse": []}}
        if message.link is not None:
            data["embeds"] = [_embed(message.link)]
        _open(account).ask("PATCH", f"/messages/{sent.id}", data=data)
        return sent

    def delete(self, account: ConnectedAccount, sent: Sent) -> None:
        """Delete the message."""
        try:
            _open(account).ask("DELETE", f"/messages/{sent.id}")
        except errors.Gone as gone:
            if gone.code == "10015":  # the webhook itself
                raise


def _embed(link: LinkCard) -> dict[str, Any]:
    embed: dict[str, Any] = {
        "url": link.url,
        "title": (link.title or link.url)[:256],
        "description": link.description[:2000],
    }
    if link.picture is not None and link.picture.url.startswith("https://"):
        embed["image"] = {"url": link.picture.url}
    return embed


def _api(options: Mapping[str, str], secrets: Mapping[str, str], allow_private: bool) -> Api:
    base = f"{options['api']}/webhooks/{options['webhook']}/{secrets['token']}"
    return Api("Discord", base, _judge, hidden=tuple(secrets.values()), allow_private=allow_private)


def _open(account: ConnectedAccount) -> Api:
    return _api(account.options, account.secrets, account.allow_private)


def _judge(api: Api, answer: Answer) -> None:
    """Judge an answer: {code, message, errors}; 429 {retry_after}."""
    code, words = answer.text("code"), api.hide(answer.text("message"))
    said = {"answer": words, "code": code}
    if answer.status == 429:
        seconds = answer.part("retry_after")
        wait = timedelta(seconds=float(seconds)) if isinstance(seconds, int | float) else retry_after(answer.headers)
        raise errors.RateLimited(f"Discord has been asked too often: {words}", retry_after=wait, **said)
    if code in ("10015", "50027"):
        raise errors.TokenRevoked(
            f"The webhook is no longer there: make a new one in the channel. Discord: {words}", **said
        )
    if code == "40005" or answer.status == 413:
        raise errors.PictureRefused(f"Discord refused a picture: {words}", **said)
    if code in ("50006", "50035"):
        raise errors.TextRefused(f"Discord refused the text: {words}", **said)
    judge_by_status(api, answer, words, code=code)


def _profile(api: Api, options: Mapping[str, str]) -> Profile:
    found = api.get("").fields
    name = str(found.get("name") or "Webhook")
    places = {"guild": str(found.get("guild_id") or ""), "channel": str(found.get("channel_id") or "")}
    return Profile(str(found.get("id") or options["webhook"]), name, name, "", {**options, **places})


def _read_sent(api: Api, answer: Answer, guild: str) -> Sent:
    number, channel = answer.text("id"), answer.text("channel_id")
    if not number:
        raise unreadable(api, answer)
    return Sent(
        number, f"https://discord.com/channels/{guild}/{channel}/{number}" if guild else "", {"channel": channel}
    )


NETWORK: Final = Discord()
