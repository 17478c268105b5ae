"""The page itself."""

from __future__ import annotations

from typing import cast

from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.features.seo.head import pictures
from wirepress.features.seo.schema.images import image_node
from wirepress.features.seo.schema.json_ld import Node, gmt_moment, language, local_moment, node, ref
from wirepress.features.seo.schema.page_ids import Graph
from wirepress.features.seo.schema.people import of_page, person_id

_STORIES = 30  # of a list that are named


def web_page_node(graph: Graph, *, has_breadcrumbs: bool) -> Node:
    """Return the page: its name, language, way, picture, dates, and what it is about."""
    page, meta = graph.page, graph.meta
    made = node(
        graph.page_type,
        graph.web_page,
        url=graph.url,
        name=meta.title if page.subject != "missing" else "",
        description=meta.description,
        inLanguage=language(),
        isPartOf=ref(graph.website),
        breadcrumb=ref(graph.breadcrumbs) if has_breadcrumbs else None,
    )
    if page.subject == "story" and page.post is not None:
        made.update(_of_story(graph, cast(Post, page.post)))
    elif page.subject == "front":
        made["about"] = ref(graph.organization)
    elif page.subject == "author" and page.person is not None:
        user = cast(User, page.person)
        made.update(node("", dateCreated=gmt_moment(user.registered), mainEntity=ref(person_id(user))))
    made.pop("", None)
    if page.stories and not graph.plugin_like and page.subject != "author":
        made["mainEntity"] = _stories(graph)
    return {**made, "@type": graph.page_type}


def _of_story(graph: Graph, post: Post) -> Node:
    made: Node = {}
    people = [ref(person_id(user)) for user in of_page(graph)] if graph.article_type or post.type == "post" else []
    if people:
        made["author"] = people[0] if len(people) == 1 else people
        made["creator"] = made["author"]
    picture = story_picture(graph)
    if picture is not None:
        # AIOSEO names the picture with a slash before the sign, and refers to it without one.
        name = f"{graph.url}/#mainImage" if graph.plugin_like else f"{graph.url}#mainImage"
        made["image"] = image_node(picture, graph.settings, name)
        made["primaryImageOfPage"] = ref(f"{graph.url}#mainImage")
    made["datePublished"], made["dateModified"] = local_moment(post.date), local_moment(post.modified)
    return made


def story_picture(graph: Graph) -> pictures.SharedPicture | None:
    """Return the picture of a story for machines: the featured one, else the first that it shows."""
    found = pictures.featured(graph.page)
    if found is None and (graph.article_type or not graph.plugin_like):
        found = pictures.first_in_story(graph.page)
    return found


def _stories(graph: Graph) -> Node:
    from wirepress.content.posts.addresses.permalinks import post_link

    posts = [cast(Post, post) for post in graph.page.stories[:_STORIES]]
    items = [{"@type": "ListItem", "position": place, "url": post_link(post)} for place, post in enumerate(posts, 1)]
    return {"@type": "ItemList", "itemListElement": items}
