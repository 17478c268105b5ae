"""Pinterest's API v5."""

from __future__ import annotations

import base64

from tests.features.social.servers.kit import Asked, NetworkServer, Said, iso, route


def refuse(status: int, code: int, words: str, **head: str) -> Said:
    """Return an error of Pinterest."""
    return Said({"code": code, "message": words}, status, head)


class PinterestServer(NetworkServer):
    """One board, 42."""

    def __init__(self) -> None:
        super().__init__()
        self.refresh = "refresh-0123456789"
        self.refreshed = 0

    def say_rate(self) -> Said:
        return refuse(429, 8, "You have exceeded your rate limit. Try again later.", **{"x-ratelimit-reset": "90"})

    def say_expired(self) -> Said:
        return refuse(401, 2, "Authentication failed.")

    say_revoked = say_expired

    def say_picture(self) -> Said:
        return refuse(400, 235, "Sorry, the image could not be read.")

    def say_text(self) -> Said:
        return refuse(400, 1, "Invalid request: description is too long")

    def say_broken(self) -> Said:
        return refuse(500, 0, "Something went wrong on our end.")

    @route("POST", "/v5/oauth/token", free=True)
    def token(self, asked: Asked) -> Said:
        pair = base64.b64encode(b"app-1:secret-of-app").decode()
        if asked.headers.get("authorization") != f"Basic {pair}":
            return refuse(401, 2, "Authentication failed.")
        form = asked.form
        good = (
            form.get("refresh_token") == self.refresh
            if form["grant_type"] == "refresh_token"
            else form.get("code") == "good-code"
        )
        if not good:
            return Said({"error": "invalid_grant", "error_description": "The grant is invalid"}, 400)
        self.refreshed += form["grant_type"] == "refresh_token"
        self.access, self.refresh, self.state = f"access-{self.number()}-new", f"refresh-{self.number()}-new", "well"
        return Said(
            {
                "access_token": self.access,
                "token_type": "bearer",
                "expires_in": 2592000,
                "refresh_token": self.refresh,
                "refresh_token_expires_in": 5184000,
            }
        )

    @route("GET", "/v5/user_account")
    def me(self, asked: Asked) -> Said:
        return Said({"username": "harbour"})

    @route("GET", "/v5/boards")
    def boards(self, asked: Asked) -> Said:
        return Said({"items": [{"id": "42", "name": "News"}, {"id": "43", "name": "Sport"}]})

    @route("GET", "/v5/boards/42")
    def board(self, asked: Asked) -> Said:
        return Said({"id": "42", "name": "News"})

    @route("POST", "/v5/pins", creates=True)
    def post(self, asked: Asked) -> Said:
        data = asked.json
        if data["board_id"] != "42":
            return refuse(404, 40, "Board not found.")
        source = data["media_source"]
        assert (
            source["source_type"] in ("image_url", "image_base64")
            and len(data["title"]) <= 100
            and len(data["description"]) <= 800
        )
        if source["source_type"] == "image_base64":
            assert base64.b64decode(source["data"])
        number = str(self.number())
        self.seen[number] = {
            "text": data["description"],
            "link": data.get("link", ""),
            "title": data["title"],
            "alts": [data["alt_text"]] if data.get("alt_text") else [],
            "created_at": iso(),
        }
        return Said({"id": number}, 201)

    @route("GET", "/v5/boards/42/pins")
    def pins(self, asked: Asked) -> Said:
        return Said(
            {
                "items": [
                    {"id": one, "description": pin["text"], "link": pin["link"], "created_at": pin["created_at"]}
                    for one, pin in reversed(self.seen.items())
                ]
            }
        )

    @route("GET", r"/v5/pins/(\d+)")
    def show(self, asked: Asked, number: str) -> Said:
        if number not in self.seen:
            return refuse(404, 50, "Pin not found.")
        return Said(
            {
                "id": number,
                "pin_metrics": {
                    "lifetime_metrics": {"reaction": 3, "comment": 2, "save": 1, "impression": 90, "clickthrough": 5}
                },
            }
        )

    @route("PATCH", r"/v5/pins/(\d+)")
    def change(self, asked: Asked, number: str) -> Said:
        if number not in self.seen:
            return refuse(404, 50, "Pin not found.")
        self.seen[number]["text"] = asked.json["description"]
        return Said({"id": number})

    @route("DELETE", r"/v5/pins/(\d+)")
    def remove(self, asked: Asked, number: str) -> Said:
        return Said(b"", 204) if self.seen.pop(number, None) else refuse(404, 50, "Pin not found.")
