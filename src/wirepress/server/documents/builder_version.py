"""The version of whoever built the documents. Another release, plugin or public address writes them otherwise, so all are stale then."""

from __future__ import annotations

import hashlib
from importlib.metadata import entry_points

from django.db import transaction

from wirepress import __version__
from wirepress.content.locks import lock_name
from wirepress.content.options import store
from wirepress.core.extensions import GROUP, discover, version_of
from wirepress.server.documents import stale_documents
from wirepress.server.models import Page
from wirepress.settings.settings import get_settings
from wirepress.web.site.template_loader import FOLDER

OPTION = "wirepress_documents"
TEMPLATES_OPTION = "wirepress_page_templates"


def builder_version() -> str:
    """Return a digest of everything outside the database that documents and pages depend on."""
    settings = get_settings()
    releases = sorted(
        f"{point.value} {point.dist.version if point.dist else ''}" for point in entry_points(group=GROUP)
    )
    named = [f"{name} {version_of(module)}" for name, module in discover(tuple(settings.plugins)).items()]
    facts = [__version__, settings.url, settings.compat, str(settings.debug), *releases, *named]
    return hashlib.blake2b("\n".join(facts).encode(), digest_size=12).hexdigest()


def templates_version() -> str:
    """A mark of the templates in the site's own folder; "" when there are none."""
    folder = get_settings().folder / FOLDER
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    facts = [f"{path.relative_to(folder)} {hashlib.blake2b(path.read_bytes()).hexdigest()}" for path in files]
    return hashlib.blake2b("\n".join(facts).encode(), digest_size=12).hexdigest() if facts else ""


def adopt_version() -> bool:
    """Let everything that somebody else has made be made anew, and pages that were made with other templates. Return whether the maker
    was another one."""
    templates = templates_version()
    if store.get(TEMPLATES_OPTION, "") != templates:
        with transaction.atomic():
            Page.objects.all().delete()
            store.put(TEMPLATES_OPTION, templates)
    mark = builder_version()
    if store.get(OPTION, "") == mark:
        return False
    with transaction.atomic():
        lock_name(stale_documents.CHUNK)
        Page.objects.all().delete()
        stale_documents.enqueue_all()
        store.put(OPTION, mark)
    return True
