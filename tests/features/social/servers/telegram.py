"""Telegram's Bot API."""

from __future__ import annotations

import json
from typing import Any

from tests.features.social.servers.kit import Asked, NetworkServer, Said, route


def refuse(code: int, words: str, **parameters: Any) -> Said:
    """Return an error of the Bot API."""
    head = {"Retry-After": str(parameters["retry_after"])} if "retry_after" in parameters else {}
    return Said(
        {"ok": False, "error_code": code, "description": words, **({"parameters": parameters} if parameters else {})},
        code,
        head,
    )


class TelegramServer(NetworkServer):
    """One channel, @harbour, where the bot may post."""

    ACCESS = "123456:AAbot-token"

    def __init__(self) -> None:
        super().__init__()
        self.rights: dict[str, Any] = {"status": "administrator", "can_post_messages": True}

    def say_rate(self) -> Said:
        return refuse(429, "Too Many Requests: retry after 90", retry_after=90)

    def say_revoked(self) -> Said:
        return refuse(401, "Unauthorized")

    say_expired = say_revoked

    def say_blocked(self) -> Said:
        return refuse(403, "Forbidden: user is deactivated")

    def say_picture(self) -> Said:
        return refuse(400, "Bad Request: wrong file_id or the file is temporarily unavailable")

    def say_text(self) -> Said:
        return refuse(400, "Bad Request: message is too long")

    def say_broken(self) -> Said:
        return Said({"ok": False, "error_code": 500, "description": "Internal Server Error"}, 500)

    def authorise(self, asked: Asked) -> Said | None:
        good = asked.path.startswith(f"/bot{self.access}/") and self.state == "well"
        return None if good else self.say_revoked()

    @route("GET", r"/bot[^/]+/getMe")
    def me(self, asked: Asked) -> Said:
        return Said({"ok": True, "result": {"id": 7, "is_bot": True, "username": "harbour_bot"}})

    @route("GET", r"/bot[^/]+/getChat")
    def chat(self, asked: Asked) -> Said:
        if asked.query["chat_id"] not in ("@harbour", "-100777"):
            return refuse(400, "Bad Request: chat not found")
        return Said(
            {"ok": True, "result": {"id": -100777, "type": "channel", "title": "Harbour News", "username": "harbour"}}
        )

    @route("GET", r"/bot[^/]+/getChatMember")
    def member(self, asked: Asked) -> Said:
        return Said({"ok": True, "result": self.rights})

    def _keep(self, text: str, pictures: int, reply: Any) -> dict[str, Any]:
        number = self.number()
        self.seen[str(number)] = {
            "text": text,
            "pictures": pictures,
            "reply_to": str((reply or {}).get("message_id", "")),
        }
        return {"message_id": number, "date": 1, "chat": {"id": -100777}, "text": text}

    @route("POST", r"/bot[^/]+/sendMessage", creates=True)
    def send(self, asked: Asked) -> Said:
        data = asked.json
        if not data["text"]:
            return refuse(400, "Bad Request: message text is empty")
        return Said({"ok": True, "result": self._keep(data["text"], 0, data.get("reply_parameters"))})

    @route("POST", r"/bot[^/]+/sendPhoto", creates=True)
    def photo(self, asked: Asked) -> Said:
        assert any(part.name == "photo" and part.content for part in asked.parts)
        return Said({"ok": True, "result": self._keep(asked.form["caption"], 1, None)})

    @route("POST", r"/bot[^/]+/sendMediaGroup", creates=True)
    def album(self, asked: Asked) -> Said:
        media = json.loads(asked.form["media"])
        assert {one["media"].removeprefix("attach://") for one in media} == {
            part.name for part in asked.parts if part.file
        }
        first = self._keep(media[0]["caption"], len(media), None)
        return Said({"ok": True, "result": [first, *({"message_id": self.number()} for _ in media[1:])]})

    @route("POST", r"/bot[^/]+/editMessage(?:Text|Caption)")
    def change(self, asked: Asked) -> Said:
        data = asked.json
        number, text = str(data["message_id"]), data.get("text") or data.get("caption")
        if number not in self.seen:
            return refuse(400, "Bad Request: message to edit not found")
        if self.seen[number]["text"] == text:
            return refuse(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are exactly the same",
            )
        self.seen[number]["text"] = text
        return Said({"ok": True, "result": {"message_id": int(number)}})

    @route("POST", r"/bot[^/]+/deleteMessage")
    def remove(self, asked: Asked) -> Said:
        if self.seen.pop(str(asked.json["message_id"]), None) is None:
            return refuse(400, "Bad Request: message to delete not found")
        return Said({"ok": True, "result": True})
