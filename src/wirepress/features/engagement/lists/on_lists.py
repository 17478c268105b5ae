"""What lists of stories show of readers: likes below each story, and share buttons for the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.http import HttpRequest

from wirepress.core.hooks import CardNote, Fragment, PageFacts, PostFacts
from wirepress.features.engagement import settings
from wirepress.features.engagement.likes.like import read_likes
from wirepress.features.engagement.sharing import markup

_LISTS: Final = ("term", "author", "date", "type")
_THUMB: Final = (
    '<svg viewBox="0 0 24 24" aria-hidden="true">'
    '<path d="M7 11v9H3v-9zM7 11l4-8q3 0 2.4 3.2L13 9h6.2q2 0 1.7 2l-1.3 7q-.4 2-2.400 2H7"/></svg>'
)


def notes(post_ids: Sequence[int]) -> list[CardNote]:
    """Return how many like each story, where the settings show it and somebody does. The page is not made anew for a like."""
    options = settings.read()
    if not (options.likes and options.likes_on_lists and post_ids):
        return []
    found = read_likes(post_ids, follow=False)
    return [
        CardNote(number, f'<span class="count">{_THUMB}<span class="unseen">Likes: </span>{one.likes}</span>')
        for number, one in found.items()
        if one.likes > 0
    ]


def share_list(request: HttpRequest, post: PostFacts | None, page: PageFacts) -> str:
    """Return share buttons for the page of a section, a tag, an author or a day, where the settings show them."""
    options = settings.read()
    if page.subject not in _LISTS or not options.share_on_lists:
        return ""
    return f'<div class="story-tools list-tools">{markup.buttons(options, page.first, page.title)}</div>'


FRAGMENT: Final = Fragment("after_list", share_list, knows_page=True)
