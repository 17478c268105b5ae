"""The stars in the form of comments, beside a comment, and above all comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.template.loader import render_to_string

from wirepress.core.hooks import CommentField, PostFacts
from wirepress.features.engagement import settings
from wirepress.features.engagement.ratings.stars import KEY, MOST, rate, rating_of, read_stars, stars_of

_STARS: Final = tuple(range(1, MOST + 1))


def render(post: PostFacts, kept: str) -> str:
    """Return the field of the form."""
    if not settings.read().ratings:
        return ""
    return render_to_string("engagement/rating_field.html", {"stars": _STARS, "kept": read_stars(kept)})


def save(post: PostFacts, comment_id: int, value: str) -> None:
    """Keep what was given; nothing is kept for no stars."""
    stars = read_stars(value)
    if stars and settings.read().ratings:
        rate(post.pk, comment_id, stars)


def show(comment_ids: Sequence[int]) -> Mapping[int, str]:
    """Return the stars beside comments."""
    if not settings.read().ratings:
        return {}
    return {comment: shown_stars(stars) for comment, stars in stars_of(comment_ids).items()}


def shown_stars(stars: int) -> str:
    """Return stars as an element; screen readers hear the number."""
    return (
        f'<span class="twp-star-rating"><span aria-hidden="true">{"★" * stars}{"☆" * (MOST - stars)}</span>'
        f'<span class="unseen">{stars} of {MOST} stars</span></span>'
    )


def above(post: PostFacts) -> str:
    """Return the average above the comments; "" where nobody has given stars."""
    if not settings.read().ratings:
        return ""
    found = rating_of(post.pk)
    if not found.people:
        return ""
    context = {"average": f"{found.average:.1f}", "people": found.people, "stars": shown_stars(round(found.average))}
    return render_to_string("engagement/rating_average.html", context)


FIELD: Final = CommentField(KEY, render, save, show, above)
