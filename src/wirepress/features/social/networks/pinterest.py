"""Pins on a board of Pinterest (API v5)."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import replace
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
    Sent,
)
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
from wirepress.features.social.networks.shared.pictures import cut_alt, fit_picture

API: Final = "https://api.pinterest.com"
CONSENT: Final = "https://www.pinterest.com"
SCOPES: Final = "boards:read,boards:write,pins:read,pins:write,user_accounts:read"
TITLE_MAX: Final = 100


class Pinterest(BasicNetwork):
    """A pin is a picture with a link; the board is chosen when the account is connected."""

    facts: ClassVar = Facts(
        name="pinterest",
        title="Pinterest",
        abilities=frozenset({"card", "pictures", "alt", "edit", "delete", "find", "counts"}),
        ways=("oauth", "token"),
        fields=(
            ConnectField("client_id", "App ID", "Of your own app at developers.pinterest.com.", way="oauth"),
            ConnectField("client_secret", "App secret key", secret=True, way="oauth"),
            ConnectField("token", "Access token", secret=True, way="token"),
            ConnectField("refresh", "Refresh token", "With the app's keys it renews access.", False, True, way="token"),
            ConnectField("board", "Board", "Number of the board; without one, all boards are offered.", False),
            ConnectField("api", "Address of the API", required=False, default=API, advanced=True),
            ConnectField("consent", "Address of the consent page", required=False, default=CONSENT, advanced=True),
        ),
        limits=Limits(
            length=800,
            pictures=1,
            pictures_required=True,
            picture_bytes=10_000_000,
            alt_length=500,
        ),
        settle=timedelta(minutes=2),
        renew_before=timedelta(days=5),
    )

    def find_problems(self, message: Message, limits: Limits) -> list[str]:
        """Return what is wrong; the card's picture is as good as one of the message's own."""
        return super().find_problems(replace(message, pictures=_pictures(message)[:1]), limits)

    # Connecting

    def begin_connect(self, fields: Mapping[str, str], redirect: str, state: str, challenge: str) -> Begun:
        """Return Pinterest's consent page."""
        kept = {"api": API, "consent": CONSENT, **{name: value for name, value in fields.items() if value}}
        url = consent_url(
            f"{kept['consent']}/oauth/",
            client_id=kept.get("client_id"),
            redirect_uri=redirect,
            response_type="code",
            scope=SCOPES,
            state=state,
        )
        return Begun(url, kept)

    def finish_connect(self, kept: Mapping[str, str], answer: Mapping[str, str], verifier: str, redirect: str) -> Grant:
        """Exchange the code; the refresh token is asked for in the form that is renewed by use."""
        form = {
            "grant_type": "authorization_code",
            "code": read_code(answer, "Pinterest"),
            "redirect_uri": redirect,
            "continuous_refresh": "true",
        }
        app = {"client_id": kept["client_id"], "client_secret": kept["client_secret"]}
        grant = _ask_token(kept["api"], app, form, allow_private=bool(kept.get("allow_private")))
        return Grant({**app, **grant.secrets}, grant.expires, grant.sign_in_by, _options(kept))

    def connect_token(self, fields: Mapping[str, str]) -> Grant:
        """Return the grant of tokens that a person got elsewhere."""
        return read_typed_tokens(fields, "Pinterest", _options(fields))

    def list_accounts(self, grant: Grant, *, allow_private: bool = False) -> Sequence[Profile]:
        """Return the boards."""
        api = _api(grant.options, grant.secrets, allow_private)
        user = api.get("/v5/user_account").text("username")
        board = grant.options.get("board")
        rows = (
            [api.get(f"/v5/boards/{board}").fields]
            if board
            else api.get("/v5/boards", {"page_size": 100}).part("items")
        )
        return [_profile(row, user, grant.options) for row in rows or ()]

    def renew(self, account: ConnectedAccount) -> Grant:
        """Return a new pair."""
        if not account.secrets.get("refresh"):
            raise errors.TokenExpired("Pinterest gave no refresh token: connect the account again.")
        form = {"grant_type": "refresh_token", "refresh_token": account.secrets["refresh"], "scope": SCOPES}
        return _ask_token(account.options.get("api") or API, account.secrets, form, allow_private=account.allow_private)

    def check(self, account: ConnectedAccount) -> Profile:
        """Return the board."""
        api = _open(account)
        user = api.get("/v5/user_account").text("username")
        return _profile(api.get(f"/v5/boards/{account.id}").fields, user, account.options)

    # Writing

    def send(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent:
        """Make the pin."""
        limits = account.limits or self.facts.limits
        pictures = _pictures(message)
        if not pictures:
            raise errors.PictureRefused("Pinterest takes no post without a picture.")
        title = message.title or (message.link.title if message.link else "")
        data: dict[str, Any] = {
            "board_id": account.id,
            "title": title[:TITLE_MAX],
            "description": self.full_text(message),
            "alt_text": cut_alt(pictures[0].alt, limits) or None,
            "link": message.link.url if message.link else None,
            "media_source": _source(pictures[0], limits),
        }
        api = _open(account)
        answer = api.post("/v5/pins", data={name: value for name, value in data.items() if value}, creating=True)
        number = answer.text("id")
        if not number:
            raise unreadable(api, answer)
        return Sent(number, f"https://www.pinterest.com/pin/{number}/")

    def look_up(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent | None:
        """Look through the board's newest pins."""
        link = message.link.url if message.link else ""
        for row in _open(account).get(f"/v5/boards/{account.id}/pins", {"page_size": 25}).part("items") or ():
            late = is_late_enough(prepared.since, read_moment(row.get("created_at")))
            same = is_same_text(self.full_text(message), str(row.get("description") or ""))
            if late and same and (not link or row.get("link") == link):
                return Sent(str(row["id"]), f"https://www.pinterest.com/pin/{row['id']}/")
        return None

    def edit(self, account: ConnectedAccount, sent: Sent, message: Message) -> Sent:
        """Change title, description and link."""
        title = message.title or (message.link.title if message.link else "")
        data = {"title": title[:TITLE_MAX], "description": self.full_text(message)}
        if message.link is not None:
            data["link"] = message.link.url
        _open(account).ask("PATCH", f"/v5/pins/{sent.id}", data=data)
        return sent

    def delete(self, account: ConnectedAccount, sent: Sent) -> None:
        """Delete the pin."""
        try:
            _open(account).ask("DELETE", f"/v5/pins/{sent.id}")
        except errors.Gone:
            return

    def read_counts(self, account: ConnectedAccount, sent: Sequence[Sent]) -> Mapping[str, Counts]:
        """Return saves, comments and views of a pin's life."""
        api, found = _open(account), dict[str, Counts]()
        for one in sent:
            try:
                row = api.get(f"/v5/pins/{one.id}", {"pin_metrics": True})
            except errors.Gone:
                continue
            total = row.part("pin_metrics", "lifetime_metrics") or {}
            found[one.id] = Counts(
                likes=total.get("reaction"),
                replies=total.get("comment"),
                reposts=total.get("save"),
                views=total.get("impression"),
                clicks=total.get("clickthrough"),
            )
        return found


def _pictures(message: Message) -> list[Picture]:
    card = message.link.picture if message.link else None
    return [*message.pictures, *([card] if card else [])]


def _source(picture: Picture, limits: Limits) -> dict[str, str]:
    if not picture.body:
        return {"source_type": "image_url", "url": picture.url}
    fit = fit_picture(picture, limits.picture_bytes, limits.picture_kinds)
    return {"source_type": "image_base64", "content_type": fit.kind, "data": base64.b64encode(fit.body).decode("ascii")}


def _options(fields: Mapping[str, str]) -> dict[str, str]:
    return {"api": fields.get("api") or API, "board": fields.get("board") or ""}


def _ask_token(base: str, secrets: Mapping[str, str], form: Mapping[str, str], *, allow_private: bool) -> Grant:
    hidden = (*secrets.values(), *form.values())
    api = Api("Pinterest", base, judge_token, hidden=hidden, allow_private=allow_private)
    head = basic_header(secrets.get("client_id", ""), secrets.get("client_secret", ""))
    return read_grant(api.post("/v5/oauth/token", form=form, headers=head).fields)


def _api(options: Mapping[str, str], secrets: Mapping[str, str], allow_private: bool) -> Api:
    head = {"Authorization": f"Bearer {secrets.get('access', '')}"}
    hidden = tuple(secrets.values())
    return Api("Pinterest", options.get("api") or API, _judge, secrets=head, hidden=hidden, allow_private=allow_private)


def _open(account: ConnectedAccount) -> Api:
    return _api(account.options, account.secrets, account.allow_private)


def _judge(api: Api, answer: Answer) -> None:
    """Judge an answer: {code, message}."""
    words = answer.text("message")
    said = {"answer": api.hide(words), "code": answer.text("code")}
    if answer.status == 401:
        raise errors.TokenExpired(f"Pinterest no longer accepts the access: {api.hide(words)}", **said)
    if answer.status in (400, 422) and any(word in words.lower() for word in ("image", "media", "picture")):
        raise errors.PictureRefused(f"Pinterest refused a picture: {api.hide(words)}", **said)
    if answer.status == 404 and answer.creating:
        raise errors.Gone(f"The board is no longer there: {api.hide(words)}", **said)
    judge_by_status(api, answer, words, code=said["code"])


def _profile(row: Mapping[str, Any], user: str, options: Mapping[str, str]) -> Profile:
    name = str(row.get("name") or row.get("id"))
    return Profile(str(row["id"]), f"{user}/{name}", name, f"https://www.pinterest.com/{user}/", options)


NETWORK: Final = Pinterest()
