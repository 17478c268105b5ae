"""`wirepress social connect, disconnect, check, moved, rotate-key`: the accounts' access."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Annotated, Final, NoReturn

import typer

_GIVEN: Final = ("url", "secret", "token", "handle", "password", "channel")
_Name = Annotated[str, typer.Argument(metavar="NAME", help="Name, key or handle of the account.")]


def add_account_commands(app: typer.Typer) -> None:
    """Add the commands to `wirepress social`."""
    app.command("connect")(connect)
    app.command("disconnect")(disconnect)
    app.command("check")(check)
    app.command("moved")(moved)
    app.command("rotate-key")(rotate_key)


def connect(
    network: Annotated[str, typer.Argument(metavar="NETWORK", help="mastodon, bluesky, facebook, x, webhook ...")],
    name: Annotated[str, typer.Option(help="Name of the account here.")] = "",
    url: Annotated[str, typer.Option(help="Address: of the instance, of the webhook.")] = "",
    secret: Annotated[str, typer.Option(help="Secret that signs a webhook's posts.")] = "",
    token: Annotated[str, typer.Option(help="Access token.")] = "",
    handle: Annotated[str, typer.Option(help="Handle (Bluesky).")] = "",
    password: Annotated[str, typer.Option(help="App password (Bluesky).")] = "",
    channel: Annotated[str, typer.Option(help="Channel (Telegram, Slack).")] = "",
    account: Annotated[str, typer.Option(help="Which account, where the access is good for several.")] = "",
    option: Annotated[
        list[str] | None, typer.Option("--option", help="NAME=VALUE of the network's other fields.")
    ] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Allow a private or loopback address.")
    ] = False,
) -> None:
    """Connect an account by a token, an app password or an address. Secrets that are left out are asked for, or read from standard
    input with `-`. What needs a consent page is connected in the newsroom."""
    from wirepress.content.errors import ActionRefused
    from wirepress.features.social.connections.connect import connect_with_token

    typed = dict(zip(_GIVEN, (url, secret, token, handle, password, channel), strict=True))
    given = {**{field: value for field, value in typed.items() if value}, **_read_options(option or [])}
    try:
        given = _ask_secrets(network, given)
        stored = connect_with_token(network, given, name=name, allow_private=allow_private, wanted=account)
    except ActionRefused as refused:
        _fail(refused.message)
    connection = stored.connection
    typer.echo(
        f"{stored.name} is connected: {connection.handle or connection.external_id} ({stored.service}), {stored.key}"
    )
    if connection.error:
        typer.echo(connection.error, err=True)
    typer.echo("What it will share: wirepress social plan")


def disconnect(name: _Name) -> None:
    """Forget an account's access. Nothing more is shared there; what was shared stays, and so does its history."""
    from wirepress.content.errors import ActionRefused
    from wirepress.features.social.connections.disconnect import disconnect_account, find_account

    try:
        account = find_account(name)
        words = disconnect_account(account)
    except ActionRefused as refused:
        _fail(refused.message)
    typer.echo(f"{account.name or account.key} is disconnected.{f' {words}' if words else ''}")


def check(name: Annotated[str, typer.Argument(metavar="NAME", help="One account; all when left out.")] = "") -> None:
    """Look at accounts now: whether access is good and posts are allowed. Nothing is posted. Ends with 1 when one is in trouble."""
    from wirepress.content.errors import ActionRefused
    from wirepress.features.social.connections.alerts import STATE_WORDS
    from wirepress.features.social.connections.disconnect import find_account
    from wirepress.features.social.connections.health import check_account
    from wirepress.features.social.models import SocialAccount
    from wirepress.features.social.networks.errors import NetworkError

    try:
        accounts = [find_account(name)] if name else list(SocialAccount.objects.filter(connected=True).order_by("id"))
    except ActionRefused as refused:
        _fail(refused.message)
    bad = 0
    for account in accounts:
        try:
            found = check_account(account)
        except NetworkError as error:
            _fail(error.message)
        bad += not found.may_send
        typer.echo(f"{account.name}  {STATE_WORDS.get(found.state, found.state)}  {found.error}".rstrip())
    if not accounts:
        typer.echo("No account is connected. Connect one: wirepress social connect NETWORK --name NAME")
    if bad:
        raise typer.Exit(1)


def moved() -> None:
    """Say that this site has moved to its present address: accounts that were connected at the old one share again."""
    from wirepress.features.social.connections.disconnect import adopt_home

    number = adopt_home()
    typer.echo(
        f"{number} accounts belong to this address now." if number else "All accounts belong to this address already."
    )


def rotate_key() -> None:
    """Encrypt all credentials with a new key and forget the old one."""
    from wirepress.core.secrets.keys import KeyMissing
    from wirepress.features.social.connections.rotate import rotate_key as rotate

    try:
        number = rotate()
    except KeyMissing as error:
        _fail(str(error))
    typer.echo(
        f"Encrypted anew: the credentials of {number} accounts. Keep a copy of the key apart from copies of the database."
    )


def _read_options(given: list[str]) -> dict[str, str]:
    found = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign or not name.strip():
            _fail(f"--option {one}: write NAME=VALUE.")
        found[name.strip()] = value
    return found


def _ask_secrets(network: str, given: Mapping[str, str]) -> dict[str, str]:
    """Return what was given, with `-` read from standard input, and secrets that are missing asked for where a person sits there."""
    from wirepress.features.social.connections.connect import fields_of, open_network

    found = {name: sys.stdin.readline().strip() if value == "-" else value for name, value in given.items()}
    if sys.stdin.isatty():
        for one in fields_of(open_network(network), "token"):
            if one.secret and one.required and not found.get(one.name):
                found[one.name] = typer.prompt(one.label, hide_input=True)
    return found


def _fail(words: str) -> NoReturn:
    typer.echo(words, err=True)
    raise typer.Exit(2)
