"""Who may do what by AJAX actions, against a list that people read."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any, Final

import pytest
from django.test import Client

from tests.access.world import ROLES, World
from wirepress.content.posts.editing.locks import take_lock
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.users import nonces
from wirepress.web.editing.actions import ACTIONS

pytestmark = [pytest.mark.django_db, pytest.mark.pure]  # who may do what is decided in Python: one database is enough
AJAX: Final = "/wp-admin/admin-ajax.php"
_LINE: Final = re.compile(r"\s+((?:(?:\d{3}|-)\s+){6})(\S+) (.+)")


def _rows() -> list[tuple[str, str, dict[str, str]]]:
    found = []
    for line in Path(__file__).with_name("actions.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            row = _LINE.fullmatch(line)
            assert row is not None, f"not a row: {line!r}"
            found.append((row[2], row[3], dict(zip(ROLES, row[1].split(), strict=True))))
    return found


class _Page:
    """An editor that is open in somebody's browser."""

    def __init__(self, world: World) -> None:
        self.world, self.client = world, Client()
        if world.me is not None:
            self.client.force_login(world.me)

    def nonce(self, action: str) -> str:
        user = self.world.me.pk if self.world.me else 0
        return nonces.create(action, user, self.client.session.session_key or "")

    def ask(self, action: str, state: str) -> str:
        if action == "rest-nonce":
            return "401" if self.client.get(AJAX, {"action": action}).status_code == 400 else "200"
        post = self.world.thing("posts", state)
        if action == "wp-remove-post-lock":
            return self._leave(post)
        key, data = self._data(action, post)
        form = {"action": "heartbeat", "_nonce": self.nonce("heartbeat-nonce"), **data}
        answer = self.client.post(AJAX, form).json()
        if answer["wp-auth-check"] is False:
            assert set(answer) == {"wp-auth-check", "server_time"}
            return "401"
        found = answer.get(key)
        return "200" if found and found.get("success") is not False else "403"

    def _data(self, action: str, post: Post) -> tuple[str, dict[str, Any]]:
        if action == "wp-check-locked-posts":
            take_lock(post, self.world.somebody.pk)
            PostMeta.objects.filter(post=post, key="_edit_lock").update(value=f"{int(time.time())}:{self._stranger()}")
            return action, {f"data[{action}][]": f"post-{post.pk}"}
        more = {f"data[{action}][_wpnonce]": self.nonce(f"update-post_{post.pk}"), f"data[{action}][content]": "Ebb."}
        return action, {f"data[{action}][post_id]": post.pk, **(more if action == "wp_autosave" else {})}

    def _stranger(self) -> int:
        """Somebody who is not asking."""
        return int(self.world.thing("users", "other writer").pk)

    def _leave(self, post: Post) -> str:
        user = self.world.me.pk if self.world.me else 0
        form = {"action": "wp-remove-post-lock", "post_ID": post.pk, "active_post_lock": take_lock(post, user)}
        answer = self.client.post(AJAX, {**form, "_wpnonce": self.nonce(f"update-post_{post.pk}")})
        return "401" if answer.status_code == 400 else {b"1": "200", b"0": "403"}[answer.content]


@pytest.mark.parametrize("role", ROLES)
def test_actions(role: str) -> None:
    wrong, page = {}, _Page(World(role, "session"))
    for action, state, statuses in _rows():
        if statuses[role] == "-":
            continue
        found = page.ask(action, state)
        if found != statuses[role]:
            wrong[f"{action} {state}"] = f"{found}, not {statuses[role]}"
    assert wrong == {}


def test_every_action_has_rows() -> None:
    asked = {action for action, _, _ in _rows()}
    assert set(ACTIONS) - {"heartbeat"} <= asked
