"""/wp-comment-notices.php/ID/KEY: where a reader confirms or stops the mails about answers to their comment."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt

from wirepress.content.comments.models import Comment
from wirepress.content.comments.notices import wishes
from wirepress.content.comments.rows import post_of
from wirepress.content.options.links import local
from wirepress.content.posts import access
from wirepress.content.posts.addresses.permalinks import comment_link
from wirepress.web.site.headers import forbid_caching
from wirepress.web.site.present import frame, words
from wirepress.web.site.present.head import Head
from wirepress.web.site.views import missing


@csrf_exempt  # the key in the address is the proof; mail programs send the one click of RFC 8058 without a page
def comment_notices(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """Show what is agreed, and change it by POST alone: programs that look through mails open every address in them."""
    row = Comment.objects.filter(pk=number).first() if number < 2**63 else None
    wish = wishes.wish_of(row) if row is not None else None
    if row is None or wish is None or not wishes.is_key(row, key):
        return missing.show(request)
    if request.method == "POST":
        wish = "yes" if request.POST.get("do") == "confirm" else "stopped"
        if wish == "yes":
            wishes.set_wish(row, "yes")
        else:
            wishes.stop_all(row)
    elif request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    post = post_of(row)
    shown = post is not None and access.reading_status(post) == "publish"
    more: dict[str, Any] = {
        "wish": wish,
        "story_title": words.plain(post.title) if post is not None and shown else "",
        "comment_url": local(comment_link(row)),
    }
    head = Head("Mails about answers", noindex=True)
    return forbid_caching(frame.show(request, "site/comment_notices.html", head, "refused", **more))
