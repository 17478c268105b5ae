"""The author's box in the plugin's class names and order."""

from __future__ import annotations

from django.template.loader import render_to_string

from wirepress.content.options.links import local
from wirepress.content.posts.addresses.permalinks import author_link
from wirepress.content.users.models import User
from wirepress.content.users.roles import ROLE_LABELS
from wirepress.content.users.rows import meta_of
from wirepress.features.engagement.author_box.profiles import AVATAR, address, links
from wirepress.features.engagement.settings import Settings

_ALIGNMENTS = ("left", "right", "center")
_SHAPES = ("square", "round")


def box(user: User, settings: Settings, *, only_when_told: bool = False) -> str:
    """Return the box of a person. `only_when_told`: "" for one of whom it would say nothing but the name."""
    meta = meta_of(user)
    bio = str(meta.get("description") or "").strip()
    shown = {
        "bio": bio,
        "mail": user.email if settings.author_mail else "",
        "website": address(user.url) if settings.author_url else "",
        "role": ROLE_LABELS.get(user.roles[0], "") if settings.author_role and user.roles else "",
        "profiles": links(meta),
        "picture": local(address(meta.get(AVATAR))),
    }
    if only_when_told and not any(shown.values()):
        return ""
    name = user.display_name or user.nicename
    context = {
        **shown,
        "name": name,
        "letter": name[:1].upper() or "·",
        "url": "" if user.placeholder else local(author_link(user)),
        "title": settings.author_title,
        "align": settings.author_align if settings.author_align in _ALIGNMENTS else "left",
        "shape": settings.author_shape if settings.author_shape in _SHAPES else "square",
    }
    return render_to_string("engagement/author_box.html", context)
