"""The oEmbed documents of our own stories. WordPress 7.1 behaviour (get_oembed_response_data)."""

from __future__ import annotations

import hashlib
import math
import re
import secrets
import string
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from wirepress.content.options import site, store
from wirepress.content.posts import access, statuses, types
from wirepress.content.posts.addresses.permalinks import author_link, post_link
from wirepress.content.posts.addresses.resolve import resolve
from wirepress.content.posts.loading import load_post
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering.lookup import post_record
from wirepress.content.posts.rendering.render import new_context
from wirepress.content.users.models import User
from wirepress.core.markup.blocks.parts import post_title
from wirepress.core.markup.context import RenderContext
from wirepress.core.markup.html.escape import esc_attr
from wirepress.core.markup.html.frames import sandboxed_frame
from wirepress.core.markup.images.tag import image_source
from wirepress.core.markup.kses.urls import esc_url
from wirepress.core.markup.links.query_args import add_query_args

WIDTHS: Final = (200, 600)  # narrowest and widest, pixels
_BY_NUMBER: Final = re.compile(r"[?&](?:p|page_id|attachment_id)=(\d{1,18})")
_LETTERS: Final = string.ascii_letters + string.digits
# The frame tells its height and asks for the story to be opened; the secret says which frame it is.
SCRIPT: Final = """<script>
(function () {
  if (window.wirepressEmbeds) return;
  window.wirepressEmbeds = true;
  var frames = function () { return Array.from(document.querySelectorAll("iframe.wp-embedded-content")); };
  window.addEventListener("message", function (event) {
    var data = event.data || {};
    var frame = frames().find(function (one) {
      return one.contentWindow === event.source && one.dataset.secret === data.secret;
    });
    if (!frame) return;
    if (data.message === "height") {
      frame.height = Math.min(1000, Math.max(200, parseInt(data.value, 10) || 0));
    } else if (data.message === "link" && document.activeElement === frame) {
      var wish = new URL(data.value, frame.src);
      if (/^https?:$/.test(wish.protocol) && wish.host === new URL(frame.src).host) window.top.location.href = wish.href;
    }
  });
  var greet = function () {
    frames().forEach(function (one) {
      var quote = document.querySelector('blockquote[data-secret="' + one.dataset.secret + '"]');
      if (quote) quote.hidden = true;
      one.contentWindow.postMessage({ message: "ready", secret: one.dataset.secret }, "*");
    });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", greet); else greet();
})();
</script>
"""


def find_story_at(url: str) -> Post | None:
    """Return the story that an address of this site leads to, whatever its status; None for anything else."""
    try:
        parts, home = urlsplit(url), urlsplit(site.home())
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or _host(parts.netloc) != _host(home.netloc):
        return None
    numbered = _BY_NUMBER.search(url)
    if numbered:
        return load_post(int(numbered[1]))
    path = parts.path.removeprefix(home.path.rstrip("/")) or "/"
    front = int(store.get("page_on_front") or 0)
    if path.strip("/") == "" and not parts.query:
        return load_post(front) if store.get("show_on_front") == "page" else None
    target = resolve(path, dict(parse_qsl(parts.query)))
    return load_post(target.post.pk) if target.post is not None and not target.location else None


def _host(netloc: str) -> str:
    return netloc.lower().removeprefix("www.")


def oembed_document(post: Post, width: int) -> dict[str, Any] | None:
    """Return the document in a width (pixels, put between 200 and 600), None for what is not open to everybody."""
    if not _is_open(post):
        return None
    width, height = _size(width)
    ctx = new_context()
    title = _title(post, ctx)
    data: dict[str, Any] = {
        "version": "1.0",
        "provider_name": store.get("blogname"),
        "provider_url": site.home(),
        **_author(post),
        "title": title,
        "type": "rich",
        "width": width,
        "height": height,
        "html": _html(post, title, width, height),
    }
    return {**data, **_thumbnail(post, width, ctx)}


def embed_card_html(url: str, width: int) -> str:
    """Return what stands in a story in place of the address of another one of this site, as a quote and a frame; empty for other addresses.

    WordPress locks its own frames in as it does those of strangers. Its secrets are random and kept with the story; ours
    follow from the address, so that a story is the same each time it is made.
    """
    post = find_story_at(url)
    if post is None or not _is_open(post):
        return ""
    title = _title(post, new_context())
    width, height = _size(width)
    inner, outer = (
        hashlib.sha256(f"{side} {url}".encode("utf-8", "replace")).hexdigest()[:10] for side in ("inner", "outer")
    )
    sizes = {
        "width": str(width),
        "height": str(height),
        "frameborder": "0",
        "marginwidth": "0",
        "marginheight": "0",
        "scrolling": "no",
    }
    link = f'<a href="{esc_url(post_link(post))}">{title}</a>'
    return sandboxed_frame(
        esc_url(f"{embed_address(post)}#?secret={inner}"), outer, {"title": _about(title), **sizes}, quote=link
    )


def _is_open(post: Post) -> bool:
    kind = types.get(post.type)
    return kind is not None and kind.viewable and statuses.get(access.reading_status(post)).public


def _size(width: int) -> tuple[int, int]:
    width = min(max(WIDTHS[0], width), WIDTHS[1])
    return width, max(WIDTHS[0], math.ceil(width / 16 * 9))


def _title(post: Post, ctx: RenderContext) -> str:
    return post.title if "title" in post.rendered_fields.split() else post_title(post_record(post), ctx)


def _about(title: str) -> str:
    return f"&#8220;{title}&#8221; &#8212; {store.get('blogname')}"


def _author(post: Post) -> dict[str, str]:
    author = User.objects.filter(pk=post.author_id).first() if post.author_id else None
    if author is None:
        return {"author_name": str(store.get("blogname")), "author_url": site.home()}
    return {"author_name": author.display_name, "author_url": author_link(author)}


def embed_address(post: Post) -> str:
    """Return where the story is shown for a frame."""
    link = post_link(post)
    return add_query_args(link, {"embed": "true"}) if "?" in link else f"{link.rstrip('/')}/embed/"


def _html(post: Post, title: str, width: int, height: int) -> str:
    secret = "".join(secrets.choice(_LETTERS) for _ in range(10))
    about = esc_attr(_about(title))
    return (
        f'<blockquote class="wp-embedded-content" data-secret="{secret}"><a href="{esc_url(post_link(post))}">{title}</a></blockquote>'
        f'<iframe sandbox="allow-scripts" security="restricted" src="{esc_url(f"{embed_address(post)}#?secret={secret}")}"'
        f' width="{width}" height="{height}" title="{about}" data-secret="{secret}" frameborder="0" marginwidth="0" marginheight="0"'
        f' scrolling="no" class="wp-embedded-content"></iframe>{SCRIPT}'
    )


def _thumbnail(post: Post, width: int, ctx: RenderContext) -> dict[str, Any]:
    number = post.pk if post.type == "attachment" else post.featured_media
    picture = ctx.lookup.attachment(number) if number else None
    source = image_source(picture, (width, 0), ctx) if picture else None
    if source is None:
        return {}
    return {"thumbnail_url": source.url, "thumbnail_width": source.width, "thumbnail_height": source.height}
