"""What a network is for Wirepress: one object behind this protocol. Plugins bring theirs by the hook `share_networks`.

Nothing here touches the database. A network gets a ConnectedAccount with the secrets it needs, talks to its API by `net.asking`
(the one HTTP client), and answers with the records below or raises what errors.py lists.

How a share is sent, so that it is never there twice:
1. `prepare` does what readers do not see (uploads, containers, the key under which a repeat is recognised). It may be repeated.
2. The caller stores the Prepared, commits, and only then calls `send`: ONE creating call.
3. After OutcomeUnknown, and after a crash between 2 and an answer, the caller waits `facts.settle` and calls `look_up` with the stored
   Prepared: a Sent (it is there), None (it is certainly not: `send` may be called again with the same Prepared), or OutcomeUnknown
   again (nobody can tell: a person has to look). A Duplicate in answer to a send after an unknown outcome means that it is there.
A post of a thread and a first comment are messages of their own, with `reply`; each has its own Prepared and result.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, Protocol

Ability = Literal[
    "card",  # a link with title, text and picture
    "pictures",
    "alt",  # texts for those who do not see the pictures
    "thread",  # further posts below one's own
    "comment",  # a first comment
    "edit",
    "delete",
    "find",  # look_up can tell
    "counts",
    "replies",
]


def now_gmt() -> datetime:
    """Return the moment, naive and GMT, as all moments here are."""
    return datetime.now(UTC).replace(tzinfo=None)


# ---------------------------------------------------------------- what is sent


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture. `url`: where the public site shows it (some networks fetch it themselves); `body`: its bytes (others want those)."""

    url: str
    body: bytes = b""
    kind: str = "image/jpeg"
    alt: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class LinkCard:
    """The story that a message leads to. `url`: as readers follow it (short or with campaign names), the same at every repeat."""

    url: str
    title: str = ""
    description: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A post as the network took it. `id`: its whole name there; `url`: for people, "" where it has none; `more`: what the network
    needs to answer or change it (a Bluesky cid), JSON."""

    id: str
    url: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """What a message answers: the first post, and the one right before (the same for the second post of a thread)."""

    kind: Literal["thread", "comment"]
    first: Sent
    last: Sent


@dataclass(frozen=True, slots=True)
class Message:
    """One post. `text`: what readers read; the link need not be in it: a network without cards of its own adds the address itself,
    unless the text has it. `story`: number of the post it tells of, 0 for none."""

    text: str
    link: LinkCard | None = None
    pictures: Sequence[Picture] = ()
    title: str = ""  # for networks whose posts have one; else the card's
    tags: Sequence[str] = ()  # without #, for networks that keep them apart from the text (Tumblr)
    language: str = ""  # of the text, BCP 47
    warning: str = ""  # shown before the text (Mastodon)
    reply: ReplyTo | None = None
    story: int = 0


@dataclass(frozen=True, slots=True)
class Prepared:
    """What `prepare` left: JSON that the caller stores before `send`. `key`: of this message on this account, the caller's own, stable
    over all repeats (16 to 64 letters and digits). `since`: GMT, naive: nothing older can be this message."""

    key: str
    since: datetime
    state: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON, for a column."""
        return {"key": self.key, "since": self.since.isoformat(), "state": dict(self.state)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Prepared:
        """Return what as_json() made a column of."""
        return cls(str(stored["key"]), datetime.fromisoformat(str(stored["since"])), dict(stored.get("state") or {}))


# ---------------------------------------------------------------- what a network allows


@dataclass(frozen=True, slots=True)
class Limits:
    """What an account may send. 0 for a length, a number of pictures or bytes: none at all; None: no limit is known."""

    length: int  # of a post, as the network counts
    comment_length: int = 0
    thread_length: int = 0
    pictures: int = 0
    pictures_required: bool = False
    picture_bytes: int | None = None
    picture_kinds: Sequence[str] = ("image/jpeg", "image/png")
    alt_length: int | None = None
    link_length: int | None = None  # what every address counts, whatever its length; None: its own
    posts_left: int | None = None  # by the network's own word, when it was asked
    posts_day: int | None = None  # at most in 24 hours
    gap_seconds: int = 0  # between two posts of one account
    cost: int = 0  # of a post, in millionths of a US dollar
    link_cost: int = 0  # of a post with an address in it

    def as_json(self) -> dict[str, Any]:
        """Return them as JSON, for a column."""
        names = self.__dataclass_fields__
        return {
            name: list(value) if isinstance(value := getattr(self, name), tuple | list) else value for name in names
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Limits:
        """Return what as_json() made a column of; names that are not known are left."""
        return cls(**{"length": 0, **{name: stored[name] for name in cls.__dataclass_fields__ if name in stored}})


@dataclass(frozen=True, slots=True)
class Composed:
    """A message as it would be sent. `length` and `limit`: as the network counts. `problems`: why it would be refused, in sentences;
    none: it can be sent. `notes`: what readers will miss (no alt texts there). `cost`: millionths of a US dollar."""

    text: str
    length: int
    limit: int
    problems: Sequence[str] = ()
    notes: Sequence[str] = ()
    cost: int = 0


# ---------------------------------------------------------------- connecting


@dataclass(frozen=True, slots=True)
class ConnectField:
    """Something a person gives to connect. `secret`: never shown again. `kind` "choice" has `choices` (value, words)."""

    name: str
    label: str
    help: str = ""
    required: bool = True
    secret: bool = False
    default: str = ""
    choices: Sequence[tuple[str, str]] = ()
    way: Literal["", "oauth", "token"] = ""  # asked for in that way of connecting alone
    advanced: bool = False  # hardly anybody needs it


@dataclass(frozen=True, slots=True)
class Facts:
    """What is the same for all accounts of a network. `ways`: how an account can be connected, the better one first."""

    name: str  # begins the keys of its accounts: 2 to 20 letters a to z
    title: str
    abilities: frozenset[Ability]
    ways: Sequence[Literal["oauth", "token"]]
    fields: Sequence[ConnectField]
    limits: Limits  # before an account was asked
    repeat: timedelta | None = (
        None  # for so long after the first try a repeat of `send` with the same Prepared is harmless
    )
    settle: timedelta = timedelta(minutes=5)  # after an unknown outcome, before look_up is believed
    renew_before: timedelta | None = None  # access is renewed so long before its end; None: it never is
    read_cost: int = 0  # of looking at one post's counts, in millionths of a US dollar
    several: bool = False  # several accounts may have the same id (webhooks)
    can_be_found_by_person: str = ""  # where look_up cannot tell: where a person looks


@dataclass(frozen=True, slots=True)
class Grant:
    """What connecting or renewing gave. `secrets`: everything needed to post (tokens, the app's own key and secret), text by name.
    Moments are GMT and naive. A renewal is merged into what there was: a name that it does not have keeps its value."""

    secrets: Mapping[str, str]
    expires: datetime | None = None  # of the access; None: by itself never
    sign_in_by: datetime | None = None  # when a person has to connect again, however often it is renewed
    options: Mapping[str, str] = field(default_factory=dict)  # not secret: instance, version


@dataclass(frozen=True, slots=True)
class Profile:
    """An account as the network names it: `id` for programs, `handle` and `url` for people. `grant`: what this one needs instead of
    what was granted (a page's own token). `warning`: what will make trouble (a right that is missing), in a sentence."""

    id: str
    handle: str
    name: str = ""
    url: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    grant: Grant | None = None
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Begun:
    """Where to send the person, and what has to be known when they come back (stored encrypted)."""

    url: str
    kept: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ConnectedAccount:
    """An account with all that is needed to talk to its network. Made by `use_account`; never stored, never logged.

    `now`: GMT, naive, asked whenever a network needs the time. `save`: stores new secrets before they are used.
    """

    key: str
    network: str
    id: str
    handle: str
    secrets: Mapping[str, str] = field(repr=False)
    options: Mapping[str, str] = field(default_factory=dict)
    limits: Limits | None = None
    expires: datetime | None = None
    allow_private: bool = False
    now: Callable[[], datetime] = field(default=now_gmt, repr=False)


# ---------------------------------------------------------------- what comes back


@dataclass(frozen=True, slots=True)
class Counts:
    """What readers did with a post; None where the network does not say."""

    likes: int | None = None
    replies: int | None = None
    reposts: int | None = None
    quotes: int | None = None
    views: int | None = None
    clicks: int | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of a reader. `text` is plain text. `parent`: the id of the post or reply it answers. `when`: GMT, naive."""

    id: str
    parent: str
    author: str
    author_url: str
    text: str
    url: str
    when: datetime


class Network(Protocol):
    """One network. Methods raise NetworkError and its children alone. All of them may be called by several threads at a time."""

    @property
    def facts(self) -> Facts:
        """Return what is the same for all its accounts."""

    # Connecting. `fields`: the values of facts.fields, with `allow_private` ("1" or "") among them.

    def begin_connect(self, fields: Mapping[str, str], redirect: str, state: str, challenge: str) -> Begun:
        """Return where a person allows us to post (OAuth). `challenge`: PKCE, S256, of the verifier that finish_connect gets."""

    def finish_connect(self, kept: Mapping[str, str], answer: Mapping[str, str], verifier: str, redirect: str) -> Grant:
        """Return what the person's consent gave. `answer`: the query with which they came back (its state is checked already)."""

    def connect_token(self, fields: Mapping[str, str]) -> Grant:
        """Return a grant of what the person has typed in, after the network has taken it."""

    def list_accounts(self, grant: Grant, *, allow_private: bool = False) -> Sequence[Profile]:
        """Return what can be posted to with a grant: mostly one account, several pages or boards."""

    def renew(self, account: ConnectedAccount) -> Grant:
        """Return new access. The caller holds the account's lock and stores the grant before anybody uses it."""

    def check(self, account: ConnectedAccount) -> Profile:
        """Return the account as the network sees it now, after a look at whether it may post. Nothing is posted."""

    def disconnect(self, account: ConnectedAccount) -> None:
        """Give the access back, where that can be done."""

    # Writing

    def read_limits(self, account: ConnectedAccount) -> Limits:
        """Return the account's limits as the network tells them."""

    def compose(self, message: Message, limits: Limits) -> Composed:
        """Return the message as it would be sent, its length as the network counts, and what is wrong with it. Asks nobody."""

    def shorten(self, message: Message, limits: Limits) -> Message:
        """Return the message with its text cut at a word, so that it fits with its link. Asks nobody."""

    def prepare(self, account: ConnectedAccount, message: Message, key: str) -> Prepared:
        """Do what has to be done before sending and what no reader sees."""

    def send(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent:
        """Post it: one creating call."""

    def look_up(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent | None:
        """Return the post if it is there; None when it is certainly not. Raises OutcomeUnknown when that cannot be told."""

    def edit(self, account: ConnectedAccount, sent: Sent, message: Message) -> Sent:
        """Change what was sent. The answer takes the place of `sent`. Raises NotSupported, Gone."""

    def delete(self, account: ConnectedAccount, sent: Sent) -> None:
        """Take it away; one that is gone already is no error. Raises NotSupported."""

    # Reading

    def read_counts(self, account: ConnectedAccount, sent: Sequence[Sent]) -> Mapping[str, Counts]:
        """Return what readers did, by the posts' ids; posts that are gone are left out. Raises NotSupported."""

    def read_replies(self, account: ConnectedAccount, sent: Sent) -> Sequence[Reply]:
        """Return public replies, parents before children. Raises NotSupported."""
