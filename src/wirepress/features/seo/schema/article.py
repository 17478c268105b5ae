"""The story: NewsArticle, Article, BlogPosting, LiveBlogPosting."""

from __future__ import annotations

import re
from typing import Any, Final, cast

from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import terms_of
from wirepress.features.seo.head import texts
from wirepress.features.seo.schema.cut_pictures import cuts_of
from wirepress.features.seo.schema.images import image_node, in_ratios
from wirepress.features.seo.schema.json_ld import Node, language, local_moment, node, ref
from wirepress.features.seo.schema.page_ids import Graph
from wirepress.features.seo.schema.people import authors, person_id
from wirepress.features.seo.schema.web_page import story_picture

_TAG: Final = re.compile(r"<[^<>]*>")


def article_node(graph: Graph) -> Node | None:
    """Return the story with who wrote and publishes it, when, about what; None where the page has none."""
    post = cast("Post | None", graph.page.post)
    if post is None or not graph.article_type:
        return None
    meta, page = graph.meta, graph.page
    people = [ref(person_id(user)) for user in authors(post)]
    sections, tags = _names(post, "category", graph), _names(post, "post_tag", graph)
    made = node(
        graph.article_type,
        graph.article,
        name=meta.title,
        headline=graph.headline,
        description=meta.description if not graph.plugin_like else "",
        url=graph.url if not graph.plugin_like else "",
        author=people[0] if len(people) == 1 else people,
        publisher=ref(graph.organization),
        image=_images(graph),
        datePublished=local_moment(post.date),
        dateModified=local_moment(post.modified),
        inLanguage=language(),
        commentCount=post.comment_count or None,
        mainEntityOfPage=ref(graph.web_page),
        isPartOf=ref(graph.web_page),
        articleSection=", ".join([*sections, *tags]) if graph.plugin_like else sections,
        keywords=tags,
        wordCount=len(_TAG.sub(" ", page.html).split()) or None,
        pagination=page.number if page.number > 1 else None,
    )
    return {**made, **_readers(graph, post), **_corrections(graph), **_publisher_again(graph)}


def _names(post: Post, taxonomy: str, graph: Graph) -> list[str]:
    return [term.name if graph.plugin_like else texts.decoded(term.name) for term in terms_of(post, taxonomy)]


def _images(graph: Graph) -> Any:
    picture = story_picture(graph)
    if picture is None:
        return None
    if graph.plugin_like:
        return image_node(picture, graph.settings)
    post = cast(Post, graph.page.post)
    first, *others = in_ratios(picture, cuts_of(post, picture.id, picture.path))
    return [image_node(first, graph.settings, f"{graph.url}#mainImage"), *(one.url for one in others)]


def _readers(graph: Graph, post: Post) -> Node:
    """Who may read it, and what may be read aloud."""
    made: Node = {}
    paid = graph.meta.own.paid
    selectors = [line.strip() for line in graph.settings.paid_selectors if line.strip()]
    if paid:
        made["isAccessibleForFree"] = False
        made["hasPart"] = [
            {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": selector} for selector in selectors
        ]
        if not selectors:
            del made["hasPart"]
    elif not graph.plugin_like and not post.password:
        made["isAccessibleForFree"] = True
    aloud = [line.strip() for line in graph.settings.speakable if line.strip()]
    if aloud and not graph.plugin_like and not post.password:
        made["speakable"] = {"@type": "SpeakableSpecification", "cssSelector": aloud}
    return made


def _corrections(graph: Graph) -> Node:
    """What was wrong, as the desk put it."""
    found = [
        node("CorrectionComment", text=str(one.get("text") or ""), datePublished=str(one.get("date") or ""))
        for one in graph.meta.own.corrections
        if one.get("text")
    ]
    return {"correction": found} if found else {}


def _publisher_again(graph: Graph) -> Node:
    """Whose rights they are, for a site that does not answer as the plugin did."""
    if graph.plugin_like:
        return {}
    post = cast(Post, graph.page.post)
    made = {"copyrightHolder": ref(graph.organization)}
    return {**made, "copyrightYear": post.date.year} if post.date else made
