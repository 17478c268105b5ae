"""The first look through export files: who and what is in them, and which id every item gets here. Little of it is kept per item."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from wirepress.transfer.clean_values import clean_id, clean_text
from wirepress.transfer.importing.request import UnreadableSource
from wirepress.transfer.packing import UnreadableFile
from wirepress.transfer.wxr.attachments import file_path
from wirepress.transfer.wxr.dates import find_offset
from wirepress.transfer.wxr.plan_ids import IdPlan
from wirepress.transfer.wxr.read.read_apart import read_records
from wirepress.transfer.wxr.read.records import Author, ForeignTerm, Item
from wirepress.transfer.wxr.read.split_stream import HostileFile
from wirepress.transfer.wxr.read.wxr_file import Place, WxrFile
from wirepress.transfer.wxr.term_names import item_terms

_WITHOUT_CHILDREN = frozenset(("attachment", "nav_menu_item", "revision"))
BATCH = 1000  # items whose ids are looked up together


@dataclass(slots=True)
class Survey:
    """What the files hold. `site`: the old site's address, without a slash; `base`: the same without scheme, for marks."""

    files: list[WxrFile]
    site: str = ""
    title: str = ""
    items: int = 0
    authors: dict[str, Author] = field(default_factory=dict)  # login -> person
    terms: dict[tuple[str, str], ForeignTerm] = field(default_factory=dict)  # taxonomy, slug
    types: Counter[str] = field(default_factory=Counter)
    plan: IdPlan = field(default_factory=IdPlan)
    elsewhere: dict[str, str] = field(default_factory=dict)  # address of a file, without scheme -> path here
    leads: dict[int, int] = field(
        default_factory=dict
    )  # place of a story -> place of the picture behind it (Squarespace)
    parents: dict[int, int] = field(default_factory=dict)  # old id -> old id of its parent
    offsets: Counter[timedelta] = field(default_factory=Counter)
    counts: array[int] = field(default_factory=lambda: array("q"))  # items of each file
    highest_comment: int = 0
    story: str = ""  # id of the last item, when it is a story without a lead picture

    @property
    def base(self) -> str:
        """Return the old site's address without its scheme."""
        return self.site.partition("://")[2] or self.site

    @property
    def offset(self) -> timedelta | None:
        """Return the file's distance from GMT when all items agree; None: nobody says, or it changes with the seasons."""
        return next(iter(self.offsets)) if len(self.offsets) == 1 and self.offsets.total() > 1 else None


def survey_files(
    paths: Sequence[Path], site_url: str, tick: Callable[[int, int], None], *, plan: bool = True
) -> Survey:
    """Look through the files. `plan`: ids are given out as well. Raises UnreadableSource."""
    found = Survey([WxrFile(path) for path in paths])
    total = sum(path.stat().st_size for path in paths)
    before = 0
    waiting: list[Item] = []
    for file in found.files:
        for _, record in _records(file, lambda done, before=before: tick(before + done, total)):  # type: ignore[misc]
            if isinstance(record, Item):
                _note_item(found, record)
                if plan:
                    waiting.append(record)
                    if len(waiting) >= BATCH:
                        found.site = found.site or _site_of(found, site_url)
                        found.plan.add_items(waiting, found.base)
                        waiting = []
            elif isinstance(record, Author):
                _note_author(found, record)
            elif isinstance(record, ForeignTerm):
                _note_term(found, record)
        before += file.size
        found.counts.append(found.items - sum(found.counts))
        found.title = found.title or file.channel.title
        found.site = found.site or _site_of(found, site_url)
    if plan:
        found.plan.add_items(waiting, found.base)
    return found


def _records(file: WxrFile, tick: Callable[[int], None]) -> Iterator[tuple[Place, object]]:
    try:
        yield from read_records(file, tick)
    except (UnreadableFile, HostileFile) as error:
        raise UnreadableSource(f"{file.path.name} {error}") from None
    except OSError as error:
        raise UnreadableSource(f"{file.path.name} cannot be read: {error.strerror or error}.") from None


def _site_of(found: Survey, given: str) -> str:
    """Return the old site's address: as it was given, else the blog's, else the channel's link, else the network's."""
    for candidate in (given, *(words for file in found.files for words in _addresses(file))):
        parts = urlsplit(candidate.strip())
        if parts.scheme in ("http", "https") and parts.netloc and parts.netloc != "wordpress.com":
            return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
    return ""


def _addresses(file: WxrFile) -> tuple[str, str, str]:
    return file.channel.blog_url, file.channel.link, file.channel.site_url


def _note_item(found: Survey, item: Item) -> None:
    found.items += 1
    fields = item.fields
    kind = fields.get("wp:post_type", "").strip() or "post"
    found.types[kind] += 1
    creator = fields.get("dc:creator", "").strip()
    if creator:
        person = found.authors.get(creator)
        if person is None:
            person = found.authors[creator] = Author(creator)
        if kind not in ("nav_menu_item", "attachment"):
            person.stories += 1
    if fields.get("wp:status", "").strip() == "publish" and (offset := find_offset(fields)) is not None:
        found.offsets[offset] += 1
    for taxonomy, slug, name in item_terms(item.categories):
        if (taxonomy, slug) not in found.terms:
            found.terms[taxonomy, slug] = ForeignTerm(taxonomy, slug, name)
        elif name and not found.terms[taxonomy, slug].name:
            found.terms[taxonomy, slug].name = name
    for comment in item.comments:
        found.highest_comment = max(found.highest_comment, clean_id(comment.fields.get("wp:comment_id")))
    if kind == "attachment":
        _note_file(found, item)
        if (
            found.story
            and "squarespace" in fields.get("wp:attachment_url", "")
            and fields.get("wp:post_parent") == found.story
        ):
            found.leads[found.items - 2] = found.items - 1
    parent = clean_id(fields.get("wp:post_parent"))
    if parent and kind not in _WITHOUT_CHILDREN:
        found.parents.setdefault(clean_id(fields.get("wp:post_id")), parent)
    leading = any(key == "_thumbnail_id" for key, _ in item.meta)
    found.story = fields.get("wp:post_id", "") if kind in ("post", "page") and not leading else ""


def _note_file(found: Survey, item: Item) -> None:
    """Remember where a file lies that is not below the site's own uploads."""
    address = item.fields.get("wp:attachment_url", "").strip()
    bare = address.partition("://")[2].partition("?")[0]
    if bare and "/wp-content/uploads/" not in bare:
        path = file_path(item)
        if path:
            found.elsewhere[bare] = path


def _note_author(found: Survey, author: Author) -> None:
    here = found.authors.get(author.login)
    if here is None:
        found.authors[author.login] = author
    elif not here.email and not here.display_name:
        author.stories = here.stories
        found.authors[author.login] = author


def _note_term(found: Survey, term: ForeignTerm) -> None:
    from wirepress.transfer.wxr.term_names import clean_slug

    term.slug = clean_slug(term.slug, term.name)
    term.taxonomy = clean_text(term.taxonomy, 32)
    term.name = term.name.strip()
    here = found.terms.get((term.taxonomy, term.slug))
    if here is None or not here.told:
        term.name = term.name or (here.name if here else "")
        found.terms[term.taxonomy, term.slug] = term
