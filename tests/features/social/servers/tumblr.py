"""Tumblr's API v2."""

from __future__ import annotations

import json
import time
from typing import Any

from tests.features.social.servers.kit import Asked, NetworkServer, Said, route

BLOG = "t:blog-uuid"


def refuse(status: int, words: str, code: int = 0, **head: str) -> Said:
    """Return an error of Tumblr."""
    return Said(
        {"meta": {"status": status, "msg": words}, "response": [], "errors": [{"title": words, "code": code}]},
        status,
        head,
    )


class TumblrServer(NetworkServer):
    """One user with two blogs."""

    def __init__(self) -> None:
        super().__init__()
        self.refresh = "refresh-0123456789"
        self.refreshed = 0

    def say_rate(self) -> Said:
        return refuse(
            429,
            "Limit Exceeded",
            0,
            **{
                "x-ratelimit-perhour-limit": "1000",
                "x-ratelimit-perhour-remaining": "0",
                "x-ratelimit-perhour-reset": "90",
            },
        )

    def say_expired(self) -> Said:
        return refuse(401, "Unauthorized", 5002)

    say_revoked = say_expired

    def say_picture(self) -> Said:
        return refuse(400, "Bad Request", 8005)

    def say_text(self) -> Said:
        return refuse(400, "Bad Request", 8001)

    def say_broken(self) -> Said:
        return refuse(500, "Internal Server Error", 8006)

    @route("POST", "/v2/oauth2/token", free=True)
    def token(self, asked: Asked) -> Said:
        form = asked.form
        if form["client_secret"] != "secret-of-app":
            return Said({"error": "invalid_client", "error_description": "The client credentials are invalid"}, 400)
        if form["grant_type"] == "refresh_token" and form["refresh_token"] != self.refresh:
            return Said({"error": "invalid_grant", "error_description": "Invalid refresh token"}, 400)
        if form["grant_type"] == "authorization_code" and form["code"] != "good-code":
            return Said({"error": "invalid_grant", "error_description": "Invalid authorization code"}, 400)
        self.refreshed += form["grant_type"] == "refresh_token"
        self.access, self.refresh, self.state = f"access-{self.number()}-new", f"refresh-{self.number()}-new", "well"
        return Said(
            {"access_token": self.access, "expires_in": 2520, "refresh_token": self.refresh, "token_type": "bearer"}
        )

    @route("GET", "/v2/user/info")
    def me(self, asked: Asked) -> Said:
        blogs = [
            {"name": "sport", "uuid": "t:other", "primary": False},
            {
                "name": "harbour",
                "uuid": BLOG,
                "title": "Harbour News",
                "url": "https://harbour.tumblr.example/",
                "primary": True,
            },
        ]
        return Said({"meta": {"status": 200}, "response": {"user": {"name": "harbour", "blogs": blogs}}})

    def _read(self, asked: Asked) -> dict[str, Any]:
        data: dict[str, Any] = (
            json.loads(asked.form["json"]) if asked.headers["content-type"].startswith("multipart") else asked.json
        )
        sent = (
            {part.name for part in asked.parts if part.file}
            if asked.headers["content-type"].startswith("multipart")
            else set()
        )
        blocks = data["content"]
        pictures = [block for block in blocks if block["type"] == "image"]
        assert {one["media"][0]["identifier"] for one in pictures} == sent
        return {
            "text": "\n\n".join(block["text"] for block in blocks if block["type"] == "text"),
            "link": next((block["url"] for block in blocks if block["type"] == "link"), ""),
            "alts": [one["alt_text"] for one in pictures],
            "content": blocks,
            "timestamp": int(time.time()),
        }

    @route("POST", rf"/v2/blog/{BLOG}/posts", creates=True)
    def post(self, asked: Asked) -> Said:
        number = str(self.number() + 2**53)
        self.seen[number] = self._read(asked)
        return Said({"meta": {"status": 201}, "response": {"id": number}}, 201)

    @route("PUT", rf"/v2/blog/{BLOG}/posts/(\d+)")
    def change(self, asked: Asked, number: str) -> Said:
        if number not in self.seen:
            return refuse(404, "Not Found")
        self.seen[number] = self._read(asked)
        return Said({"meta": {"status": 200}, "response": {"id": number}})

    @route("GET", rf"/v2/blog/{BLOG}/posts")
    def posts(self, asked: Asked) -> Said:
        rows = [
            {
                "id": 9,
                "id_string": one,
                "content": post["content"],
                "timestamp": post["timestamp"],
                "post_url": f"https://harbour.tumblr.example/{one}",
            }
            for one, post in reversed(self.seen.items())
        ]
        return Said({"response": {"posts": rows}})

    @route("POST", rf"/v2/blog/{BLOG}/post/delete")
    def remove(self, asked: Asked) -> Said:
        return Said({"meta": {"status": 200}}) if self.seen.pop(asked.form["id"], None) else refuse(404, "Not Found")

    @route("GET", rf"/v2/blog/{BLOG}/notes")
    def notes(self, asked: Asked) -> Said:
        return Said({"response": {"total_notes": 6, "total_likes": 3, "total_reblogs": 1}})
