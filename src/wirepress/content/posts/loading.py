"""Rows with all that belongs to them: meta, terms, file, author, the posts above. The number of queries does not grow with the rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import prefetch_related_objects

from wirepress.content.options import store
from wirepress.content.posts import rows as kept
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms import rows as term_rows
from wirepress.content.terms.models import Term, TermPost
from wirepress.content.users.models import User
from wirepress.core.database.rows import find_rows_joined, in_chunks, placeholders, select_in

DEPTH_MAX = 50


def load_posts(ids: Sequence[int]) -> list[Post]:
    """Return posts of those ids in that order (missing ones left out), with meta, terms, files, authors and the posts above."""
    found = {post.pk: post for post in select_in(Post, "id", ids)}
    posts = [found[post_id] for post_id in ids if post_id in found]
    load_related(posts)
    return posts


def load_post(post_id: int) -> Post | None:
    """Return one post with all that belongs to it, or None."""
    if not 0 < post_id < 2**63:
        return None
    found = load_posts([post_id])
    return found[0] if found else None


def load_related(posts: Sequence[Post]) -> None:
    """Read what belongs to rows that are already in memory."""
    if not posts:
        return
    _meta(posts)
    if any(post.type == "attachment" for post in posts):
        prefetch_related_objects(list(posts), "media_file")
    _terms(posts)
    _authors(posts)
    complete_parents(posts)


def _meta(posts: Sequence[Post]) -> None:
    of_post: dict[int, list[PostMeta]] = {post.pk: [] for post in posts}
    for row in select_in(PostMeta, "post_id", of_post):
        of_post[row.post_id].append(row)
    for post in posts:
        kept.attach_meta(post, of_post[post.pk])


def _terms(posts: Sequence[Post]) -> None:
    one_each: dict[int, Term] = {}
    of_post: dict[int, list[Term]] = {}
    for numbers in in_chunks([post.pk for post in posts]):
        join = (
            f"JOIN terms_termpost mark ON mark.term_id = terms_term.id WHERE mark.post_id IN ({placeholders(numbers)})"
        )
        for term, (post_id,) in find_rows_joined(Term, ", mark.post_id", join, numbers):
            of_post.setdefault(post_id, []).append(one_each.setdefault(term.pk, term))
    term_rows.attach_parents(list(one_each.values()))
    for post in posts:
        kept.attach_terms(post, of_post.get(post.pk, []))


def _authors(posts: Sequence[Post]) -> None:
    authors: dict[int | None, User] = {
        user.pk: user for user in select_in(User, "id", [post.author_id for post in posts if post.author_id])
    }
    for post in posts:
        kept.attach_author(post, authors.get(post.author_id))


def complete_parents(posts: Sequence[Post]) -> None:
    """Read the posts above rows, up to the root, with what their addresses need."""
    known = {post.pk: post for post in posts}
    level = [post for post in posts if post.parent_id]
    for _ in range(DEPTH_MAX):
        missing = {post.parent_id for post in level} - known.keys()
        if missing:
            known |= Post.objects.in_bulk(missing)
        above: dict[int, Post] = {}
        for post in level:
            parent = known.get(post.parent_id)
            kept.attach_parent(post, parent)
            if parent is not None and parent.parent_id and parent.pk not in above and not kept.has_parent(parent):
                above[parent.pk] = parent
        level = list(above.values())
        if not level:
            break
    own = {post.pk for post in posts}
    complete_addresses([post for number, post in known.items() if number not in own])


def complete_addresses(posts: Sequence[Post]) -> None:
    """Read what the addresses of rows need that are only linked to: their sections and authors, where the site's pattern names them."""
    pattern = str(store.get("permalink_structure") or "")
    stories = [post for post in posts if post.type not in ("page", "attachment")]
    if stories and "%category%" in pattern:
        _terms(stories)
    if stories and "%author%" in pattern:
        _authors(stories)


def terms_of(post_ids: Iterable[int], taxonomy: str) -> dict[int, list[Term]]:
    """Post id -> its terms of a taxonomy by name, for many posts in one query."""
    found: dict[int, list[Term]] = {post_id: [] for post_id in post_ids}
    marks = TermPost.objects.filter(post_id__in=list(found), term__taxonomy=taxonomy).select_related("term")
    for mark in marks:
        found[mark.post_id].append(mark.term)
    for terms in found.values():
        terms.sort(key=kept.name_order)
    return found
