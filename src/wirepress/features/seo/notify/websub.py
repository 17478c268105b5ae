"""WebSub (W3C recommendation, 2018), the publisher's side: our feeds name their hubs, and hubs are told when a feed has news."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest

from wirepress.content.options import site
from wirepress.content.posts import loading
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import author_of, terms_of
from wirepress.core.http.client import FetchError, fetch
from wirepress.features.seo.feeds import FEED_TYPES
from wirepress.features.seo.notify import indexnow
from wirepress.features.seo.settings import store as seo
from wirepress.features.seo.settings.notify import NotifySettings

if TYPE_CHECKING:
    from wirepress.features.seo.notify.queue import Told

KINDS: Final = ("rss2", "atom")
SECONDS: Final = 15.0


def headers(request: HttpRequest, content_type: str) -> list[tuple[str, str]]:
    """Return the Link header of a feed: its hubs, and its own address as they know it."""
    hubs = seo.read(NotifySettings).hubs
    if not hubs or not content_type.startswith(FEED_TYPES):
        return []
    own = site.home(request.get_full_path())
    return [("Link", ", ".join([*(f'<{hub}>; rel="hub"' for hub in hubs), f'<{own}>; rel="self"']))]


def feeds_of(post_id: int) -> list[str]:
    """Return the feeds that a story stands in: the site's, those of its sections and tags, its author's."""
    of: list[Any] = [None]
    post = Post.objects.filter(pk=post_id, type="post").first()
    if post is not None:
        loading.load_related([post])
        author = author_of(post)
        of += [*terms_of(post, "category"), *terms_of(post, "post_tag"), *([author] if author is not None else [])]
    found = [permalinks.feed_link(one, kind=kind) for one in of for kind in KINDS]
    return list(dict.fromkeys(found))


def tell(hub: str) -> Callable[[Sequence[str]], Told]:
    """Return how a hub is told that a feed has news."""

    def send(urls: Sequence[str]) -> Told:
        from wirepress.features.seo.notify.queue import Told

        pairs = [("hub.mode", "publish"), *(("hub.url", url) for url in urls), *(("hub.topic", url) for url in urls)]
        try:
            answer = fetch(
                hub,
                method="POST",
                headers={"Content-Type": "application/x-www-form-urlencoded"},
                body=urlencode(pairs).encode(),
                seconds=SECONDS,
                cut=True,
                allow=indexnow.allowed_hosts,
            )
        except FetchError as error:
            return Told(False, again=True, words=str(error))
        if 200 <= answer.status < 300:
            return Told(True)
        again = answer.status in (408, 429) or answer.status >= 500
        return Told(False, again, f"The hub answered {answer.status}.")

    return send
