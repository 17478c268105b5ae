"""Import of a running WordPress by its address: reads its REST API into files, then brings these in as documents.

A second run asks for what has changed since the first one, and takes out what the site has deleted.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from typing import Final
from urllib.parse import unquote, urlsplit, urlunsplit

from django.db import transaction

from wirepress.content.options import store
from wirepress.content.posts import types
from wirepress.settings.settings import get_settings
from wirepress.transfer.importing.request import ImportRequest, Progress, UnreadableSource
from wirepress.transfer.live.asking import SiteAsker, SiteAway
from wirepress.transfer.live.compare_lists import fetch_missed
from wirepress.transfer.live.find_api import LiveSite, find_api
from wirepress.transfer.live.find_lists import ApiList, find_lists
from wirepress.transfer.live.read_authors import read_authors
from wirepress.transfer.live.read_lists import LimitReached, Reading, read_list
from wirepress.transfer.live.read_revisions import NAME as REVISIONS
from wirepress.transfer.live.read_revisions import read_revisions
from wirepress.transfer.live.reading_state import ReadingState
from wirepress.transfer.live.write.people import write_people
from wirepress.transfer.live.write.settings import holds_stories, switch_features_like, write_settings
from wirepress.transfer.live.write.take_out import take_out_deleted
from wirepress.transfer.live.write.theme import read_styles, write_theme
from wirepress.transfer.live.write.widgets import write_widgets
from wirepress.transfer.report import Report
from wirepress.transfer.rest.import_documents import import_documents
from wirepress.transfer.wxr.addresses import AddressRewriter

_FRESH: Final = 3600.0  # seconds after which what was read and not brought in is looked at again
_MARKS: Final = (
    "wirepress_read_sites"  # option: folder of a site's state -> its token, which tells whether both belong together
)


def open_asker(address: str, request: ImportRequest) -> SiteAsker:
    """Return who asks a site: for the person whom the address or the request names, with the passphrase as their application password.

    Raises UnreadableSource for an address that is none, and where a password is missing.
    """
    try:
        parts = urlsplit(address.strip())
        assert parts.port is None or parts.port > 0
        host = parts.hostname or ""
    except (ValueError, AssertionError):
        host = ""
    if not host:
        raise UnreadableSource(
            f"{address} is no address of a site. Write it as the browser shows it: https://old.example/"
        )
    user = unquote(parts.username or "") or request.user
    password = unquote(parts.password or "") or request.passphrase
    if user and not password:
        raise UnreadableSource(
            f"Reading as {user} needs an application password of theirs (Users, Profile, Application Passwords there). On the command line"
            " --passphrase names it; - asks for it."
        )
    server = parts.netloc.rpartition("@")[2].lower()
    bare = urlunsplit((parts.scheme.lower(), server, parts.path or "/", parts.query, ""))
    return SiteAsker(bare, user, password, public_only=request.public_only)


def look_at_site(address: str, request: ImportRequest) -> tuple[str, LiveSite]:
    """Return in a sentence what answers at an address, and the site. Raises UnreadableSource."""
    asker = open_asker(address, request)
    named = asker.address
    found = find_api(named, asker)
    moved = f", which leads to {asker.address}" if asker.address != named else ""
    told = f"{found.name or 'without a name'}, {found.stories} stories"
    return f"{named}{moved}: a running WordPress ({told}), {_as_whom(found)}.", found


def _as_whom(found: LiveSite) -> str:
    if not found.person:
        return "read as everybody sees it: published and rendered"
    if found.capabilities and not found.may("edit_others_posts"):
        return f"read as {found.person}, who sees drafts and raw texts of their own stories only"
    if found.capabilities and not found.may("manage_options"):
        return f"read as {found.person}, drafts and raw texts too, but no settings: that takes an administrator"
    return f"read as {found.person}, drafts and raw texts too"


def import_site(address: str, request: ImportRequest, report: Report, progress: Progress) -> None:
    """Bring in what a running site shows. Raises UnreadableSource; stopped at any moment, the same import goes on where it was."""
    begun = time.monotonic()
    if urlsplit(address).netloc.rpartition("@")[2].lower() == urlsplit(get_settings().url).netloc:
        raise UnreadableSource(f"{get_settings().url} is this very site.")
    asker = open_asker(address, request)
    state = ReadingState.open(asker.address, asker.user)
    ticking = _Ticking(progress)
    asker.tick = ticking.tick
    with state.locked():
        found = find_api(asker.address, asker)
        _begin(state, found.home)
        if request.media and not state.files_came:
            state.collection("media").newest = ""  # those that have not changed may lack their files
        reading = Reading(found, asker, state, report, ticking, pages=request.pages, revisions=request.revisions)
        reading.until = begun + 60 * request.minutes if request.minutes else 0.0
        held, lists = _read(reading)
        with _undone(state, request.dry_run):
            _bring_in(lists, reading, request)
        if request.dry_run or held is None:
            state.save()
            return
        held = take_out_deleted(lists, held, reading)
        pictures = report.tallies.get("pictures")
        state.files_came = (request.media or state.files_came) and not (pictures and pictures.refused)
        state.token = state.token or secrets.token_hex(8)
        store.put(_MARKS, {**store.get(_MARKS, {}), state.folder.name: state.token})
        state.finish(held)


class _Ticking:
    """Tells how far it is, and says the same again while it waits, so that whoever wants to stop it is heard."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._last = progress, ("Reading", 0, 0)

    def __call__(self, step: str, done: int, total: int) -> None:
        self._last = step, done, total
        self._progress(step, done, total)

    def tick(self) -> None:
        self._progress(*self._last)


