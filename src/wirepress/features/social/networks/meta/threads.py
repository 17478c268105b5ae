"""Threads (developers.facebook.com/docs/threads): a container, then one call that publishes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Final

from wirepress.features.social.networks import errors
from wirepress.features.social.networks.basic_network import BasicNetwork
from wirepress.features.social.networks.meta.containers import find_published, make_container, wait_until_finished
from wirepress.features.social.networks.meta.graph import make_api
from wirepress.features.social.networks.meta.tokens import RENEW_BEFORE, ask_token, guess_end
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
from wirepress.features.social.networks.shared.asking import Api, read_moment, unreadable
from wirepress.features.social.networks.shared.oauth import consent_url, read_code
from wirepress.features.social.networks.shared.pictures import cut_alt

API: Final = "https://graph.threads.net"
CONSENT: Final = "https://threads.net"
VERSION: Final = "v1.0"
SCOPES: Final = (
    "threads_basic,threads_content_publish,threads_manage_replies,threads_read_replies,"
    "threads_manage_insights,threads_delete"
)
STATUS: Final = "status,error_message"
LINKS_MAX: Final = 5


class Threads(BasicNetwork):
    """Pictures are fetched from the public site; the card comes from link_attachment, with text posts alone."""

    uploads = False
    facts: ClassVar = Facts(
        name="threads",
        title="Threads",
        abilities=frozenset({"card", "pictures", "alt", "thread", "comment", "delete", "find", "counts", "replies"}),
        ways=("oauth", "token"),
        fields=(
            ConnectField("client_id", "Threads app ID", "Of your own app, use case Threads.", way="oauth"),
            ConnectField("client_secret", "Threads app secret", secret=True, way="oauth"),
            ConnectField("token", "Access token", "Of sixty days.", secret=True, way="token"),
            ConnectField("api", "Address of the API", required=False, default=API, advanced=True),
            ConnectField("consent", "Address of the consent page", required=False, default=CONSENT, advanced=True),
        ),
        limits=Limits(
            length=500,
            thread_length=500,
            comment_length=500,
            pictures=20,
            picture_bytes=8_000_000,
            alt_length=1000,
            posts_day=250,
        ),
        renew_before=RENEW_BEFORE,
    )

    def count(self, text: str) -> int:
        """Return the length by Threads' rule."""
        return counting.count_threads(text)

    def wants_link_in_text(self, message: Message) -> bool:
        """Return whether there is no card: pictures take its place."""
        return bool(message.pictures)

    def find_problems(self, message: Message, limits: Limits) -> list[str]:
        """Return what is wrong: more than five addresses."""
        found = super().find_problems(message, limits)
        links = {message.text[begin:end] for begin, end in counting.find_addresses(message.text)}
        links |= {message.link.url} if message.link else set()
        if len(links) > LINKS_MAX:
            found.append(f"Threads takes {LINKS_MAX} different addresses, and there are {len(links)}.")
        return found

    # Connecting

    def begin_connect(self, fields: Mapping[str, str], redirect: str, state: str, challenge: str) -> Begun:
        """Return the consent page of Threads."""
        kept = {"api": API, "consent": CONSENT, **{name: value for name, value in fields.items() if value}}
        url = consent_url(
            f"{kept['consent']}/oauth/authorize",
            client_id=kept.get("client_id"),
            redirect_uri=redirect,
            scope=SCOPES,
            response_type="code",
            state=state,
        )
        return Begun(url, kept)

    def finish_connect(self, kept: Mapping[str, str], answer: Mapping[str, str], verifier: str, redirect: str) -> Grant:
        """Exchange the code for a token of an hour, and that for one of sixty days."""
        app = {"client_id": kept["client_id"], "client_secret": kept["client_secret"]}
        api = make_api("Threads", kept["api"], kept, bool(kept.get("allow_private")))
        form = {
            **app,
            "grant_type": "authorization_code",
            "redirect_uri": redirect,
            "code": read_code(answer, "Threads"),
        }
        short = ask_token(api, "POST", "/oauth/access_token", form).secrets["access"]
        longer = {"grant_type": "th_exchange_token", "client_secret": app["client_secret"], "access_token": short}
        grant = ask_token(api, "GET", "/access_token", longer, **app)
        return Grant(grant.secrets, grant.expires, options={"api": kept["api"]})

    def connect_token(self, fields: Mapping[str, str]) -> Grant:
        """Return the grant of a token that a person made. When it ends is not said, so it is extended in a day."""
        if not fields.get("token"):
            raise errors.Refused("Give the access token of the account: --token.")
        return Grant({"access": fields["token"].strip()}, guess_end(), options={"api": fields.get("api") or API})

    def list_accounts(self, grant: Grant, *, allow_private: bool = False) -> Sequence[Profile]:
        """Return the account of the token."""
        return [_profile(make_api("Threads", _base(grant.options), grant.secrets, allow_private), grant.options)]

    def renew(self, account: ConnectedAccount) -> Grant:
        """Extend the token by sixty days; it has to be a day old and not dead."""
        api = make_api("Threads", account.options.get("api") or API, account.secrets, account.allow_private)
        query = {"grant_type": "th_refresh_token", "access_token": account.secrets["access"]}
        return ask_token(api, "GET", "/refresh_access_token", query)

    def check(self, account: ConnectedAccount) -> Profile:
        """Return the account; the limit is asked too, which needs the right to publish."""
        api = _open(account)
        api.get(f"/{account.id}/threads_publishing_limit", {"fields": "quota_usage,config"})
        return _profile(api, account.options)

    # Writing

    def read_limits(self, account: ConnectedAccount) -> Limits:
        """Return how many posts are left today, by the network's own word."""
        query = {"fields": "quota_usage,config"}
        row = (_open(account).get(f"/{account.id}/threads_publishing_limit", query).part("data") or [{}])[0]
        total = int((row.get("config") or {}).get("quota_total") or self.facts.limits.posts_day or 0)
        return replace(self.facts.limits, posts_day=total, posts_left=max(0, total - int(row.get("quota_usage") or 0)))

    def prepare(self, account: ConnectedAccount, message: Message, key: str) -> Prepared:
        """Make the container; pictures are fetched into it."""
        since, api, path = account.now(), _open(account), f"/{account.id}/threads"
        limits = account.limits or self.facts.limits
        base: dict[str, Any] = {"text": self.full_text(message)}
        if message.reply is not None:
            base["reply_to_id"] = message.reply.last.id
        pictures = [
            {"media_type": "IMAGE", "image_url": one.url, "alt_text": cut_alt(one.alt, limits) or None}
            for one in message.pictures[: limits.pictures]
        ]
        if not pictures:
            link = message.link.url if message.link else None
            container = make_container(api, path, {**base, "media_type": "TEXT", "link_attachment": link})
        elif len(pictures) == 1:
            container = make_container(api, path, {**base, **pictures[0]})
        else:
            items = [make_container(api, path, {**one, "is_carousel_item": True}) for one in pictures]
            for item in items:
                wait_until_finished(api, item, STATUS)
            container = make_container(api, path, {**base, "media_type": "CAROUSEL", "children": ",".join(items)})
        wait_until_finished(api, container, STATUS)
        return Prepared(key, since, {"container": container})

    def send(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent:
        """Publish the container."""
        api = _open(account)
        form = {"creation_id": str(prepared.state["container"])}
        answer = api.post(f"/{account.id}/threads_publish", form=form, creating=True)
        number = answer.text("id")
        if not number:
            raise unreadable(api, answer)
        try:
            return Sent(number, api.get(f"/{number}", {"fields": "permalink"}).text("permalink"))
        except errors.NetworkError:  # it is out
            return Sent(number)

    def look_up(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent | None:
        """Read the container; PUBLISHED means that it is out."""
        container = str(prepared.state["container"])
        sent_as = replace(message, text=self.full_text(message))
        path = "/me/replies" if message.reply else "/me/threads"
        return find_published(_open(account), container, STATUS, path, "text", sent_as, prepared)

    def delete(self, account: ConnectedAccount, sent: Sent) -> None:
        """Delete the post; a hundred a day can be."""
        try:
            _open(account).ask("DELETE", f"/{sent.id}")
        except errors.Gone:
            return

    # Reading

    def read_counts(self, account: ConnectedAccount, sent: Sequence[Sent]) -> Mapping[str, Counts]:
        """Return the insights of posts."""
        api, found = _open(account), dict[str, Counts]()
        for one in sent:
            try:
                rows = api.get(f"/{one.id}/insights", {"metric": "views,likes,replies,reposts,quotes"}).part("data")
            except errors.Gone:
                continue
            values = {str(row.get("name")): _first_value(row) for row in rows or ()}
            names = ("likes", "replies", "reposts", "quotes", "views")
            found[one.id] = Counts(**{name: values.get(name) for name in names})
        return found

    def read_replies(self, account: ConnectedAccount, sent: Sent) -> Sequence[Reply]:
        """Return the whole conversation below a post."""
        query = {"fields": "id,text,username,permalink,timestamp,replied_to"}
        rows = _open(account).get(f"/{sent.id}/conversation", query).part("data") or ()
        return [_read_reply(row, sent) for row in rows if row.get("username") != account.handle]


def _base(options: Mapping[str, str]) -> str:
    return f"{options.get('api') or API}/{VERSION}"


def _open(account: ConnectedAccount) -> Api:
    return make_api("Threads", _base(account.options), account.secrets, account.allow_private)


def _profile(api: Api, options: Mapping[str, str]) -> Profile:
    me = api.get("/me", {"fields": "id,username,name"}).fields
    handle = str(me.get("username") or "")
    address = f"https://www.threads.net/@{handle}"
    return Profile(str(me.get("id") or ""), handle, str(me.get("name") or handle), address, options=options)


def _first_value(row: Mapping[str, Any]) -> int | None:
    values = row.get("values") or [row.get("total_value") or {}]
    found = values[0].get("value") if isinstance(values[0], dict) else None
    return found if isinstance(found, int) else None


def _read_reply(row: Mapping[str, Any], sent: Sent) -> Reply:
    who, when = str(row.get("username") or "?"), read_moment(row.get("timestamp"))
    assert when is not None
    parent = str((row.get("replied_to") or {}).get("id") or sent.id)
    address = f"https://www.threads.net/@{who}"
    return Reply(
        str(row["id"]), parent, who, address, str(row.get("text") or ""), str(row.get("permalink") or ""), when
    )


NETWORK: Final = Threads()
