"""LinkedIn's members and pages, by the Posts API (learn.microsoft.com/linkedin)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any, ClassVar, Final
from urllib.parse import quote

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
    Sent,
)
from wirepress.features.social.networks.shared.asking import Answer, Api, judge_by_status, read_moment, unreadable
from wirepress.features.social.networks.shared.matching import is_late_enough, is_same_text
from wirepress.features.social.networks.shared.oauth import consent_url, judge_token, read_code, read_grant
from wirepress.features.social.networks.shared.pictures import cut_alt, fit_picture, fit_pictures

API: Final = "https://api.linkedin.com"
CONSENT: Final = "https://www.linkedin.com"
VERSION: Final = "202610"  # one lives about a year; an option of the account
PERSON: Final = "openid profile w_member_social"
PAGES: Final = f"{PERSON} w_organization_social r_organization_social rw_organization_admin"
THUMB_MAX: Final = 5_000_000
_RESERVED: Final = re.compile(r"[\\|{}@\[\]()<>#*_~]")
_HASHTAG: Final = re.compile(r"(?<!\S)#(\w+)")
_URN: Final = re.compile(r"urn:li:(?:share|ugcPost):\d+")


class LinkedIn(BasicNetwork):
    """Access lasts sixty days; only approved partners can renew it, all others sign in again."""

    facts: ClassVar = Facts(
        name="linkedin",
        title="LinkedIn",
        abilities=frozenset({"card", "pictures", "alt", "comment", "edit", "delete", "find", "counts"}),
        ways=("oauth", "token"),
        fields=(
            ConnectField("client_id", "Client ID", "Of your own app at developer.linkedin.com.", way="oauth"),
            ConnectField("client_secret", "Client secret", secret=True, way="oauth"),
            ConnectField("token", "Access token", "From the portal's token generator.", secret=True, way="token"),
            ConnectField(
                "as",
                "Post as",
                "Pages need an app with the Community Management API.",
                required=False,
                default="person",
                choices=(("person", "The member who signs in"), ("pages", "Pages that the member manages")),
            ),
            ConnectField("version", "API version", "YYYYMM", False, default=VERSION, advanced=True),
            ConnectField("api", "Address of the API", required=False, default=API, advanced=True),
            ConnectField("consent", "Address of the consent page", required=False, default=CONSENT, advanced=True),
        ),
        limits=Limits(
            length=3000,
            comment_length=1250,
            pictures=20,
            picture_bytes=8_000_000,
            picture_kinds=("image/jpeg", "image/png", "image/gif"),
            alt_length=4086,
        ),
        settle=timedelta(minutes=1),
        renew_before=timedelta(days=10),
        can_be_found_by_person="the profile's or page's posts on linkedin.com",
    )

    def wants_link_in_text(self, message: Message) -> bool:
        """Return whether there is no card: a post has pictures or a card, not both."""
        return bool(message.pictures) or message.reply is not None

    # Connecting

    def begin_connect(self, fields: Mapping[str, str], redirect: str, state: str, challenge: str) -> Begun:
        """Return LinkedIn's consent page."""
        kept = {"api": API, "consent": CONSENT, **{name: value for name, value in fields.items() if value}}
        url = consent_url(
            f"{kept['consent']}/oauth/v2/authorization",
            response_type="code",
            client_id=kept.get("client_id"),
            redirect_uri=redirect,
            state=state,
            scope=PAGES if kept.get("as") == "pages" else PERSON,
        )
        return Begun(url, kept)

    def finish_connect(self, kept: Mapping[str, str], answer: Mapping[str, str], verifier: str, redirect: str) -> Grant:
        """Exchange the code for a token of sixty days."""
        api = _tokens(kept.get("consent") or CONSENT, kept, bool(kept.get("allow_private")))
        app = {"client_id": kept["client_id"], "client_secret": kept["client_secret"]}
        form = {
            **app,
            "grant_type": "authorization_code",
            "code": read_code(answer, "LinkedIn"),
            "redirect_uri": redirect,
        }
        grant = read_grant(api.post("/oauth/v2/accessToken", form=form).fields, **app)
        end = grant.sign_in_by if "refresh" in grant.secrets else grant.expires
        return Grant(grant.secrets, grant.expires, end, _options(kept))

    def connect_token(self, fields: Mapping[str, str]) -> Grant:
        """Return the grant of a token that a person made."""
        if not fields.get("token"):
            raise errors.Refused("Give the access token: --token.")
        return Grant({"access": fields["token"].strip()}, options=_options(fields))

    def list_accounts(self, grant: Grant, *, allow_private: bool = False) -> Sequence[Profile]:
        """Return the member, or the pages that the member manages."""
        api = _api(grant.options, grant.secrets, allow_private)
        if grant.options.get("as") != "pages":
            me = api.get("/v2/userinfo").fields
            return [Profile(f"urn:li:person:{me.get('sub')}", str(me.get("name") or ""), options=grant.options)]
        query = {"q": "roleAssignee", "role": "ADMINISTRATOR", "state": "APPROVED"}
        found = []
        for row in api.get("/rest/organizationAcls", query).part("elements") or ():
            urn = str(row.get("organization") or "")
            about = api.get(f"/rest/organizations/{urn.rpartition(':')[2]}").fields
            name = str(about.get("localizedName") or urn)
            address = f"https://www.linkedin.com/company/{about.get('vanityName') or urn.rpartition(':')[2]}"
            found.append(Profile(urn, name, name, address, grant.options))
        return found

    def renew(self, account: ConnectedAccount) -> Grant:
        """Return new access by the refresh token, where there is one."""
        if not account.secrets.get("refresh"):
            raise errors.TokenExpired("LinkedIn's access ends after sixty days: connect the account again.")
        api = _tokens(account.options.get("consent") or CONSENT, account.secrets, account.allow_private)
        form = {
            "grant_type": "refresh_token",
            "refresh_token": account.secrets["refresh"],
            "client_id": account.secrets.get("client_id"),
            "client_secret": account.secrets.get("client_secret"),
        }
        return read_grant(api.post("/oauth/v2/accessToken", form=form).fields)

    def check(self, account: ConnectedAccount) -> Profile:
        """Return the account, after a look at the token's scopes where the app may ask for them."""
        api = _open(account)
        if account.secrets.get("client_secret"):
            self._check_scopes(account)
        # Beginning an upload needs the right to post and a version that is still alive; nobody sees anything of it.
        api.post("/rest/images?action=initializeUpload", data={"initializeUploadRequest": {"owner": account.id}})
        return Profile(account.id, account.handle, options=account.options)

    def _check_scopes(self, account: ConnectedAccount) -> None:
        api = _tokens(account.options.get("consent") or CONSENT, account.secrets, account.allow_private)
        form = {
            "client_id": account.secrets.get("client_id"),
            "client_secret": account.secrets["client_secret"],
            "token": account.secrets["access"],
        }
        found = api.post("/oauth/v2/introspectToken", form=form).fields
        if found.get("active") is False:
            raise errors.TokenExpired("LinkedIn's access has ended: connect the account again.")
        wanted = "w_organization_social" if account.id.startswith("urn:li:organization:") else "w_member_social"
        if found.get("scope") and wanted not in str(found["scope"]):
            raise errors.PermissionMissing(f"LinkedIn does not allow posting ({wanted} is missing): connect it again.")

    # Writing

    def prepare(self, account: ConnectedAccount, message: Message, key: str) -> Prepared:
        """Upload the pictures, or the card's one; LinkedIn reads nothing from the page itself."""
        api, since = _open(account), account.now()
        limits = account.limits or self.facts.limits
        pictures = [_upload(api, account.id, one) for one in fit_pictures(message.pictures, limits)]
        state: dict[str, Any] = {"images": pictures}
        card = message.link.picture if message.link and not message.pictures and message.reply is None else None
        if card is not None and card.body:
            with suppress(errors.PictureRefused):  # the card goes without
                state["thumbnail"] = _upload(api, account.id, fit_picture(card, THUMB_MAX, limits.picture_kinds))
        return Prepared(key, since, state)

    def send(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent:
        """Post; the number is in a header."""
        api, text = _open(account), self.full_text(message)
        if message.reply is not None:
            urn = message.reply.first.id
            data = {"actor": account.id, "object": urn, "message": {"text": text}}
            answer = api.post(f"/rest/socialActions/{quote(urn, safe='')}/comments", data=data, creating=True)
            return Sent(answer.text("id") or answer.headers.get("x-restli-id", ""))
        limits = account.limits or self.facts.limits
        post = {
            "author": account.id,
            "commentary": escape_text(text),
            "visibility": "PUBLIC",
            "distribution": {
                "feedDistribution": "MAIN_FEED",
                "targetEntities": [],
                "thirdPartyDistributionChannels": [],
            },
            "lifecycleState": "PUBLISHED",
            "isReshareDisabledByAuthor": False,
            **_content(message, prepared.state, limits),
        }
        answer = api.post("/rest/posts", data=post, creating=True)
        urn = answer.headers.get("x-restli-id") or answer.headers.get("x-linkedin-id") or ""
        if not urn:
            raise unreadable(api, answer)
        return Sent(urn, f"https://www.linkedin.com/feed/update/{urn}")

    def look_up(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent | None:
        """Pages can list their posts; of a member nothing can be listed, but the same text again is refused by its number."""
        if message.reply is not None:
            return super().look_up(account, message, prepared)
        if not account.id.startswith("urn:li:organization:"):
            return None  # safe: what is there already is refused as a duplicate, and that names it
        query = {"q": "author", "author": account.id, "count": 20, "sortBy": "CREATED"}
        for row in _open(account).get("/rest/posts", query).part("elements") or ():
            when = row.get("createdAt") or row.get("publishedAt")
            late = is_late_enough(prepared.since, read_moment(when / 1000 if isinstance(when, int) else when))
            if late and is_same_text(escape_text(message.text), str(row.get("commentary") or "")):
                return Sent(str(row["id"]), f"https://www.linkedin.com/feed/update/{row['id']}")
        return None

    def edit(self, account: ConnectedAccount, sent: Sent, message: Message) -> Sent:
        """Change the text; card and pictures stay."""
        data = {"patch": {"$set": {"commentary": escape_text(self.full_text(message))}}}
        head = {"X-RestLi-Method": "PARTIAL_UPDATE"}
        _open(account).post(f"/rest/posts/{quote(sent.id, safe='')}", data=data, headers=head)
        return sent

    def delete(self, account: ConnectedAccount, sent: Sent) -> None:
        """Delete the post."""
        try:
            _open(account).ask("DELETE", f"/rest/posts/{quote(sent.id, safe='')}")
        except errors.Gone:
            return

    def read_counts(self, account: ConnectedAccount, sent: Sequence[Sent]) -> Mapping[str, Counts]:
        """Return likes and comments."""
        api, found = _open(account), dict[str, Counts]()
        for one in sent:
            try:
                row = api.get(f"/rest/socialActions/{quote(one.id, safe='')}")
            except errors.Gone:
                continue
            found[one.id] = Counts(
                likes=row.part("likesSummary", "totalLikes"),
                replies=row.part("commentsSummary", "aggregatedTotalComments"),
            )
        return found


def escape_text(text: str) -> str:
    """Return a text as LinkedIn wants it ("little text"): signs with a meaning get a backslash, or the text is cut there without a
    word; hashtags become hashtags."""
    parts, here = [], 0
    for found in _HASHTAG.finditer(text):
        parts += [_escape(text[here : found.start()]), "{hashtag|\\#|", _escape(found[1]), "}"]
        here = found.end()
    return "".join([*parts, _escape(text[here:])])


def _escape(text: str) -> str:
    return _RESERVED.sub(lambda found: "\\" + found[0], text)


def _content(message: Message, state: Mapping[str, Any], limits: Limits) -> dict[str, Any]:
    images = [
        {"id": urn, "altText": cut_alt(picture.alt, limits)}
        for urn, picture in zip(state.get("images") or (), message.pictures, strict=False)
    ]
    if len(images) > 1:
        return {"content": {"multiImage": {"images": images}}}
    if images:
        return {"content": {"media": images[0]}}
    link = message.link
    if link is None:
        return {}
    article = {"source": link.url, "title": (link.title or link.url)[:400], "description": link.description[:4000]}
    if state.get("thumbnail"):
        article["thumbnail"] = str(state["thumbnail"])
    return {"content": {"article": article}}


def _options(fields: Mapping[str, str]) -> dict[str, str]:
    defaults = {"api": API, "consent": CONSENT, "version": VERSION, "as": "person"}
    return {name: fields.get(name) or value for name, value in defaults.items()}


def _api(options: Mapping[str, str], secrets: Mapping[str, str], allow_private: bool) -> Api:
    return Api(
        "LinkedIn",
        options.get("api") or API,
        _judge,
        secrets={"Authorization": f"Bearer {secrets.get('access', '')}"},
        hidden=tuple(secrets.values()),
        headers={"LinkedIn-Version": options.get("version") or VERSION, "X-Restli-Protocol-Version": "2.0.0"},
        allow_private=allow_private,
    )


def _open(account: ConnectedAccount) -> Api:
    return _api(account.options, account.secrets, account.allow_private)


def _tokens(base: str, secrets: Mapping[str, str], allow_private: bool) -> Api:
    return Api("LinkedIn", base, judge_token, hidden=tuple(secrets.values()), allow_private=allow_private)


def _judge(api: Api, answer: Answer) -> None:
    """Judge an answer: {message, serviceErrorCode, status, code}."""
    code = answer.text("serviceErrorCode") or answer.text("code")
    words = answer.text("message")
    said = {"answer": api.hide(words), "code": code}
    if answer.status == 426:
        raise errors.PermissionMissing(
            "LinkedIn has ended the version of its API that is used: connect the account again with a newer one.",
            **said,
        )
    if answer.status == 401:
        kind = (
            errors.TokenRevoked if code == "65601" else errors.TokenExpired if code == "65602" else errors.TokenRevoked
        )
        raise kind(f"LinkedIn no longer accepts the access: {api.hide(words)}", **said)
    if "duplicate" in words.lower() or "DUPLICATE_POST" in answer.body[:4000].decode("utf-8", "replace"):
        found = _URN.search(words)
        raise errors.Duplicate(
            f"LinkedIn has this text already: {api.hide(words)}", sent_id=found[0] if found else "", **said
        )
    if answer.status == 400 and "commentary" in words:
        raise errors.TextRefused(f"LinkedIn refused the text: {api.hide(words)}", **said)
    if answer.status in (400, 422) and ("image" in words.lower() or "media" in words.lower()):
        raise errors.PictureRefused(f"LinkedIn refused a picture: {api.hide(words)}", **said)
    judge_by_status(api, answer, words, code=code)


def _upload(api: Api, owner: str, picture: Picture) -> str:
    data = {"initializeUploadRequest": {"owner": owner}}
    answer = api.ask("POST", "/rest/images", query={"action": "initializeUpload"}, data=data)
    url, urn = answer.text("value", "uploadUrl"), answer.text("value", "image")
    if not url or not urn:
        raise unreadable(api, answer)
    api.ask("PUT", url, body=picture.body, kind=picture.kind)
    return urn


NETWORK: Final = LinkedIn()
