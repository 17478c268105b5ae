"""What a document says of others: its author, its terms, its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from wirepress.content.media.models import MediaFile
from wirepress.content.posts.models import Post
from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term, TermPost
from wirepress.content.users.models import User
from wirepress.transfer.report import Report
from wirepress.transfer.rest.check import Broken

_PREFIX = {"category": "category-", "post_tag": "tag-"}


def embedded(document: Mapping[str, Any], rel: str) -> Iterator[Mapping[str, Any]]:
    """Embedded documents of a relation, flat."""
    for holder in (document.get("_embedded") or {}).get(rel) or ():
        for item in holder if isinstance(holder, list) else [holder]:
            if isinstance(item, Mapping) and "id" in item:
                yield item


def author(document: Mapping[str, Any], report: Report) -> None:
    """The author exists afterwards: as embedded, or as a placeholder until somebody gives the name."""
    number = int(document.get("author") or 0)
    if not number:
        return
    facts = next((item for item in embedded(document, "author") if item["id"] == number), {})
    name, slug = str(facts.get("name") or ""), str(facts.get("slug") or "")
    user = User.objects.filter(pk=number).first()
    if user is None:
        login = slug if slug and not User.objects.filter(login__iexact=slug).exists() else f"author-{number}"
        User.objects.create(
            id=number, login=login[:60], nicename=(slug or login)[:50], display_name=name or f"Author {number}", url=str(facts.get("url") or "")[:100],
            placeholder=True, password="!", roles=[],
        )  # fmt: skip
        if not name:
            report.note(f"The author of number {number} is not named by the documents: see Users in the back office.")
    elif user.placeholder and name and user.display_name != name:
        user.display_name, user.nicename = name, (slug or user.nicename)[:50]
        user.save(update_fields=["display_name", "nicename"])


def term_ids(document: Mapping[str, Any], report: Report) -> dict[str, list[int]] | None:
    """Taxonomy -> ids of the document's terms, each of which exists afterwards. None: the document does not speak of terms."""
    found: dict[str, list[int]] = {}
    for taxonomy in taxonomies.of_type(str(document["type"])):
        base = taxonomy.rest_base
        if not base or base not in document:
            continue
        ids = [int(number) for number in document[base]]
        slugs = _slugs(document, taxonomy.name, ids)
        named = {item["id"]: item for item in embedded(document, "wp:term") if item.get("taxonomy") == taxonomy.name}
        for place, number in enumerate(ids):
            _term(number, taxonomy.name, slugs[place] if place < len(slugs) else "", named.get(number, {}), report)
        found[taxonomy.name] = ids
    return found or None


def _slugs(document: Mapping[str, Any], taxonomy: str, ids: list[int]) -> list[str]:
    """Slugs out of class_list, which names the terms in the order of the ids; an id there stands for a slug that is no class."""
    classes = document.get("class_list")
    items = list(classes.values()) if isinstance(classes, Mapping) else list(classes or ())
    prefix = _PREFIX.get(taxonomy, f"{taxonomy}-")
    slugs = [str(item).removeprefix(prefix) for item in items if str(item).startswith(prefix)]
    if len(slugs) != len(ids):
        return []
    return ["" if slug == str(number) else slug for slug, number in zip(slugs, ids, strict=True)]


def _term(number: int, taxonomy: str, slug: str, facts: Mapping[str, Any], report: Report) -> None:
    slug = str(facts.get("slug") or slug)
    name = str(facts.get("name") or "")
    term = Term.objects.filter(pk=number).first()
    if term is not None and term.taxonomy != taxonomy:
        raise Broken(f"$.{taxonomy}", f"term {number} is one of {term.taxonomy} here")
    if term is None:
        if not slug:
            report.lose(f"Name and slug of terms of {taxonomy} that documents give by number only")
        shown = name or (slug.replace("-", " ").capitalize() if slug else f"{taxonomy} {number}")
        Term.objects.create(id=number, taxonomy=taxonomy, name=shown[:200], slug=(slug or f"{taxonomy}-{number}")[:200], taxonomy_id=number)
    elif name and term.name != name and term.name in (term.slug.replace("-", " ").capitalize(), f"{taxonomy} {number}"):
        term.name, term.slug = name[:200], (slug or term.slug)[:200]
        term.save()


def set_terms(post: Post, wanted: Mapping[str, list[int]]) -> set[int]:
    """The post has exactly these terms. Answers the ids whose counts change; empty when nothing did."""
    changed: set[int] = set()
    for taxonomy, ids in wanted.items():
        before = set(TermPost.objects.filter(post_id=post.pk, term__taxonomy=taxonomy).values_list("term_id", flat=True))
        after = set(ids)
        if before == after:
            continue
        TermPost.objects.filter(post_id=post.pk, term_id__in=before - after).delete()
        TermPost.objects.bulk_create([TermPost(post_id=post.pk, term_id=number) for number in sorted(after - before)])
        changed |= before ^ after
    return changed


def format_term(document: Mapping[str, Any]) -> list[int] | None:
    """Ids of the post's format, made when it is not there; None: the document does not say."""
    name = document.get("format")
    if not isinstance(name, str):
        return None
    if name in ("", "standard") or name not in taxonomies.POST_FORMATS:
        return []
    slug = f"post-format-{name}"
    term = Term.objects.filter(taxonomy="post_format", slug=slug).first()
    return [(term or Term.objects.create(taxonomy="post_format", name=slug, slug=slug)).pk]


def media_file(post: Post, document: Mapping[str, Any]) -> bool:
    """Keep what an attachment's document says of its file. Answers whether something changed."""
    if post.type != "attachment":
        return False
    url = str(document.get("source_url") or "")
    path = urlsplit(url).path.partition("/wp-content/uploads/")[2] or url
    details = document.get("media_details")
    metadata: dict[str, Any] = dict(details) if isinstance(details, Mapping) else {}
    sizes = metadata.get("sizes")
    if isinstance(sizes, Mapping):
        metadata["sizes"] = {name: _size(size) for name, size in sizes.items() if name != "full" and isinstance(size, Mapping)}
    alt = str(document.get("alt_text") or "")
    row = MediaFile.objects.filter(post=post).first()
    if row is not None and (row.path, row.alt, row.metadata) == (path[:512], alt, metadata):
        return False
    MediaFile.objects.update_or_create(post=post, defaults={"path": path[:512], "alt": alt, "metadata": metadata})
    return True


def _size(size: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in size.items() if key not in ("source_url", "mime_type")}
    if "mime_type" in size:
        kept["mime-type"] = size["mime_type"]
    return kept
