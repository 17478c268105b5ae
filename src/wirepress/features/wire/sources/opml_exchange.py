"""Lists of sources brought in from OPML: what is new is added, what is here stays as it is, what will not do is named."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from wirepress.content.errors import ActionRefused
from wirepress.features.wire.models import Source
from wirepress.features.wire.sources.manage import add_source

CREDIT: Final = "{source}"  # of a source that nobody has decided anything about yet


@dataclass(slots=True)
class OpmlImport:
    """The result of an import. `wrong`: name -> why it was left out, in words."""

    added: list[Source] = field(default_factory=list)
    known: int = 0
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """Return all of it in a sentence."""
        number = len(self.added)
        parts = [f"{number} {'source was' if number == 1 else 'sources were'} added"]
        parts += [f"{self.known} {'was' if self.known == 1 else 'were'} here already"] if self.known else []
        parts += [f"{len(self.wrong)} will not do"] if self.wrong else []
        return f"{', '.join(parts)}."


def import_opml(document: bytes, *, status: str = "pending", allow_private: bool = False) -> OpmlImport:
    """Add the sources of an OPML document; an outline's folder becomes the category of its stories. Raises ActionRefused when it is none."""
    from wirepress.features.wire.sources import opml

    try:
        outlines = opml.read_opml(document)
    except ValueError as error:
        raise ActionRefused("wire_no_opml", f"The file was not read: {error}", 400) from None
    brought = OpmlImport()
    here = set(Source.objects.values_list("url", flat=True))
    for outline in outlines:
        url = outline.url.strip()
        if url in here:
            brought.known += 1
            continue
        try:
            policy = {
                "status": status,
                "rights": {"credit": CREDIT},
                **({"terms": {"always": [outline.category]}} if outline.category else {}),
            }
            fields = {
                "name": outline.title[:200],
                "url": url,
                "home": outline.home,
                "allow_private": allow_private,
                "policy": policy,
            }
            brought.added.append(add_source(fields))
        except ActionRefused as refused:
            brought.wrong[(outline.title or url)[:100]] = refused.message
        here.add(url)
    return brought


def export_opml() -> bytes:
    """Return every source that has an address, as OPML."""
    from wirepress.features.wire.sources import opml

    return opml.write_opml(Source.objects.exclude(url="").exclude(kind__in=("folder", "push")).order_by("name", "id"))
