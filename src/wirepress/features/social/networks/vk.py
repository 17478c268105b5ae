"""VK's walls, of a person or a community (dev.vk.com, API 5.199). Its errors come with status 200."""

from __future__ import annotations

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
from wirepress.features.social.networks.shared.asking import Answer, Api, judge_by_status, read_moment, unreadable
from wirepress.features.social.networks.shared.matching import is_late_enough, is_same_text
from wirepress.features.social.networks.shared.oauth import consent_url, judge_token, read_code, read_grant
from wirepress.features.social.networks.shared.pictures import file_name, fit_pictures

API: Final = "https://api.vk.com"
CONSENT: Final = "https://id.vk.com"
VERSION: Final = "5.199"
_EXPIRED_SUB: Final = 1117
_BLOCKED: Final = (17, 18, 37, 3610)
_RATE: Final = (6, 9, 29, 219)


class Vk(BasicNetwork):
    """Posts carry a guid, and are still looked for before anything is sent again."""

    facts: ClassVar = Facts(
        name="vk",
        title="VK",
        abilities=frozenset({"card", "pictures", "comment", "edit", "delete", "find", "counts", "replies"}),
        ways=("oauth", "token"),
        fields=(
            ConnectField("client_id", "App ID", "Of your own app at id.vk.com/business.", way="oauth"),
            ConnectField(
                "token", "Access token", "Of a user, with wall, photos, groups, offline.", True, True, way="token"
            ),
            ConnectField("community", "Community", "Its number, without a minus; empty: the user's own wall.", False),
            ConnectField("api", "Address of the API", required=False, default=API, advanced=True),
            ConnectField("consent", "Address of the consent page", required=False, default=CONSENT, advanced=True),
        ),
        limits=Limits(
            length=16_000,
            comment_length=16_000,
            pictures=10,
            picture_bytes=50_000_000,
            picture_kinds=("image/jpeg", "image/png", "image/gif"),
            posts_day=50,
            gap_seconds=300,  # sooner, a captcha comes
        ),
        settle=timedelta(minutes=2),
        renew_before=timedelta(minutes=10),
    )

    def wants_link_in_text(self, message: Message) -> bool:
        """Return whether there is no card: a comment has none. A post may have pictures and a link."""
        return message.reply is not None

    # Connecting

    def begin_connect(self, fields: Mapping[str, str], redirect: str, state: str, challenge: str) -> Begun:
        """Return VK ID's consent page."""
        kept = {"api": API, "consent": CONSENT, **{name: value for name, value in fields.items() if value}}
        url = consent_url(
            f"{kept['consent']}/authorize",
            response_type="code",
            client_id=kept.get("client_id"),
            redirect_uri=redirect,
            state=state,
            code_challenge=challenge,
            code_challenge_method="S256",
            scope="wall photos groups",
        )
        return Begun(url, {**kept, "state": state})

    def finish_connect(self, kept: Mapping[str, str], answer: Mapping[str, str], verifier: str, redirect: str) -> Grant:
        """Exchange the code, which belongs to a device."""
        form = {
            "grant_type": "authorization_code",
            "code": read_code(answer, "VK"),
            "code_verifier": verifier,
            "device_id": answer.get("device_id", ""),
            "client_id": kept["client_id"],
            "redirect_uri": redirect,
            "state": kept.get("state", ""),
        }
        grant = _ask_token(kept["consent"], form, allow_private=bool(kept.get("allow_private")))
        more = {"client_id": kept["client_id"], "device_id": answer.get("device_id", "")}
        return Grant({**more, **grant.secrets}, grant.expires, options=_options(kept))

    def connect_token(self, fields: Mapping[str, str]) -> Grant:
        """Return the grant of a user's token."""
        if not fields.get("token"):
            raise errors.Refused("Give the user's access token: --token.")
        return Grant({"access": fields["token"].strip()}, options=_options(fields))

    def list_accounts(self, grant: Grant, *, allow_private: bool = False) -> Sequence[Profile]:
        """Return the community that was named, else the user's wall and the communities where they are editors."""
        api = _api(grant.options, grant.secrets, allow_private)
        community = grant.options.get("community", "").strip().lstrip("-")
        if community:
            return [_group(row, grant.options) for row in _find_groups(api, community)[:1]]
        me = _call(api, "users.get")[0]
        name = f"{me.get('first_name', '')} {me.get('last_name', '')}".strip()
        profiles = [Profile(str(me["id"]), name, name, f"https://vk.com/id{me['id']}", grant.options)]
        groups = _call(api, "groups.get", filter="editor", extended=1)
        rows = groups.get("items") if isinstance(groups, dict) else ()
        return [*profiles, *(_group(row, grant.options) for row in rows or () if isinstance(row, dict))]

    def renew(self, account: ConnectedAccount) -> Grant:
        """Return a new pair by VK ID."""
        if not account.secrets.get("refresh"):
            raise errors.TokenExpired("VK gave no refresh token: connect the account again.")
        form = {
            "grant_type": "refresh_token",
            "refresh_token": account.secrets["refresh"],
            "client_id": account.secrets.get("client_id"),
            "device_id": account.secrets.get("device_id"),
        }
        return _ask_token(account.options.get("consent") or CONSENT, form, allow_private=account.allow_private)

    def check(self, account: ConnectedAccount) -> Profile:
        """Return the account, after a look at what the token allows."""
        api = _open(account)
        mask = _call(api, "account.getAppPermissions")
        if isinstance(mask, int) and mask and not mask & 8192:
            raise errors.PermissionMissing("The token may not write to walls (wall): make a new one.")
        if account.id.startswith("-"):
            return _group(_find_groups(api, account.id.lstrip("-"))[0], account.options)
        me = _call(api, "users.get", user_ids=account.id)[0]
        return Profile(account.id, account.handle, url=f"https://vk.com/id{me.get('id')}", options=account.options)

    # Writing

    def prepare(self, account: ConnectedAccount, message: Message, key: str) -> Prepared:
        """Upload the pictures."""
        api, since = _open(account), account.now()
        limits = account.limits or self.facts.limits
        photos = [_upload(api, account, one) for one in fit_pictures(message.pictures, limits)]
        return Prepared(key, since, {"photos": photos})

    def send(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent:
        """Post to the wall, or below a post."""
        api, text = _open(account), self.full_text(message)
        group = account.id.startswith("-")
        if message.reply is not None:
            post = message.reply.first.id.partition("_")[2]
            sender = {"from_group": account.id.lstrip("-")} if group else {}
            found = _call(
                api,
                "wall.createComment",
                creating=True,
                owner_id=account.id,
                post_id=post,
                message=text,
                guid=prepared.key,
                **sender,
            )
            return Sent(f"{account.id}_{found['comment_id']}")
        attached = [*prepared.state.get("photos", ()), *([message.link.url] if message.link else [])]
        found = _call(
            api,
            "wall.post",
            creating=True,
            owner_id=account.id,
            from_group=1 if group else None,
            message=text,
            attachments=",".join(attached) or None,
            guid=prepared.key,
        )
        return _sent(account, found["post_id"])

    def look_up(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent | None:
        """Look through the newest posts of the wall, or comments of the post."""
        api, text = _open(account), self.full_text(message)
        if message.reply is not None:
            post = message.reply.first.id.partition("_")[2]
            found = _call(api, "wall.getComments", owner_id=account.id, post_id=post, count=100, sort="desc")
        else:
            found = _call(api, "wall.get", owner_id=account.id, count=20, filter="owner")
        for row in found.get("items") or ():
            late = is_late_enough(prepared.since, read_moment(row.get("date")))
            if late and is_same_text(text, str(row.get("text") or "")):
                return Sent(f"{account.id}_{row['id']}") if message.reply else _sent(account, row["id"])
        return None

    def edit(self, account: ConnectedAccount, sent: Sent, message: Message) -> Sent:
        """Write the text anew; what was attached is attached again."""
        api = _open(account)
        rows = _call(api, "wall.getById", posts=sent.id)
        items = rows.get("items") if isinstance(rows, dict) else rows
        attached = [name for one in (items or [{}])[0].get("attachments") or () if (name := _attachment(one))]
        _call(
            api,
            "wall.edit",
            owner_id=account.id,
            post_id=sent.id.partition("_")[2],
            message=self.full_text(message),
            attachments=",".join(attached) or None,
        )
        return sent

    def delete(self, account: ConnectedAccount, sent: Sent) -> None:
        """Delete the post."""
        try:
            _call(_open(account), "wall.delete", owner_id=account.id, post_id=sent.id.partition("_")[2])
        except errors.Gone:
            return

    # Reading

    def read_counts(self, account: ConnectedAccount, sent: Sequence[Sent]) -> Mapping[str, Counts]:
        """Return likes, comments, reposts and views."""
        found = _call(_open(account), "wall.getById", posts=",".join(one.id for one in sent[:100]))
        rows = found.get("items") if isinstance(found, dict) else found
        return {
            f"{row['owner_id']}_{row['id']}": Counts(
                likes=(row.get("likes") or {}).get("count"),
                replies=(row.get("comments") or {}).get("count"),
                reposts=(row.get("reposts") or {}).get("count"),
                views=(row.get("views") or {}).get("count"),
            )
            for row in rows or ()
            if not row.get("is_deleted")
        }

    def read_replies(self, account: ConnectedAccount, sent: Sent) -> Sequence[Reply]:
        """Return comments below a post."""
        owner, _, post = sent.id.partition("_")
        found = _call(_open(account), "wall.getComments", owner_id=owner, post_id=post, count=100, extended=1)
        people = {one["id"]: one for one in found.get("profiles") or ()}
        return [
            _read_comment(row, people, sent)
            for row in found.get("items") or ()
            if str(row.get("from_id")) != account.id and row.get("text")
        ]


def _call(api: Api, method: str, *, creating: bool = False, **given: Any) -> Any:
    """Return the `response` of a method."""
    answer = api.post(f"/method/{method}", form={**given, "v": VERSION}, creating=creating)
    if "response" not in answer.fields:
        raise unreadable(api, answer)
    return answer.fields["response"]


def _judge(api: Api, answer: Answer) -> None:
    """Judge an answer: {"error": {error_code, error_subcode, error_msg}} with status 200."""
    error = answer.part("error")
    if not isinstance(error, dict):
        judge_by_status(api, answer, "")
        return
    code, words = int(error.get("error_code") or 0), api.hide(str(error.get("error_msg") or ""))
    said = {"answer": words, "code": str(code)}
    if code == 5:
        expired = error.get("error_subcode") == _EXPIRED_SUB or "expired" in words.lower()
        kind = errors.TokenExpired if expired else errors.TokenRevoked
        raise kind(f"VK no longer accepts the access: {words}", **said)
    if code == 14:
        raise errors.AccountBlocked("VK wants somebody to solve a captcha: sign in there, and post less often.", **said)
    if code in _BLOCKED:
        raise errors.AccountBlocked(f"VK has locked the account: {words}", **said)
    if code in _RATE or (code == 214 and "a day" in words):
        wait = timedelta(seconds=2) if code == 6 else timedelta(hours=1)
        raise errors.RateLimited(f"VK has been asked too often: {words}", retry_after=wait, **said)
    if code in (7, 15, 1133, 214):
        raise errors.PermissionMissing(f"VK does not allow it: {words}", **said)
    if code in (22, 118, 121, 129):
        raise errors.PictureRefused(f"VK refused a picture: {words}", **said)
    if code == 222:
        raise errors.TextRefused(f"VK takes no addresses there: {words}", **said)
    if code == 10 and answer.creating:
        raise errors.OutcomeUnknown("VK failed while it took the post. Whether it took it is not known.", **said)
    if code in (1, 10):
        raise errors.Unavailable(f"VK is out of order: {words}", **said)
    if code in (100, 104) and ("not found" in words.lower() or "post_id" in words):
        raise errors.Gone(f"VK has nothing there (any more): {words}", **said)
    raise errors.Refused(f"VK refused it: {words}", **said)


def _api(options: Mapping[str, str], secrets: Mapping[str, str], allow_private: bool) -> Api:
    head = {"Authorization": f"Bearer {secrets.get('access', '')}"}
    hidden = tuple(secrets.values())
    return Api("VK", options.get("api") or API, _judge, secrets=head, hidden=hidden, allow_private=allow_private)


def _open(account: ConnectedAccount) -> Api:
    return _api(account.options, account.secrets, account.allow_private)


def _ask_token(base: str, form: Mapping[str, Any], *, allow_private: bool) -> Grant:
    hidden = tuple(str(value) for value in form.values())
    api = Api("VK", base, judge_token, hidden=hidden, allow_private=allow_private)
    return read_grant(api.post("/oauth2/auth", form=form).fields)


def _options(fields: Mapping[str, str]) -> dict[str, str]:
    defaults = {"api": API, "consent": CONSENT, "community": ""}
    return {name: fields.get(name) or value for name, value in defaults.items()}


def _group(row: Mapping[str, Any], options: Mapping[str, str]) -> Profile:
    name = str(row.get("name") or row["id"])
    return Profile(f"-{row['id']}", name, name, f"https://vk.com/{row.get('screen_name') or row['id']}", options)


def _find_groups(api: Api, number: str) -> list[Mapping[str, Any]]:
    found = _call(api, "groups.getById", group_id=number)
    rows = found.get("groups") if isinstance(found, dict) else found
    return list(rows or ())


def _upload(api: Api, account: ConnectedAccount, picture: Picture) -> str:
    group: dict[str, Any] = {"group_id": account.id.lstrip("-")} if account.id.startswith("-") else {}
    server = _call(api, "photos.getWallUploadServer", **group)
    part = ("photo", file_name(picture), picture.body, picture.kind)
    taken = api.ask("POST", str(server["upload_url"]), parts=[part]).fields
    if not taken.get("photo") or taken.get("photo") == "[]":
        raise errors.PictureRefused("VK refused a picture.")
    group |= {name: taken.get(name) for name in ("photo", "server", "hash")}
    saved = _call(api, "photos.saveWallPhoto", **group)
    return f"photo{saved[0]['owner_id']}_{saved[0]['id']}"


def _attachment(one: Mapping[str, Any]) -> str:
    """Return how something attached is named when it is attached again."""
    kind = str(one.get("type") or "")
    inner = one.get(kind) or {}
    if kind == "link":
        return str(inner.get("url") or "")
    return f"{kind}{inner['owner_id']}_{inner['id']}" if "owner_id" in inner and "id" in inner else ""


def _sent(account: ConnectedAccount, number: Any) -> Sent:
    return Sent(f"{account.id}_{number}", f"https://vk.com/wall{account.id}_{number}")


def _read_comment(row: Mapping[str, Any], people: Mapping[Any, Any], sent: Sent) -> Reply:
    who = people.get(row.get("from_id")) or {}
    name = f"{who.get('first_name', '')} {who.get('last_name', '')}".strip() or "?"
    when = read_moment(row.get("date"))
    assert when is not None
    above = row.get("reply_to_comment")
    owner = sent.id.partition("_")[0]
    return Reply(
        f"{owner}_{row['id']}",
        f"{owner}_{above}" if above else sent.id,
        name,
        f"https://vk.com/id{row.get('from_id')}",
        str(row["text"]),
        f"https://vk.com/wall{sent.id}?reply={row['id']}",
        when,
    )


NETWORK: Final = Vk()
