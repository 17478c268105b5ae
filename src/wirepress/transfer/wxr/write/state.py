"""The state of one running import of export files, handed to every writer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from pyroaring import BitMap64

from wirepress.transfer.importing.request import ImportRequest
from wirepress.transfer.report import Report, Tally
from wirepress.transfer.wordpress_db.import_state import ImportState
from wirepress.transfer.wxr.addresses import AddressRewriter
from wirepress.transfer.wxr.read.records import Item
from wirepress.transfer.wxr.read.wxr_file import Place
from wirepress.transfer.wxr.survey import Survey


@dataclass(slots=True)
class PlacedItem:
    """An item to be written: its number among all, where it stands, and its id here."""

    number: int
    file: str
    place: Place
    item: Item
    id: int


@dataclass(slots=True)
class WxrImport:
    """One import. `job`: what decoding and features need of it."""

    request: ImportRequest
    survey: Survey
    job: ImportState
    addresses: AddressRewriter
    fallback: datetime  # for items without any date, GMT
    users: dict[str, int] = field(default_factory=dict)  # login in the file -> id here
    user_ids: dict[int, int] = field(default_factory=dict)  # id in the file -> id here
    terms: dict[tuple[str, str], int] = field(default_factory=dict)
    term_ids: dict[int, int] = field(default_factory=dict)  # id in the file -> id here, where they differ
    terms_of: dict[tuple[str, int], int] = field(default_factory=dict)  # taxonomy, id in the file -> id here
    terms_move: bool = False  # some of them have other ids here
    loops: set[int] = field(default_factory=set)  # ids in the files of items whose parents lead back to them
    touched_terms: set[int] = field(default_factory=set)
    earlier: dict[int, int] = field(default_factory=dict)  # of earlier imports of the same site
    foreign: set[int] = field(default_factory=set)  # ids here of things that the files are not about
    warned: Counter[str] = field(default_factory=Counter)
    was_empty: bool = False  # the site had no stories before
    own: BitMap64 = field(default_factory=BitMap64)  # ids here of what the files bring
    given_slugs: set[tuple[str, str]] = field(default_factory=set)  # type and slug, of items that had none
    nobody: int = 0  # whose items are of which the file names no author
    default_category: int = 0  # of stories without any; 0: there is none

    @property
    def report(self) -> Report:
        """Return the report."""
        return self.job.report

    def tally(self, kind: str) -> Tally:
        """Return the counts of a kind."""
        return self.report.tally(kind)

    def map_post(self, old: int) -> int:
        """Return the id here of a post of the old site; 0: it is none of the files', and something else has its id here."""
        plan = self.survey.plan
        if old in plan.moved:
            return plan.moved[old]
        if old in plan.known:
            return old
        if old in self.earlier:
            return self.earlier[old]
        return 0 if old in self.foreign else old

    def map_term(self, old: int, taxonomy: str = "") -> int:
        """Return the id here of a term of the old site. Before WordPress 4.2 terms of several taxonomies shared ids."""
        found = self.terms_of.get((taxonomy, old)) if taxonomy else None
        return self.term_ids.get(old, old) if found is None else found

    @property
    def moves(self) -> bool:
        """Return whether any id differs from the old one's."""
        return bool(self.survey.plan.moved or self.term_ids or self.earlier or self.foreign or self.terms_move)
