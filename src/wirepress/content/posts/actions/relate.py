"""A post's terms, format and meta."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wirepress.content.options import store
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term, TermPost
from wirepress.content.turns import take_turns


def relate(post: Post, fields: dict[str, Any], *, default_category: bool = False) -> set[int]:
    """Write terms (by the taxonomies' REST names), format and meta that the fields hold. Answers terms whose counts may have changed."""
    touched: set[int] = set()
    for taxonomy in taxonomies.of_type(post.type):
        if taxonomy.rest_base and fields.get(taxonomy.rest_base) is not None:
            touched |= set_terms(post, taxonomy.name, fields[taxonomy.rest_base])
    chosen = fields.get("categories") is not None  # even none at all: WordPress's REST leaves such a post without
    if default_category and not chosen and post.type == "post" and post.status != "auto-draft":
        touched |= ensure_category(post)
    if "format" in fields and fields["format"] is not None:
        touched |= set_format(post, str(fields["format"]))
    for key, value in (fields.get("meta") or {}).items():
        set_meta(post, key, value)
    return touched


def set_terms(post: Post, taxonomy: str, term_ids: Iterable[int]) -> set[int]:
    """The post has exactly these terms of a taxonomy afterwards; unknown ids are left out. Answers all ids that were touched."""
    wanted = set(
        Term.objects.filter(taxonomy=taxonomy, pk__in=[int(number) for number in term_ids]).values_list("id", flat=True)
    )
    before = set(TermPost.objects.filter(post_id=post.pk, term__taxonomy=taxonomy).values_list("term_id", flat=True))
    if gone := before - wanted:
        TermPost.objects.filter(post_id=post.pk, term_id__in=gone).delete()
    if new := wanted - before:
        TermPost.objects.bulk_create([TermPost(post_id=post.pk, term_id=number) for number in sorted(new)], ignore_conflicts=True)
    return before | wanted


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
    """The post's format; `standard` is none."""
    if name in ("", "standard", "0"):
        return set_terms(post, "post_format", [])
    slug = f"post-format-{name}"
    formats = Term.objects.filter(taxonomy="post_format", slug=slug)
    term = formats.first()
    if term is None:
        take_turns("terms of post_format")
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
