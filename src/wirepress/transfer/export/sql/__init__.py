"""`wirepress export sql`: a dump of WordPress's own tables."""

from wirepress.transfer.export.sql.export_sql import export_sql

__all__ = ["export_sql"]
