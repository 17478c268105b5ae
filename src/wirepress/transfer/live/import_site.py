"""Import of a running WordPress by its address: reads its REST API into files, then brings these in as documents.

A second run asks for what has changed since the first one, and takes out what the site has deleted.
"""

from __future__ import annotations

from urllib.parse import unquote, urlsplit, urlunsplit

from wirepress.content.errors import ActionRefused
from wirepress.content.posts.actions.trash import trash_post
from wirepress.content.posts.models import Post
from wirepress.content.workflows.empty_trash import SystemActor
from wirepress.transfer.importing.request import ImportRequest, Progress, UnreadableSource
from wirepress.transfer.live.asking import SiteAsker, SiteAway
from wirepress.transfer.live.find_api import LiveSite, find_api
from wirepress.transfer.live.read_lists import ApiList, find_lists, read_ids, read_list
from wirepress.transfer.live.reading_state import ReadingState
from wirepress.transfer.report import Report
from wirepress.transfer.rest.import_documents import import_documents


def open_asker(address: str, request: ImportRequest) -> SiteAsker:
    """Return who asks a site: for the person whom the address names, with the passphrase as their application password."""
    parts = urlsplit(address)
    user, password = unquote(parts.username or ""), unquote(parts.password or "") or request.passphrase
    host = parts.netloc.rpartition("@")[2]
    if user and not password:
        raise UnreadableSource(
            f"Reading as {user} needs an application password of theirs: name it with --passphrase (- asks for it)."
        )
    return SiteAsker(urlunsplit((parts.scheme.lower(), host, parts.path, parts.query, "")), user, password)


def describe_site(address: str, request: ImportRequest) -> str:
    """Return in a sentence what answers at an address. Raises UnreadableSource."""
    asker = open_asker(address, request)
    found = find_api(asker.address, asker)
    who = (
        f"read as {found.person}, drafts and raw texts too"
        if found.person
        else "read as everybody sees it: published and rendered"
    )
    return f"{asker.address}: a running WordPress ({found.name or 'without a name'}, {found.stories} stories), {who}."


def import_site(address: str, request: ImportRequest, report: Report, progress: Progress) -> None:
    """Bring in what a running site shows. Raises UnreadableSource; stopped at any moment, the same import goes on where it was."""
    asker = open_asker(address, request)
    found = find_api(asker.address, asker)
    state = ReadingState.open(asker.address, asker.user)
    again = any(one.newest for one in state.collections.values())
    try:
        lists = find_lists(found, asker)
        for one in lists:
            read_list(one, found, asker, state, report, progress)
        done = import_documents(
            state.files(),
            site_url=request.site_url or found.home,
            media=request.media,
            dry_run=request.dry_run,
            progress=progress,
        )
        report.include(done)
        if request.dry_run:
            return
        for one in lists:
            if one.post_type and one.post_type != "attachment":
                _take_out_deleted(one, found, asker, state, report, compare=again)
    except SiteAway as error:
        raise UnreadableSource(str(error)) from None
    state.finish()


def _take_out_deleted(
    one: ApiList, found: LiveSite, asker: SiteAsker, state: ReadingState, report: Report, *, compare: bool
) -> None:
    """Put into the trash what a list held the last time and holds no longer; what has another address of origin is ours and stays."""
    ids = read_ids(one, found, asker)
    if ids is None:
        return
    known = state.collection(one.name)
    gone = set(known.ids) - set(ids) if compare else set()
    known.ids = ids
    host = urlsplit(found.home).netloc
    removed = 0
    for post in Post.objects.filter(pk__in=gone, type=one.post_type, guid__contains=host).exclude(status="trash"):
        try:
            trash_post(post, actor=SystemActor())
        except ActionRefused as error:
            report.add_refusal(one.name, found.root, post.pk, "", f"deleted there, but not here: {error}")
        else:
            removed += 1
    if removed:
        report.add_note(f"{one.name}: {removed} that the site has deleted since are in the trash now.")
