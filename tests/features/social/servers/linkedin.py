"""LinkedIn's Posts API."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from tests.features.social.servers.kit import Asked, NetworkServer, Said, route

ME = "urn:li:person:abc123"
VERSIONS = ("202610", "202611")


def refuse(status: int, message: str, code: int | str = 100) -> Said:
    """Return an error of LinkedIn."""
    return Said({"message": message, "serviceErrorCode": code, "status": status}, status)


class LinkedInServer(NetworkServer):
    """One member; what is posted twice is refused by the first one's number. A text ends at a sign that is not escaped, without a word."""

    def __init__(self) -> None:
        super().__init__()
        self.images: dict[str, int] = {}
        self.duplicates: dict[str, str] = {}
        self.versions = VERSIONS
        self.refresh_works = True

    def say_rate(self) -> Said:
        return refuse(429, "Resource level throttle limit for calls to this resource is reached.", 101)

    def say_expired(self) -> Said:
        return refuse(401, "Expired access token", 65602)

    def say_revoked(self) -> Said:
        return refuse(401, "The token used in the request has been revoked by the user", 65601)

    def say_duplicate(self) -> Said:
        return refuse(422, "Content is a duplicate of urn:li:share:7001", 0)

    def say_picture(self) -> Said:
        return refuse(400, "The image is not supported", 0)

    def say_text(self) -> Said:
        return refuse(400, "ILLEGAL_ARGUMENT: commentary exceeded the maximum length", 0)

    def say_broken(self) -> Said:
        return refuse(500, "Internal Server Error", 0)

    def authorise(self, asked: Asked) -> Said | None:
        if asked.path.startswith("/rest/") and asked.headers.get("linkedin-version") not in self.versions:
            words = f"Requested version {asked.headers.get('linkedin-version')} is not active"
            return Said({"status": 426, "code": "NONEXISTENT_VERSION", "message": words}, 426)
        return super().authorise(asked)

    @route("POST", "/oauth/v2/accessToken", free=True)
    def token(self, asked: Asked) -> Said:
        form = asked.form
        if form["client_secret"] != "secret-of-app":
            return Said({"error": "invalid_client", "error_description": "Client authentication failed"}, 401)
        if form["grant_type"] == "refresh_token" and (
            form["refresh_token"] != "refresh-0123456789" or not self.refresh_works
        ):
            return Said(
                {"error": "invalid_request", "error_description": "The provided authorization grant is invalid"}, 400
            )
        if form["grant_type"] == "authorization_code" and form["code"] != "good-code":
            return Said({"error": "invalid_grant"}, 400)
        return Said({"access_token": self.access, "expires_in": 5184000, "scope": "openid,profile,w_member_social"})

    @route("POST", "/oauth/v2/introspectToken", free=True)
    def introspect(self, asked: Asked) -> Said:
        return Said({"active": self.state == "well", "scope": "openid,profile,w_member_social"})

    @route("GET", "/v2/userinfo")
    def me(self, asked: Asked) -> Said:
        return Said({"sub": "abc123", "name": "Harbour News"})

    @route("POST", "/rest/images")
    def begin_upload(self, asked: Asked) -> Said:
        assert asked.query == {"action": "initializeUpload"} and asked.json["initializeUploadRequest"]["owner"] == ME
        urn = f"urn:li:image:{self.number()}"
        return Said({"value": {"uploadUrl": f"{self.base}/dms-uploads/{urn}", "image": urn}})

    @route("PUT", r"/dms-uploads/(.+)")
    def upload(self, asked: Asked, urn: str) -> Said:
        self.images[urn] = len(asked.body)
        return Said(b"", 201)

    @route("POST", "/rest/posts", creates=True)
    def post(self, asked: Asked) -> Said:
        data = asked.json
        assert data["author"] == ME and data["lifecycleState"] == "PUBLISHED"
        text = read_little_text(data["commentary"])
        if text in self.duplicates:
            return refuse(422, f"Content is a duplicate of {self.duplicates[text]}", 0)
        urn = f"urn:li:share:{self.number()}"
        content: dict[str, Any] = data.get("content", {})
        media = [content["media"]] if "media" in content else content.get("multiImage", {}).get("images", [])
        assert all(one["id"] in self.images for one in media)
        card = content.get("article", {})
        self.seen[urn] = {
            "text": text,
            "link": card.get("source", ""),
            "card": card,
            "alts": [one["altText"] for one in media],
        }
        self.duplicates[text] = urn
        return Said(b"", 201, {"x-restli-id": urn})

    @route("POST", r"/rest/socialActions/([^/]+)/comments", creates=True)
    def comment(self, asked: Asked, urn: str) -> Said:
        number = f"urn:li:comment:({unquote(urn)},{self.number()})"
        self.seen[number] = {"text": asked.json["message"]["text"], "below": unquote(urn)}
        return Said({"id": number}, 201)

    @route("GET", r"/rest/socialActions/([^/]+)")
    def counts(self, asked: Asked, urn: str) -> Said:
        return Said({"likesSummary": {"totalLikes": 3}, "commentsSummary": {"aggregatedTotalComments": 2}})

    @route("POST", r"/rest/posts/(urn[^/]+)")
    def change(self, asked: Asked, urn: str) -> Said:
        assert asked.headers["x-restli-method"] == "PARTIAL_UPDATE"
        if unquote(urn) not in self.seen:
            return refuse(404, "Not found", 0)
        self.seen[unquote(urn)]["text"] = read_little_text(asked.json["patch"]["$set"]["commentary"])
        return Said(b"", 204)

    @route("DELETE", r"/rest/posts/(urn[^/]+)")
    def remove(self, asked: Asked, urn: str) -> Said:
        self.seen.pop(unquote(urn), None)
        return Said(b"", 204)


def read_little_text(text: str) -> str:
    """Return what readers see of a commentary: it ends where a sign with a meaning has no backslash."""
    text = re.sub(r"\{hashtag\|\\#\|((?:\\.|[^}\\])*)\}", r"\\#\1", text)
    found = re.match(r"(?:\\.|[^\\|{}@\[\]()<>#*_~])*", text, re.DOTALL)
    assert found is not None
    return re.sub(r"\\(.)", r"\1", found[0])
