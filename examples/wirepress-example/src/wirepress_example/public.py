"""What readers see beside the recipes themselves: an address that leads to the newest one, and a tag in its page's head."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from wirepress.core.hooks import HeadTag, PostFacts, PublicAddress


def newest_recipe(request: HttpRequest) -> HttpResponse:
    """Lead to the newest recipe. Raises Http404 while there is none."""
    from wirepress.content.posts.addresses.permalinks import post_link
    from wirepress.content.posts.listing.queries import published_posts

    found, _ = published_posts(types=("recipe",), per_page=1)
    if not found:
        raise Http404
    return HttpResponseRedirect(post_link(found[0]))


def tags_of(post: PostFacts | None) -> Sequence[HeadTag]:
    """Return the tags of a page: how the kitchen liked the recipe that it shows."""
    from wirepress_example.tastings import average_stars

    stars = average_stars(post.pk) if post is not None and post.type == "recipe" else None
    return () if stars is None else (HeadTag.meta("example:stars", f"{stars:.1f}"),)


ADDRESSES = (PublicAddress(r"todays-recipe/?", newest_recipe, "newest"),)
