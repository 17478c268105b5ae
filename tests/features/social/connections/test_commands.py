"""`wirepress social connect, disconnect, check, moved, rotate-key`, as they are typed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.features.social.connections.conftest import Connect
from tests.features.social.servers.hooks import SECRET
from wirepress.features.social.commands import app
from wirepress.features.social.models import AccountConnection, SocialAccount


def run(*words: str, given: str = "") -> Any:
    return CliRunner().invoke(app, list(words), input=given, env={"COLUMNS": "250"})


def hook(server: Any, name: str, *more: str, given: str = "") -> Any:
    return run("connect", "webhook", "--name", name, "--url", f"{server.base}/take", *more, given=given)


def test_a_webhook_is_connected_listed_and_disconnected(connect: Connect, open_server: Any) -> None:
    server = open_server("webhook")
    refused = hook(server, "Screens", "--secret", SECRET)
    assert refused.exit_code == 2 and "--allow-private" in refused.output and not SocialAccount.objects.exists()
    done = hook(server, "Screens", "--secret", SECRET, "--allow-private")
    assert done.exit_code == 0 and "Screens is connected" in done.output and SECRET not in done.output
    assert "Screens" in run("list").output and '"connected": true' in run("list", "--json").output
    assert SECRET not in run("list", "--json").output and not server.seen
    gone = run("disconnect", "Screens")
    assert gone.exit_code == 0 and not AccountConnection.objects.exists()
    assert '"connected": false' in run("list", "--json").output
    nobody = run("disconnect", "Nobody")
    assert nobody.exit_code == 2 and "Known: 'Screens'" in nobody.output


def test_a_secret_may_come_from_standard_input(connect: Connect, open_server: Any) -> None:
    server = open_server("webhook")
    assert hook(server, "Screens", "--secret", "-", "--allow-private", given=f"{SECRET}\n").exit_code == 0
    assert run("check", "Screens").exit_code == 0


def test_fields_of_a_network_are_options(connect: Connect, open_server: Any) -> None:
    server = open_server("facebook")
    words = (
        "connect",
        "facebook",
        "--name",
        "Page",
        "--token",
        server.access,
        "--option",
        f"api={server.base}",
        "--allow-private",
    )
    several = run(*words)
    assert several.exit_code == 2 and "--account" in several.output and "43 (Harbour Sport)" in several.output
    assert run(*words, "--account", "43").exit_code == 0 and SocialAccount.objects.get().key == "facebook_43"
    assert run(*words, "--option", "nonsense").exit_code == 2
    assert "does not ask for colour" in run(*words, "--option", "colour=red").output


@pytest.mark.parametrize("network", ["x", "reddit", "nowhere"])
def test_what_is_missing_is_said(connect: Connect, network: str) -> None:
    done = run("connect", network, "--name", "A")
    assert done.exit_code == 2 and ("Known:" in done.output or "needs more" in done.output)


def test_accounts_are_looked_at_now(connect: Connect, open_server: Any) -> None:
    assert "No account is connected" in run("check").output
    server = open_server("mastodon")
    connect(server, "mastodon", "Square")
    assert run("check").exit_code == 0
    server.state = "revoked"
    done = run("check")
    assert done.exit_code == 1 and "Access was withdrawn" in done.output and server.access not in done.output


def test_a_site_moves_and_its_key_changes(connect: Connect, open_server: Any, key_file: Path) -> None:
    connect(open_server("slack"), "slack")
    assert "already" in run("moved").output
    AccountConnection.objects.update(home="https://old.example")
    assert run("check").exit_code == 1 and "1 accounts belong" in run("moved").output and run("check").exit_code == 0
    before = key_file.read_text()
    assert "1 accounts" in run("rotate-key").output and key_file.read_text() != before and run("check").exit_code == 0
