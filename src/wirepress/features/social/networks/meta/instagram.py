"""Instagram's professional accounts, by Instagram login (developers.facebook.com/docs/instagram-platform)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

import regex

from wirepress.features.social.networks import errors
from wirepress.features.social.networks.basic_network import BasicNetwork
from wirepress.features.social.networks.meta.containers import find_published, make_container, wait_until_finished
from wirepress.features.social.networks.meta.facebook import VERSION
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
from wirepress.features.social.networks.shared.asking import Api, read_moment, unreadable
from wirepress.features.social.networks.shared.oauth import consent_url, read_code
from wirepress.features.social.networks.shared.pictures import cut_alt

API: Final = "https://graph.instagram.com"
TOKENS: Final = "https://api.instagram.com"
CONSENT: Final = "https://www.instagram.com"
SCOPES: Final = "instagram_business_basic,instagram_business_content_publish,instagram_business_manage_comments"
STATUS: Final = "status_code,status"
HASHTAGS_MAX: Final = 30
MENTIONS_MAX: Final = 20
RATIO: Final = (0.8, 1.91)
_TAGS: Final = regex.compile(r"(?<!\w)#\w+")
_MENTIONS: Final = regex.compile(r"(?<!\w)@\w+")


class Instagram(BasicNetwork):
    """A picture is required, and Instagram fetches it from the public site. What is out cannot be changed or deleted by the API."""

    uploads = False
    facts: ClassVar = Facts(
        name="instagram",
        title="Instagram",
        abilities=frozenset({"pictures", "alt", "comment", "find", "counts", "replies"}),
        ways=("oauth", "token"),
        fields=(
            ConnectField("client_id", "Instagram app ID", "Of your own app, product Instagram.", way="oauth"),
            ConnectField("client_secret", "Instagram app secret", secret=True, way="oauth"),
            ConnectField("token", "Access token", "Of sixty days, from the app's dashboard.", secret=True, way="token"),
            ConnectField("version", "API version", required=False, default=VERSION, advanced=True),
            ConnectField("api", "Address of the API", required=False, default=API, advanced=True),
            ConnectField("tokens", "Address that gives tokens", required=False, default=TOKENS, advanced=True),
            ConnectField("consent", "Address of the consent page", required=False, default=CONSENT, advanced=True),
        ),
        limits=Limits(
            length=2200,
            comment_length=2200,
            pictures=10,
            pictures_required=True,
            picture_bytes=8_000_000,
            picture_kinds=("image/jpeg",),
            alt_length=1000,
            posts_day=100,
        ),
        renew_before=RENEW_BEFORE,
    )

    def find_problems(self, message: Message, limits: Limits) -> list[str]:
        """Return what is wrong: hashtags, mentions, the shape of pictures."""
        found = super().find_problems(message, limits)
        if len(_TAGS.findall(message.text)) > HASHTAGS_MAX:
            found.append(f"Instagram takes {HASHTAGS_MAX} hashtags.")
        if len(_MENTIONS.findall(message.text)) > MENTIONS_MAX:
            found.append(f"Instagram takes {MENTIONS_MAX} mentions.")
        for place, picture in enumerate(message.pictures, 1):
            if picture.width and picture.height and not RATIO[0] <= picture.width / picture.height <= RATIO[1]:
                found.append(f"Picture {place} is too tall or too wide for Instagram (4:5 to 1.91:1).")
        return found

    # Connecting

    def begin_connect(self, fields: Mapping[str, str], redirect: str, state: str, challenge: str) -> Begun:
        """Return Instagram's consent page."""
        kept = {**self._defaults(), **{name: value for name, value in fields.items() if value}}
        url = consent_url(
            f"{kept['consent']}/oauth/authorize",
            client_id=kept.get("client_id"),
            redirect_uri=redirect,
            response_type="code",
            scope=SCOPES,
            state=state,
        )
        return Begun(url, kept)

    def finish_connect(self, kept: Mapping[str, str], answer: Mapping[str, str], verifier: str, redirect: str) -> Grant:
        """Exchange the code for a token of an hour, and that for one of sixty days."""
        app = {"client_id": kept["client_id"], "client_secret": kept["client_secret"]}
        private = bool(kept.get("allow_private"))
        form = {
            **app,
            "grant_type": "authorization_code",
            "redirect_uri": redirect,
            "code": read_code(answer, "Instagram"),
        }
        short = ask_token(
            make_api("Instagram", kept["tokens"], kept, private), "POST", "/oauth/access_token", form
        ).secrets["access"]
        longer = {"grant_type": "ig_exchange_token", "client_secret": app["client_secret"], "access_token": short}
        api = make_api("Instagram", kept["api"], {**kept, "short": short}, private)
        grant = ask_token(api, "GET", "/access_token", longer, **app)
        return Grant(grant.secrets, grant.expires, options=self._options(kept))

    def connect_token(self, fields: Mapping[str, str]) -> Grant:
        """Return the grant of a token from the app's dashboard. When it ends is not said; it is extended in a day."""
        if not fields.get("token"):
            raise errors.Refused("Give the access token of the account: --token.")
        return Grant({"access": fields["token"].strip()}, guess_end(), options=self._options(fields))

    def list_accounts(self, grant: Grant, *, allow_private: bool = False) -> Sequence[Profile]:
        """Return the account of the token."""
        return [_profile(make_api("Instagram", _base(grant.options), grant.secrets, allow_private), grant.options)]

    def renew(self, account: ConnectedAccount) -> Grant:
        """Extend the token by sixty days; it has to be a day old and not dead."""
        api = make_api("Instagram", account.options.get("api") or API, account.secrets, account.allow_private)
        query = {"grant_type": "ig_refresh_token", "access_token": account.secrets["access"]}
        return ask_token(api, "GET", "/refresh_access_token", query)

    def check(self, account: ConnectedAccount) -> Profile:
        """Return the account; the limit is asked too, which needs the right to publish."""
        api = _open(account)
        api.get(f"/{account.id}/content_publishing_limit", {"fields": "quota_usage,config"})
        return _profile(api, account.options)

    # Writing

    def read_limits(self, account: ConnectedAccount) -> Limits:
        """Return how many posts are left today, by Instagram's own word."""
        from dataclasses import replace

        query = {"fields": "quota_usage,config"}
        row = (_open(account).get(f"/{account.id}/content_publishing_limit", query).part("data") or [{}])[0]
        total = int((row.get("config") or {}).get("quota_total") or self.facts.limits.posts_day or 0)
        return replace(self.facts.limits, posts_day=total, posts_left=max(0, total - int(row.get("quota_usage") or 0)))

    def prepare(self, account: ConnectedAccount, message: Message, key: str) -> Prepared:
        """Have Instagram fetch the pictures into a container."""
        since = account.now()
        if message.reply is not None:
            return Prepared(key, since)
        api, path = _open(account), f"/{account.id}/media"
        limits = account.limits or self.facts.limits
        pictures = message.pictures[: limits.pictures]
        if not pictures:
            raise errors.PictureRefused("Instagram takes no post without a picture.")
        caption = self.full_text(message)
        single = [{"image_url": one.url, "alt_text": cut_alt(one.alt, limits) or None} for one in pictures]
        if len(single) == 1:
            container = make_container(api, path, {**single[0], "caption": caption})
        else:
            items = [make_container(api, path, {**one, "is_carousel_item": True}) for one in single]
            for item in items:
                wait_until_finished(api, item, STATUS)
            fields = {"media_type": "CAROUSEL", "children": ",".join(items), "caption": caption}
            container = make_container(api, path, fields)
        wait_until_finished(api, container, STATUS)
        return Prepared(key, since, {"container": container})

    def send(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent:
        """Publish the container, or write a comment."""
        api = _open(account)
        if message.reply is not None:
            path, form = f"/{message.reply.first.id}/comments", {"message": self.full_text(message)}
        else:
            path, form = f"/{account.id}/media_publish", {"creation_id": str(prepared.state["container"])}
        answer = api.post(path, form=form, creating=True)
        number = answer.text("id")
        if not number:
            raise unreadable(api, answer)
        return Sent(number, "" if message.reply else _address(api, number))

    def look_up(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent | None:
        """Read the container; PUBLISHED means that it is out."""
        if message.reply is not None:
            return super().look_up(account, message, prepared)
        container = str(prepared.state["container"])
        return find_published(_open(account), container, STATUS, f"/{account.id}/media", "caption", message, prepared)

    # Reading

    def read_counts(self, account: ConnectedAccount, sent: Sequence[Sent]) -> Mapping[str, Counts]:
        """Return likes and comments."""
        api, found = _open(account), dict[str, Counts]()
        for one in sent:
            try:
                row = api.get(f"/{one.id}", {"fields": "like_count,comments_count"})
            except errors.Gone:
                continue
            found[one.id] = Counts(likes=row.part("like_count"), replies=row.part("comments_count"))
        return found

    def read_replies(self, account: ConnectedAccount, sent: Sent) -> Sequence[Reply]:
        """Return comments below a post."""
        rows = _open(account).get(f"/{sent.id}/comments", {"fields": "id,text,username,timestamp"}).part("data") or ()
        return [_read_comment(row, sent) for row in rows if row.get("username") != account.handle]

    def _defaults(self) -> dict[str, str]:
        return {one.name: one.default for one in self.facts.fields if one.advanced}

    def _options(self, fields: Mapping[str, str]) -> dict[str, str]:
        return {
            name: fields.get(name) or value for name, value in self._defaults().items() if name in ("api", "version")
        }


def _base(options: Mapping[str, str]) -> str:
    return f"{options.get('api') or API}/{options.get('version') or VERSION}"


def _open(account: ConnectedAccount) -> Api:
    return make_api("Instagram", _base(account.options), account.secrets, account.allow_private)


def _address(api: Api, number: str) -> str:
    try:
        return api.get(f"/{number}", {"fields": "permalink"}).text("permalink")
    except errors.NetworkError:
        return ""


def _profile(api: Api, options: Mapping[str, str]) -> Profile:
    me = api.get("/me", {"fields": "user_id,username,name"}).fields
    handle = str(me.get("username") or "")
    return Profile(
        id=str(me.get("user_id") or me.get("id") or ""),
        handle=handle,
        name=str(me.get("name") or handle),
        url=f"https://www.instagram.com/{handle}/",
        options=options,
    )


def _read_comment(row: Mapping[str, Any], sent: Sent) -> Reply:
    who = str(row.get("username") or "?")
    when = read_moment(row.get("timestamp"))
    assert when is not None
    return Reply(
        str(row["id"]), sent.id, who, f"https://www.instagram.com/{who}/", str(row.get("text") or ""), "", when
    )


NETWORK: Final = Instagram()
