"""Reddit's API: refusals with status 200."""

from __future__ import annotations

import base64
import time

from tests.features.social.servers.kit import Asked, NetworkServer, Said, route


def refuse(name: str, words: str, field: str = "") -> Said:
    """Return an error of Reddit."""
    return Said({"json": {"errors": [[name, words, field]]}})


class RedditServer(NetworkServer):
    """One user, u/harbour, who posts to r/coast."""

    def __init__(self) -> None:
        super().__init__()
        self.refresh = "refresh-0123456789"
        self.refreshed = 0
        self.banned = False

    def say_rate(self) -> Said:
        return refuse("RATELIMIT", "you are doing that too much. try again in 3 minutes.", "ratelimit")

    def say_expired(self) -> Said:
        return Said({"message": "Unauthorized", "error": 401}, 401)

    say_revoked = say_expired

    def say_duplicate(self) -> Said:
        return refuse("ALREADY_SUB", "that link has already been submitted", "url")

    def say_text(self) -> Said:
        return refuse("TOO_LONG", "this is too long (max: 300)", "title")

    def say_broken(self) -> Said:
        return Said("<html>our servers are busy</html>", 503)

    @route("POST", "/api/v1/access_token", free=True)
    def token(self, asked: Asked) -> Said:
        pair = base64.b64encode(b"app-1:secret-of-app").decode()
        if asked.headers.get("authorization") != f"Basic {pair}":
            return Said({"message": "Unauthorized", "error": 401}, 401)
        form = asked.form
        good = (
            form.get("refresh_token") == self.refresh
            if form["grant_type"] == "refresh_token"
            else form.get("code") == "good-code"
        )
        if not good:
            return Said({"error": "invalid_grant"})
        self.refreshed += form["grant_type"] == "refresh_token"
        self.access, self.state = f"access-{self.number()}-new", "well"
        more = {} if form["grant_type"] == "refresh_token" else {"refresh_token": self.refresh}
        return Said(
            {"access_token": self.access, "token_type": "bearer", "expires_in": 86400, "scope": "submit", **more}
        )

    @route("GET", "/api/v1/me")
    def me(self, asked: Asked) -> Said:
        assert "Wirepress/" in asked.headers["user-agent"]
        return Said({"name": "harbour"})

    @route("GET", "/r/coast/about")
    def about(self, asked: Asked) -> Said:
        return Said({"data": {"display_name": "coast", "user_is_banned": self.banned}})

    @route("POST", "/api/submit", creates=True)
    def submit(self, asked: Asked) -> Said:
        form = asked.form
        assert form["api_type"] == "json" and form["sr"] == "coast" and len(form["title"]) <= 300
        name = f"t3_{self.number()}"
        self.seen[name] = {"text": form["title"], "link": form.get("url", ""), "created_utc": time.time()}
        return Said(
            {"json": {"errors": [], "data": {"id": name[3:], "name": name, "url": f"https://reddit.example/{name}"}}}
        )

    @route("POST", "/api/comment", creates=True)
    def comment(self, asked: Asked) -> Said:
        name = f"t1_{self.number()}"
        self.seen[name] = {"text": asked.form["text"], "below": asked.form["thing_id"], "created_utc": time.time()}
        return Said({"json": {"errors": [], "data": {"things": [{"kind": "t1", "data": {"name": name}}]}}})

    @route("GET", "/user/harbour/(submitted|comments)")
    def history(self, asked: Asked, kind: str) -> Said:
        start = "t3_" if kind == "submitted" else "t1_"
        field = "title" if kind == "submitted" else "body"
        rows = [
            {
                "data": {
                    "name": one,
                    field: post["text"],
                    "subreddit": "Coast",
                    "created_utc": post["created_utc"],
                    "permalink": f"/r/coast/{one}",
                }
            }
            for one, post in reversed(self.seen.items())
            if one.startswith(start)
        ]
        return Said({"data": {"children": rows}})

    @route("POST", "/api/editusertext")
    def change(self, asked: Asked) -> Said:
        self.seen[asked.form["thing_id"]]["text"] = asked.form["text"]
        return Said({"json": {"errors": []}})

    @route("POST", "/api/del")
    def remove(self, asked: Asked) -> Said:
        self.seen.pop(asked.form["id"], None)
        return Said({})

    @route("GET", "/api/info")
    def info(self, asked: Asked) -> Said:
        return Said(
            {
                "data": {
                    "children": [
                        {"data": {"name": one, "score": 3, "num_comments": 2, "author": "harbour"}}
                        for one in asked.query["id"].split(",")
                        if one in self.seen
                    ]
                }
            }
        )
