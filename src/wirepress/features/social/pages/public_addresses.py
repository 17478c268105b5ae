"""/s/CODE, our own short addresses, and /shared.rss, a feed of what was shared."""

from __future__ import annotations

from email.utils import format_datetime
from html import escape
from typing import Final

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from wirepress.content.options import site, store
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post
from wirepress.core.hooks import PublicAddress
from wirepress.features.social.queue.conditions import reasons_against
from wirepress.features.social.queue.foresee import local
from wirepress.features.social.queue.models import Share, ShortLink

ITEMS: Final = 50
_LOOKED_AT: Final = 300
_FORBIDDEN: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])  # no XML holds these


@require_safe
def follow_short_link(request: HttpRequest, code: str) -> HttpResponse:
    """Send a reader on and count the click; 404 for a code that there is not."""
    row = ShortLink.objects.filter(code=code).first()
    if row is None:
        raise Http404
    if request.method == "GET":
        ShortLink.objects.filter(pk=row.pk).update(clicks=F("clicks") + 1)
    answer = HttpResponseRedirect(row.target)
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
def show_shared_feed(request: HttpRequest) -> HttpResponse:
    """Return an RSS 2.0 feed of the stories that were shared last, each once, in the words of their newest share."""
    newest: dict[int, Share] = {}
    for row in (
        Share.objects.filter(state=Share.SENT)
        .exclude(kind__in=("comment", "imported"))
        .order_by("-ended", "-id")[:_LOOKED_AT]
    ):
        newest.setdefault(row.post_id, row)
    hidden = reasons_against(newest)
    rows = [row for number, row in newest.items() if number not in hidden][:ITEMS]
    posts = Post.objects.in_bulk([row.post_id for row in rows])
    items = "".join(_item(row, posts[row.post_id]) for row in rows if row.post_id in posts)
    name, own = _text(str(store.get("blogname") or site.home())), site.home("/shared.rss")
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">\n<channel>\n'
        f"<title>{name}: shared</title>\n<link>{_text(site.home())}</link>\n"
        f"<description>What {name} shared last.</description>\n"
        f'<atom:link href="{_text(own)}" rel="self" type="application/rss+xml" />\n'
    )
    answer = HttpResponse(f"{head}{items}</channel>\n</rss>\n", content_type="application/rss+xml; charset=UTF-8")
    answer["Cache-Control"] = "no-store"  # shares end without a change of any story
    return answer


def _item(row: Share, post: Post) -> str:
    message = row.message or {}
    title = str(message.get("title") or post.title)
    return (
        f"<item>\n<title>{_text(title)}</title>\n<link>{_text(str(message.get('link') or post_link(post)))}</link>\n"
        f'<guid isPermaLink="false">{row.key}</guid>\n<pubDate>{format_datetime(local(row.ended))}</pubDate>\n'
        f"<description>{_text(str(message.get('text') or title))}</description>\n</item>\n"
    )


def _text(text: str) -> str:
    return escape(text.translate(_FORBIDDEN))


ADDRESSES: Final = (
    PublicAddress(r"s/(?P<code>[0-9A-Za-z]{4,16})", follow_short_link, "social-short-link"),
    PublicAddress(r"shared\.rss", show_shared_feed, "social-shared-feed"),
)
