"""People: who wrote a story, whose page it is, for whom the site stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, cast

from wirepress.content.options import site
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import author_of
from wirepress.content.users.avatars import avatar_url
from wirepress.content.users.models import User
from wirepress.content.users.rows import meta_of
from wirepress.features.seo.head import texts
from wirepress.features.seo.schema.json_ld import Node, node, ref
from wirepress.features.seo.schema.page_ids import Graph

AVATAR: Final = 96
# Fields of a profile that hold an address; those of AIOSEO and Yoast.
_PROFILES: Final = (
    "aioseo_facebook_page_url aioseo_twitter_url aioseo_instagram_url aioseo_tiktok_page_url aioseo_pinterest_url aioseo_youtube_url"
    " aioseo_linkedin_url aioseo_tumblr_url aioseo_yelp_page_url aioseo_sound_cloud_url aioseo_wikipedia_url aioseo_myspace_url"
    " aioseo_google_places_url aioseo_word_press_url aioseo_bluesky_url aioseo_threads_url aioseo_profiles_additional_urls"
    " facebook instagram linkedin myspace pinterest soundcloud tumblr youtube wikipedia mastodon bluesky threads"
).split()


def authors(post: Post) -> list[User]:
    """Return who wrote a story."""
    user = author_of(post)
    return [user] if user is not None and not (user.placeholder and user.display_name.isdigit()) else []


def person_id(user: User) -> str:
    """Return the name of a person's node."""
    return f"{permalinks.author_link(user)}#author"


def person_node(user: User, graph: Graph) -> Node:
    """Return a person with their page, picture and profiles elsewhere."""
    name = texts.decoded(user.display_name) or user.nicename
    meta = meta_of(user)
    image = node(
        "ImageObject",
        f"{graph.url}#authorImage",
        url=avatar_url(user.email, AVATAR),
        width=AVATAR,
        height=AVATAR,
        caption=name,
    )
    made = node(
        "Person",
        person_id(user),
        url=permalinks.author_link(user),
        name=name,
        givenName=_text(meta.get("first_name")),
        familyName=_text(meta.get("last_name")),
        image=image if user.email else None,
        jobTitle=_text(meta.get("job_title")),
        description=_text(meta.get("description")),
        sameAs=list(dict.fromkeys(profiles(user, meta))),
    )
    if not graph.plugin_like:
        made["worksFor"] = ref(graph.organization)
    if graph.page.subject == "author":
        made["mainEntityOfPage"] = ref(graph.web_page)
    return made


def profiles(user: User, meta: dict[str, Any]) -> Iterator[str]:
    """Yield the addresses of a person's profiles elsewhere."""
    if user.url.startswith(("http://", "https://")) and user.url.rstrip("/") != site.home():
        yield user.url
    for key in _PROFILES:
        for value in str(meta.get(key) or "").split():
            if value.startswith(("http://", "https://")):
                yield value
    handle = str(meta.get("twitter") or "").strip().removeprefix("@")
    if handle:
        yield handle if handle.startswith("http") else f"https://x.com/{handle}"


def of_page(graph: Graph) -> list[User]:
    """Return the people that a page is about or by."""
    page = graph.page
    if page.subject == "author" and page.person is not None:
        return [cast(User, page.person)]
    if page.subject == "story" and page.post is not None and (page.post.type == "post" or graph.article_type):
        return authors(cast(Post, page.post))
    return []


def _text(value: Any) -> str:
    return texts.plain(str(value)) if value else ""
