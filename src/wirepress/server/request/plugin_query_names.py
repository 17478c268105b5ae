"""Names in queries that mean items and terms of plugins' types: the server tells their pages apart by them."""

from __future__ import annotations

from wirepress.core.extensions import Extensions, discover
from wirepress.core.http.query_names import declare_query_names
from wirepress.settings.settings import get_settings


def declare_plugin_query_names() -> None:
    """Declare the names of every installed plugin, switched on or not: a switch is an option, and a process outlives it."""
    plugins = Extensions(discover(tuple(get_settings().plugins)).values())
    declare_query_names(
        *(kind.query_var or kind.name for kind in plugins.declared("post_types")),
        *(taxonomy.query_var for taxonomy in plugins.declared("taxonomies") if taxonomy.query_var),
    )
