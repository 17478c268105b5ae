"""Every table is watched, or left out for a reason."""

from __future__ import annotations

import pytest
from django.apps import apps

from wirepress.server.changes.install import watched_tables
from wirepress.server.changes.watched_tables import HOUSEKEEPING

SERVER = "delivery"  # the server's own tables are what is told, not what is told of


def tables() -> dict[str, str]:
    """Return every table of every installed app, with the label of its app."""
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table: model._meta.app_label for model in models if model._meta.managed}


def test_every_table_of_every_app_is_declared_or_left_out_for_a_reason() -> None:
    declared = {watched.table for watched in watched_tables()}
    forgotten = {
        table
        for table, app in tables().items()
        if app != SERVER and table not in declared and table not in HOUSEKEEPING
    }
    assert not forgotten, (
        "say in watched_tables what their changes are called, or in HOUSEKEEPING why they do not matter"
    )


def test_nothing_is_declared_that_is_no_table() -> None:
    assert not {watched.table for watched in watched_tables()} - tables().keys()


@pytest.mark.parametrize("table", HOUSEKEEPING)
def test_what_is_left_out_is_not_declared_as_well(table: str) -> None:
    assert table not in {watched.table for watched in watched_tables()}
