"""What a page carries: the script, and the facts that it tells. They stand in the page itself, so that it may be kept anywhere."""

from __future__ import annotations

import json
from html import escape
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest

from wirepress.content.posts.rows import meta_value
from wirepress.core.hooks import Fragment, PageAsset, PageFacts, PostFacts
from wirepress.features.analytics import settings
from wirepress.features.analytics.places import PATH
from wirepress.features.analytics.rollups.story_facts import SKIP_KEY, is_switched_on
from wirepress.features.analytics.rollups.story_versions import version_token


def is_counted(request: HttpRequest, post: PostFacts | None) -> bool:
    """Return whether readers of a page are counted: not the newsroom itself, no previews, nothing behind a password or left out."""
    if request.user.is_authenticated:
        return False
    if post is None:
        return True
    row: Any = post
    return (
        post.status in ("publish", "future", "inherit")
        and not post.password
        and not is_switched_on(meta_value(row, SKIP_KEY, ""))
    )


def show_facts(request: HttpRequest, post: PostFacts | None, page: PageFacts) -> str:
    """Return the element with the facts, and the picture for readers without JavaScript."""
    if page.subject == "refused" or not is_counted(request, post):
        return ""
    options = settings.read()
    facts: dict[str, Any] = {"u": PATH}
    if post is not None:
        facts |= {"p": post.pk, "v": version_token(post.title, post.content)}
    if page.subject == "missing":
        facts["m"] = 1
    if page.subject == "search" and page.words.strip() and page.number == 1:
        facts["q"] = " ".join(page.words.split())[:200].lower()
    if options.signals:
        facts["r"] = 1
    if options.consent:
        facts["w"] = options.consent
    value = json.dumps(facts, separators=(",", ":"), ensure_ascii=False)
    shown = urlencode({name: facts[name] for name in ("p", "v", "m") if name in facts})
    picture = (
        f'<noscript><img src="{escape(f"{PATH}?{shown}" if shown else PATH)}" alt="" width="1" height="1"></noscript>'
    )
    return f'<data id="page-facts" value="{escape(value)}" hidden></data>{picture}'


FRAGMENT: Final = Fragment("footer", show_facts, knows_page=True)
ASSET: Final = PageAsset(
    "pages/reading.js",
    ("front", "story", "page", "listing", "search", "missing"),
    order=90,
    loading="deferred",
    wanted=is_counted,
)
