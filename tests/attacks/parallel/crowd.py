"""Many writers at the same moment, each with a connection of its own."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections
from django.test import Client

from tests.sections import first_section
from tests.waiting import PATIENCE
from wirepress.content.options import store
from wirepress.content.users import application_passwords
from wirepress.content.users.actions.create import create_user

Answer = tuple[int, Any]  # status, document


class Crowd:
    """A newsroom, and threads that ask it as its administrator."""

    def __init__(self) -> None:
        store.forget()
        first_section()
        self.chief = create_user(login="chief", email="chief@desk.example", password="x-y-z-w", role="administrator")
        secret = application_passwords.create(self.chief, "crowd")[1]
        self._headers: dict[str, Any] = {
            "HTTP_AUTHORIZATION": "Basic " + base64.b64encode(f"chief:{secret}".encode()).decode()
        }

    def ask(self, method: str, path: str, body: Any = None) -> Answer:
        """One request, here and now."""
        raw = json.dumps(body) if body is not None else ""
        answer = Client().generic(method, f"/wp-json{path}", raw, content_type="application/json", **self._headers)
        return answer.status_code, json.loads(answer.content) if answer.content else None

    def make(self, path: str, body: Any) -> Any:
        """What was made. Raises AssertionError when it was refused."""
        status, made = self.ask("POST", path, body)
        assert status == 201, made
        return made

    def together(self, deeds: Sequence[Callable[[], Answer]]) -> list[Answer]:
        """The answers to deeds that all begin at the same moment."""
        start = Barrier(len(deeds))

        def do(deed: Callable[[], Answer]) -> Answer:
            try:
                start.wait(PATIENCE)
                return deed()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(deeds)) as pool:
            return [done.result() for done in [pool.submit(do, deed) for deed in deeds]]

    def all_at_once(self, requests: Sequence[tuple[str, str, Any]]) -> list[Answer]:
        """The answers to requests (method, path, body) that are sent at the same moment."""
        return self.together([lambda one=one: self.ask(*one) for one in requests])  # type: ignore[misc]
