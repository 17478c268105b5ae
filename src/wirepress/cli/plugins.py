"""`wirepress plugins`: who adds what."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from wirepress.cli.setup import load_site, require_tables


def plugins(
    as_json: Annotated[bool, typer.Option("--json", help="Print a JSON document instead of a table.")] = False,
) -> None:
    """Show every plugin with its release, whether it is on, the API version it was written for and the hooks that it has."""
    load_site()
    require_tables()
    from wirepress.core.extensions import API_VERSION, import_failures
    from wirepress.settings.settings import get_settings

    rows, failures = _rows(), import_failures(tuple(get_settings().plugins))
    if as_json:
        typer.echo(json.dumps({"api_version": API_VERSION, "plugins": rows, "left_out": failures}, indent=2))
        return
    typer.echo(f"Version {API_VERSION} of the plugin API.")
    for row in rows:
        state = "on" if row["on"] else "off"
        typer.echo(f"{state:4} {row['name']} {row['version']} (API {row['api_version']}), {row['module']}")
        typer.echo(f"     {', '.join(row['hooks']) or 'no hooks'}")
        if row["fault"]:
            typer.echo(f"     {row['fault']}", err=True)
    for failure in failures:
        typer.echo(failure, err=True)


def _rows() -> Sequence[dict[str, Any]]:
    from wirepress import __version__
    from wirepress.content.options.features import switched_off
    from wirepress.core.extensions import (
        Extensions,
        api_version_of,
        discover,
        find_hook_fault,
        specifications,
        version_of,
    )
    from wirepress.settings.settings import get_settings

    modules = discover(tuple(get_settings().plugins))
    specs, off = specifications(modules.values()), switched_off()
    implemented = Extensions(modules.values(), modules.values()).implemented()
    return [
        {
            "name": name,
            "title": str(getattr(module, "TITLE", name)),
            "version": version_of(module, __version__ if module.__name__.startswith("wirepress.") else ""),
            "on": name not in off,
            "api_version": api_version_of(module),
            "module": module.__name__,
            "hooks": implemented.get(name, []),
            "fault": find_hook_fault(module, specs),
        }
        for name, module in modules.items()
    ]
