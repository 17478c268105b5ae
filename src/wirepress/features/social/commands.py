"""`wirepress social ...`: the accounts, the plan, and sending what is due."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from wirepress.core.hooks import Command
from wirepress.features.social.account_commands import add_account_commands

app = typer.Typer(no_args_is_help=True, help="Share stories to social accounts.")
_JSON = Annotated[bool, typer.Option("--json", help="For programs.")]


@app.command("list")
def list_accounts(json_: _JSON = False) -> None:
    """List the accounts: whether each is connected, what it waits for, and when it shares next."""
    from wirepress.features.social.queue.describe import describe_accounts

    found = describe_accounts()
    if json_:
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    if not found:
        typer.echo("No accounts. Connect one: wirepress social connect NETWORK --name NAME")
    for one in found:
        state = one["paused_reason"] or f"next {one['next'] or 'nothing'}"
        typer.echo(f"{one['name']}  {one['network']}  {one['key']}  {one['waiting']} waiting  {state}")


@app.command("plan")
def show_plan(
    days: Annotated[float, typer.Option("--days", min=0, max=366, help="How many days to look ahead.")] = 7,
    json_: _JSON = False,
) -> None:
    """Show what will go out: a dry run, nothing is sent and nothing is written."""
    from wirepress.features.social.queue.describe import account_name
    from wirepress.features.social.queue.foresee import foresee_shares
    from wirepress.features.social.rest.plan import foreseen_document

    shares, loaded = foresee_shares(days)
    if json_:
        typer.echo(json.dumps([foreseen_document(one) for one in shares], indent=2, ensure_ascii=False))
        return
    for one in shares:
        text = " ".join(one.composed.text.split())
        typer.echo(f"{one.moment:%Y-%m-%d %H:%M}  {account_name(one.account)}  post {one.post_id}  {text[:100]}")
        for problem in one.composed.problems:
            typer.echo(f"  would be refused: {problem}", err=True)
    if not shares:
        typer.echo(f"Nothing goes out in the next {days:g} days.")
    for dropped in loaded.plan.dropped:
        name = account_name(loaded.accounts[dropped.account])
        typer.echo(f"{name}: {f'post {dropped.post}: ' if dropped.post else ''}{dropped.reason}", err=True)
    for account in loaded.accounts.values():
        if account.paused_reason:
            typer.echo(f"{account_name(account)}: {account.paused_reason}", err=True)


@app.command("send")
def send() -> None:
    """Send all that is due, once, in the foreground."""
    from wirepress.features.social.queue.models import Share
    from wirepress.features.social.send.run import send_due

    def tell(row: Share) -> None:
        words = row.remote_url if row.state == Share.SENT and row.remote_url else row.answer
        typer.echo(f"{row.state}  {row.account}  post {row.post_id}  {' '.join(words.split())}".rstrip())

    result = send_due(tell, hurry=True)
    counts = ", ".join(f"{count} {state}" for state, count in sorted(result.states.items()))
    typer.echo(counts or "Nothing was due.")
    if result.followed:
        typer.echo(f"{result.followed} corrected or deleted where they had been shared.")


add_account_commands(app)
COMMAND = Command("social", app, help="Share stories to social accounts.")
