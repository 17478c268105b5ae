"""Tumblr's blogs, in its Neue Post Format (github.com/tumblr/docs)."""

from __future__ import annotations

import json
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
    consent_url,
    judge_token,
    read_code,
    read_grant,
    read_typed_tokens,
)
from wirepress.features.social.networks.shared.pictures import cut_alt, file_name, fit_pictures

API: Final = "https://api.tumblr.com"
CONSENT: Final = "https://www.tumblr.com"


class Tumblr(BasicNetwork):
    """Access lasts 42 minutes; the refresh token rotates."""

    facts: ClassVar = Facts(
        name="tumblr",
        title="Tumblr",
        abilities=frozenset({"card", "pictures", "alt", "edit", "delete", "find", "counts"}),
        ways=("oauth", "token"),
        fields=(
            ConnectField("client_id", "OAuth consumer key", "Of your own app at tumblr.com/oauth/apps.", way="oauth"),
            ConnectField("client_secret", "Secret key", secret=True, way="oauth"),
            ConnectField("token", "Access token", secret=True, way="token"),
            ConnectField("refresh", "Refresh token", "With the app's keys it renews access.", False, True, way="token"),
            ConnectField("api", "Address of the API", required=False, default=API, advanced=True),
            ConnectField("consent", "Address of the consent page", required=False, default=CONSENT, advanced=True),
        ),
        limits=Limits(
            length=4096,
            pictures=30,
            picture_bytes=10_000_000,
            picture_kinds=("image/jpeg", "image/png", "image/gif", "image/webp"),
            alt_length=4096,
            posts_day=250,
        ),
        settle=timedelta(minutes=2),
        renew_before=timedelta(minutes=5),
    )

    def wants_link_in_text(self, message: Message) -> bool:
        """Return False: a link is a block of its own, beside pictures too."""
        return False

    # Connecting

    def begin_connect(self, fields: Mapping[str, str], redirect: str, state: str, challenge: str) -> Begun:
        """Return Tumblr's consent page."""
        kept = {"api": API, "consent": CONSENT, **{name: value for name, value in fields.items() if value}}
        url = consent_url(
            f"{kept['consent']}/oauth2/authorize",
            client_id=kept.get("client_id"),
            response_type="code",
            scope="basic write offline_access",
            state=state,
            redirect_uri=redirect,
        )
        return Begun(url, kept)

    def finish_connect(self, kept: Mapping[str, str], answer: Mapping[str, str], verifier: str, redirect: str) -> Grant:
        """Exchange the code."""
        app = {"client_id": kept["client_id"], "client_secret": kept["client_secret"]}
        form = {"grant_type": "authorization_code", "code": read_code(answer, "Tumblr"), "redirect_uri": redirect}
        found = _ask_token(kept["api"], app, form, allow_private=bool(kept.get("allow_private")))
        return Grant({**app, **found.secrets}, found.expires, options={"api": kept["api"]})

    def connect_token(self, fields: Mapping[str, str]) -> Grant:
        """Return the grant of tokens that a person got elsewhere."""
        return read_typed_tokens(fields, "Tumblr", {"api": fields.get("api") or API})

    def list_accounts(self, grant: Grant, *, allow_private: bool = False) -> Sequence[Profile]:
        """Return the user's blogs, the primary one first."""
        user = _api(grant.options, grant.secrets, allow_private).get("/v2/user/info").part("response", "user") or {}
        blogs = sorted(user.get("blogs") or (), key=lambda blog: not blog.get("primary"))
        return [
            Profile(
                id=str(blog.get("uuid") or blog["name"]),
                handle=str(blog["name"]),
                name=str(blog.get("title") or blog["name"]),
                url=str(blog.get("url") or f"https://{blog['name']}.tumblr.com/"),
                options=grant.options,
            )
            for blog in blogs
        ]

    def renew(self, account: ConnectedAccount) -> Grant:
        """Return a new pair."""
        if not account.secrets.get("refresh"):
            raise errors.TokenExpired("Tumblr gave no refresh token: connect the account again.")
        form = {"grant_type": "refresh_token", "refresh_token": account.secrets["refresh"]}
        return _ask_token(account.options.get("api") or API, account.secrets, form, allow_private=account.allow_private)

    def check(self, account: ConnectedAccount) -> Profile:
        """Return the blog, if it is still one of the user's."""
        grant = Grant(account.secrets, options=account.options)
        for profile in self.list_accounts(grant, allow_private=account.allow_private):
            if profile.id == account.id:
                return profile
        raise errors.PermissionMissing(f"The blog {account.handle} is no longer one of this Tumblr user's.")

    # Writing

    def send(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent:
        """Post; pictures go along in the same call."""
        api = _open(account)
        body, files = self._write_post(account, message)
        path = f"/v2/blog/{account.id}/posts"
        given = (
            {"parts": [("json", "", json.dumps(body).encode(), "application/json"), *files]}
            if files
            else {"data": body}
        )
        answer = api.post(path, creating=True, **given)
        number = answer.text("response", "id_string") or answer.text("response", "id")
        if not number:
            raise unreadable(api, answer)
        return Sent(number, _address(account, number))

    def _write_post(self, account: ConnectedAccount, message: Message) -> tuple[dict[str, Any], list[Any]]:
        limits = account.limits or self.facts.limits
        content: list[dict[str, Any]] = []
        files = []
        for place, picture in enumerate(fit_pictures(message.pictures, limits)):
            content.append(_image_block(picture, f"p{place}", cut_alt(picture.alt, limits)))
            files.append((f"p{place}", file_name(picture), picture.body, picture.kind))
        text = self.full_text(message)
        content += [{"type": "text", "text": part} for part in text.split("\n\n") if part.strip()]
        if message.link is not None:
            link = message.link
            block = {"type": "link", "url": link.url, "title": link.title, "description": link.description}
            content.append({name: value for name, value in block.items() if value})
        body: dict[str, Any] = {"content": content, "state": "published", "tags": ",".join(message.tags)}
        if message.link is not None:
            body["source_url"] = message.link.url
        return body, files

    def look_up(self, account: ConnectedAccount, message: Message, prepared: Prepared) -> Sent | None:
        """Look through the blog's newest posts."""
        answer = _open(account).get(f"/v2/blog/{account.id}/posts", {"npf": True, "limit": 10})
        for row in answer.part("response", "posts") or ():
            blocks = row.get("content") or ()
            text = "\n\n".join(str(block.get("text") or "") for block in blocks if block.get("type") == "text")
            late = is_late_enough(prepared.since, read_moment(row.get("timestamp")))
            if late and is_same_text(self.full_text(message), text):
                number = str(row.get("id_string") or row.get("id"))
                return Sent(number, str(row.get("post_url") or _address(account, number)))
        return None

    def edit(self, account: ConnectedAccount, sent: Sent, message: Message) -> Sent:
        """Write the post anew, pictures and all."""
        body, files = self._write_post(account, message)
        given = (
            {"parts": [("json", "", json.dumps(body).encode(), "application/json"), *files]}
            if files
            else {"data": body}
        )
        _open(account).ask("PUT", f"/v2/blog/{account.id}/posts/{sent.id}", **given)
        return sent

    def delete(self, account: ConnectedAccount, sent: Sent) -> None:
        """Delete the post."""
        try:
            _open(account).post(f"/v2/blog/{account.id}/post/delete", form={"id": sent.id})
        except errors.Gone:
            return

    def read_counts(self, account: ConnectedAccount, sent: Sequence[Sent]) -> Mapping[str, Counts]:
        """Return likes, reblogs and replies."""
        api, found = _open(account), dict[str, Counts]()
        for one in sent:
            try:
                row = api.get(f"/v2/blog/{account.id}/notes", {"id": one.id, "mode": "conversation"})
            except errors.Gone:
                continue
            total = row.part("response", "total_notes")
            likes, reblogs = row.part("response", "total_likes"), row.part("response", "total_reblogs")
            replies = total - likes - reblogs if None not in (total, likes, reblogs) else None
            found[one.id] = Counts(likes=likes, reposts=reblogs, replies=replies)
        return found


def _image_block(picture: Picture, name: str, alt: str) -> dict[str, Any]:
    size = {"width": picture.width, "height": picture.height} if picture.width and picture.height else {}
    return {"type": "image", "media": [{"type": picture.kind, "identifier": name, **size}], "alt_text": alt}


def _ask_token(base: str, secrets: Mapping[str, str], form: Mapping[str, str], *, allow_private: bool) -> Grant:
    api = Api("Tumblr", base, judge_token, hidden=(*secrets.values(), *form.values()), allow_private=allow_private)
    app = {"client_id": secrets.get("client_id"), "client_secret": secrets.get("client_secret")}
    return read_grant(api.post("/v2/oauth2/token", form={**app, **form}).fields)


def _api(options: Mapping[str, str], secrets: Mapping[str, str], allow_private: bool) -> Api:
    return Api(
        "Tumblr",
        options.get("api") or API,
        _judge,
        secrets={"Authorization": f"Bearer {secrets.get('access', '')}"},
        hidden=tuple(secrets.values()),
        allow_private=allow_private,
    )


def _open(account: ConnectedAccount) -> Api:
    return _api(account.options, account.secrets, account.allow_private)


def _judge(api: Api, answer: Answer) -> None:
    """Judge an answer: {meta {status, msg}, errors [{title, code}]}."""
    rows = answer.part("errors")
    first = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], dict) else {}
    code = str(first.get("code") or "")
    words = str(first.get("detail") or first.get("title") or answer.text("meta", "msg"))
    said = {"answer": api.hide(words), "code": code or str(answer.status)}
    if answer.status == 401:
        raise errors.TokenExpired(f"Tumblr no longer accepts the access: {api.hide(words)}", **said)
    if code in ("8004", "8022", "8023"):
        wait = timedelta(hours=1)
        raise errors.RateLimited(f"Tumblr: as much as is allowed in a day: {api.hide(words)}", retry_after=wait, **said)
    if code in ("8005", "8009", "8010", "8011"):
        raise errors.PictureRefused(f"Tumblr refused a picture: {api.hide(words)}", **said)
    if code == "8001":
        raise errors.TextRefused(f"Tumblr refused the text: {api.hide(words)}", **said)
    if answer.status == 429:
        wait = retry_after(answer.headers, "x-ratelimit-perhour-reset", "x-ratelimit-perday-reset")
        raise errors.RateLimited(f"Tumblr has been asked too often: {api.hide(words)}", retry_after=wait, **said)
    judge_by_status(api, answer, words, code=code)


def _address(account: ConnectedAccount, number: str) -> str:
    return f"https://{account.handle}.tumblr.com/post/{number}"


NETWORK: Final = Tumblr()
