"""A small newsroom, and the browser code's side of what editors ask."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from tests.web.admin.conftest import Enter, enter, staff, write
from wirepress.content.posts.editing.versions import version_of
from wirepress.content.posts.models import Post
from wirepress.content.users import nonces
from wirepress.content.users.models import User

__all__ = ["enter", "staff", "write"]
AJAX = "/wp-admin/admin-ajax.php"


@dataclass
class Desk:
    """Somebody's browser with an editor open: asks with the nonces that the page would hold."""

    user: User
    client: Client
    saves: int = field(default=0)

    def nonce(self, action: str) -> str:
        """A nonce of the session."""
        return nonces.create(action, self.user.pk, self.client.session.session_key or "")

    def beat(self, data: Mapping[str, Any] | None = None, nonce: str | None = None) -> Any:
        """One heartbeat with its data as the browser sends them."""
        sent = {"action": "heartbeat", "_nonce": self.nonce("heartbeat-nonce") if nonce is None else nonce}
        answer = self.client.post(AJAX, {**sent, **dict(_flat("data", data or {}))})
        assert answer.status_code == 200 and answer["Content-Type"].startswith("application/json")
        return answer.json()

    def rest(self, method: str, path: str, data: Any = None, **headers: str) -> Any:
        """One REST request with the session's nonce; the answer."""
        return self.client.generic(
            method,
            f"/wp-json/wp/v2{path}",
            json.dumps(data) if data is not None else "",
            content_type="application/json",
            headers={"X-WP-Nonce": self.nonce("wp_rest"), **headers},
        )

    def save(self, post: Post, base: str, window: str = "", **fields: Any) -> Any:
        """A save that names its version."""
        self.saves += 1
        headers = {"X-Wirepress-Base": base, **({"X-Wirepress-Window": f"{window}/{self.saves}"} if window else {})}
        return self.rest("PUT", f"/posts/{post.pk}", fields, **headers)


def _flat(name: str, value: Any) -> list[tuple[str, str]]:
    if isinstance(value, Mapping):
        return [pair for key, one in value.items() for pair in _flat(f"{name}[{key}]", one)]
    if isinstance(value, list):
        return [pair for at, one in enumerate(value) for pair in _flat(f"{name}[{at}]", one)]
    return [(name, str(value))]


@pytest.fixture
def desk(staff: dict[str, User], enter: Enter) -> Any:
    """desk("author"): that person's browser."""
    return lambda name: Desk(staff[name], enter(name))


def version(post: Post) -> str:
    """The version that an editor opened now would begin with."""
    return version_of(Post.objects.get(pk=post.pk))
