"""Which pages there are, and who may open them: WordPress's capabilities `import` and `export`; backups are the manager's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from wirepress.core.hooks import AdminPage


@cache
def tools_pages() -> Sequence[AdminPage]:
    """Return the pages under Tools."""
    from wirepress.transfer.newsroom.backup_page import backup_page
    from wirepress.transfer.newsroom.export_page import export_page
    from wirepress.transfer.newsroom.import_page import import_page

    return (
        AdminPage("import", "Import", import_page, "import", "Tools", "upload"),
        AdminPage("export", "Export", export_page, "export", "Tools", "download"),
        AdminPage("backups", "Backups", backup_page, "manage_options", "Tools", "backup"),
    )
