"""The `_links` of a post's document, in WordPress's order."""

from __future__ import annotations

from typing import Any

from wirepress.content.options import site
from wirepress.content.posts import access
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.content.terms import access as term_access
from wirepress.core.contract.content.post_types import PostType
from wirepress.core.rest.routes import Request
from wirepress.web.rest.v2.posts.action_links import taxonomies_of

Links = dict[str, list[dict[str, Any]]]
_NO_ATTACHMENTS = ("attachment", "nav_menu_item", "revision")


def allowed_methods(request: Request, post: Post) -> list[str]:
    """Return what the actor may do at the post's own address."""
    found = []
    if access.may_read(request.actor, post):
        found.append("GET")
    if access.may_edit(request.actor, post):
        found += ["POST", "PUT", "PATCH"]
    if access.may_delete(request.actor, post):
        found.append("DELETE")
    return found


def build_links(kind: PostType, post: Post, request: Request) -> Links:
    """Return all links of the document that the actor gets."""
    own = site.rest_url(f"{kind.rest_path}/{post.id}")
    hints = allowed_methods(request, post)
    found: Links = {
        "self": [{"href": own, **({"targetHints": {"allow": hints}} if hints else {})}],
        "collection": [{"href": site.rest_url(kind.rest_path)}],
        "about": [{"href": site.rest_url(f"/wp/v2/types/{kind.name}")}],
    }
    if (kind.name in ("post", "page") or kind.can("author")) and post.author_id:
        found["author"] = [{"embeddable": True, "href": site.rest_url(f"/wp/v2/users/{post.author_id}")}]
    if kind.name in ("post", "page") or kind.can("comments"):
        found["replies"] = [{"embeddable": True, "href": site.rest_url("/wp/v2/comments", f"post={post.id}")}]
    if kind.name in ("post", "page") or kind.can("revisions"):
        found.update(_revision_links(own, post))
    if kind.hierarchical and post.parent_id:
        found["up"] = [{"embeddable": True, "href": site.rest_url(f"{kind.rest_path}/{post.parent_id}")}]
    if kind.can("thumbnail") and post.featured_media:
        found["wp:featuredmedia"] = [{"embeddable": True, "href": site.rest_url(f"/wp/v2/media/{post.featured_media}")}]
    if kind.name not in _NO_ATTACHMENTS:
        found["wp:attachment"] = [{"href": site.rest_url("/wp/v2/media", f"parent={post.id}")}]
    terms = [
        {"taxonomy": taxonomy.name, "embeddable": True, "href": site.rest_url(taxonomy.rest_path, f"post={post.id}")}
        for taxonomy in taxonomies_of(kind)
    ]
    if terms:
        found["wp:term"] = terms
    if request.get("context") == "edit":
        found.update({f"wp:action-{name}": [{"href": own}] for name in _action_relations(kind, request)})
    return found


def _revision_links(own: str, post: Post) -> Links:
    count, latest = queries.revision_facts(post)
    found: Links = {"version-history": [{"count": count, "href": f"{own}/revisions"}]}
    if latest:
        found["predecessor-version"] = [{"id": latest, "href": f"{own}/revisions/{latest}"}]
    return found


def _action_relations(kind: PostType, request: Request) -> list[str]:
    actor = request.actor
    found = []
    if kind.name != "attachment" and access.may_publish(actor, kind.name):
        found.append("publish")
    if access.may_write_unfiltered_html(actor):
        found.append("unfiltered-html")
    if kind.name == "post" and access.may_stick(actor, kind.name):
        found.append("sticky")
    if kind.can("author") and access.may_edit_others(actor, kind.name):
        found.append("assign-author")
    for taxonomy in taxonomies_of(kind):
        if term_access.may_create(actor, taxonomy.name):
            found.append(f"create-{taxonomy.rest_base}")
        if term_access.may(actor, "assign_terms", taxonomy.name):
            found.append(f"assign-{taxonomy.rest_base}")
    return found