def _begin(state: ReadingState, home: str) -> None:
    """Look whether what earlier runs brought is still here, and whether what was read and not brought in is new enough."""
    if state.runs and store.get(_MARKS, {}).get(state.folder.name) != state.token:
        state.begin_anew()  # the database is another one: what earlier runs brought is not in it
    if state.empty is None:
        state.empty = not holds_stories(home)
    written = state.folder / "state.json"
    if written.is_file() and time.time() - written.stat().st_mtime > _FRESH and _is_read(state):
        for one in state.collections.values():
            one.page, one.per_page, one.done = 1, 0, False
        for path in state.folder.glob("*.jsonl"):
            path.unlink()  # read again, so that nothing old is brought in over what is new
        for name in state.read:
            state.file(name, "read").unlink(missing_ok=True)
        state.read = {}
    state.save()


def _is_read(state: ReadingState) -> bool:
    return bool(state.collections) and all(one.done for one in state.collections.values())


def _read(reading: Reading) -> tuple[Mapping[str, Mapping[str, str]] | None, Sequence[ApiList]]:
    """Read all lists. Return what they hold (None where the reading ended before), and the lists. Raises UnreadableSource."""
    lists: Sequence[ApiList] = ()
    try:
        lists = find_lists(reading.found, reading.asker)
        for one in lists:
            read_list(one, reading)
        read_styles(reading)
        read_authors(lists, reading)
        held: dict[str, Mapping[str, str]] = {
            one.name: marks for one in lists if (marks := fetch_missed(one, reading)) is not None
        }
        if reading.revisions and reading.found.person:
            read_revisions(lists, reading)
    except LimitReached:
        reading.report.incomplete = True
        left = [one.title for one in lists if not reading.state.collection(one.name).done]
        reading.report.add_note(
            f"The limit of this run was reached before all was read; left: {', '.join(left)}. What was read is in; the same import goes on."
        )
        return None, lists
    except SiteAway as error:
        raise UnreadableSource(str(error)) from None
    return held, lists


def _bring_in(lists: Sequence[ApiList], reading: Reading, request: ImportRequest) -> None:
    """Write everything that was read, what others refer to first."""
    state, home = reading.state, request.site_url or reading.found.home
    people = write_people(reading, request.authors)
    write_settings(reading, references=False)
    switch_features_like(reading)
    names = [one.name for one in lists if one.documents] + ([REVISIONS] if request.revisions else [])
    done = import_documents(
        [str(path) for name in names if (path := state.file(name)).is_file()],
        site_url=home,
        media=request.media,
        dry_run=request.dry_run,
        progress=reading.progress,
        people=people,
        follow=True,
        public_only=request.public_only,
    )
    reading.report.include(done)
    write_theme(reading, request, people)
    write_widgets(reading, AddressRewriter(home, get_settings().url, "", {}))
    write_settings(reading, references=True)
    _name_unknown_types(lists, reading)


def _name_unknown_types(lists: Sequence[ApiList], reading: Reading) -> None:
    unknown = [one.post_type for one in lists if one.post_type and not types.get(one.post_type)]
    kept = [name for name in dict.fromkeys(unknown) if reading.state.known(f"type-{name}")]
    if kept:
        reading.report.add_note(
            f"Types that a plugin of the old site brought are kept, and shown once a plugin here declares them: {', '.join(kept)}."
        )


@contextmanager
def _undone(state: ReadingState, dry_run: bool) -> Iterator[None]:
    """Undo everything that the block writes, for a dry run."""
    if not dry_run:
        yield
        return
    before = deepcopy((state.people, state.made, state.settings, state.empty))
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    store.forget()
    state.people, state.made, state.settings, state.empty = before
