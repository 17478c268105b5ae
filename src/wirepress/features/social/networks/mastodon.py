"""Mastodon and servers that speak its API (methods/statuses, media, instance of docs.joinmastodon.org)."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar, Final

from wirepress.features.social.networks import errors
from wirepress.features.social.networks.basic_network import BasicNetwork
from wirepress.features.social.networks.protocol import (
    Begun,
    ConnectedAccount,
    ConnectField,
    Counts,
    Facts,
    Grant,
    Limits,
    Message,
    Picture,
    Prepared,
    Profile,
    Reply,
    Sent,
)
from wirepress.features.social.networks.shared import counting
from wirepress.features.social.networks.shared.asking import Answer, Api, judge_by_status, read_moment, unreadable
from wirepress.features.social.networks.shared.matching import is_late_enough, is_same_text, strip_html
from wirepress.features.social.networks.shared.oauth import consent_url, judge_token, read_code, read_grant
from wirepress.features.social.networks.shared.pictures import cut_alt, file_name, fit_pictures

SCOPES: Final = "read:accounts read:statuses write:statuses write:media"
MEDIA_LOOKS: Final = 20
MEDIA_PAUSE: Final = 0.5  # seconds between two looks at a picture that is being worked on
BATCH: Final = 20


class Mastodon(BasicNetwork):
    """One instance per account. A repeat with the same Idempotency-Key within an hour makes nothing new."""

    facts: ClassVar = Facts(
        name="mastodon",
        title="Mastodon",
        abilities=frozenset({"pictures", "alt", "thread", "comment", "edit", "delete", "find", "counts", "replies"}),
        ways=("oauth", "token"),
        fields=(
            ConnectField("url", "Instance", "Address of the server, such as https://mastodon.social"),
            ConnectField(
                "token", "Access token", "Preferences, Development, your application.", secret=True, way="token"
            ),
            ConnectField(
                "visibility",
                "Who sees posts",
                required=False,
                default="public",
                choices=(
                    ("public", "Everybody"),
                    ("unlisted", "Everybody, not in timelines"),
                    ("private", "Followers"),
                ),
            ),
        ),
        limits=Limits(
            length=500,
            thread_length=500,
            comment_length=500,
            pictures=4,
            picture_bytes=16_777_216,
            picture_kinds=("image/jpeg", "image/png", "image/gif", "image/webp"),
            alt_length=1500,
            link_length=23,
        ),
        repeat=timedelta(minutes=50),
        settle=timedelta(minutes=2),
    )

    def count(self, text: str) -> int:
        """Return the length by Mastodon's rule."""
        return counting.count_mastodon(text)

    # Connecting

    def begin_connect(self, fields: Mapping[str, str], redirect: str, state: str, challenge: str) -> Begun:
        """Register the site as an app of the instance and return its consent page."""
        base = clean_base(fields.get("url", ""))
        api = Api("Mastodon", base, _judge, allow_private=bool(fields.get("allow_private")))
        app = api.post(
            "/api/v1/apps", form={"client_name": "Wirepress", "redirect_uris": redirect, "scopes": SCOPES}
        ).fields
        client, secret = str(app.get("client_id", "")), str(app.get("client_secret", ""))
        if not client or not secret:
            raise errors.Refused(f"{base} did not register the site as an application. Is it a Mastodon server?")
        url = consent_url(
            f"{base}/oauth/authorize",
            response_type="code",
            client_id=client,
            redirect_uri=redirect,
            scope=SCOPES,
            state=state,
            code_challenge=challenge,
            code_challenge_method="S256",
        )
        return Begun(url, {**fields, "url": base, "client_id": client, "client_secret": secret})

    def finish_connect(self, kept: Mapping[str, str], answer: Mapping[str, str], verifier: str, redirect: str) -> Grant:
        """Exchange the code for a token, which has no end."""
        api = Api(
            "Mastodon",
            kept["url"],
            judge_token,
            hidden=(kept["client_secret"],),
            allow_private=bool(kept.get("allow_private")),
        )
        form = {
            "grant_type": "authorization_code",
            "code": read_code(answer, "Mastodon"),
            "client_id": kept["client_id"],
            "client_secret": kept["client_secret"],
            "redirect_uri": redirect,
            "code_verifier": verifier,
        }
        found = read_grant(
            api.post("/oauth/token", form=form).fields, client_id=kept["client_id"], client_secret=kept["client_secret"]
        )
        return Grant(found.secrets, options=_options(kept))

    def connect_token(self, fields: Mapping[str, str]) -> Grant:
        """Return the grant of a token from the instance's own page."""
        if not fields.get("token"):
            raise errors.Refused("Give the access token of an application of the instance: --token.")
        return Grant(
            {"access": fields["token"].strip()}, options={**_options(fields), "url": clean_base(fields["url"])}
        )

    def list_accounts(self, grant: Grant, *, allow_private: bool = False) -> Sequence[Profile]:
        """Return the account that the token belongs to."""
        api = _api(grant.options["url"], grant.secrets, allow_private)
        return [_profile(api, grant.options)]

    def check(self, account: ConnectedAccount) -> Profile:
        """Return the account, after a look at the app's scopes."""
        api = _open(account)
        try:
            scopes = api.get("/api/v1/apps/verify_credentials").part("scopes")
        except errors.Gone:  # servers of the family without it
            scopes = None
        if isinstance(scopes, list) and scopes and not {"write", "write:statuses"} & set(scopes):
            raise errors.PermissionMissing(
                "The token may not write: make one with the scopes write:statuses and write:media, and connect again."
            )
        return _profile(api, account.options)

    def disconnect(self, account: ConnectedAccount) -> None:
        """Revoke the token, where it came from a consent page."""
        if account.secrets.get("client_secret"):
            form = {
                "client_id": account.secrets.get("client_id"),
                "client_secret": account.secrets["client_secret"],
                "token": account.secrets["access"],
            }
            _open(account).post("/oauth/revoke", form=form)

    # Writing

    def read_limits(self, account: ConnectedAccount) -> Limits:
        """Return the instance's limits: many are not 500."""
        api = _open(account)
        try:
            found = api.get("/api/v2/instance")
        except errors.Gone:
            found = api.get("/api/v1/instance")
        own, base = found.part("configuration") or {}, self.facts.limits
        statuses, media = own.get("statuses") or {}, own.get("media_attachments") or {}
        length = int(statuses.get("max_characters") or found.part("max_toot_chars") or base.length)
        kinds = [str(kind) for kind in media.get("supported_mime_types") or () if str(kind).startswith("image/")]
        return Limits(
            length=length,
            thread_length=length,
            comment_length=length,
            pictures=int(statuses.get("max_media_attachments") or base.pictures),
            picture_bytes=int(media.get("image_size_limit") or 0) or base.picture_bytes,
            picture_kinds=kinds or base.picture_kinds,
            alt_length=int(media.get("description_limit") or 0) or base.alt_length,
            link_length=int(statuses.get("characters_reserved_per_url") or 23),
        )

    def prepare(self, account: ConnectedAccount, message: Message, key: str) -> Prepared:
        """Upload the pictures and wait until they can be used."""
        api, since = _open(account), account.now()
        media = [
            _upload(api, picture, cut_alt(picture.alt, account.limits or self.facts.limits))
            for picture in fit_pictures(message.pictures, account.limits or self.facts.limits)
        ]
        return Prepared(key, since, {"media": media})

    def send(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent:
        """Post the status under the key."""
        data: dict[str, Any] = {
            "status": self.full_text(message),
            "media_ids": prepared.state.get("media") or [],
            "visibility": account.options.get("visibility") or "public",
            **({"spoiler_text": message.warning, "sensitive": True} if message.warning else {}),
            **({"language": message.language.partition("-")[0]} if message.language else {}),
            **({"in_reply_to_id": message.reply.last.id} if message.reply else {}),
        }
        api = _open(account)
        answer = api.post("/api/v1/statuses", data=data, headers={"Idempotency-Key": prepared.key}, creating=True)
        return _read_sent(api, answer)

    def look_up(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent | None:
        """Look through the account's newest posts."""
        query = {"limit": 40, "exclude_reblogs": True}
        text = self.full_text(message)
        for status in _open(account).get(f"/api/v1/accounts/{account.id}/statuses", query).json or ():
            plain = strip_html(str(status.get("content", "")))
            late = is_late_enough(prepared.since, read_moment(status.get("created_at")))
            if late and is_same_text(text, plain) and _has_link(message, str(status.get("content", ""))):
                return Sent(str(status["id"]), str(status.get("url") or ""))
        return None

    def edit(self, account: ConnectedAccount, sent: Sent, message: Message) -> Sent:
        """Change text and warning; the pictures stay."""
        api = _open(account)
        before = api.get(f"/api/v1/statuses/{sent.id}").fields
        data = {
            "status": self.full_text(message),
            "spoiler_text": message.warning,
            "media_ids": [str(media["id"]) for media in before.get("media_attachments") or ()],
        }
        answer = api.ask("PUT", f"/api/v1/statuses/{sent.id}", data=data)
        return _read_sent(api, answer)

    def delete(self, account: ConnectedAccount, sent: Sent) -> None:
        """Delete the status."""
        try:
            _open(account).ask("DELETE", f"/api/v1/statuses/{sent.id}")
        except errors.Gone:
            return

    # Reading

    def read_counts(self, account: ConnectedAccount, sent: Sequence[Sent]) -> Mapping[str, Counts]:
        """Return likes, replies and boosts; several posts in one question where the server can."""
        api, found = _open(account), dict[str, Counts]()
        for place in range(0, len(sent), BATCH):
            part = sent[place : place + BATCH]
            for status in _read_statuses(api, [one.id for one in part]):
                found[str(status["id"])] = Counts(
                    likes=status.get("favourites_count"),
                    replies=status.get("replies_count"),
                    reposts=status.get("reblogs_count"),
                    quotes=status.get("quotes_count"),
                )
        return found

    def read_replies(self, account: ConnectedAccount, sent: Sent) -> Sequence[Reply]:
        """Return what others answered in public."""
        found = []
        for status in _open(account).get(f"/api/v1/statuses/{sent.id}/context").part("descendants") or ():
            who, when = status.get("account") or {}, read_moment(status.get("created_at"))
            public = status.get("visibility") in ("public", "unlisted")
            if public and when is not None and str(who.get("id")) != account.id:
                found.append(
                    Reply(
                        id=str(status["id"]),
                        parent=str(status.get("in_reply_to_id") or sent.id),
                        author=str(who.get("display_name") or who.get("acct") or "?"),
                        author_url=str(who.get("url") or ""),
                        text=strip_html(str(status.get("content", ""))),
                        url=str(status.get("url") or ""),
                        when=when,
                    )
                )
        return found


def clean_base(url: str) -> str:
    """Return an instance's address from what a person typed: a host name, an address with a path. Raises Refused."""
    text = url.strip().rstrip("/")
    if text and "://" not in text:
        text = f"https://{text.rpartition('@')[2]}"
    scheme, _, rest = text.partition("://")
    host = rest.partition("/")[0]
    if scheme not in ("http", "https") or not host or "@" in host:
        raise errors.Refused("Give the address of the server: --url https://mastodon.social")
    return f"{scheme}://{host}"


def _options(fields: Mapping[str, str]) -> dict[str, str]:
    return {"url": fields["url"], "visibility": fields.get("visibility") or "public"}


def _api(base: str, secrets: Mapping[str, str], allow_private: bool) -> Api:
    token = secrets.get("access", "")
    return Api(
        "Mastodon",
        base,
        _judge,
        secrets={"Authorization": f"Bearer {token}"},
        hidden=tuple(secrets.values()),
        allow_private=allow_private,
    )


def _open(account: ConnectedAccount) -> Api:
    return _api(account.options["url"], account.secrets, account.allow_private)


def _judge(api: Api, answer: Answer) -> None:
    """Texts of errors may be in the user's language, so the status decides; words only where it says too little."""
    words = answer.text("error") or answer.text("error_description")
    plain = words.lower()
    if answer.status == 403 and any(word in plain for word in ("disabled", "suspended", "pending", "confirm")):
        raise errors.AccountBlocked(f"The account is locked by its server: {api.hide(words)}", answer=api.hide(words))
    if answer.status == 422 and "not finished processing" in plain:
        raise errors.NotReady("A picture is still being worked on by the server.", answer=api.hide(words))
    media = "/media" in answer.path or "file " in plain or "could not be found" in plain
    if answer.status == 422 or (answer.status == 500 and "thumbnail" in plain):
        kind = errors.PictureRefused if media else errors.TextRefused
        raise kind(f"Mastodon refused it: {api.hide(words)}", answer=api.hide(words), code=str(answer.status))
    judge_by_status(api, answer, words)


def _profile(api: Api, options: Mapping[str, str]) -> Profile:
    found = api.get("/api/v1/accounts/verify_credentials").fields
    if found.get("suspended"):
        raise errors.AccountBlocked("The account is suspended by its server.")
    if not found.get("id"):
        raise errors.Refused(f"{api.base} did not say whose token it is. Is it a Mastodon server?")
    host = api.base.partition("://")[2]
    warning = "The server shows this account to fewer people (limited)." if found.get("limited") else ""
    return Profile(
        id=str(found["id"]),
        handle=f"@{found.get('acct')}@{host}",
        name=str(found.get("display_name") or found.get("acct") or ""),
        url=str(found.get("url") or ""),
        options=options,
        warning=warning,
    )


def _upload(api: Api, picture: Picture, alt: str) -> str:
    """Upload one picture and return its number, when it can be used. Raises NotReady when that takes long."""
    parts = [("file", file_name(picture), picture.body, picture.kind), ("description", "", alt.encode(), "")]
    answer = api.post("/api/v2/media", parts=parts)
    number = answer.text("id")
    if not number:
        raise unreadable(api, answer)
    for _ in range(MEDIA_LOOKS):
        if answer.status == 200:
            return number
        time.sleep(MEDIA_PAUSE)
        answer = api.get(f"/api/v1/media/{number}")
    raise errors.NotReady("A picture is still being worked on by the server.")


def _read_sent(api: Api, answer: Answer) -> Sent:
    number = answer.text("id")
    if not number:
        raise unreadable(api, answer)
    return Sent(number, answer.text("url") or answer.text("uri"))


def _has_link(message: Message, content: str) -> bool:
    return message.link is None or message.link.url.partition("://")[2] in content.replace("&amp;", "&").replace(
        '<span class="invisible">', ""
    ).replace('<span class="">', "").replace("</span>", "")


def _read_statuses(api: Api, numbers: Sequence[str]) -> list[Mapping[str, Any]]:
    try:
        several = api.get("/api/v1/statuses", {"id[]": list(numbers)}).json
        if isinstance(several, list):
            return several
    except (errors.Gone, errors.Refused):  # before 4.3
        pass
    found = []
    for number in numbers:
        try:
            found.append(api.get(f"/api/v1/statuses/{number}").fields)
        except errors.Gone:
            continue
    return found


NETWORK: Final = Mastodon()
