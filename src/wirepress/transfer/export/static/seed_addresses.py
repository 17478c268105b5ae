"""The public addresses that a site has by itself; what their pages link to is found on the way."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.db.models import Q

from wirepress.content.media.models import MediaFile
from wirepress.content.options import site, store
from wirepress.content.posts import types as post_types
from wirepress.content.posts.addresses import patterns
from wirepress.content.posts.addresses.permalinks import (
    author_link,
    date_link,
    feed_link,
    fill_pattern,
    post_link,
    term_link,
)
from wirepress.content.posts.loading import load_posts
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.core.files.storage import is_safe

CHUNK = 500
REST_PAGE = 100  # documents in a page of a list


def published() -> Q:
    """Return the condition of stories that every reader may see now."""
    return Q(status="publish") | Q(status="future", date_gmt__lte=site.now_gmt())


def page_addresses() -> Iterator[str]:
    """Yield paths of pages, stories, archives, feeds, sitemaps and robots.txt."""
    yield from map(_path, (site.home("/"), site.home("/robots.txt"), site.home("/favicon.ico")))
    for kind in ("rss2", "atom", "rdf", "rss"):
        yield _path(feed_link(kind=kind))
    yield _path(feed_link(comments=True))
    yield from map(_path, (site.home("/wp-sitemap.xml"), site.home("/sitemap.xml"), site.home("/wp-sitemap.xsl")))
    viewable = [name for name in post_types.public_types() if name != "attachment"]
    ids = list(
        Post.objects.filter(published(), type__in=viewable).order_by("-date", "-id").values_list("id", flat=True)
    )
    for start in range(0, len(ids), CHUNK):
        for post in load_posts(ids[start : start + CHUNK]):
            yield _path(post_link(post))
            if post.comment_count:
                yield _path(feed_link(post, comments=True))
    yield from _archives()


def _archives() -> Iterator[str]:
    shown = [taxonomy.name for taxonomy in taxonomies.table().values() if taxonomy.public]
    for term in Term.objects.filter(taxonomy__in=shown, count__gt=0).order_by("id").iterator():
        yield from map(_path, (term_link(term), feed_link(term)))
    writers = Post.objects.filter(published(), type="post").order_by().values("author_id")
    for user in User.objects.filter(id__in=writers).order_by("id"):
        if user.nicename:
            yield from map(_path, (author_link(user), feed_link(user)))
    days = Post.objects.filter(published(), type="post", date__isnull=False).dates("date", "day")
    seen: set[tuple[int, ...]] = set()
    for day in days:
        for parts in ((day.year,), (day.year, day.month), (day.year, day.month, day.day)):
            if parts not in seen:
                seen.add(parts)
                yield _path(date_link(*parts))


def rest_addresses() -> Iterator[str]:
    """Yield paths of REST documents and lists. A page of a list of 100 has the query that asks for it."""
    root = urlsplit(site.rest_url("/")).path.rstrip("/")
    yield f"{root}/"
    for name in ("types", "taxonomies", "statuses"):
        yield f"{root}/wp/v2/{name}"
    for kind in post_types.rest_types():
        if not kind.public:
            continue
        rows = Post.objects.filter(type=kind.name)
        rows = rows.filter(_public_files()) if kind.name == "attachment" else rows.filter(published())
        yield from _list(f"{root}{kind.rest_path}", list(rows.order_by("-id").values_list("id", flat=True)))
    for taxonomy in taxonomies.rest_taxonomies():
        if taxonomy.public:
            rows_of = Term.objects.filter(taxonomy=taxonomy.name).order_by("id").values_list("id", flat=True)
            yield from _list(f"{root}{taxonomy.rest_path}", list(rows_of))
    writers = Post.objects.filter(published(), type="post").order_by().values("author_id")
    yield from _list(
        f"{root}/wp/v2/users", list(User.objects.filter(id__in=writers).order_by("id").values_list("id", flat=True))
    )
    yield f"{root}/wp/v2/comments"


def _list(route: str, ids: list[int]) -> Iterator[str]:
    yield route
    for number in range(1, (len(ids) + REST_PAGE - 1) // REST_PAGE + 1):
        yield f"{route}?per_page={REST_PAGE}&page={number}"
    yield from (f"{route}/{number}" for number in ids)


def _public_files() -> Q:
    """Return the condition of files that readers may see: of no story, or of one that they may read whole."""
    open_stories = Post.objects.filter(published(), password="").values("id")
    return Q(status="inherit") & (Q(parent_id=0) | Q(parent_id__in=open_stories))


def upload_names() -> Iterator[str]:
    """Yield the names of uploaded files that belong to public media, with all their sizes."""
    ids = Post.objects.filter(_public_files(), type="attachment", password="").values("id")
    for path, metadata in (
        MediaFile.objects.filter(post_id__in=ids).order_by("pk").values_list("path", "metadata").iterator()
    ):
        folder, slash, _ = path.rpartition("/")
        names = [path]
        if isinstance(metadata, dict):
            sizes = metadata.get("sizes")
            files = (
                [size.get("file") for size in sizes.values() if isinstance(size, dict)]
                if isinstance(sizes, dict)
                else []
            )
            names += [
                f"{folder}{slash}{file}" for file in (*files, metadata.get("original_image")) if isinstance(file, str)
            ]
        yield from (name for name in dict.fromkeys(names) if is_safe(name))


def old_addresses() -> Iterator[tuple[str, str, int]]:
    """Yield path, target and status of stories that had another slug before."""
    structure = patterns.structure()
    rows = PostMeta.objects.filter(key="_wp_old_slug").order_by("id").values_list("post_id", "value")
    posts = {
        post.pk: post
        for post in load_posts([post for post, _ in rows])
        if post.type == "post" and post.status == "publish"
    }
    for number, slug in rows:
        post = posts.get(number)
        if post is not None and isinstance(slug, str) and slug and "%postname%" in structure:
            yield _path(site.home(fill_pattern(post, structure, slug=slug))), post_link(post), 301


def has_static_addresses() -> bool:
    """Return whether pages have addresses that files can have: permalinks that are no questions."""
    return bool(store.get("permalink_structure"))


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")
