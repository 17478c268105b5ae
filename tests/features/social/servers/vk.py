"""VK's API 5.199: errors with status 200."""

from __future__ import annotations

import time
from typing import Any

from tests.features.social.servers.kit import Asked, NetworkServer, Said, route


def refuse(code: int, words: str, sub: int = 0) -> Said:
    """Return an error of VK."""
    return Said(
        {
            "error": {
                "error_code": code,
                **({"error_subcode": sub} if sub else {}),
                "error_msg": words,
                "request_params": [],
            }
        }
    )


class VkServer(NetworkServer):
    """A community, 42."""

    def __init__(self) -> None:
        super().__init__()
        self.guids: dict[str, int] = {}
        self.photos: set[str] = set()
        self.mask = 8192 | 4

    def say_rate(self) -> Said:
        return refuse(9, "Flood control")

    def say_expired(self) -> Said:
        return refuse(5, "User authorization failed: access_token has expired.", 1117)

    def say_revoked(self) -> Said:
        return refuse(5, "User authorization failed: invalid access_token (4).")

    def say_blocked(self) -> Said:
        return refuse(18, "User was deleted or banned")

    def say_picture(self) -> Said:
        return refuse(22, "Upload error")

    def say_text(self) -> Said:
        return refuse(222, "Hyperlinks are forbidden")

    def say_broken(self) -> Said:
        return refuse(10, "Internal server error")

    @route("POST", "/oauth2/auth", free=True)
    def token(self, asked: Asked) -> Said:
        form = asked.form
        if form.get("code") != "good-code" or form["device_id"] != "device-1" or not form["code_verifier"]:
            return Said({"error": "invalid_grant", "error_description": "code is invalid"}, 400)
        return Said(
            {"access_token": self.access, "refresh_token": "refresh-0123456789", "expires_in": 3600, "user_id": 7}
        )

    @route("POST", "/method/users.get")
    def me(self, asked: Asked) -> Said:
        return Said({"response": [{"id": 7, "first_name": "Berta", "last_name": "Quay"}]})

    @route("POST", "/method/groups.get")
    def groups(self, asked: Asked) -> Said:
        return Said({"response": {"count": 1, "items": [{"id": 42, "name": "Harbour News", "screen_name": "harbour"}]}})

    @route("POST", "/method/groups.getById")
    def group(self, asked: Asked) -> Said:
        return Said({"response": {"groups": [{"id": 42, "name": "Harbour News", "screen_name": "harbour"}]}})

    @route("POST", "/method/account.getAppPermissions")
    def permissions(self, asked: Asked) -> Said:
        return Said({"response": self.mask})

    @route("POST", "/method/photos.getWallUploadServer")
    def upload_server(self, asked: Asked) -> Said:
        return Said({"response": {"upload_url": f"{self.base}/upload", "album_id": -14}})

    @route("POST", "/upload", free=True)
    def upload(self, asked: Asked) -> Said:
        assert asked.parts[0].name == "photo" and asked.parts[0].content
        return Said({"server": 1, "photo": '[{"photo":"x"}]', "hash": "h"})

    @route("POST", "/method/photos.saveWallPhoto")
    def save(self, asked: Asked) -> Said:
        number = self.number()
        self.photos.add(f"photo-42_{number}")
        return Said({"response": [{"id": number, "owner_id": -42}]})

    @route("POST", "/method/wall.post", creates=True)
    def post(self, asked: Asked) -> Said:
        form = asked.form
        assert form["v"] == "5.199" and form["owner_id"] == "-42" and form["from_group"] == "1"
        if form["guid"] in self.guids:
            return Said({"response": {"post_id": self.guids[form["guid"]]}})
        number = self.number()
        attached = [one for one in form.get("attachments", "").split(",") if one]
        assert sum("://" in one for one in attached) <= 1
        self.seen[f"-42_{number}"] = {
            "text": form["message"],
            "link": next((one for one in attached if "://" in one), ""),
            "photos": [one for one in attached if one in self.photos],
            "date": int(time.time()),
        }
        self.guids[form["guid"]] = number
        return Said({"response": {"post_id": number}})

    @route("POST", "/method/wall.createComment", creates=True)
    def comment(self, asked: Asked) -> Said:
        number = self.number()
        self.seen[f"c{number}"] = {"text": asked.form["message"], "below": f"-42_{asked.form['post_id']}"}
        return Said({"response": {"comment_id": number, "parents_stack": []}})

    def _rows(self) -> list[dict[str, Any]]:
        rows = []
        for number, post in reversed(self.seen.items()):
            if number.startswith("-"):
                link = [{"type": "link", "link": {"url": post["link"]}}] if post["link"] else []
                counts = {
                    "likes": {"count": 3},
                    "reposts": {"count": 1},
                    "comments": {"count": 2},
                    "views": {"count": 90},
                }
                rows.append(
                    {
                        "id": int(number.split("_")[1]),
                        "owner_id": -42,
                        "text": post["text"],
                        "date": post["date"],
                        "attachments": link,
                        **counts,
                    }
                )
        return rows

    @route("POST", "/method/wall.get")
    def wall(self, asked: Asked) -> Said:
        return Said({"response": {"count": 1, "items": self._rows()}})

    @route("POST", "/method/wall.getById")
    def by_id(self, asked: Asked) -> Said:
        wanted = asked.form["posts"].split(",")
        return Said({"response": {"items": [row for row in self._rows() if f"-42_{row['id']}" in wanted]}})

    @route("POST", "/method/wall.getComments")
    def comments(self, asked: Asked) -> Said:
        items = [
            {"id": 9, "from_id": 7, "text": "Good & true.\nThanks.", "date": int(time.time())},
            {"id": 8, "from_id": -42, "text": "own", "date": 1},
        ]
        return Said({"response": {"items": items, "profiles": [{"id": 7, "first_name": "Anna", "last_name": ""}]}})

    @route("POST", "/method/wall.edit")
    def change(self, asked: Asked) -> Said:
        number = f"-42_{asked.form['post_id']}"
        if number not in self.seen:
            return refuse(100, "One of the parameters specified was missing or invalid: post_id not found")
        self.seen[number] |= {"text": asked.form["message"], "link": asked.form.get("attachments", "")}
        return Said({"response": {"post_id": int(asked.form["post_id"])}})

    @route("POST", "/method/wall.delete")
    def remove(self, asked: Asked) -> Said:
        if self.seen.pop(f"-42_{asked.form['post_id']}", None) is None:
            return refuse(100, "One of the parameters specified was missing or invalid: post_id not found")
        return Said({"response": 1})
