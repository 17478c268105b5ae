"""Meta's Graph API: pages of Facebook, Instagram, Threads. Errors come in one shape, mostly with 400."""

from __future__ import annotations

import json
from typing import Any, ClassVar
from urllib.parse import parse_qs

from tests.features.social.servers.kit import Asked, NetworkServer, Said, iso, route


def refuse(code: int, message: str, sub: int = 0, status: int = 400, **head: str) -> Said:
    """Return an error of the Graph API."""
    error: dict[str, Any] = {"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "A1b2"}
    if sub:
        error["error_subcode"] = sub
    return Said({"error": error}, status, head)


class GraphServer(NetworkServer):
    """What the three have in common."""

    def say_rate(self) -> Said:
        usage = {"42": [{"type": "pages", "call_count": 100, "estimated_time_to_regain_access": 7}]}
        return refuse(32, "(#32) Page request limit reached", **{"X-Business-Use-Case-Usage": json.dumps(usage)})

    def say_expired(self) -> Said:
        return refuse(190, "Error validating access token: Session has expired on Monday.", 463)

    def say_revoked(self) -> Said:
        return refuse(190, "Error validating access token: The user has not authorized application 1.", 458)

    def say_blocked(self) -> Said:
        return refuse(368, "The action attempted has been deemed abusive or is otherwise disallowed", 1390008)

    def say_broken(self) -> Said:
        return refuse(2, "An unexpected error has occurred. Please retry your request later.", status=500)


class FacebookServer(GraphServer):
    """One page, 42."""

    def __init__(self) -> None:
        super().__init__()
        self.photos: dict[str, dict[str, str]] = {}
        self.scopes = ["pages_manage_posts", "pages_read_engagement"]

    def say_duplicate(self) -> Said:
        return refuse(506, "(#506) Duplicate status message", status=400)

    def say_picture(self) -> Said:
        return refuse(1366046, "Your photos couldn't be uploaded. Photos should be less than 4 MB.")

    def say_text(self) -> Said:
        return refuse(100, "(#100) The link could not be scraped", 1609005)

    @route("POST", r"/v\d+\.0/oauth/access_token", free=True)
    def token(self, asked: Asked) -> Said:
        form = asked.form
        if form.get("client_secret") != "secret-of-app":
            return refuse(1, "Error validating client secret.")
        if form.get("grant_type") == "fb_exchange_token":
            return Said({"access_token": self.access, "token_type": "bearer", "expires_in": 5183944})
        return (
            Said({"access_token": "short-token", "expires_in": 3600})
            if form["code"] == "good-code"
            else refuse(100, "bad code", 36009)
        )

    @route("GET", r"/v\d+\.0/me/accounts")
    def pages(self, asked: Asked) -> Said:
        page = {
            "id": "42",
            "name": "Harbour News",
            "link": "https://facebook.example/42",
            "access_token": self.access,
            "tasks": ["CREATE_CONTENT"],
        }
        second = {**page, "id": "43", "name": "Harbour Sport"}
        return Said({"data": [page, second]})

    @route("GET", r"/v\d+\.0/debug_token")
    def debug(self, asked: Asked) -> Said:
        return Said({"data": {"is_valid": True, "expires_at": 0, "scopes": self.scopes}})

    @route("GET", r"/v\d+\.0/42")
    def page(self, asked: Asked) -> Said:
        return Said({"id": "42", "name": "Harbour News", "link": "https://facebook.example/42"})

    @route("POST", r"/v\d+\.0/42/photos")
    def photo(self, asked: Asked) -> Said:
        assert asked.form["published"] == "false" and any(part.file for part in asked.parts)
        number = str(self.number())
        self.photos[number] = {"alt": asked.form.get("alt_text_custom", "")}
        return Said({"id": number})

    @route("POST", r"/v\d+\.0/42/feed", creates=True)
    def feed(self, asked: Asked) -> Said:
        data = asked.json
        assert not {"picture", "name", "description"} & set(data)
        number = f"42_{self.number()}"
        photos = [self.photos[one["media_fbid"]] for one in data.get("attached_media", ())]
        self.seen[number] = {
            "text": data["message"],
            "link": data.get("link", ""),
            "alts": [one["alt"] for one in photos],
            "created_time": iso(),
        }
        return Said({"id": number})

    @route("POST", r"/v\d+\.0/(42_\d+)/comments", creates=True)
    def comment(self, asked: Asked, post: str) -> Said:
        number = f"{post}_{self.number()}"
        self.seen[number] = {"text": asked.json["message"], "below": post, "created_time": iso()}
        return Said({"id": number})

    @route("GET", r"/v\d+\.0/42/published_posts")
    def published(self, asked: Asked) -> Said:
        rows = [
            {
                "id": number,
                "message": post["text"],
                "created_time": post["created_time"],
                "permalink_url": f"https://facebook.example/{number}",
            }
            for number, post in self.seen.items()
            if "below" not in post
        ]
        return Said({"data": rows[::-1]})

    @route("GET", r"/v\d+\.0/(42_[\d_]+)")
    def show(self, asked: Asked, number: str) -> Said:
        if number not in self.seen:
            return refuse(100, "Unsupported get request. Object does not exist", 33)
        counts = {
            "shares": {"count": 1},
            "reactions": {"summary": {"total_count": 3}},
            "comments": {"summary": {"total_count": 2}},
        }
        return Said({"id": number, "permalink_url": f"https://facebook.example/{number}", **counts})

    @route("POST", r"/v\d+\.0/(42_[\d_]+)")
    def change(self, asked: Asked, number: str) -> Said:
        if number not in self.seen:
            return refuse(100, "Object does not exist", 33)
        self.seen[number]["text"] = asked.json["message"]
        return Said({"success": True})

    @route("DELETE", r"/v\d+\.0/(42_[\d_]+)")
    def remove(self, asked: Asked, number: str) -> Said:
        return Said({"success": True}) if self.seen.pop(number, None) else refuse(100, "Object does not exist", 33)


class ContainerServer(GraphServer):
    """Two steps: a container, then publishing it. `PATH` begins every path."""

    VERSION: ClassVar[str]
    PUBLISH: ClassVar[str]
    TEXT: ClassVar[str]

    def __init__(self) -> None:
        super().__init__()
        self.containers: dict[str, dict[str, Any]] = {}
        self.working = 0  # looks at a container until it is finished
        self.refreshed = 0

    def say_picture(self) -> Said:
        return refuse(9004, "The media could not be fetched from this URI.", 2207052)

    def container(self, form: dict[str, str]) -> Said:
        """Make a container."""
        number = str(self.number())
        self.containers[number] = {**form, "status": "FINISHED"}
        return Said({"id": number})

    def look(self, number: str, names: tuple[str, str]) -> Said:
        """Say how a container is."""
        if number not in self.containers:
            return refuse(24, "The requested resource does not exist", 2207006)
        status = self.containers[number]["status"]
        if self.working:
            self.working -= 1
            status = "IN_PROGRESS"
        return Said({"id": number, names[0]: status, names[1]: ""})

    def publish(self, form: dict[str, str]) -> Said:
        """Publish a container; once."""
        number = form["creation_id"]
        held = self.containers.get(number)
        if held is None or held["status"] != "FINISHED":
            return refuse(24, "The requested resource does not exist", 4279009)
        held["status"] = "PUBLISHED"
        post = str(self.number())
        children = [self.containers[one] for one in held.get("children", "").split(",") if one]
        pictures = children or ([held] if held.get("image_url") else [])
        self.seen[post] = {
            "text": held.get(self.TEXT, ""),
            "link": held.get("link_attachment", ""),
            "alts": [one.get("alt_text", "") for one in pictures],
            "pictures": [one["image_url"] for one in pictures],
            "reply_to": held.get("reply_to_id", ""),
            "timestamp": iso(),
        }
        return Said({"id": post})

    def token_answer(self, asked: Asked, grants: dict[str, str]) -> Said:
        """Answer the two steps of tokens; the second one's fields stand in the query."""
        grant = asked.query.get("grant_type", "")
        if grant == grants["exchange"] and asked.query["client_secret"] == "secret-of-app":
            return Said({"access_token": self.access, "token_type": "bearer", "expires_in": 5183944})
        if grant == grants["refresh"] and asked.query["access_token"] == self.access and self.state == "well":
            self.refreshed += 1
            self.access = f"access-{self.number()}-longer"
            return Said({"access_token": self.access, "token_type": "bearer", "expires_in": 5183944})
        return self.say_expired()

    def rows(self) -> list[dict[str, Any]]:
        """Return the posts as lists show them."""
        return [
            {
                "id": one,
                self.TEXT: post["text"],
                "permalink": f"https://meta.example/{one}",
                "timestamp": post["timestamp"],
            }
            for one, post in reversed(self.seen.items())
        ]


class ThreadsServer(ContainerServer):
    """One account, 42."""

    TEXT = "text"

    def say_text(self) -> Said:
        return refuse(100, "Param text must be at most 500 characters long.")

    @route("POST", "/oauth/access_token", free=True)
    def short(self, asked: Asked) -> Said:
        form = {name: values[-1] for name, values in parse_qs(asked.body.decode()).items()}
        return (
            Said({"access_token": "short-token", "user_id": 42})
            if form["code"] == "good-code"
            else refuse(100, "Invalid code")
        )

    @route("GET", "/(?:access_token|refresh_access_token)", free=True)
    def long(self, asked: Asked) -> Said:
        return self.token_answer(asked, {"exchange": "th_exchange_token", "refresh": "th_refresh_token"})

    @route("GET", "/v1.0/me")
    def me(self, asked: Asked) -> Said:
        return Said({"id": "42", "username": "harbour", "name": "Harbour News"})

    @route("GET", "/v1.0/42/threads_publishing_limit")
    def quota(self, asked: Asked) -> Said:
        return Said({"data": [{"quota_usage": 4, "config": {"quota_total": 250, "quota_duration": 86400}}]})

    @route("POST", "/v1.0/42/threads")
    def make(self, asked: Asked) -> Said:
        form = asked.form
        if len(form.get("text", "")) > 500:
            return self.say_text()
        assert form.get("media_type") in ("TEXT", "IMAGE", "CAROUSEL") and (
            "link_attachment" not in form or form["media_type"] == "TEXT"
        )
        return self.container(form)

    @route("POST", "/v1.0/42/threads_publish", creates=True)
    def send(self, asked: Asked) -> Said:
        return self.publish(asked.form)

    @route("GET", "/v1.0/me/(?:threads|replies)")
    def list_posts(self, asked: Asked) -> Said:
        return Said({"data": self.rows()})

    @route("GET", r"/v1.0/(\d+)/insights")
    def insights(self, asked: Asked, number: str) -> Said:
        values = {"views": 90, "likes": 3, "replies": 2, "reposts": 1, "quotes": 0}
        return Said(
            {
                "data": [
                    {"name": name, "period": "lifetime", "values": [{"value": value}]} for name, value in values.items()
                ]
            }
        )

    @route("GET", r"/v1.0/(\d+)/conversation")
    def conversation(self, asked: Asked, number: str) -> Said:
        own = {"id": "8", "text": "own", "username": "harbour", "timestamp": iso()}
        return Said(
            {
                "data": [
                    {
                        "id": "9",
                        "text": "Good & true.\nThanks.",
                        "username": "anna",
                        "permalink": "https://threads.example/9",
                        "timestamp": iso(),
                        "replied_to": {"id": number},
                    },
                    own,
                ]
            }
        )

    @route("GET", r"/v1.0/(\d+)")
    def show(self, asked: Asked, number: str) -> Said:
        if number in self.seen:
            if "status" in asked.query["fields"]:
                return refuse(100, "Tried accessing nonexisting field (status)")
            return Said({"id": number, "permalink": f"https://threads.example/{number}"})
        return self.look(number, ("status", "error_message"))

    @route("DELETE", r"/v1.0/(\d+)")
    def remove(self, asked: Asked, number: str) -> Said:
        return (
            Said({"success": True, "deleted_id": number})
            if self.seen.pop(number, None)
            else refuse(24, "gone", 2207006)
        )


class InstagramServer(ContainerServer):
    """One professional account, 42."""

    TEXT = "caption"

    def say_text(self) -> Said:
        return refuse(100, "The caption was too long.", 2207010)

    @route("POST", "/oauth/access_token", free=True)
    def short(self, asked: Asked) -> Said:
        return (
            Said({"access_token": "short-token", "user_id": 42})
            if asked.form["code"] == "good-code"
            else Said({"error_type": "OAuthException", "code": 400, "error_message": "Invalid code"}, 400)
        )

    @route("GET", "/(?:access_token|refresh_access_token)", free=True)
    def long(self, asked: Asked) -> Said:
        return self.token_answer(asked, {"exchange": "ig_exchange_token", "refresh": "ig_refresh_token"})

    @route("GET", r"/v\d+\.0/me")
    def me(self, asked: Asked) -> Said:
        return Said({"user_id": "42", "username": "harbour", "name": "Harbour News"})

    @route("GET", r"/v\d+\.0/42/content_publishing_limit")
    def quota(self, asked: Asked) -> Said:
        return Said({"data": [{"quota_usage": 4, "config": {"quota_total": 100, "quota_duration": 86400}}]})

    @route("POST", r"/v\d+\.0/42/media")
    def make(self, asked: Asked) -> Said:
        form = asked.form
        if form.get("media_type") != "CAROUSEL" and not form.get("image_url", "").startswith("https://"):
            return refuse(100, "Only photo or video can be accepted as media type.", 2207052)
        return self.container(form)

    @route("POST", r"/v\d+\.0/42/media_publish", creates=True)
    def send(self, asked: Asked) -> Said:
        return self.publish(asked.form)

    @route("GET", r"/v\d+\.0/42/media")
    def list_posts(self, asked: Asked) -> Said:
        return Said({"data": self.rows()})

    @route("POST", r"/v\d+\.0/(\d+)/comments", creates=True)
    def comment(self, asked: Asked, number: str) -> Said:
        own = str(self.number())
        self.seen[own] = {"text": asked.form["message"], "below": number, "timestamp": iso()}
        return Said({"id": own})

    @route("GET", r"/v\d+\.0/(\d+)/comments")
    def comments(self, asked: Asked, number: str) -> Said:
        return Said(
            {
                "data": [
                    {"id": "9", "text": "Good & true.\nThanks.", "username": "anna", "timestamp": iso()},
                    {"id": "8", "text": "own", "username": "harbour", "timestamp": iso()},
                ]
            }
        )

    @route("GET", r"/v\d+\.0/(\d+)")
    def show(self, asked: Asked, number: str) -> Said:
        if number in self.seen:
            return Said(
                {
                    "id": number,
                    "permalink": f"https://instagram.example/p/{number}",
                    "like_count": 3,
                    "comments_count": 2,
                }
            )
        return self.look(number, ("status_code", "status"))
