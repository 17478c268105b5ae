"""Bluesky: a record that is settled before it is sent, under a key of our own, so that sending it again makes nothing new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, ClassVar, Final

from wirepress.features.social.networks import errors
from wirepress.features.social.networks.basic_network import BasicNetwork
from wirepress.features.social.networks.bluesky import session
from wirepress.features.social.networks.bluesky.record import COLLECTION, make_record, make_tid
from wirepress.features.social.networks.mastodon import clean_base
from wirepress.features.social.networks.protocol import (
    Composed,
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
from wirepress.features.social.networks.shared.asking import Answer, Api, read_moment, unreadable

BYTES_MAX: Final = 3000
SERVICE: Final = "https://bsky.social"
BATCH: Final = 25
DEPTH: Final = 6  # of a thread that is read


class Bluesky(BasicNetwork):
    """Signed in by an app password: OAuth's sessions are not meant for what runs unattended."""

    facts: ClassVar = Facts(
        name="bluesky",
        title="Bluesky",
        abilities=frozenset({"card", "pictures", "alt", "thread", "comment", "delete", "find", "counts", "replies"}),
        ways=("token",),
        fields=(
            ConnectField("handle", "Handle", "Such as harbour.bsky.social, or a domain of your own."),
            ConnectField("password", "App password", "Settings, Privacy and security, App passwords.", secret=True),
            ConnectField("url", "Server", "Where the account signs in.", False, default=SERVICE, advanced=True),
        ),
        limits=Limits(
            length=300,
            thread_length=300,
            comment_length=300,
            pictures=4,
            picture_bytes=1_000_000,  # servers that are not new take no more
            picture_kinds=("image/jpeg", "image/png", "image/webp"),
            alt_length=2000,
        ),
        repeat=timedelta(days=1),
        settle=timedelta(seconds=10),
        renew_before=timedelta(minutes=20),
    )

    def count(self, text: str) -> int:
        """Return the number of graphemes."""
        return counting.count_graphemes(text)

    def wants_link_in_text(self, message: Message) -> bool:
        """Return whether there is no card: a post has pictures or a card, not both."""
        return bool(message.pictures) or message.reply is not None

    def compose(self, message: Message, limits: Limits) -> Composed:
        """Return the message as it would be sent. Its bytes are limited too."""
        found = super().compose(message, limits)
        size = len(found.text.encode())
        if size <= BYTES_MAX:
            return found
        words = f"The text has {size} bytes; Bluesky takes {BYTES_MAX}."
        return Composed(found.text, found.length, found.limit, [*found.problems, words], found.notes, found.cost)

    # Connecting

    def connect_token(self, fields: Mapping[str, str]) -> Grant:
        """Sign in with the app password."""
        base = clean_base(fields.get("url") or SERVICE)
        handle = fields.get("handle", "").strip().removeprefix("@")
        if not handle or not fields.get("password"):
            raise errors.Refused("Give the handle and an app password: --handle and --password.")
        grant, _ = session.sign_in(
            base,
            handle,
            fields["password"].strip(),
            fields.get("code", ""),
            allow_private=bool(fields.get("allow_private")),
        )
        return Grant(grant.secrets, grant.expires, options={**grant.options, "service": base})

    def list_accounts(self, grant: Grant, *, allow_private: bool = False) -> Sequence[Profile]:
        """Return the account that signed in."""
        options = {name: value for name, value in grant.options.items() if name in ("pds", "service")}
        return [_profile(grant.options["did"], grant.options["handle"], options)]

    def renew(self, account: ConnectedAccount) -> Grant:
        """Return a new pair of tokens."""
        return session.renew(account)

    def check(self, account: ConnectedAccount) -> Profile:
        """Return the account as its server names it now."""
        found = session.open_api(account).get("/xrpc/com.atproto.server.getSession").fields
        if found.get("active") is False:
            raise errors.AccountBlocked(f"Bluesky has locked the account ({found.get('status') or 'not active'}).")
        return _profile(account.id, str(found.get("handle") or account.handle), account.options)

    def disconnect(self, account: ConnectedAccount) -> None:
        """End the session."""
        session.sign_out(account)

    # Writing

    def prepare(self, account: ConnectedAccount, message: Message, key: str) -> Prepared:
        """Settle the record and its key; pictures are uploaded."""
        since, limits = account.now(), account.limits or self.facts.limits
        record = make_record(session.open_api(account), message, self.full_text(message), limits, since)
        return Prepared(key, since, {"rkey": make_tid(), "record": record})

    def send(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent:
        """Put the record under its key."""
        rkey = str(prepared.state["rkey"])
        data = {"repo": account.id, "collection": COLLECTION, "rkey": rkey, "record": prepared.state["record"]}
        api = session.open_api(account)
        answer = api.post("/xrpc/com.atproto.repo.putRecord", data=data, creating=True)
        return _read_sent(api, answer, account, rkey)

    def look_up(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent | None:
        """Ask for the record."""
        api, rkey = session.open_api(account), str(prepared.state["rkey"])
        try:
            answer = api.get("/xrpc/com.atproto.repo.getRecord", _record_name(account, rkey))
        except errors.Gone:
            return None
        return _read_sent(api, answer, account, rkey)

    def delete(self, account: ConnectedAccount, sent: Sent) -> None:
        """Delete the record."""
        data = _record_name(account, sent.id.rpartition("/")[2])
        session.open_api(account).post("/xrpc/com.atproto.repo.deleteRecord", data=data)

    # Reading

    def read_counts(self, account: ConnectedAccount, sent: Sequence[Sent]) -> Mapping[str, Counts]:
        """Return what the app view has counted; it lags a little."""
        api, found = session.open_api(account), dict[str, Counts]()
        for place in range(0, len(sent), BATCH):
            uris = [one.id for one in sent[place : place + BATCH]]
            for post in api.get("/xrpc/app.bsky.feed.getPosts", {"uris": uris}).part("posts") or ():
                found[str(post["uri"])] = Counts(
                    likes=post.get("likeCount"),
                    replies=post.get("replyCount"),
                    reposts=post.get("repostCount"),
                    quotes=post.get("quoteCount"),
                )
        return found

    def read_replies(self, account: ConnectedAccount, sent: Sent) -> Sequence[Reply]:
        """Return what others answered, as deep as the app view is asked."""
        query = {"uri": sent.id, "depth": DEPTH, "parentHeight": 0}
        try:
            thread = session.open_api(account).get("/xrpc/app.bsky.feed.getPostThread", query).part("thread") or {}
        except errors.Gone:
            return []
        found: list[Reply] = []
        waiting = [(thread, sent.id)]
        while waiting:
            here, parent = waiting.pop(0)
            for node in here.get("replies") or ():
                post = node.get("post") if isinstance(node, dict) else None
                if isinstance(post, dict):
                    if (reply := _read_reply(post, parent)) and (post.get("author") or {}).get("did") != account.id:
                        found.append(reply)
                    waiting.append((node, str(post.get("uri"))))
        return found


def _record_name(account: ConnectedAccount, rkey: str) -> dict[str, str]:
    return {"repo": account.id, "collection": COLLECTION, "rkey": rkey}


def _profile(did: str, handle: str, options: Mapping[str, str]) -> Profile:
    return Profile(did, handle, handle, f"https://bsky.app/profile/{handle}", options=options)


def _read_sent(api: Api, answer: Answer, account: ConnectedAccount, rkey: str) -> Sent:
    uri, cid = answer.text("uri"), answer.text("cid")
    if not uri:
        raise unreadable(api, answer)
    return Sent(uri, f"https://bsky.app/profile/{account.handle}/post/{rkey}", {"cid": cid})


def _read_reply(post: Mapping[str, Any], parent: str) -> Reply | None:
    record, author = post.get("record") or {}, post.get("author") or {}
    when = read_moment(record.get("createdAt"))
    handle = str(author.get("handle") or "")
    uri = str(post.get("uri") or "")
    if not uri or when is None or not handle:
        return None
    return Reply(
        id=uri,
        parent=parent,
        author=str(author.get("displayName") or handle),
        author_url=f"https://bsky.app/profile/{handle}",
        text=str(record.get("text") or ""),
        url=f"https://bsky.app/profile/{handle}/post/{uri.rpartition('/')[2]}",
        when=when,
    )


NETWORK: Final = Bluesky()
