"""A server of the AT Protocol (PDS) with its view of the app."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from typing import Any

from tests.features.social.servers.kit import Asked, NetworkServer, Said, iso, route

DID = "did:plc:harbour234567"
HANDLE = "harbour.example"
PASSWORD = "abcd-efgh-ijkl-mnop"
BLOB_MAX = 2_000_000


def jwt(name: str, seconds: int) -> str:
    """Return what looks like a JWT that ends in so many seconds."""
    body = json.dumps({"exp": int(time.time()) + seconds, "n": name}).encode()
    return f"e30.{base64.urlsafe_b64encode(body).decode().rstrip('=')}.{hashlib.sha256(body).hexdigest()[:12]}"


class BlueskyServer(NetworkServer):
    """Knows one account, and rotates its refresh token."""

    def __init__(self) -> None:
        super().__init__()
        self.refresh = ""
        self.blobs: dict[str, int] = {}
        self.sessions = 0
        self.refreshed = 0
        self.lifetime = 7200

    def say_rate(self) -> Said:
        head = {
            "RateLimit-Limit": "5000",
            "RateLimit-Remaining": "0",
            "RateLimit-Reset": str(int(time.time()) + 90),
            "RateLimit-Policy": "5000;w=3600",
        }
        return Said({"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"}, 429, head)

    def say_expired(self) -> Said:
        return Said({"error": "ExpiredToken", "message": "Token has expired"}, 400)

    def say_revoked(self) -> Said:
        return Said({"error": "InvalidToken", "message": "Token could not be verified"}, 400)

    def say_blocked(self) -> Said:
        return Said({"error": "AccountTakedown", "message": "Account has been taken down"}, 401)

    def say_picture(self) -> Said:
        text = "Invalid app.bsky.feed.post record: blob too big (maximum 2000000, got 2100000) at $.record.embed.images[0].image"
        return Said({"error": "InvalidRequest", "message": text}, 400)

    def say_text(self) -> Said:
        text = "Invalid app.bsky.feed.post record: grapheme too big (maximum 300, got 301) at $.record.text"
        return Said({"error": "InvalidRequest", "message": text}, 400)

    def say_broken(self) -> Said:
        return Said({"error": "InternalServerError", "message": "Internal Server Error"}, 500)

    def _tokens(self) -> dict[str, Any]:
        self.access, self.refresh = jwt(f"a{self.number()}", self.lifetime), jwt(f"r{self.number()}", 90 * 86400)
        service = [{"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": self.base}]
        return {
            "accessJwt": self.access,
            "refreshJwt": self.refresh,
            "did": DID,
            "handle": HANDLE,
            "active": True,
            "didDoc": {"service": service},
        }

    @route("POST", "/xrpc/com.atproto.server.createSession", free=True)
    def sign_in(self, asked: Asked) -> Said:
        self.sessions += 1
        if asked.json["password"] != PASSWORD or asked.json["identifier"] not in (HANDLE, DID):
            return Said({"error": "AuthenticationRequired", "message": "Invalid identifier or password"}, 401)
        return Said(self._tokens())

    @route("POST", "/xrpc/com.atproto.server.refreshSession", free=True)
    def renew(self, asked: Asked) -> Said:
        if not self.refresh or asked.headers.get("authorization") != f"Bearer {self.refresh}":
            self.refresh = ""  # an old one that is used again ends them all
            return Said({"error": "ExpiredToken", "message": "Token has been revoked"}, 400)
        self.refreshed += 1
        self.state = "well" if self.state == "expired" else self.state
        return Said(self._tokens())

    @route("POST", "/xrpc/com.atproto.server.deleteSession", free=True)
    def sign_out(self, asked: Asked) -> Said:
        self.refresh = ""
        return Said({})

    @route("GET", "/xrpc/com.atproto.server.getSession")
    def me(self, asked: Asked) -> Said:
        return Said({"did": DID, "handle": HANDLE, "active": True})

    @route("GET", "/xrpc/com.atproto.identity.resolveHandle", free=True)
    def resolve(self, asked: Asked) -> Said:
        if asked.query["handle"] == "anna.example":
            return Said({"did": "did:plc:anna"})
        return Said({"error": "InvalidRequest", "message": "Unable to resolve handle"}, 400)

    @route("POST", "/xrpc/com.atproto.repo.uploadBlob")
    def upload(self, asked: Asked) -> Said:
        ref = "baf" + hashlib.sha256(asked.body).hexdigest()[:20]
        self.blobs[ref] = len(asked.body)
        return Said(
            {
                "blob": {
                    "$type": "blob",
                    "ref": {"$link": ref},
                    "mimeType": asked.headers["content-type"],
                    "size": len(asked.body),
                }
            }
        )

    @route("POST", "/xrpc/com.atproto.repo.putRecord", creates=True)
    def put(self, asked: Asked) -> Said:
        data = asked.json
        record, uri = data["record"], f"at://{data['repo']}/{data['collection']}/{data['rkey']}"
        assert data["repo"] == DID and record["$type"] == "app.bsky.feed.post" and len(data["rkey"]) == 13
        if len(record["text"]) > 300:
            return self.say_text()
        for picture in record.get("embed", {}).get("images", ()):
            if self.blobs.get(picture["image"]["ref"]["$link"], BLOB_MAX + 1) > BLOB_MAX:
                return self.say_picture()
        for facet in record.get("facets", ()):
            begin, end = facet["index"]["byteStart"], facet["index"]["byteEnd"]
            assert 0 <= begin < end <= len(record["text"].encode())
        cid = "bafy" + hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()[:20]
        self.seen[uri] = {
            "uri": uri,
            "cid": cid,
            "text": record["text"],
            "link": record.get("embed", {}).get("external", {}).get("uri", ""),
            "value": record,
        }
        return Said({"uri": uri, "cid": cid, "validationStatus": "valid"})

    @route("GET", "/xrpc/com.atproto.repo.getRecord", free=True)
    def get(self, asked: Asked) -> Said:
        uri = f"at://{asked.query['repo']}/{asked.query['collection']}/{asked.query['rkey']}"
        if uri not in self.seen:
            return Said({"error": "RecordNotFound", "message": f"Could not locate record: {uri}"}, 400)
        return Said({name: self.seen[uri][name] for name in ("uri", "cid", "value")})

    @route("POST", "/xrpc/com.atproto.repo.deleteRecord")
    def remove(self, asked: Asked) -> Said:
        self.seen.pop(f"at://{asked.json['repo']}/{asked.json['collection']}/{asked.json['rkey']}", None)
        return Said({})

    @route("GET", "/xrpc/app.bsky.feed.getPosts")
    def posts(self, asked: Asked) -> Said:
        found = [one for one in asked.query["uris"].split(",") if one in self.seen]
        return Said(
            {
                "posts": [
                    {"uri": one, "likeCount": 3, "repostCount": 1, "replyCount": 2, "quoteCount": 0} for one in found
                ]
            }
        )

    @route("GET", "/xrpc/app.bsky.feed.getPostThread")
    def thread(self, asked: Asked) -> Said:
        author = {"did": "did:plc:anna", "handle": "anna.example", "displayName": "Anna"}
        reply = {
            "uri": "at://did:plc:anna/app.bsky.feed.post/3kaaaaaaaaa22",
            "author": author,
            "record": {"text": "Good & true.\nThanks.", "createdAt": iso()},
        }
        own = {
            "uri": f"at://{DID}/app.bsky.feed.post/3kbbbbbbbbb22",
            "author": {"did": DID, "handle": HANDLE},
            "record": {"text": "own", "createdAt": iso()},
        }
        return Said(
            {"thread": {"post": {"uri": asked.query["uri"]}, "replies": [{"post": reply, "replies": [{"post": own}]}]}}
        )
