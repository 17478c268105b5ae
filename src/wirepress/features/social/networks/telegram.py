"""A channel of Telegram, by a bot that may post there (core.telegram.org/bots/api)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
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
    Message,
    Prepared,
    Profile,
    Sent,
)
from wirepress.features.social.networks.shared import counting
from wirepress.features.social.networks.shared.asking import Answer, Api, judge_by_status, retry_after, unreadable
from wirepress.features.social.networks.shared.pictures import file_name, fit_pictures

API: Final = "https://api.telegram.org"
CAPTION_MAX: Final = 1024
DELETE_WITHIN: Final = timedelta(hours=48)


class Telegram(BasicNetwork):
    """Nothing tells afterwards what a bot posted: an unknown outcome is for a person."""

    facts: ClassVar = Facts(
        name="telegram",
        title="Telegram",
        abilities=frozenset({"pictures", "thread", "edit", "delete"}),
        ways=("token",),
        fields=(
            ConnectField("token", "Bot token", "From @BotFather; the bot is an administrator there.", secret=True),
            ConnectField("channel", "Channel", "@name, or the number of a private one (-100...)."),
            ConnectField("api", "Address of the Bot API", required=False, default=API, advanced=True),
        ),
        limits=Limits(
            length=4096,
            thread_length=4096,
            pictures=10,
            picture_bytes=10_000_000,
            picture_kinds=("image/jpeg", "image/png", "image/webp"),
            gap_seconds=3,
        ),
        can_be_found_by_person="the channel itself",
    )

    def count(self, text: str) -> int:
        """Return the number of UTF-16 code units."""
        return counting.count_utf16(text)

    def length_limit(self, message: Message, limits: Limits) -> int:
        """Return how long the text may be: shorter below pictures."""
        return CAPTION_MAX if message.pictures else super().length_limit(message, limits)

    # Connecting

    def connect_token(self, fields: Mapping[str, str]) -> Grant:
        """Return the grant of a bot's token and a channel."""
        if not fields.get("token") or not fields.get("channel"):
            raise errors.Refused("Give the bot's token and the channel: --token and --channel @name.")
        channel = fields["channel"].strip()
        if not channel.startswith("@") and not channel.lstrip("-").isdecimal():
            channel = f"@{channel.rpartition('/')[2]}"
        options = {"channel": channel, "api": fields.get("api") or API}
        return Grant({"token": fields["token"].strip()}, options=options)

    def list_accounts(self, grant: Grant, *, allow_private: bool = False) -> Sequence[Profile]:
        """Return the channel, after a look at whether the bot may post there."""
        return [_profile(_api(grant.options, grant.secrets, allow_private), grant.options)]

    def check(self, account: ConnectedAccount) -> Profile:
        """Return the channel, after a look at whether the bot may post there."""
        return _profile(_open(account), {**account.options, "channel": account.id})

    # Writing

    def send(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent:
        """Post a text, a picture or an album."""
        api, text = _open(account), self.full_text(message)
        above = {"reply_parameters": {"message_id": int(message.reply.last.id)}} if message.reply else {}
        pictures = fit_pictures(message.pictures, account.limits or self.facts.limits)
        if pictures:
            return self._send_pictures(api, account, text, pictures, above)
        data: dict[str, Any] = {"chat_id": account.id, "text": text, **above}
        if message.link is not None:
            data["link_preview_options"] = {"url": message.link.url}
        return _read_sent(api, api.post("/sendMessage", data=data, creating=True), account, "text")

    def _send_pictures(
        self, api: Api, account: ConnectedAccount, text: str, pictures: Sequence[Any], above: Mapping[str, Any]
    ) -> Sent:
        import json

        plain = {
            "chat_id": account.id,
            **({"reply_parameters": json.dumps(above["reply_parameters"])} if above else {}),
        }
        if len(pictures) == 1:
            files = [("photo", file_name(pictures[0]), pictures[0].body, pictures[0].kind)]
            plain["caption"] = text
            method = "/sendPhoto"
        else:
            media = [{"type": "photo", "media": f"attach://p{place}"} for place in range(len(pictures))]
            media[0]["caption"] = text
            plain["media"] = json.dumps(media)
            files = [(f"p{place}", file_name(one), one.body, one.kind) for place, one in enumerate(pictures)]
            method = "/sendMediaGroup"
        parts = [*((name, "", str(value).encode(), "") for name, value in plain.items()), *files]
        return _read_sent(api, api.post(method, parts=parts, creating=True), account, "caption")

    def edit(self, account: ConnectedAccount, sent: Sent, message: Message) -> Sent:
        """Change the text, or the one below a picture."""
        caption = sent.more.get("part") == "caption"
        data = {
            "chat_id": account.id,
            "message_id": int(sent.id),
            "caption" if caption else "text": self.full_text(message),
        }
        with suppress(errors.Duplicate):  # it says so already
            _open(account).post("/editMessageCaption" if caption else "/editMessageText", data=data)
        return sent

    def delete(self, account: ConnectedAccount, sent: Sent) -> None:
        """Delete the messages; after two days Telegram refuses."""
        api = _open(account)
        for number in (sent.id, *filter(None, sent.more.get("others", "").split(","))):
            try:
                api.post("/deleteMessage", data={"chat_id": account.id, "message_id": int(number)})
            except errors.Gone:
                continue


def _api(options: Mapping[str, str], secrets: Mapping[str, str], allow_private: bool) -> Api:
    base = f"{(options.get('api') or API).rstrip('/')}/bot{secrets['token']}"
    return Api("Telegram", base, _judge, hidden=tuple(secrets.values()), allow_private=allow_private)


def _open(account: ConnectedAccount) -> Api:
    return _api(account.options, account.secrets, account.allow_private)


def _judge(api: Api, answer: Answer) -> None:
    """Judge an answer: {ok, error_code, description, parameters}."""
    if answer.part("ok") is True:
        return
    words, plain = api.hide(answer.text("description")), answer.text("description").lower()
    code = int(answer.text("error_code") or answer.status)
    said = {"answer": words, "code": str(code)}
    if code == 429:
        seconds = answer.part("parameters", "retry_after")
        wait = timedelta(seconds=int(seconds)) if isinstance(seconds, int) else retry_after(answer.headers)
        raise errors.RateLimited(f"Telegram has been asked too often: {words}", retry_after=wait, **said)
    if code in (401, 404):
        raise errors.TokenRevoked(f"Telegram does not accept the bot's token: {words}", **said)
    if answer.part("parameters", "migrate_to_chat_id"):
        raise errors.PermissionMissing(f"The group has a new number: connect it again. Telegram says: {words}", **said)
    if "deactivated" in plain:
        raise errors.AccountBlocked(f"Telegram: {words}", **said)
    if code == 403 or "administrator rights" in plain or "not enough rights" in plain:
        raise errors.PermissionMissing(f"The bot may not post in the channel: {words}", **said)
    if "chat not found" in plain:
        raise errors.PermissionMissing(f"The bot does not see the channel: {words}", **said)
    if "not modified" in plain:
        raise errors.Duplicate(f"Telegram: {words}", **said)
    if "message to delete not found" in plain or "message to edit not found" in plain:
        raise errors.Gone(f"Telegram no longer has it: {words}", **said)
    if "can't be deleted" in plain or "can't be edited" in plain:
        raise errors.NotSupported(f"Telegram lets nobody change it any more: {words}", **said)
    if "too long" in plain or "is empty" in plain or "can't parse" in plain:
        raise errors.TextRefused(f"Telegram refused the text: {words}", **said)
    if any(word in plain for word in ("file", "photo", "image", "web page content", "http url content", "media")):
        raise errors.PictureRefused(f"Telegram refused a picture: {words}", **said)
    judge_by_status(api, answer, words)
    raise unreadable(api, answer)


def _profile(api: Api, options: Mapping[str, str]) -> Profile:
    bot = api.get("/getMe").part("result") or {}
    chat = api.get("/getChat", {"chat_id": options["channel"]}).part("result") or {}
    number = str(chat.get("id") or options["channel"])
    member = api.get("/getChatMember", {"chat_id": number, "user_id": bot.get("id")}).part("result") or {}
    lacking = member.get("status") not in ("administrator", "creator") or member.get("can_post_messages") is False
    if lacking and chat.get("type") == "channel":
        raise errors.PermissionMissing("The bot may not post in the channel: make it an administrator there.")
    name = str(chat.get("username") or "")
    return Profile(
        id=number,
        handle=f"@{name}" if name else str(chat.get("title") or number),
        name=str(chat.get("title") or name),
        url=f"https://t.me/{name}" if name else "",
        options={**options, "username": name},
    )


def _read_sent(api: Api, answer: Answer, account: ConnectedAccount, part: str) -> Sent:
    found = answer.part("result")
    several = found if isinstance(found, list) else [found]
    numbers = [str(one["message_id"]) for one in several if isinstance(one, dict) and "message_id" in one]
    if not numbers:
        raise unreadable(api, answer)
    name = account.options.get("username")
    where = name or f"c/{account.id.removeprefix('-100')}"
    more = {"part": part, **({"others": ",".join(numbers[1:])} if numbers[1:] else {})}
    return Sent(numbers[0], f"https://t.me/{where}/{numbers[0]}", more)


NETWORK: Final = Telegram()
