"""Pages of Facebook, each with a token of its own (developers.facebook.com/docs/pages-api)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from wirepress.features.social.networks import errors
from wirepress.features.social.networks.basic_network import BasicNetwork
from wirepress.features.social.networks.meta.graph import make_api
from wirepress.features.social.networks.meta.tokens import ask_token
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
from wirepress.features.social.networks.shared.asking import Answer, Api, read_moment, unreadable
from wirepress.features.social.networks.shared.matching import is_late_enough, is_same_text
from wirepress.features.social.networks.shared.oauth import consent_url, read_code
from wirepress.features.social.networks.shared.pictures import file_name, fit_pictures

VERSION: Final = "v25.0"
API: Final = "https://graph.facebook.com"
CONSENT: Final = "https://www.facebook.com"
SCOPES: Final = "pages_show_list,pages_manage_posts,pages_read_engagement,pages_manage_engagement,business_management"


def app_fields(version: str = VERSION, api: str = API, consent: str = CONSENT) -> tuple[ConnectField, ...]:
    """Return what connecting by an app of one's own asks for."""
    return (
        ConnectField("client_id", "App ID", "Of your own app at developers.facebook.com.", way="oauth"),
        ConnectField("client_secret", "App secret", secret=True, way="oauth"),
        ConnectField("version", "API version", required=False, default=version, advanced=True),
        ConnectField("api", "Address of the API", required=False, default=api, advanced=True),
        ConnectField("consent", "Address of the consent page", required=False, default=consent, advanced=True),
    )


