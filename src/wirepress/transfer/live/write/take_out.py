"""What a site has deleted since the last run goes into the trash here; what came from elsewhere, or was written here, stays."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final
from urllib.parse import urlsplit

from wirepress.content.comments.actions.moderate import set_status
from wirepress.content.comments.models import Comment
from wirepress.content.errors import ActionRefused
from wirepress.content.posts.actions.trash import trash_post
from wirepress.content.posts.models import Post
from wirepress.content.workflows.empty_trash import SystemActor
from wirepress.transfer.live.find_lists import ApiList
from wirepress.transfer.live.read_lists import Reading

_MANY: Final = 20  # that may be gone at once without a second look
_CHUNK: Final = 500  # ids in one question to the database


def take_out_deleted(
    lists: Sequence[ApiList], held: Mapping[str, Mapping[str, str]], reading: Reading
) -> Mapping[str, Mapping[str, str]]:
    """Put into the trash what lists held when the last run ended and hold no longer. `held`: what those hold that were read whole.

    Return that without the lists of which so much has vanished at once that the next run shall see it too.
    """
    held = {name: marks for name, marks in held.items() if not _is_doubtful(name, marks, reading)}
    for one in lists:
        if one.name not in held or one.name.endswith("-public"):
            continue
        gone = reading.state.marks.get(one.name, {}).keys() - held[one.name].keys()
        if one.post_type and one.post_type != "attachment":
            _trash_posts(one, gone, reading)
        elif gone and not one.name.startswith("comments"):
            reading.report.add_note(f"{one.title}: {len(gone)} that the site has deleted since are still here.")
    comments = [one.name for one in lists if one.name.startswith("comments")]
    if all(name in held for name in comments):
        before = {key for name in comments for key in reading.state.marks.get(name, {})}
        _trash_comments(before - {key for name in comments for key in held[name]}, reading)
    return held


def _is_doubtful(name: str, marks: Mapping[str, str], reading: Reading) -> bool:
    """Return whether most of a list is gone for the first time: a plugin that hides it looks the same as somebody who deletes it."""
    before, seen = reading.state.marks.get(name, {}), reading.state.vanished
    gone = len(before.keys() - marks.keys())
    if gone <= _MANY or gone * 2 <= len(before):
        seen.pop(name, None)
        return False
    if seen.pop(name, 0) == gone:
        return False
    seen[name] = gone
    words = f"{gone} of {len(before)} are gone there at once; nothing was taken out here. Run the same import again if that is right"
    reading.report.add_refusal(name, reading.found.root, 1, "", words)
    return True


def _trash_posts(one: ApiList, gone: Collection[str], reading: Reading) -> None:
    host, removed = urlsplit(reading.found.home).netloc, 0
    for pk in sorted(map(int, gone)):
        post = Post.objects.filter(pk=pk, type=one.post_type, guid__contains=host).exclude(status="trash").first()
        if post is None:
            continue
        try:
            trash_post(post, actor=SystemActor())
        except ActionRefused as error:
            words = f"deleted there, but not here: {error}"
            reading.report.add_refusal(one.name, reading.found.root, post.pk, "", words)
        else:
            removed += 1
    if removed:
        reading.report.add_note(f"{one.title}: {removed} that the site has deleted since are in the trash now.")


def _trash_comments(gone: Collection[str], reading: Reading) -> None:
    numbers, removed = sorted(map(int, gone)), 0
    for place in range(0, len(numbers), _CHUNK):
        some = numbers[place : place + _CHUNK]
        for comment in Comment.objects.filter(pk__in=some).exclude(approved__in=("trash", "post-trashed")):
            set_status(comment, "trash")
            removed += 1
    if removed:
        reading.report.add_note(f"comments: {removed} that the site has deleted since are in the trash now.")
