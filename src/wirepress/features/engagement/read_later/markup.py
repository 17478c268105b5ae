"""Read later: a list that lives in the reader's own browser. The site is told nothing of it."""

from __future__ import annotations

from django.template.loader import render_to_string


def button(post_id: int, url: str, title: str) -> str:
    """Return the button of a story. It shows itself where a script can keep a list."""
    return render_to_string("engagement/read_later.html", {"post": post_id, "url": url, "title": title})


def reading_list() -> str:
    """Return the place that a script fills with the reader's list."""
    return render_to_string("engagement/reading_list.html")
