"""X, API v2."""

from __future__ import annotations

import base64
import time
from typing import Any

from tests.features.social.servers.kit import Asked, NetworkServer, Said, iso, route


def problem(status: int, title: str, detail: str, kind: str = "about:blank", **head: str) -> Said:
    """Return an error of X."""
    return Said({"title": title, "detail": detail, "type": kind, "status": status}, status, head)


class XServer(NetworkServer):
    """One account; refresh tokens work once, and an old one ends them all."""

    def __init__(self) -> None:
        super().__init__()
        self.refresh = "refresh-0123456789"
        self.refreshed = 0
        self.media: dict[str, str] = {}

    def say_rate(self) -> Said:
        return problem(
            429,
            "Too Many Requests",
            "Too Many Requests",
            **{
                "x-rate-limit-limit": "100",
                "x-rate-limit-remaining": "0",
                "x-rate-limit-reset": str(int(time.time()) + 90),
            },
        )

    def say_expired(self) -> Said:
        return problem(401, "Unauthorized", "Unauthorized")

    say_revoked = say_expired

    def say_duplicate(self) -> Said:
        return problem(403, "Forbidden", "You are not allowed to create a Tweet with duplicate content.")

    def say_blocked(self) -> Said:
        return problem(
            403, "Forbidden", "User has been suspended.", "https://api.twitter.com/2/problems/user-suspended"
        )

    def say_picture(self) -> Said:
        return problem(400, "Invalid Request", "The media category is not valid")

    def say_text(self) -> Said:
        return problem(400, "Invalid Request", "One or more parameters to your request was invalid.")

    def say_credit(self) -> Said:
        return problem(402, "CreditsDepleted", "Your account has no credits left.")

    def say_broken(self) -> Said:
        return problem(503, "Service Unavailable", "Service Unavailable")

    @route("POST", "/2/oauth2/token", free=True)
    def token(self, asked: Asked) -> Said:
        pair = base64.b64encode(b"app-1:secret-of-app").decode()
        if asked.headers.get("authorization") != f"Basic {pair}":
            return Said(
                {"error": "unauthorized_client", "error_description": "Missing valid authorization header"}, 401
            )
        form = asked.form
        if form["grant_type"] == "refresh_token":
            if form["refresh_token"] != self.refresh:
                self.refresh = ""
                return Said(
                    {"error": "invalid_request", "error_description": "Value passed for the token was invalid."}, 400
                )
            self.refreshed += 1
        elif form["code"] != "good-code" or not form["code_verifier"]:
            return Said(
                {
                    "error": "invalid_request",
                    "error_description": "Value passed for the authorization code was invalid.",
                },
                400,
            )
        self.access, self.refresh, self.state = f"access-{self.number()}-new", f"refresh-{self.number()}-new", "well"
        return Said(
            {
                "token_type": "bearer",
                "expires_in": 7200,
                "access_token": self.access,
                "refresh_token": self.refresh,
                "scope": "tweet.write",
            }
        )

    @route("POST", "/2/oauth2/revoke", free=True)
    def revoke(self, asked: Asked) -> Said:
        self.state = "revoked"
        return Said({"revoked": True})

    @route("GET", "/2/users/me")
    def me(self, asked: Asked) -> Said:
        return Said({"data": {"id": "42", "name": "Harbour News", "username": "harbour"}})

    @route("POST", "/2/media/upload")
    def upload(self, asked: Asked) -> Said:
        assert asked.form["media_category"] == "tweet_image" and asked.parts[0].content
        number = str(self.number())
        self.media[number] = ""
        return Said({"data": {"id": number, "media_key": f"3_{number}"}})

    @route("POST", "/2/media/metadata")
    def describe(self, asked: Asked) -> Said:
        self.media[asked.json["id"]] = asked.json["metadata"]["alt_text"]["text"]
        return Said({"data": {"id": asked.json["id"]}})

    @route("POST", "/2/tweets", creates=True)
    def post(self, asked: Asked) -> Said:
        data: dict[str, Any] = asked.json
        if any(data["text"] == post["text"] for post in self.seen.values()):
            return self.say_duplicate()
        number = str(self.number())
        if before := data.get("edit_options", {}).get("previous_post_id"):
            self.seen.pop(before)
        media = data.get("media", {}).get("media_ids", [])
        self.seen[number] = {
            "text": data["text"],
            "alts": [self.media[one] for one in media],
            "reply_to": data.get("reply", {}).get("in_reply_to_tweet_id", ""),
            "created_at": iso(),
        }
        return Said({"data": {"id": number, "text": data["text"], "edit_history_tweet_ids": [number]}}, 201)

    @route("GET", "/2/users/42/tweets")
    def timeline(self, asked: Asked) -> Said:
        import re

        rows = [
            {
                "id": one,
                "text": re.sub(r"https?://\S+", "https://t.co/Abc123", post["text"]),
                "created_at": post["created_at"],
            }
            for one, post in reversed(self.seen.items())
        ]
        return Said({"data": rows} if rows else {"meta": {"result_count": 0}})

    @route("GET", "/2/tweets")
    def several(self, asked: Asked) -> Said:
        metrics = {"retweet_count": 1, "reply_count": 2, "like_count": 3, "quote_count": 0, "impression_count": 90}
        return Said(
            {
                "data": [
                    {"id": one, "public_metrics": metrics} for one in asked.query["ids"].split(",") if one in self.seen
                ]
            }
        )

    @route("GET", "/2/tweets/search/recent")
    def search(self, asked: Asked) -> Said:
        above = asked.query["query"].split()[0].split(":")[1]
        row = {
            "id": "9",
            "author_id": "7",
            "text": "Good & true.\nThanks.",
            "created_at": iso(),
            "referenced_tweets": [{"type": "replied_to", "id": above}],
        }
        return Said({"data": [row], "includes": {"users": [{"id": "7", "username": "anna", "name": "Anna"}]}})

    @route("DELETE", r"/2/tweets/(\d+)")
    def remove(self, asked: Asked, number: str) -> Said:
        if number not in self.seen:
            return problem(404, "Not Found Error", "Could not find tweet")
        del self.seen[number]
        return Said({"data": {"deleted": True}})
