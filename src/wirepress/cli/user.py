"""`wirepress user create LOGIN --role ROLE [--application-password]`."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer

from wirepress.cli.setup import load_site, require_tables

app = typer.Typer(no_args_is_help=True, help="Manage the users of this site.")


@app.callback()
def group() -> None:
    """Keeps `create` a word of its own, though it is the only command."""


@app.command()
def create(
    login: Annotated[str, typer.Argument(help="Login name of the user.")],
    role: Annotated[str, typer.Option(help="administrator, editor, author, contributor or subscriber.")],
    email: Annotated[str, typer.Option(help="Email address; made from the login when left out.")] = "",
    password: Annotated[str, typer.Option(help="Password; a random one is generated and printed when left out.")] = "",
    application_password: Annotated[
        bool, typer.Option("--application-password", help="Also create an application password and print it.")
    ] = False,
) -> None:
    """Make a user and print the password (and the application password) once."""
    load_site()
    require_tables()
    from wirepress.content.users import application_passwords
    from wirepress.content.users.actions.create import UserRefused, create_user

    chosen = password or secrets.token_urlsafe(15)
    try:
        user = create_user(login=login, email=email or f"{login}@localhost", password=chosen, role=role)
    except UserRefused as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    typer.echo(f"User {user.login} ({role}) is made.")
    if not password:
        typer.echo(f"Password: {chosen}")
    if application_password:
        _, secret = application_passwords.create(user, "command line")
        typer.echo(f"Application password: {application_passwords.group_characters(secret)}")
