"""Commands of plugins. Plugins are imported only when a command is asked for that is none of the engine's, or for the list of all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from wirepress.core.contract.commands import Command

Loaded = TyperCommand | TyperGroup


def find_plugin_commands(site: str | None) -> Mapping[str, Loaded]:
    """Return name -> command of the plugins that are on at the chosen site. Where no site can be read, of all that are installed."""
    import os

    from wirepress.core.extensions import Extensions, discover
    from wirepress.settings.settings import SettingsError, get_settings

    if site is not None:
        os.environ["WIREPRESS_SITE"] = site
    try:
        extra = tuple(get_settings().plugins)
    except SettingsError:
        extra = ()
    modules = discover(extra)
    active = Extensions(modules.values(), modules.values())
    if not active.implements("commands"):
        return {}
    off = _switched_off()  # loads Django: what a plugin names here may rest on models
    if off:
        active = Extensions((module for name, module in modules.items() if name not in off), modules.values())
    found: dict[str, Loaded] = {}
    for command in active.declared("commands"):
        found.setdefault(command.name, _as_click(command))
    return found


def _switched_off() -> set[str]:
    """The features that the site has switched off; none where there is no site with tables, and nothing is loaded or said then."""
    from wirepress.settings.site_folder import describe_missing_site

    if describe_missing_site():
        return set()
    from django.db import Error

    from wirepress.cli.setup import load_site

    try:
        load_site()
        from django.conf import settings

        from wirepress.content.options.features import switched_off

        database = settings.DATABASES["default"]
        if database["ENGINE"].endswith("sqlite3") and not Path(database["NAME"]).is_file():
            return set()  # to ask would be to make it
        return switched_off()
    except (typer.Exit, Error):
        return set()


def _as_click(command: Command) -> Loaded:
    if isinstance(command.run, typer.Typer):
        made: Loaded = typer.main.get_group(command.run)
    else:
        single = typer.Typer(add_completion=False)
        single.command(command.name)(command.run)
        made = cast(TyperCommand, typer.main.get_command(single))
    made.name = command.name
    if command.help:
        made.help = command.help
    _prepare_site(made)
    return made


def _prepare_site(command: Loaded) -> None:
    """Django and the site's tables are ready before anything of the plugin runs; `--help` needs neither, nor does that of a command
    inside a group."""
    if isinstance(command, TyperGroup):
        for inside in command.commands.values():
            _prepare_site(cast(Loaded, inside))
        return
    invoke: Any = command.invoke

    def ready(ctx: Any) -> Any:
        from wirepress.cli.setup import load_site, require_tables

        load_site()
        require_tables()
        return invoke(ctx)

    command.invoke = ready  # type: ignore[method-assign]
