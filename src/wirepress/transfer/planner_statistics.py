"""What the database's planner knows of its tables: learned anew after many rows came at once."""

from __future__ import annotations

from django.db import connection


def update_statistics() -> None:
    """Let the planner look at all tables; a sample of them, so that a million rows take no longer than a moment."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA analysis_limit = 1000")
        cursor.execute("ANALYZE")
