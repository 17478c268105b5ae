"""Import of a WordPress database: a live one, an SQL dump, or JSON Lines of its rows."""

from wirepress.transfer.report import Report
from wirepress.transfer.wordpress_db.import_database import import_database
from wirepress.transfer.wordpress_db.source import SourceError

__all__ = ["Report", "SourceError", "import_database"]
