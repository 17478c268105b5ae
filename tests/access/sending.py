"""One request as somebody, through one of the two doors; what it does is taken back."""

from __future__ import annotations

import base64
import json
from typing import Any

from django.db import transaction
from django.test import Client

from tests.access.world import World
from wirepress.content.options import store
from wirepress.content.users import nonces


class Undo(Exception):
    """Takes back what a request did."""


def _entered(world: World) -> tuple[Client, dict[str, Any]]:
    """A client through the world's door: an application password, or a session with a nonce."""
    client = Client()
    if world.me is None:
        return client, {}
    if world.door == "session":
        client.force_login(world.me)
        nonce = nonces.create("wp_rest", world.me.pk, client.session.session_key or "")
        return client, {"HTTP_X_WP_NONCE": nonce}
    basic = base64.b64encode(f"{world.role}:{world.secret}".encode()).decode()
    return client, {"HTTP_AUTHORIZATION": f"Basic {basic}"}


def send(world: World, verb: str, path: str, body: Any = None) -> int:
    """The status of one request as the world's role; what it did is taken back. Bytes are a file."""
    client, headers = _entered(world)
    kind, raw = "application/octet-stream", b""
    if isinstance(body, bytes):
        kind, raw, headers["HTTP_CONTENT_DISPOSITION"] = "image/png", body, 'attachment; filename="new.png"'
    elif body is not None:
        kind, raw = "application/json", json.dumps(body).encode()
    status = 0
    try:
        with transaction.atomic():
            status = client.generic(verb, f"/wp-json{path}", raw, content_type=kind, **headers).status_code
            raise Undo
    except Undo:
        store.forget()
    return status
