"""Answers that no documentation knows: every call of every network ends in one of the known errors."""

from __future__ import annotations

from typing import Any

import pytest

from tests.features.social.connections.conftest import Connect
from tests.features.social.networks.cases import CASES, Case
from tests.features.social.servers.kit import Said
from wirepress.content.errors import ActionRefused
from wirepress.features.social.connections.health import check_account
from wirepress.features.social.connections.use import use_account
from wirepress.features.social.models import AccountConnection
from wirepress.features.social.networks import errors
from wirepress.features.social.networks.protocol import Sent

ODD = [
    Said("<html>Just a moment...</html>", 200),
    Said([], 200),
    Said({"data": "x", "response": None, "ok": True, "result": 5, "thread": [1], "posts": [{}], "id": None}, 200),
    Said("null", 200),
    Said("", 204),
    Said({"error": None, "errors": "many", "meta": 3}, 400),
    Said({"error": {"code": "x", "error_code": "y"}}, 418),
]
SENT = Sent("1_2", "", {"cid": "x"})


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_odd_answers_end_in_known_errors(case: Case, connect: Connect, open_server: Any) -> None:
    server = open_server(case.name)
    account = connect(server, case.name)
    message = case.message()
    prepared = use_account(account, lambda network, ready: network.prepare(ready, message, "k" * 20))
    calls: list[Any] = [
        lambda network, ready: network.send(ready, message, prepared),
        lambda network, ready: network.prepare(ready, message, "k" * 20),
        lambda network, ready: network.look_up(ready, message, prepared),
        lambda network, ready: network.edit(ready, SENT, message),
        lambda network, ready: network.delete(ready, SENT),
        lambda network, ready: network.read_counts(ready, [SENT]),
        lambda network, ready: network.read_replies(ready, SENT),
        lambda network, ready: network.read_limits(ready),
    ]
    for odd in ODD:
        server.answer = lambda asked, odd=odd: odd
        for call in calls:
            AccountConnection.objects.update(state="well")
            try:
                use_account(account, call)
            except errors.NetworkError as error:
                assert error.message and "Error" not in error.message
        check_account(account)
        with pytest.raises(ActionRefused):
            connect(server, case.name, "Another", wanted="nobody")
