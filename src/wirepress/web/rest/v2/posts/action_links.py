"""What an editor may do with an item, as links of its schema; and the facts of its type that they rest on."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.options import site
from wirepress.content.terms.taxonomies import added as added_taxonomies
from wirepress.content.terms.taxonomies import get as taxonomy_of
from wirepress.core.contract.content.post_types import PostType
from wirepress.core.contract.content.taxonomies import Taxonomy

STATUSES: Final = ["publish", "future", "draft", "pending", "private"]


def taxonomies_of(kind: PostType) -> list[Taxonomy]:
    """Return the type's taxonomies that REST shows."""
    own = [taxonomy for name in kind.taxonomies if (taxonomy := taxonomy_of(name))]
    more = [taxonomy for taxonomy in added_taxonomies().values() if kind.name in taxonomy.types and taxonomy not in own]
    return [taxonomy for taxonomy in (*own, *more) if taxonomy.show_in_rest]


def action_links(kind: PostType) -> list[dict[str, Any]]:
    """Return what a client may find under `wp:action-*`, described."""
    href = site.rest_url(kind.rest_path + "/{id}")

    def link(rel: str, title: str, properties: dict[str, Any]) -> dict[str, Any]:
        return {
            "rel": f"https://api.w.org/action-{rel}",
            "title": title,
            "href": href,
            "targetSchema": {"type": "object", "properties": properties},
        }

    found = []
    if kind.name != "attachment":
        found.append(
            link("publish", "You may publish this.", {"status": {"type": "string", "enum": ["publish", "future"]}})
        )
    found.append(link("unfiltered-html", "You may use any HTML and scripts.", {"content": {"raw": {"type": "string"}}}))
    if kind.name == "post":
        found.append(link("sticky", "You may keep this on top.", {"sticky": {"type": "boolean"}}))
    if kind.can("author"):
        found.append(link("assign-author", "You may change the author.", {"author": {"type": "integer"}}))
    for taxonomy in taxonomies_of(kind):
        ids = {taxonomy.rest_base: {"type": "array", "items": {"type": "integer"}}}
        found.append(link(f"assign-{taxonomy.rest_base}", f"You may choose terms of {taxonomy.name}.", ids))
        found.append(link(f"create-{taxonomy.rest_base}", f"You may make new terms of {taxonomy.name}.", ids))
    return found
