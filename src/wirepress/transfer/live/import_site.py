"""Import of a running WordPress by its address."""

from __future__ import annotations

from wirepress.transfer.importing.request import ImportRequest, Progress, UnreadableSource
from wirepress.transfer.report import Report


def describe_site(address: str, request: ImportRequest) -> str:
    """Return in a sentence what answers at an address. Raises UnreadableSource."""
    raise UnreadableSource(
        f"{address} is the address of a site, and sites are not read over the network here. Give its export file (Tools, Export), an"
        " archive of its backup, or a dump of its database."
    )


def import_site(address: str, request: ImportRequest, report: Report, progress: Progress) -> None:
    """Bring in what a running site shows. Raises UnreadableSource."""
    describe_site(address, request)
