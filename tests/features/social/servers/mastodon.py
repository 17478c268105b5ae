"""An instance of Mastodon 4.6."""

from __future__ import annotations

import html
import re
from typing import Any

from tests.features.social.servers.kit import Asked, NetworkServer, Said, iso, later, route

LIMIT = 500


class MastodonServer(NetworkServer):
    """Knows one account, 42."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: dict[str, str] = {}
        self.media: dict[str, dict[str, Any]] = {}
        self.codes = {"good-code": ""}
        self.scopes = ["read", "write:statuses", "write:media"]
        self.busy = 0  # looks at a picture until it can be used

    def say_rate(self) -> Said:
        head = {"X-RateLimit-Limit": "300", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": later(90).isoformat()}
        return Said({"error": "Too many requests"}, 429, head)

    def say_expired(self) -> Said:
        return Said({"error": "The access token expired"}, 401)

    def say_revoked(self) -> Said:
        return Said({"error": "The access token was revoked"}, 401)

    def say_blocked(self) -> Said:
        return Said({"error": "Your login is currently disabled"}, 403)

    def say_picture(self) -> Said:
        return Said({"error": "Validation failed: File content type is invalid, File is invalid"}, 422)

    def say_text(self) -> Said:
        return Said({"error": f"Validation failed: Text character limit of {LIMIT} exceeded"}, 422)

    @route("POST", "/api/v1/apps", free=True)
    def register(self, asked: Asked) -> Said:
        if "://" not in asked.form["redirect_uris"]:
            return Said({"error": "Validation failed: Redirect URI must be an absolute URI."}, 422)
        return Said(
            {"id": "1", "name": asked.form["client_name"], "client_id": "app-1", "client_secret": "app-secret-1"}
        )

    @route("POST", "/oauth/token", free=True)
    def token(self, asked: Asked) -> Said:
        form = asked.form
        if form["client_secret"] != "app-secret-1":
            return Said({"error": "invalid_client", "error_description": "Client authentication failed"}, 401)
        if form["code"] not in self.codes or not form["code_verifier"]:
            return Said(
                {"error": "invalid_grant", "error_description": "The provided authorization grant is invalid"}, 400
            )
        del self.codes[form["code"]]
        return Said({"access_token": self.access, "token_type": "Bearer", "scope": "write", "created_at": 1})

    @route("POST", "/oauth/revoke", free=True)
    def revoke(self, asked: Asked) -> Said:
        self.state = "revoked"
        return Said({})

    @route("GET", "/api/v1/apps/verify_credentials")
    def app(self, asked: Asked) -> Said:
        return Said({"name": "Wirepress", "scopes": self.scopes})

    @route("GET", "/api/v1/accounts/verify_credentials")
    def me(self, asked: Asked) -> Said:
        return Said(
            {
                "id": "42",
                "username": "harbour",
                "acct": "harbour",
                "display_name": "Harbour News",
                "url": f"{self.base}/@harbour",
            }
        )

    @route("GET", "/api/v2/instance", free=True)
    def instance(self, asked: Asked) -> Said:
        statuses = {"max_characters": LIMIT, "max_media_attachments": 4, "characters_reserved_per_url": 23}
        media = {
            "description_limit": 1500,
            "image_size_limit": 16777216,
            "supported_mime_types": ["image/jpeg", "image/png", "video/mp4"],
        }
        return Said({"configuration": {"statuses": statuses, "media_attachments": media}})

    @route("POST", "/api/v2/media")
    def upload(self, asked: Asked) -> Said:
        file = next(part for part in asked.parts if part.name == "file")
        assert file.content
        number = str(self.number())
        self.media[number] = {"id": number, "kind": file.kind, "description": asked.form.get("description", "")}
        return Said({"id": number, "url": None if self.busy else f"{self.base}/m"}, 202 if self.busy else 200)

    @route("GET", r"/api/v1/media/(\d+)")
    def look_at_media(self, asked: Asked, number: str) -> Said:
        self.busy = max(0, self.busy - 1)
        return Said({"id": number}, 206 if self.busy else 200)

    @route("POST", "/api/v1/statuses", creates=True)
    def post(self, asked: Asked) -> Said:
        key, form = asked.headers.get("idempotency-key", ""), asked.json
        if key and key in self.keys:
            return Said(self.seen[self.keys[key]])
        if len(re.sub(r"https?://\S+", "x" * 23, form["status"])) > LIMIT:
            return self.say_text()
        if not form["status"] and not form["media_ids"]:
            return Said({"error": "Validation failed: Text can't be blank"}, 422)
        if any(number not in self.media for number in form["media_ids"]):
            return Said({"error": "Validation failed: Media could not be found"}, 422)
        number = str(self.number())
        self.seen[number] = self._status(number, form)
        if key:
            self.keys[key] = number
        return Said(self.seen[number])

    def _status(self, number: str, form: dict[str, Any]) -> dict[str, Any]:
        def link(found: re.Match[str]) -> str:
            url = found[0]
            return (
                f'<a href="{url}"><span class="invisible">https://</span><span class="ellipsis">{url[8:38]}</span></a>'
            )

        text = re.sub(r"https?://[^\s]+", link, html.escape(form["status"], quote=False))
        content = "".join(f"<p>{part.replace(chr(10), '<br />')}</p>" for part in text.split("\n\n"))
        return {
            "id": number,
            "created_at": iso(),
            "url": f"{self.base}/@harbour/{number}",
            "content": content,
            "text": form["status"],
            "visibility": form.get("visibility", "public"),
            "in_reply_to_id": form.get("in_reply_to_id"),
            "spoiler_text": form.get("spoiler_text", ""),
            "card": None,
            "favourites_count": 3,
            "replies_count": 2,
            "reblogs_count": 1,
            "media_attachments": [self.media[one] for one in form["media_ids"]],
            "account": {"id": "42", "acct": "harbour"},
        }

    @route("GET", r"/api/v1/statuses/(\d+)")
    def show(self, asked: Asked, number: str) -> Said:
        return Said(self.seen[number]) if number in self.seen else Said({"error": "Record not found"}, 404)

    @route("GET", "/api/v1/statuses")
    def show_several(self, asked: Asked) -> Said:
        return Said([self.seen[one] for one in asked.query.get("id[]", "").split(",") if one in self.seen])

    @route("PUT", r"/api/v1/statuses/(\d+)")
    def change(self, asked: Asked, number: str) -> Said:
        if number not in self.seen:
            return Said({"error": "Record not found"}, 404)
        self.seen[number] = self._status(number, asked.json)
        return Said(self.seen[number])

    @route("DELETE", r"/api/v1/statuses/(\d+)")
    def remove(self, asked: Asked, number: str) -> Said:
        found = self.seen.pop(number, None)
        return Said(found) if found else Said({"error": "Record not found"}, 404)

    @route("GET", r"/api/v1/accounts/42/statuses")
    def timeline(self, asked: Asked) -> Said:
        return Said(list(reversed(self.seen.values())))

    @route("GET", r"/api/v1/statuses/(\d+)/context")
    def context(self, asked: Asked, number: str) -> Said:
        reader = {"id": "77", "acct": "anna@quay.example", "display_name": "Anna", "url": "https://quay.example/@anna"}
        base = {"account": reader, "created_at": iso(), "url": "https://quay.example/@anna/9"}
        return Said(
            {
                "ancestors": [],
                "descendants": [
                    {
                        **base,
                        "id": "9",
                        "in_reply_to_id": number,
                        "visibility": "public",
                        "content": "<p>Good &amp; true.<br>Thanks.</p>",
                    },
                    {**base, "id": "10", "in_reply_to_id": "9", "visibility": "private", "content": "<p>secret</p>"},
                    {
                        **base,
                        "id": "11",
                        "in_reply_to_id": "9",
                        "visibility": "public",
                        "content": "<p>own</p>",
                        "account": {"id": "42"},
                    },
                ],
            }
        )
