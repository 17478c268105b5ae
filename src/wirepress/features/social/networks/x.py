"""X (API v2, docs.x.com): every call costs, and a post with an address much more."""

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
    Prepared,
    Profile,
    Reply,
    Sent,
)
from wirepress.features.social.networks.shared import counting
from wirepress.features.social.networks.shared.asking import Answer, Api, judge_by_status, read_moment, unreadable
from wirepress.features.social.networks.shared.matching import is_late_enough, is_same_text
from wirepress.features.social.networks.shared.oauth import (
    basic_header,
    consent_url,
    judge_token,
    read_code,
    read_grant,
    read_typed_tokens,
)
from wirepress.features.social.networks.shared.pictures import cut_alt, file_name, fit_pictures

API: Final = "https://api.x.com"
CONSENT: Final = "https://x.com"
SCOPES: Final = "tweet.read tweet.write users.read media.write offline.access"
BATCH: Final = 100


class X(BasicNetwork):
    """Refresh tokens work once; the account's key is `twitter`, as it was."""

    facts: ClassVar = Facts(
        name="twitter",
        title="X",
        abilities=frozenset({"pictures", "alt", "thread", "comment", "edit", "delete", "find", "counts", "replies"}),
        ways=("oauth", "token"),
        fields=(
            ConnectField("client_id", "Client ID", "Of your own app at developer.x.com, OAuth 2.0.", way="oauth"),
            ConnectField("client_secret", "Client secret", "Empty for a public client.", False, True, way="oauth"),
            ConnectField("token", "Access token", secret=True, way="token"),
            ConnectField("refresh", "Refresh token", "With the app's keys it renews access.", False, True, way="token"),
            ConnectField("api", "Address of the API", required=False, default=API, advanced=True),
            ConnectField("consent", "Address of the consent page", required=False, default=CONSENT, advanced=True),
        ),
        limits=Limits(
            length=280,
            thread_length=280,
            comment_length=280,
            pictures=4,
            picture_bytes=5_000_000,
            picture_kinds=("image/jpeg", "image/png", "image/gif", "image/webp"),
            alt_length=1000,
            link_length=23,
            cost=15_000,
            link_cost=200_000,
        ),
        settle=timedelta(minutes=1),
        renew_before=timedelta(minutes=15),
        read_cost=1_000,
    )

    def count(self, text: str) -> int:
        """Return the length by X's rule."""
        return counting.count_x(text)

    # Connecting

    def begin_connect(self, fields: Mapping[str, str], redirect: str, state: str, challenge: str) -> Begun:
        """Return X's consent page."""
        kept = {"api": API, "consent": CONSENT, **{name: value for name, value in fields.items() if value}}
        url = consent_url(
            f"{kept['consent']}/i/oauth2/authorize",
            response_type="code",
            client_id=kept.get("client_id"),
            redirect_uri=redirect,
            scope=SCOPES,
            state=state,
            code_challenge=challenge,
            code_challenge_method="S256",
        )
        return Begun(url, kept)

    def finish_connect(self, kept: Mapping[str, str], answer: Mapping[str, str], verifier: str, redirect: str) -> Grant:
        """Exchange the code; it lives for thirty seconds."""
        form = {
            "grant_type": "authorization_code",
            "code": read_code(answer, "X"),
            "redirect_uri": redirect,
            "code_verifier": verifier,
        }
        app = {name: kept[name] for name in ("client_id", "client_secret") if kept.get(name)}
        found = _ask_token(kept["api"], app, form, allow_private=bool(kept.get("allow_private")))
        return Grant({**app, **found.secrets}, found.expires, options={"api": kept["api"]})

    def connect_token(self, fields: Mapping[str, str]) -> Grant:
        """Return the grant of tokens that a person got elsewhere."""
        return read_typed_tokens(fields, "X", {"api": fields.get("api") or API})

    def list_accounts(self, grant: Grant, *, allow_private: bool = False) -> Sequence[Profile]:
        """Return the account that consented."""
        return [_profile(_api(grant.options, grant.secrets, allow_private), grant.options)]

    def renew(self, account: ConnectedAccount) -> Grant:
        """Return a new pair; the old refresh token is used up."""
        if not account.secrets.get("refresh"):
            raise errors.TokenExpired("X gave no refresh token: connect the account again.")
        form = {"grant_type": "refresh_token", "refresh_token": account.secrets["refresh"]}
        api = account.options.get("api") or API
        return _ask_token(api, account.secrets, form, allow_private=account.allow_private)

    def check(self, account: ConnectedAccount) -> Profile:
        """Return the account."""
        return _profile(_open(account), account.options)

    def disconnect(self, account: ConnectedAccount) -> None:
        """Revoke the access."""
        api = Api("X", account.options.get("api") or API, judge_token, allow_private=account.allow_private)
        form, head = _client(account.secrets, {"token": account.secrets["access"]})
        api.post("/2/oauth2/revoke", form=form, headers=head)

    # Writing

    def prepare(self, account: ConnectedAccount, message: Message, key: str) -> Prepared:
        """Upload the pictures with their texts."""
        api, since, media = _open(account), account.now(), []
        limits = account.limits or self.facts.limits
        for picture in fit_pictures(message.pictures, limits):
            parts = [
                ("media", file_name(picture), picture.body, picture.kind),
                ("media_category", "", b"tweet_image", ""),
            ]
            answer = api.post("/2/media/upload", parts=parts)
            number = answer.text("data", "id")
            if not number:
                raise unreadable(api, answer)
            if picture.alt:
                alt = {"id": number, "metadata": {"alt_text": {"text": cut_alt(picture.alt, limits)}}}
                api.post("/2/media/metadata", data=alt)
            media.append(number)
        return Prepared(key, since, {"media": media})

    def send(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent:
        """Post."""
        media = prepared.state.get("media")
        data: dict[str, Any] = {
            "text": self.full_text(message),
            **({"media": {"media_ids": media}} if media else {}),
            **({"reply": {"in_reply_to_tweet_id": message.reply.last.id}} if message.reply else {}),
        }
        api = _open(account)
        return _read_sent(api, api.post("/2/tweets", data=data, creating=True), account)

    def look_up(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent | None:
        """Look through the account's newest posts; that costs a little."""
        query = {"max_results": 20, "tweet.fields": "created_at,note_tweet"}
        for row in _open(account).get(f"/2/users/{account.id}/tweets", query).part("data") or ():
            late = is_late_enough(prepared.since, read_moment(row.get("created_at")))
            if late and is_same_text(self.full_text(message), str(row.get("text") or "")):
                return Sent(str(row["id"]), _address(account, str(row["id"])))
        return None

    def edit(self, account: ConnectedAccount, sent: Sent, message: Message) -> Sent:
        """Change the text, in the first half hour: X makes a new post of it with a new number."""
        data = {"text": self.full_text(message), "edit_options": {"previous_post_id": sent.id}}
        api = _open(account)
        return _read_sent(api, api.post("/2/tweets", data=data, creating=True), account)

    def delete(self, account: ConnectedAccount, sent: Sent) -> None:
        """Delete the post."""
        try:
            _open(account).ask("DELETE", f"/2/tweets/{sent.id}")
        except errors.Gone:
            return

    # Reading

    def read_counts(self, account: ConnectedAccount, sent: Sequence[Sent]) -> Mapping[str, Counts]:
        """Return public metrics; every post that is read costs."""
        api, found = _open(account), dict[str, Counts]()
        for place in range(0, len(sent), BATCH):
            ids = ",".join(one.id for one in sent[place : place + BATCH])
            for row in api.get("/2/tweets", {"ids": ids, "tweet.fields": "public_metrics"}).part("data") or ():
                metrics = row.get("public_metrics") or {}
                found[str(row["id"])] = Counts(
                    likes=metrics.get("like_count"),
                    replies=metrics.get("reply_count"),
                    reposts=metrics.get("retweet_count"),
                    quotes=metrics.get("quote_count"),
                    views=metrics.get("impression_count"),
                )
        return found

    def read_replies(self, account: ConnectedAccount, sent: Sent) -> Sequence[Reply]:
        """Return answers of the last seven days."""
        query = {
            "query": f"conversation_id:{sent.id} -from:{account.handle.removeprefix('@')}",
            "tweet.fields": "created_at,referenced_tweets,author_id",
            "expansions": "author_id",
            "user.fields": "username,name",
            "max_results": 100,
        }
        answer = _open(account).get("/2/tweets/search/recent", query)
        people = {str(one["id"]): one for one in answer.part("includes", "users") or ()}
        return [_read_reply(row, people, sent) for row in answer.part("data") or ()]


def _client(secrets: Mapping[str, str], form: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return form and headers by which an app says who it is: Basic for a confidential client, its number for a public one."""
    client, secret = secrets.get("client_id", ""), secrets.get("client_secret", "")
    return ({**form}, basic_header(client, secret)) if secret else ({**form, "client_id": client}, {})


def _ask_token(base: str, secrets: Mapping[str, str], form: Mapping[str, str], *, allow_private: bool) -> Grant:
    sent, head = _client(secrets, form)
    api = Api("X", base, judge_token, hidden=(*secrets.values(), *form.values()), allow_private=allow_private)
    return read_grant(api.post("/2/oauth2/token", form=sent, headers=head).fields)


def _api(options: Mapping[str, str], secrets: Mapping[str, str], allow_private: bool) -> Api:
    return Api(
        "X",
        options.get("api") or API,
        _judge,
        secrets={"Authorization": f"Bearer {secrets.get('access', '')}"},
        hidden=tuple(secrets.values()),
        allow_private=allow_private,
    )


def _open(account: ConnectedAccount) -> Api:
    return _api(account.options, account.secrets, account.allow_private)


def _judge(api: Api, answer: Answer) -> None:
    """Judge an answer: a problem {title, detail, type, status}, or the old {errors: [{code, message}]}."""
    old = answer.part("errors")
    first = old[0] if isinstance(old, list) and old and isinstance(old[0], dict) else {}
    words = answer.text("detail") or str(first.get("message") or first.get("detail") or "") or answer.text("title")
    kind, said = answer.text("type"), {"answer": api.hide(words), "code": answer.text("title") or str(answer.status)}
    if answer.status == 403 and "duplicate" in words.lower():
        raise errors.Duplicate(f"X has this text already: {api.hide(words)}", **said)
    if answer.status == 403 and ("suspended" in kind or "suspended" in words.lower()):
        raise errors.AccountBlocked(f"X has suspended the account: {api.hide(words)}", **said)
    if answer.status == 401:  # the same for access that has run out and that was revoked; renewing tells which
        raise errors.TokenExpired(f"X no longer accepts the access: {api.hide(words)}", **said)
    if answer.status == 403 and "not permitted" in words.lower():  # one text for length, media and rights
        kinds = errors.PictureRefused if "/media" in answer.path else errors.Refused
        raise kinds(f"X refused it: {api.hide(words)}", **said)
    if answer.status == 400 and "/media" in answer.path:
        raise errors.PictureRefused(f"X refused a picture: {api.hide(words)}", **said)
    if answer.status == 400 and answer.creating:
        raise errors.TextRefused(f"X refused it: {api.hide(words)}", **said)
    judge_by_status(api, answer, words, code=said["code"])


def _profile(api: Api, options: Mapping[str, str]) -> Profile:
    me = api.get("/2/users/me").part("data") or {}
    name = str(me.get("username") or "")
    return Profile(str(me.get("id") or ""), f"@{name}", str(me.get("name") or name), f"https://x.com/{name}", options)


def _address(account: ConnectedAccount, number: str) -> str:
    return f"https://x.com/{account.handle.removeprefix('@')}/status/{number}"


def _read_sent(api: Api, answer: Answer, account: ConnectedAccount) -> Sent:
    number = answer.text("data", "id")
    if not number:
        raise unreadable(api, answer)
    return Sent(number, _address(account, number))


def _read_reply(row: Mapping[str, Any], people: Mapping[str, Any], sent: Sent) -> Reply:
    who = people.get(str(row.get("author_id"))) or {}
    name, when = str(who.get("username") or "?"), read_moment(row.get("created_at"))
    assert when is not None
    above = [str(one["id"]) for one in row.get("referenced_tweets") or () if one.get("type") == "replied_to"]
    return Reply(
        str(row["id"]),
        above[0] if above else sent.id,
        str(who.get("name") or name),
        f"https://x.com/{name}",
        str(row.get("text") or ""),
        f"https://x.com/{name}/status/{row['id']}",
        when,
    )


NETWORK: Final = X()
