"""Like and dislike as real buttons in a form: by click, by key and without JavaScript. The class names are the plugin's."""

from __future__ import annotations

from django.template.loader import render_to_string

from wirepress.features.engagement.likes.kinds import DISLIKE, LIKE
from wirepress.features.engagement.likes.like import Likes
from wirepress.features.engagement.settings import read_own


def buttons(post_id: int, found: Likes, *, faces: bool, back: str, single: bool) -> str:
    """Return the form. `faces`: smileys instead of thumbs; `back`: where the form leads back to; `single`: the story's own page,
    where the buttons have the ids that the plugin gives them."""
    context = {
        "post": post_id,
        "likes": abs(found.likes),
        "dislikes": abs(found.dislikes),
        "liked": found.own == LIKE,
        "disliked": found.own == DISLIKE,
        "faces": faces,
        "back": back,
        "single": single,
        "live": single and read_own().live,
    }
    return render_to_string("engagement/likes.html", context)
