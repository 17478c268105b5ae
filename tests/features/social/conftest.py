"""A site whose accounts are those of the ledger (see ledger.py), and a clock that tests set."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from tests import plugins
from tests.features.social.ledger import Ledger, declare
from wirepress.content.options import site, store
from wirepress.features.social import accounts

Pass = Callable[[int], None]


@pytest.fixture
def ledger(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """The ledger of a network that a plugin brings."""
    made = Ledger()
    plugins.install(monkeypatch, plugins.make_plugin("ledgers", share_networks=declare(made)))
    accounts.forget_accounts()
    yield made
    store.forget()
    accounts.forget_accounts()


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Pass:
    """pass_time(seconds): the site's clock goes on by so much."""
    real, ahead = site.now_gmt, [0]
    monkeypatch.setattr(site, "now_gmt", lambda: real() + timedelta(seconds=ahead[0]))

    def go_on(seconds: int) -> None:
        ahead[0] += seconds

    return go_on
