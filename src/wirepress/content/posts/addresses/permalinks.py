"""Public addresses of posts, terms, people, dates, feeds and comments, in the site's permalink style. WordPress 7.1 behaviour.

What an address means (the way back) is in `resolve.py`; `resolve` is offered here too.
"""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote, quote_plus

from wirepress.content.comments.models import Comment
from wirepress.content.comments.rows import post_of
from wirepress.content.options import site, store
from wirepress.content.posts import access, statuses, types
from wirepress.content.posts.addresses import patterns, plugin_addresses
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import author_of, parent_of, terms_of
from wirepress.content.terms import rows as term_rows
from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.core.contract.content.post_types import PostType
from wirepress.core.rest.routes import Actor

DEPTH_MAX = 50


def post_link(post: Post, viewer: Actor | None = None) -> str:
    """Address of a post of any type. Drafts, scheduled and trashed posts have plain ones; private ones too for a `viewer` who may not read them."""
    plain = not patterns.structure() or is_plain_forced(post, viewer)
    if post.type == "page":
        return _page_link(post, plain)
    if post.type == "attachment":
        return _attachment_link(post, plain)
    kind = types.get(post.type)
    if kind is None:
        return site.home(f"/?post_type={quote_plus(post.type)}&p={post.pk}")
    if not kind.builtin:
        path = page_path(post) if kind.hierarchical else post.slug
        hidden = is_plain_forced(post, viewer)
        return plugin_addresses.item_link(kind, post.pk, path, plain=not patterns.structure(), hidden=hidden)
    return site.home(f"/?p={post.pk}") if plain else site.home(fill_pattern(post, patterns.structure()))


def is_plain_forced(post: Post, viewer: Actor | None = None) -> bool:
    """Return whether the post's address is plain whatever the site's style."""
    status = access.reading_status(post)
    if post.type == "attachment" and post.status != "inherit":
        status = post.status
    if statuses.get(status).public:
        return False
    if statuses.get(status).private:
        return viewer is not None and not access.may_read(viewer, post)
    return True


def fill_pattern(post: Post, pattern: str, slug: str | None = None) -> str:
    """Return the permalink pattern with a post's values in it. `slug` stands for the post's own (previews of addresses)."""
    date = post.date or datetime(1970, 1, 1)
    values = {
        "%year%": f"{date:%Y}".rjust(4, "0"),
        "%monthnum%": f"{date:%m}",
        "%day%": f"{date:%d}",
        "%hour%": f"{date:%H}",
        "%minute%": f"{date:%M}",
        "%second%": f"{date:%S}",
        "%post_id%": str(post.pk),
        "%postname%": post.slug if slug is None else slug,
        "%pagename%": post.slug if slug is None else slug,
    }
    if "%category%" in pattern:
        values["%category%"] = _category_path(post)
    if "%author%" in pattern:
        author = author_of(post)
        values["%author%"] = author.nicename if author else ""
    return patterns.fix_trailing_slash(patterns.TAG.sub(lambda tag: values.get(tag[0], tag[0]), pattern))


def _category_path(post: Post) -> str:
    """Return slugs of the post's oldest category and those above it; the default category's where it has none."""
    found = sorted(terms_of(post, "category"), key=lambda term: term.pk)
    term = found[0] if found else Term.objects.filter(pk=store.get("default_category"), taxonomy="category").first()
    return _term_path(term) if term else ""


def page_path(post: Post) -> str:
    """Return slugs of a page and the pages above it: `about/history`."""
    slugs, seen = [post.slug], {post.pk}
    above = parent_of(post)
    while above is not None and above.pk not in seen and len(slugs) < DEPTH_MAX:
        if above.slug:
            slugs.append(above.slug)
        seen.add(above.pk)
        above = parent_of(above)
    return "/".join(reversed(slugs))


def _page_link(post: Post, plain: bool) -> str:
    if store.get("show_on_front") == "page" and post.pk and store.get("page_on_front") == post.pk:
        return site.home("/")
    return site.home(f"/?page_id={post.pk}") if plain else patterns.address(page_path(post))


def _attachment_link(post: Post, plain: bool) -> str:
    parent = parent_of(post)
    if plain or (parent is None and post.parent_id):  # a lost parent: WordPress 7.1 behaviour
        return site.home(f"/?attachment_id={post.pk}")
    if parent is None or parent.pk == post.pk or not types.known(parent.type).viewable:
        return patterns.address(post.slug)
    above = post_link(parent)
    if "?" in above:
        return site.home(f"/?attachment_id={post.pk}")
    name = f"attachment/{post.slug}" if post.slug.isdigit() or "%category%" in patterns.structure() else post.slug
    return patterns.fix_trailing_slash(above.rstrip("/") + "/" + name)


