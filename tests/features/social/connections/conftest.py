"""A site whose keys lie in a folder of the test's own, and servers of networks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.features.social.networks.cases import BY_NAME
from tests.features.social.servers.kit import NetworkServer, serve
from wirepress.content.options import store
from wirepress.core.secrets import keys
from wirepress.features.social import accounts
from wirepress.features.social.connections.connect import connect_with_token
from wirepress.features.social.models import SocialAccount

Connect = Callable[..., SocialAccount]


@pytest.fixture(autouse=True)
def key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the keys, not made yet."""
    path = tmp_path / "credentials.key"
    monkeypatch.setattr(keys, "key_file", lambda: path)
    return path


@pytest.fixture
def open_server() -> Iterator[Callable[[str], NetworkServer]]:
    """open_server(network): a server that runs until the test ends."""
    with ExitStack() as servers:
        yield lambda name: servers.enter_context(serve(BY_NAME[name].server()))


@pytest.fixture
def connect(db: None) -> Iterator[Connect]:
    """connect(server, network, name=...): connects an account by what a person types in."""
    store.forget()
    accounts.forget_accounts()

    def _connect(server: NetworkServer, network: str, name: str = "Harbour", **given: Any) -> SocialAccount:
        case = BY_NAME[network]
        fields = {field: value for field, value in case.fill(server).items() if field != "allow_private"}
        return connect_with_token(network, fields, name=name, allow_private=True, **{"wanted": case.choose, **given})

    yield _connect
    store.forget()
    accounts.forget_accounts()
