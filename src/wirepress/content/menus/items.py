"""What an entry of a menu shows: its own words, or those of the item, term or archive it leads to. WordPress 7.1 behaviour."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from wirepress.content.options import site, store
from wirepress.content.posts import types
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import meta_value
from wirepress.content.posts.statuses import effective_status
from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term
from wirepress.core.markup.excerpts.shorten import trim_words
from wirepress.core.markup.text.texturize import texturize
from wirepress.core.php.tags import strip_tags

_DESCRIPTION_WORDS = 200
_STATES = {"draft": "Draft", "pending": "Pending", "private": "Private", "future": "Scheduled"}


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One entry. `kind`: custom, post_type, taxonomy, post_type_archive; `object`: post type or taxonomy; `invalid`: it leads nowhere."""

    title: str
    url: str
    kind: str
    label: str
    object: str
    object_id: int
    parent: int
    target: str
    classes: list[str]
    xfn: list[str]
    hint: str
    description: str
    invalid: bool = False


def _number(value: Any) -> int:
    try:
        return int(value or 0)
    except (TypeError, ValueError):
        return 0


def _classes(value: Any) -> list[str]:
    if isinstance(value, dict):
        value = list(value.values())
    return [str(name) for name in value] if isinstance(value, list) else [str(value or "")]


def build_entry(post: Post, targets: EntryTargets | None = None) -> MenuEntry:
    """Return the entry that a nav_menu_item is. `targets`: what was read ahead for a list."""
    targets = targets or EntryTargets.load([post])
    plain = MenuEntry(
        title=post.title,
        url="",
        kind=str(meta_value(post, "_menu_item_type") or ""),
        label="",
        object=str(meta_value(post, "_menu_item_object") or ""),
        object_id=_number(meta_value(post, "_menu_item_object_id")),
        parent=_number(meta_value(post, "_menu_item_menu_item_parent")),
        target=str(meta_value(post, "_menu_item_target") or ""),
        classes=_classes(meta_value(post, "_menu_item_classes")),
        xfn=str(meta_value(post, "_menu_item_xfn") or "").split(" "),
        hint=strip_tags(texturize(post.excerpt)),
        description=strip_tags(texturize(trim_words(post.content, _DESCRIPTION_WORDS))),
    )
    match plain.kind:
        case "post_type":
            return _to_post(plain, targets.posts.get(plain.object_id))
        case "taxonomy":
            return _to_term(plain, targets.terms.get(plain.object_id))
        case "post_type_archive":
            return _to_archive(plain)
    return replace(plain, label="Custom Link", url=str(meta_value(post, "_menu_item_url") or ""))


@dataclass(frozen=True, slots=True)
class EntryTargets:
    """Posts and terms that entries lead to."""

    posts: dict[int, Post]
    terms: dict[int, Term]

    @classmethod
    def load(cls, posts: list[Post]) -> EntryTargets:
        """Read what the entries lead to: two queries however many there are."""
        wanted: dict[str, set[int]] = {"post_type": set(), "taxonomy": set()}
        for post in posts:
            kind = str(meta_value(post, "_menu_item_type") or "")
            if kind in wanted:
                wanted[kind].add(_number(meta_value(post, "_menu_item_object_id")))
        found = {item.pk: item for item in queries.load_posts(sorted(wanted["post_type"]))}
        return cls(found, Term.objects.in_bulk(wanted["taxonomy"]) if wanted["taxonomy"] else {})


def _named(plain: MenuEntry, title: str) -> str:
    return plain.title or title or f"#{plain.object_id} (no title)"


def _to_post(plain: MenuEntry, post: Post | None) -> MenuEntry:
    kind = types.get(plain.object)
    label = kind.singular if kind else plain.object
    if post is None:
        return replace(plain, title=_named(plain, ""), label=label, invalid=True)
    states = ", ".join(_state_labels(post))
    title = texturize(post.title) if post.title else ""
    gone = kind is None or post.status == "trash"
    return replace(
        plain, title=_named(plain, title), url=permalinks.post_link(post), label=states or label, invalid=gone
    )


def _state_labels(post: Post) -> list[str]:
    """Return what is special about a post, as lists in the back office say it."""
    status = effective_status(post)
    found = ["Password protected"] if post.password else []
    found += [_STATES[status]] if status in _STATES else []
    found += ["Sticky"] if post.sticky else []
    if store.get("show_on_front") == "page":
        found += ["Front Page"] if post.pk == store.get("page_on_front") else []
        found += ["Posts Page"] if post.pk == store.get("page_for_posts") else []
    if post.pk == _number(store.get("wp_page_for_privacy_policy", 0)):
        found.append("Privacy Policy Page")
    return found


def _to_term(plain: MenuEntry, term: Term | None) -> MenuEntry:
    taxonomy = taxonomies.get(plain.object)
    label = taxonomy.singular if taxonomy else plain.object
    if term is None or term.taxonomy != plain.object:
        return replace(plain, title=_named(plain, ""), label=label, invalid=True)
    return replace(plain, title=_named(plain, term.name), url=permalinks.term_link(term), label=label)


def _to_archive(plain: MenuEntry) -> MenuEntry:
    kind = types.get(plain.object)
    if kind is None:
        return replace(plain, label="Post Type Archive", invalid=True)
    url = site.home("/") if kind.name == "post" else ""
    return replace(
        plain, title=plain.title or str(kind.labels.get("archives") or kind.label), label="Post Type Archive", url=url
    )
