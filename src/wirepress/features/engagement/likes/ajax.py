"""The call of existing themes: POST /wp-admin/admin-ajax.php, action booster_extension_like_dislike."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from django.http import HttpRequest

from wirepress.core.hooks import AjaxAction
from wirepress.core.php.numbers import read_digits
from wirepress.features.engagement.guard import comes_from_here
from wirepress.features.engagement.likes.kinds import from_data
from wirepress.features.engagement.likes.like import like, take_back
from wirepress.features.engagement.reactions.reader import reader_of_request
from wirepress.features.engagement.votes.published import UnknownPost

NAME: Final = "booster_extension_like_dislike"
ANSWER: Final = "0"  # whatever happened


def like_dislike(request: HttpRequest) -> str:
    """Like or dislike the post `postID`, as `LikeDislike` says; nothing is written for an unknown one.

    A word that the plugin does not know takes a like back and never gives one.
    """
    post_id, word = read_digits(request.POST.get("postID", "").strip()), request.POST.get("LikeDislike", "")
    if post_id is None or not comes_from_here(request):
        return ANSWER
    reader, choice = reader_of_request(request), from_data(word)
    with suppress(UnknownPost):
        if choice is None:
            take_back(post_id, reader)
        else:
            like(post_id, choice, reader)
    return ANSWER


ACTION: Final = AjaxAction(NAME, like_dislike)
