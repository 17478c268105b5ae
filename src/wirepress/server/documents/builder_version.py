"""The version of whoever built the documents. Another release, plugin or public address writes them otherwise, so all are stale then."""

from __future__ import annotations

import hashlib
from importlib.metadata import entry_points

from django.db import transaction

from wirepress import __version__
from wirepress.content.locks import lock_names
from wirepress.content.options import store
from wirepress.core.extensions import GROUP, discover
from wirepress.server.documents import stale_documents
from wirepress.server.models import Page
from wirepress.settings.settings import get_settings

OPTION = "wirepress_documents"


def builder_version() -> str:
    """Return a digest of everything outside the database that documents and pages depend on."""
    settings = get_settings()
    releases = sorted(
        f"{point.value} {point.dist.version if point.dist else ''}" for point in entry_points(group=GROUP)
    )
    named = [
        f"{name} {getattr(module, '__version__', '')}" for name, module in discover(tuple(settings.plugins)).items()
    ]
    facts = [__version__, settings.url, settings.compat, str(settings.debug), *releases, *named]
    return hashlib.blake2b("\n".join(facts).encode(), digest_size=12).hexdigest()


def adopt_version() -> bool:
    """Mark everything stale that another version has built. Return whether there was another one."""
    mark = builder_version()
    if store.get(OPTION, "") == mark:
        return False
    with transaction.atomic():
        lock_names(stale_documents.CHUNK)
        Page.objects.all().delete()
        stale_documents.enqueue_all()
        store.put(OPTION, mark)
    return True
