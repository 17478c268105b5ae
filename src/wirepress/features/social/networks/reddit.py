"""Links posted to a subreddit (reddit.com/dev/api). Refusals come with status 200."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import ClassVar, Final

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
    Sent,
)
from wirepress.features.social.networks.shared.asking import (
    Answer,
    Api,
    judge_by_status,
    read_moment,
    retry_after,
    unreadable,
)
from wirepress.features.social.networks.shared.matching import is_late_enough, is_same_text
from wirepress.features.social.networks.shared.oauth import (
    basic_header,
    consent_url,
    judge_token,
    read_code,
    read_grant,
    read_typed_tokens,
)

API: Final = "https://oauth.reddit.com"
CONSENT: Final = "https://www.reddit.com"
SCOPES: Final = "identity submit read edit history flair"
TITLE_MAX: Final = 300
_WAIT: Final = re.compile(r"(\d+) (second|minute|hour)")
_SPANS: Final = {"second": 1, "minute": 60, "hour": 3600}


class Reddit(BasicNetwork):
    """A post is a title with a link; the message's text is the title. Without a link it is a text post."""

    facts: ClassVar = Facts(
        name="reddit",
        title="Reddit",
        abilities=frozenset({"card", "comment", "edit", "delete", "find", "counts"}),
        ways=("oauth", "token"),
        fields=(
            ConnectField("client_id", "Client ID", "Of your own web app at reddit.com/prefs/apps.", way="oauth"),
            ConnectField("client_secret", "Secret", secret=True, way="oauth"),
            ConnectField("subreddit", "Subreddit", "Without r/."),
            ConnectField("flair", "Flair", "Its id, where the subreddit wants one.", False),
            ConnectField("token", "Access token", secret=True, way="token"),
            ConnectField("refresh", "Refresh token", "With the app's keys it renews access.", False, True, way="token"),
            ConnectField("api", "Address of the API", required=False, default=API, advanced=True),
            ConnectField("consent", "Address of the consent page", required=False, default=CONSENT, advanced=True),
        ),
        limits=Limits(length=TITLE_MAX, comment_length=10_000, gap_seconds=600),
        settle=timedelta(minutes=2),
        renew_before=timedelta(minutes=10),
    )

    # Connecting

    def begin_connect(self, fields: Mapping[str, str], redirect: str, state: str, challenge: str) -> Begun:
        """Return Reddit's consent page."""
        kept = {"api": API, "consent": CONSENT, **{name: value for name, value in fields.items() if value}}
        url = consent_url(
            f"{kept['consent']}/api/v1/authorize",
            client_id=kept.get("client_id"),
            response_type="code",
            state=state,
            redirect_uri=redirect,
            duration="permanent",
            scope=SCOPES,
        )
        return Begun(url, kept)

    def finish_connect(self, kept: Mapping[str, str], answer: Mapping[str, str], verifier: str, redirect: str) -> Grant:
        """Exchange the code; the refresh token lasts."""
        app = {"client_id": kept["client_id"], "client_secret": kept["client_secret"]}
        form = {"grant_type": "authorization_code", "code": read_code(answer, "Reddit"), "redirect_uri": redirect}
        found = _ask_token(kept["consent"], app, form, allow_private=bool(kept.get("allow_private")))
        return Grant({**app, **found.secrets}, found.expires, options=_options(kept))

    def connect_token(self, fields: Mapping[str, str]) -> Grant:
        """Return the grant of tokens that a person got elsewhere."""
        return read_typed_tokens(fields, "Reddit", _options(fields))

    def list_accounts(self, grant: Grant, *, allow_private: bool = False) -> Sequence[Profile]:
        """Return the subreddit that was named."""
        api = _api(grant.options, grant.secrets, allow_private)
        me = api.get("/api/v1/me").text("name")
        name = grant.options["subreddit"].strip().removeprefix("/").removeprefix("r/")
        if not name:
            raise errors.Refused("Name the subreddit that is posted to.")
        about = api.get(f"/r/{name}/about").part("data") or {}
        if about.get("user_is_banned"):
            raise errors.AccountBlocked(f"u/{me} is banned from r/{name}.")
        options = {**grant.options, "subreddit": name, "user": me}
        return [Profile(f"{me}/{name}", f"u/{me} in r/{name}", name, f"https://www.reddit.com/r/{name}/", options)]

    def renew(self, account: ConnectedAccount) -> Grant:
        """Return new access."""
        if not account.secrets.get("refresh"):
            raise errors.TokenExpired("Reddit gave no refresh token: connect the account again.")
        form = {"grant_type": "refresh_token", "refresh_token": account.secrets["refresh"]}
        base = account.options.get("consent") or CONSENT
        return _ask_token(base, account.secrets, form, allow_private=account.allow_private)

    def check(self, account: ConnectedAccount) -> Profile:
        """Return the account, after a look at whether it may post there."""
        return self.list_accounts(
            Grant({**account.secrets}, options=account.options), allow_private=account.allow_private
        )[0]

    def disconnect(self, account: ConnectedAccount) -> None:
        """Revoke the access."""
        base = account.options.get("consent") or CONSENT
        api = Api("Reddit", base, judge_token, allow_private=account.allow_private)
        token = account.secrets.get("refresh") or account.secrets["access"]
        api.post("/api/v1/revoke_token", form={"token": token}, headers=_client(account.secrets))

    # Writing

    def send(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent:
        """Submit the link, or write a comment."""
        api, text = _open(account), self.full_text(message)
        if message.reply is not None:
            comment = {"api_type": "json", "thing_id": message.reply.first.id, "text": text}
            answer = api.post("/api/comment", form=comment, creating=True)
            things = answer.part("json", "data", "things") or [{}]
            name = str((things[0].get("data") or {}).get("name") or "")
            if not name:
                raise unreadable(api, answer)
            return Sent(name)
        form: dict[str, str | None] = {
            "api_type": "json",
            "sr": account.options["subreddit"],
            "kind": "link" if message.link else "self",
            "title": " ".join(text.split()),
            "url": message.link.url if message.link else None,
            "resubmit": "true",
            "flair_id": account.options.get("flair") or None,
        }
        answer = api.post("/api/submit", form=form, creating=True)
        name = answer.text("json", "data", "name")
        if not name:
            raise unreadable(api, answer)
        return Sent(name, answer.text("json", "data", "url"))

    def look_up(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent | None:
        """Look through what the user posted, or wrote below posts."""
        user = account.options.get("user", "")
        kind = "comments" if message.reply else "submitted"
        answer = _open(account).get(f"/user/{user}/{kind}", {"sort": "new", "limit": 25})
        text = self.full_text(message)
        for child in answer.part("data", "children") or ():
            row = child.get("data") or {}
            found = str(row.get("body") if message.reply else row.get("title") or "")
            here = str(row.get("subreddit") or "").lower() == account.options["subreddit"].lower()
            if (
                here
                and is_late_enough(prepared.since, read_moment(row.get("created_utc")))
                and is_same_text(text, found)
            ):
                return Sent(str(row["name"]), f"https://www.reddit.com{row.get('permalink') or ''}")
        return None

    def edit(self, account: ConnectedAccount, sent: Sent, message: Message) -> Sent:
        """Change a comment or a text post; a title can never be changed."""
        if sent.id.startswith("t3_") and message.link is not None:
            raise errors.NotSupported("Reddit lets nobody change the title of a link.")
        form = {"api_type": "json", "thing_id": sent.id, "text": self.full_text(message)}
        _open(account).post("/api/editusertext", form=form)
        return sent

    def delete(self, account: ConnectedAccount, sent: Sent) -> None:
        """Delete the post."""
        _open(account).post("/api/del", form={"id": sent.id})

    def read_counts(self, account: ConnectedAccount, sent: Sequence[Sent]) -> Mapping[str, Counts]:
        """Return votes and comments."""
        query = {"id": ",".join(one.id for one in sent[:100])}
        rows = _open(account).get("/api/info", query).part("data", "children") or ()
        return {
            str(row["data"]["name"]): Counts(likes=row["data"].get("score"), replies=row["data"].get("num_comments"))
            for row in rows
            if row.get("data", {}).get("author") != "[deleted]"
        }


def _options(fields: Mapping[str, str]) -> dict[str, str]:
    defaults = {"api": API, "consent": CONSENT, "subreddit": "", "flair": ""}
    return {name: fields.get(name) or value for name, value in defaults.items()}


def _client(secrets: Mapping[str, str]) -> dict[str, str]:
    return basic_header(secrets.get("client_id", ""), secrets.get("client_secret", ""))


def _ask_token(base: str, secrets: Mapping[str, str], form: Mapping[str, str], *, allow_private: bool) -> Grant:
    hidden = (*secrets.values(), *form.values())
    api = Api("Reddit", base, judge_token, hidden=hidden, allow_private=allow_private)
    return read_grant(api.post("/api/v1/access_token", form=form, headers=_client(secrets)).fields)


def _api(options: Mapping[str, str], secrets: Mapping[str, str], allow_private: bool) -> Api:
    head = {"Authorization": f"Bearer {secrets.get('access', '')}"}
    hidden = tuple(secrets.values())
    return Api("Reddit", options.get("api") or API, _judge, secrets=head, hidden=hidden, allow_private=allow_private)


def _open(account: ConnectedAccount) -> Api:
    return _api(account.options, account.secrets, account.allow_private)


def _judge(api: Api, answer: Answer) -> None:
    """Judge an answer: {"json": {"errors": [[name, words, field]]}} with status 200, or a status."""
    rows = answer.part("json", "errors")
    if isinstance(rows, list) and rows and isinstance(rows[0], list):
        name, words = str(rows[0][0]), api.hide(str(rows[0][1] if len(rows[0]) > 1 else ""))
        said = {"answer": words, "code": name}
        if name == "RATELIMIT":
            found = _WAIT.search(words)
            seconds = int(found[1]) * _SPANS[found[2]] if found else 600
            wait = timedelta(seconds=min(seconds + 5, 86400))
            raise errors.RateLimited(f"Reddit has been asked too often: {words}", retry_after=wait, **said)
        if name == "ALREADY_SUB":
            raise errors.Duplicate(f"Reddit has this link already: {words}", **said)
        if name in ("SUBREDDIT_NOTALLOWED", "SUBREDDIT_NOEXIST", "NO_LINKS", "NO_SELFS"):
            raise errors.PermissionMissing(f"Reddit does not let this account post there: {words}", **said)
        if name in ("TOO_LONG", "NO_TEXT", "BAD_URL", "NO_URL", "TOO_SHORT"):
            raise errors.TextRefused(f"Reddit refused the text: {words}", **said)
        raise errors.Refused(f"Reddit refused it: {words} ({name})", **said)
    words = answer.text("message") or answer.text("reason")
    if answer.status == 401:
        raise errors.TokenExpired(f"Reddit no longer accepts the access: {api.hide(words)}", answer=api.hide(words))
    if answer.status == 429:
        wait = retry_after(answer.headers, "x-ratelimit-reset")
        raise errors.RateLimited("Reddit has been asked too often.", retry_after=wait, answer=api.hide(words))
    judge_by_status(api, answer, words)


NETWORK: Final = Reddit()
