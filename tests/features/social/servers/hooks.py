"""Webhooks: Discord's, Slack's, and any program's with a signature."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from tests.features.social.servers.kit import Asked, NetworkServer, Said, route

SECRET = "a-secret-of-the-harbour"


class DiscordServer(NetworkServer):
    """One webhook, 42."""

    ACCESS = "webhook-token-42"

    def say_rate(self) -> Said:
        head = {
            "Retry-After": "90",
            "X-RateLimit-Limit": "5",
            "X-RateLimit-Remaining": "0",
            "X-RateLimit-Reset-After": "90",
            "X-RateLimit-Scope": "shared",
        }
        return Said({"message": "You are being rate limited.", "retry_after": 90.25, "global": False}, 429, head)

    def say_revoked(self) -> Said:
        return Said({"message": "Unknown Webhook", "code": 10015}, 404)

    say_expired = say_revoked

    def say_picture(self) -> Said:
        return Said({"message": "Request entity too large", "code": 40005}, 413)

    def say_text(self) -> Said:
        return Said({"message": "Invalid Form Body", "code": 50035, "errors": {"content": {}}}, 400)

    def say_broken(self) -> Said:
        return Said({"message": "500: Internal Server Error", "code": 0}, 500)

    def authorise(self, asked: Asked) -> Said | None:
        good = asked.path.startswith(f"/api/webhooks/42/{self.access}") and self.state == "well"
        return None if good else self.say_revoked()

    def _read(self, asked: Asked) -> dict[str, Any]:
        several = asked.headers["content-type"].startswith("multipart")
        data = json.loads(asked.form["payload_json"]) if several else asked.json
        assert data["allowed_mentions"] == {"parse": []} and len(data["content"]) <= 2000
        files = sum(bool(part.file) for part in asked.parts) if several else 0
        assert files == len(data.get("attachments", ()))
        card = (data.get("embeds") or [{}])[0]
        return {
            "text": data["content"],
            "link": card.get("url", ""),
            "card": card,
            "alts": [one["description"] for one in data.get("attachments", ())],
        }

    @route("GET", r"/api/webhooks/42/[^/]+")
    def show(self, asked: Asked) -> Said:
        return Said({"id": "42", "name": "Harbour News", "guild_id": "5", "channel_id": "6"})

    @route("POST", r"/api/webhooks/42/[^/]+", creates=True)
    def post(self, asked: Asked) -> Said:
        assert asked.query == {"wait": "true"}
        number = str(self.number())
        self.seen[number] = self._read(asked)
        return Said({"id": number, "channel_id": "6"})

    @route("PATCH", r"/api/webhooks/42/[^/]+/messages/(\d+)")
    def change(self, asked: Asked, number: str) -> Said:
        if number not in self.seen:
            return Said({"message": "Unknown Message", "code": 10008}, 404)
        self.seen[number] |= self._read(asked)
        return Said({"id": number, "channel_id": "6"})

    @route("DELETE", r"/api/webhooks/42/[^/]+/messages/(\d+)")
    def remove(self, asked: Asked, number: str) -> Said:
        gone = self.seen.pop(number, None) is None
        return Said({"message": "Unknown Message", "code": 10008}, 404) if gone else Said(b"", 204)


class SlackServer(NetworkServer):
    """One incoming webhook."""

    ACCESS = "T1/B2/slack-webhook-secret"

    def say_rate(self) -> Said:
        return Said("rate_limited", 429, {"Retry-After": "90"})

    def say_revoked(self) -> Said:
        return Said("no_service", 404)

    say_expired = say_revoked

    def say_blocked(self) -> Said:
        return Said("channel_is_archived", 410)

    def say_picture(self) -> Said:
        return Said("invalid_blocks", 400)

    def say_text(self) -> Said:
        return Said("invalid_payload", 400)

    def say_broken(self) -> Said:
        return Said("rollup_error", 500)

    def authorise(self, asked: Asked) -> Said | None:
        good = asked.path == f"/services/{self.access}" and self.state == "well"
        return None if good else self.say_revoked()

    @route("POST", r"/services/.+", creates=True)
    def post(self, asked: Asked) -> Said:
        data = asked.json
        if not data.get("text"):
            return Said("no_text", 400)
        blocks = data["blocks"]
        texts = [block["text"]["text"] for block in blocks if block["type"] == "section"]
        link = next((one.split("|")[0].removeprefix("*<") for one in texts if one.startswith("*<")), "")
        alts = [block["alt_text"] for block in blocks if block["type"] == "image"]
        self.seen[str(self.number())] = {"text": texts[0], "link": link, "alts": alts}
        return Said("ok")


class HookServer(NetworkServer):
    """Any program: it checks the signature and drops a delivery that it has."""

    def say_rate(self) -> Said:
        return Said("slow down", 429, {"Retry-After": "90"})

    def say_revoked(self) -> Said:
        return Said("who are you?", 401)

    say_expired = say_revoked

    def say_text(self) -> Said:
        return Said("no thanks", 422)

    def say_broken(self) -> Said:
        return Said("oops", 500)

    def say_moved(self) -> Said:
        return Said("", 302, {"Location": "http://127.0.0.1:1/elsewhere"})

    def authorise(self, asked: Asked) -> Said | None:
        return None if self.state == "well" else self.say_revoked()

    @route("POST", "/take", creates=True)
    def take(self, asked: Asked) -> Said:
        mac = "sha256=" + hmac.new(SECRET.encode(), asked.body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(mac, asked.headers.get("x-wirepress-signature", "")):
            return self.say_revoked()
        data = asked.json
        assert (
            asked.headers["content-type"] == "application/json"
            and data["delivery"] == asked.headers["x-wirepress-delivery"]
        )
        if data["event"] == "deletion":
            self.seen.pop(data["delivery"], None)
            return Said("", 204)
        if data["event"] == "correction" or data["delivery"] not in self.seen:
            self.seen[data["delivery"]] = {**data, "alts": [one["alt"] for one in data["images"]]}
        return Said({"taken": True}, 202)
