"""A post's terms, format and meta."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wirepress.content.locks import lock_name
from wirepress.content.options import store
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term, TermPost
from wirepress.core.database.rows import execute, placeholders, query_rows


def write_terms_and_meta(post: Post, fields: dict[str, Any], *, new: bool = False) -> set[int]:
    """Write terms (by the taxonomies' REST names), format and meta that the fields hold. Answers terms whose counts may have changed.

    `new`: the post was made just now; it has no terms yet. A story without a category gets the default one where the fields say nothing
    of any.
    """
    wanted = {
        taxonomy.name: fields[taxonomy.rest_base]
        for taxonomy in taxonomies.of_type(post.type)
        if taxonomy.rest_base and fields.get(taxonomy.rest_base) is not None
    }
    touched = _set_all(post, wanted, new=new)
    chosen = fields.get("categories") is not None  # even none at all: WordPress's REST leaves such a post without
    if not chosen and post.type == "post" and post.status != "auto-draft":
        touched |= ensure_category(post)
    if "format" in fields and fields["format"] is not None:
        touched |= set_format(post, str(fields["format"]))
    for key, value in (fields.get("meta") or {}).items():
        set_meta(post, key, value)
    return touched


def set_terms(post: Post, taxonomy: str, term_ids: Iterable[int]) -> set[int]:
    """The post has exactly these terms of a taxonomy afterwards; unknown ids are left out. Answers all ids that were touched."""
    return _set_all(post, {taxonomy: term_ids})


def _set_all(post: Post, chosen: Mapping[str, Iterable[int]], *, new: bool = False) -> set[int]:
    """Return the same for several taxonomies, in as few questions as for one."""
    if not chosen:
        return set()
    wanted = {(taxonomy, int(number)) for taxonomy, numbers in chosen.items() for number in numbers}
    numbers = sorted({number for _, number in wanted if 0 < number < 2**63})
    there = (
        query_rows(Term, f"SELECT taxonomy, id FROM terms_term WHERE id IN ({placeholders(numbers)})", numbers)
        if numbers
        else []
    )
    given = {number for taxonomy, number in there if (taxonomy, number) in wanted}
    before = set() if new else _marked_term_ids(post, [*chosen])
    if gone := before - given:
        TermPost.objects.filter(post_id=post.pk, term_id__in=gone).delete()
    if more := sorted(given - before):
        rows = ", ".join(["(%s, %s, 0)"] * len(more))
        execute(
            f"INSERT INTO terms_termpost (term_id, post_id, position) VALUES {rows} ON CONFLICT DO NOTHING",
            [value for number in more for value in (number, post.pk)],
        )
    return before | given


def _marked_term_ids(post: Post, names: Sequence[str]) -> set[int]:
    sql = f"SELECT t.id FROM terms_termpost m JOIN terms_term t ON t.id = m.term_id WHERE m.post_id = %s AND t.taxonomy IN ({placeholders(names)})"
    return {number for (number,) in query_rows(TermPost, sql, (post.pk, *names))}


def ensure_category(post: Post) -> set[int]:
    """A post without a category gets the default one."""
    if TermPost.objects.filter(post_id=post.pk, term__taxonomy="category").exists():
        return set()
    number = int(store.get("default_category") or 0)
    if not Term.objects.filter(pk=number, taxonomy="category").exists():
        return set()
    TermPost.objects.get_or_create(post_id=post.pk, term_id=number)
    return {number}


def set_format(post: Post, name: str) -> set[int]:
    """Return the post's format; `standard` is none."""
    if name in ("", "standard", "0"):
        return set_terms(post, "post_format", [])
    slug = f"post-format-{name}"
    formats = Term.objects.filter(taxonomy="post_format", slug=slug)
    term = formats.first()
    if term is None:
        lock_name("terms of post_format")
        term = formats.first() or Term.objects.create(taxonomy="post_format", name=slug, slug=slug)
    return set_terms(post, "post_format", [term.pk])


def set_meta(post: Post, key: str, value: Any) -> None:
    """One value of a key; None removes the key."""
    if value is None:
        PostMeta.objects.filter(post=post, key=key).delete()
        return
    found = list(PostMeta.objects.filter(post=post, key=key).order_by("id"))
    if not found:
        PostMeta.objects.create(post=post, key=key, value=value)
        return
    PostMeta.objects.filter(pk=found[0].pk).update(value=value)
    if len(found) > 1:
        PostMeta.objects.filter(pk__in=[row.pk for row in found[1:]]).delete()


def set_meta_list(post: Post, key: str, values: list[Any]) -> None:
    """All values of a key that may have several."""
    PostMeta.objects.filter(post=post, key=key).delete()
    PostMeta.objects.bulk_create([PostMeta(post=post, key=key, value=value) for value in values])