class Facebook(BasicNetwork):
    """A page's token has no end of its own; it dies with a password change, the app's removal or a lost role."""

    facts: ClassVar = Facts(
        name="facebook",
        title="Facebook",
        abilities=frozenset({"card", "pictures", "alt", "comment", "edit", "delete", "find", "counts"}),
        ways=("oauth", "token"),
        fields=(
            *app_fields(),
            ConnectField("token", "Page access token", "Or a user's, which lists its pages.", secret=True, way="token"),
        ),
        limits=Limits(
            length=63_206,
            comment_length=8_000,
            pictures=10,
            picture_bytes=4_000_000,
            picture_kinds=("image/jpeg", "image/png", "image/gif"),
        ),
    )

    def wants_link_in_text(self, message: Message) -> bool:
        """Return whether there is no card: a post has pictures or a card, not both."""
        return bool(message.pictures) or message.reply is not None

    # Connecting

    def begin_connect(self, fields: Mapping[str, str], redirect: str, state: str, challenge: str) -> Begun:
        """Return the login dialogue."""
        kept = {**self._defaults(), **{name: value for name, value in fields.items() if value}}
        page = f"{kept['consent']}/{kept['version']}/dialog/oauth"
        url = consent_url(
            page,
            client_id=kept.get("client_id"),
            redirect_uri=redirect,
            state=state,
            scope=SCOPES,
            response_type="code",
            code_challenge=challenge,
            code_challenge_method="S256",
        )
        return Begun(url, kept)

    def finish_connect(self, kept: Mapping[str, str], answer: Mapping[str, str], verifier: str, redirect: str) -> Grant:
        """Exchange the code for a user's token of sixty days."""
        api = make_api("Facebook", f"{kept['api']}/{kept['version']}", kept, bool(kept.get("allow_private")))
        app = {"client_id": kept["client_id"], "client_secret": kept["client_secret"]}
        form = {**app, "code": read_code(answer, "Facebook"), "redirect_uri": redirect, "code_verifier": verifier}
        short = ask_token(api, "POST", "/oauth/access_token", form)
        longer = {**app, "grant_type": "fb_exchange_token", "fb_exchange_token": short.secrets["access"]}
        grant = ask_token(api, "POST", "/oauth/access_token", longer, **app)
        return Grant(grant.secrets, grant.expires, options=self._options(kept))

    def connect_token(self, fields: Mapping[str, str]) -> Grant:
        """Return the grant of a token from the Graph API Explorer or a system user."""
        if not fields.get("token"):
            raise errors.Refused("Give the access token of the page: --token.")
        return Grant({"access": fields["token"].strip()}, options=self._options(fields))

    def list_accounts(self, grant: Grant, *, allow_private: bool = False) -> Sequence[Profile]:
        """Return the pages, each with its own token; a page's token names its page alone."""
        api = make_api("Facebook", _base(grant.options), grant.secrets, allow_private)
        try:
            rows = api.get("/me/accounts", {"fields": "id,name,link,access_token,tasks", "limit": 100}).part("data")
        except (errors.Refused, errors.PermissionMissing):
            rows = None
        if not rows:
            me = api.get("/me", {"fields": "id,name,link"}).fields
            return [_profile(me, grant)]
        return [_profile(row, grant) for row in rows if row.get("access_token")]

    def check(self, account: ConnectedAccount) -> Profile:
        """Return the page, after a look at what the token allows."""
        api = _open(account)
        query = {"input_token": account.secrets["access"]}
        try:
            data = api.get("/debug_token", query).part("data") or {}
        except (errors.Refused, errors.PermissionMissing):  # it is told to the app's own people alone
            data = {}
        if data.get("is_valid") is False:
            raise errors.TokenRevoked("Facebook no longer accepts the page's token: connect the page again.")
        scopes = data.get("scopes")
        if isinstance(scopes, list) and scopes and "pages_manage_posts" not in scopes:
            raise errors.PermissionMissing("The token may not post (pages_manage_posts): connect the page again.")
        return _profile(api.get(f"/{account.id}", {"fields": "id,name,link"}).fields, None)

    # Writing

    def prepare(self, account: ConnectedAccount, message: Message, key: str) -> Prepared:
        """Upload the pictures, not published."""
        api, since, media = _open(account), account.now(), []
        for picture in fit_pictures(message.pictures, account.limits or self.facts.limits):
            parts = [
                ("source", file_name(picture), picture.body, picture.kind),
                ("published", "", b"false", ""),
                *([("alt_text_custom", "", picture.alt.encode(), "")] if picture.alt else []),
            ]
            answer = api.post(f"/{account.id}/photos", parts=parts)
            if not answer.text("id"):
                raise unreadable(api, answer)
            media.append(answer.text("id"))
        return Prepared(key, since, {"media": media})

    def send(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent:
        """Post to the page, or below a post."""
        api, text = _open(account), self.full_text(message)
        if message.reply is not None:
            answer = api.post(f"/{message.reply.first.id}/comments", data={"message": text}, creating=True)
            return Sent(_read_id(api, answer))
        data: dict[str, Any] = {"message": text}
        if media := prepared.state.get("media"):
            data["attached_media"] = [{"media_fbid": number} for number in media]
        elif message.link is not None:
            data["link"] = message.link.url
        number = _read_id(api, api.post(f"/{account.id}/feed", data=data, creating=True))
        return Sent(number, _address(api, number))

    def look_up(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent | None:
        """Look through what the page published since."""
        api, text = _open(account), self.full_text(message)
        path = f"/{message.reply.first.id}/comments" if message.reply else f"/{account.id}/published_posts"
        query = {"fields": "id,message,created_time,permalink_url", "limit": 50}
        for row in api.get(path, query).part("data") or ():
            late = is_late_enough(prepared.since, read_moment(row.get("created_time")))
            if late and is_same_text(text, str(row.get("message") or "")):
                return Sent(str(row["id"]), str(row.get("permalink_url") or ""))
        return None

    def edit(self, account: ConnectedAccount, sent: Sent, message: Message) -> Sent:
        """Change the text; card and pictures stay."""
        _open(account).post(f"/{sent.id}", data={"message": self.full_text(message)})
        return sent

    def delete(self, account: ConnectedAccount, sent: Sent) -> None:
        """Delete the post."""
        try:
            _open(account).ask("DELETE", f"/{sent.id}")
        except errors.Gone:
            return

    def read_counts(self, account: ConnectedAccount, sent: Sequence[Sent]) -> Mapping[str, Counts]:
        """Return reactions, comments and shares."""
        api, found = _open(account), dict[str, Counts]()
        fields = "shares,reactions.summary(true).limit(0),comments.summary(true).limit(0)"
        for one in sent:
            try:
                row = api.get(f"/{one.id}", {"fields": fields})
            except errors.Gone:
                continue
            found[one.id] = Counts(
                likes=row.part("reactions", "summary", "total_count"),
                replies=row.part("comments", "summary", "total_count"),
                reposts=row.part("shares", "count") or 0,
            )
        return found

    def _defaults(self) -> dict[str, str]:
        return {one.name: one.default for one in self.facts.fields if one.advanced}

    def _options(self, fields: Mapping[str, str]) -> dict[str, str]:
        return {name: fields.get(name) or value for name, value in self._defaults().items() if name != "consent"}


def _base(options: Mapping[str, str]) -> str:
    return f"{options.get('api') or API}/{options.get('version') or VERSION}"


def _open(account: ConnectedAccount) -> Api:
    return make_api("Facebook", _base(account.options), account.secrets, account.allow_private)


def _read_id(api: Api, answer: Answer) -> str:
    number = answer.text("id")
    if not number:
        raise unreadable(api, answer)
    return number


def _address(api: Api, number: str) -> str:
    """Return where people see a post; the post is out, so whatever goes wrong here is no matter."""
    try:
        return api.get(f"/{number}", {"fields": "permalink_url"}).text("permalink_url")
    except errors.NetworkError:
        return f"https://www.facebook.com/{number}"


def _profile(row: Mapping[str, Any], grant: Grant | None) -> Profile:
    token = str(row.get("access_token") or "")
    own = Grant({**grant.secrets, "access": token}, options=grant.options) if grant and token else None
    tasks = row.get("tasks")
    lacking = isinstance(tasks, list) and "CREATE_CONTENT" not in tasks
    return Profile(
        id=str(row.get("id", "")),
        handle=str(row.get("name", "")),
        name=str(row.get("name", "")),
        url=str(row.get("link") or f"https://www.facebook.com/{row.get('id', '')}"),
        options=grant.options if grant else {},
        grant=own,
        warning="Your role on this page does not let you post." if lacking else "",
    )


NETWORK: Final = Facebook()