def term_link(term: Term) -> str:
    """Return the address of a term's archive."""
    taxonomy = taxonomies.known(term.taxonomy)
    before = patterns.term_front(term.taxonomy) if patterns.structure() else None
    slug = term.slug.removeprefix("post-format-") if term.taxonomy == "post_format" else term.slug
    if before is not None:
        return patterns.address(before + (_term_path(term) if taxonomy.hierarchical else slug))
    if term.taxonomy == "category":
        return site.home(f"/?cat={term.pk}")
    if taxonomy.query_var:
        return site.home(f"/?{taxonomy.query_var}={slug}")
    return site.home(f"/?taxonomy={term.taxonomy}&term={slug}")


def _term_path(term: Term) -> str:
    return "/".join([*(above.slug for above in reversed(term_rows.ancestors(term))), term.slug])


def author_link(user: User) -> str:
    """Return the address of an author's archive."""
    if patterns.structure():
        return patterns.address(patterns.author_front() + user.nicename)
    return site.home(f"/?author={user.pk}")


def date_link(year: int, month: int | None = None, day: int | None = None) -> str:
    """Return the address of the archive of a year, a month or a day."""
    if not patterns.structure():
        return site.home(
            f"/?m={year:04d}" + (f"{month:02d}" if month else "") + (f"{day:02d}" if month and day else "")
        )
    values = {
        "%year%": f"{year:04d}",
        "%monthnum%": f"{month:02d}" if month else "",
        "%day%": f"{day:02d}" if month and day else "",
    }
    parts = [values[tag] for tag in patterns.date_order()]
    return patterns.address(patterns.date_front() + "/".join(part for part in parts if part))


def search_link(words: str) -> str:
    """Return the address of the results of a search."""
    if patterns.structure():
        return patterns.address("/search/" + quote_plus(words))
    return site.home("/?s=" + quote_plus(words))


def feed_link(of: Post | Term | User | PostType | None = None, *, kind: str = "rss2", comments: bool = False) -> str:
    """Return the address of a feed: the site's stories (or comments), a post's comments, a term's or an author's stories.

    `kind`: rss2, atom, rdf or rss; rss2 is the default one and is not named in pretty addresses.
    """
    ending = "feed" if kind == "rss2" else f"feed/{kind}"
    if of is None:
        if patterns.structure():
            return patterns.address(f"/comments/{ending}" if comments else f"/{ending}")
        return site.home(f"/?feed={'comments-' if comments else ''}{kind}")
    if isinstance(of, PostType):
        base = plugin_addresses.archive_link(of)
    else:
        base = post_link(of) if isinstance(of, Post) else term_link(of) if isinstance(of, Term) else author_link(of)
    if "?" not in base and patterns.structure():
        if isinstance(of, Post) and of.type == "page" and base == site.home("/"):
            base = patterns.address(page_path(of))
        return patterns.fix_trailing_slash(f"{base.rstrip('/')}/{ending}")
    if isinstance(of, Term) and of.taxonomy == "post_format":  # its feed is asked for by the whole slug
        base = base.replace(f"={of.slug.removeprefix('post-format-')}", f"={of.slug}")
    return base.replace("/?", f"/?feed={kind}&", 1)


def search_feed_link(words: str, kind: str = "rss2") -> str:
    """Return the address of the feed of a search."""
    if patterns.structure():
        named = f"{quote_plus(words)}/" if words else ""
        return site.home(f"/search/{named}feed/{kind}/")  # with a slash in every style
    return site.home(f"/?s={quote_plus(words)}&feed={kind}")


def comment_link(comment: Comment) -> str:
    """Return the address of a comment on its post's page."""
    post = post_of(comment)
    base = post_link(post) if post else ""
    if patterns.structure():
        base = patterns.fix_trailing_slash(base)
    return f"{base}#comment-{comment.pk}"


def part_link(post: Post, part: int) -> str:
    """Return the address of a page of a story that is split."""
    base = post_link(post)
    if part <= 1:
        return base
    if "?" in base:
        return f"{base}&page={part}"
    slash = "/" if base.endswith("/") else ""
    return f"{base.rstrip('/')}/{part}{slash}"


def archive_page_link(base: str, number: int) -> str:
    """Return the address of a further page of an archive."""
    if number <= 1:
        return base
    if patterns.structure() and "?" not in base:
        return patterns.fix_trailing_slash(f"{base.rstrip('/')}/page/{number}")
    return f"{base}{'&' if '?' in base else '?'}paged={number}"


def shortlink(post: Post) -> str:
    """Return the short address that themes print in the head: `?p=ID`, empty where there is none."""
    if post.type == "page" and store.get("page_on_front") == post.pk and store.get("show_on_front") == "page":
        return site.home("/")
    return site.home(f"/?p={post.pk}") if types.known(post.type).public else ""


def encode_slug(slug: str) -> str:
    """Return a slug as it stands in an address: slugs are stored percent-encoded; a raw character is encoded now."""
    return quote(slug, safe="%-_.~")
