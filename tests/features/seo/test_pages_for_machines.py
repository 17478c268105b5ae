"""What extruct finds on every kind of page, and that what refers to a node finds it."""

from __future__ import annotations

from typing import Any

import extruct
import pytest
from django.test import Client

from tests.web.site.conftest import Write
from wirepress.content.media.models import MediaFile
from wirepress.content.options import features, store
from wirepress.content.posts.addresses.permalinks import post_link, term_link
from wirepress.content.posts.models import Post
from wirepress.content.terms.actions.create import create_term
from wirepress.content.users.models import User, UserMeta
from wirepress.features.seo.settings import store as settings
from wirepress.features.seo.settings.schema import SchemaSettings

BLOCKS = """<!-- wp:paragraph --><p>The pilots walked to work.</p><!-- /wp:paragraph -->
<!-- wp:yoast/faq-block {"questions":[{"id":"a","jsonQuestion":"Is it deep?","jsonAnswer":"Nine <b>fathoms</b>."}]} -->
<div class="schema-faq"><strong>Is it deep?</strong></div><!-- /wp:yoast/faq-block -->
<!-- wp:rank-math/howto-block {"steps":[{"id":"s","title":"Cast off","content":"Untie the rope."}]} -->
<div></div><!-- /wp:rank-math/howto-block -->
<!-- wp:embed {"url":"https://www.youtube.com/watch?v=abcdefghijk","providerNameSlug":"youtube"} -->
<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">
https://www.youtube.com/watch?v=abcdefghijk
</div></figure><!-- /wp:embed -->"""


def graph_of(client: Client, address: str) -> list[dict[str, Any]]:
    """The nodes that extruct finds on a page."""
    found = extruct.extract(client.get(address).content.decode(), syntaxes=["json-ld"])["json-ld"]
    assert len(found) == 1
    assert found[0]["@context"] == "https://schema.org"
    nodes: list[dict[str, Any]] = found[0]["@graph"]
    return nodes


def by_type(nodes: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {node["@type"]: node for node in nodes}


def references(value: Any) -> list[str]:
    """The names of nodes that a value refers to, without saying anything of them itself."""
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            return [value["@id"]]
        return [name for one in value.values() for name in references(one)]
    return [name for one in value for name in references(one)] if isinstance(value, list) else []


def names(value: Any) -> list[str]:
    """The names of nodes that say something, wherever they stand."""
    if isinstance(value, dict):
        own = [value["@id"]] if "@id" in value and len(value) > 1 else []
        return own + [name for one in value.values() for name in names(one)]
    return [name for one in value for name in names(one)] if isinstance(value, list) else []


@pytest.fixture
def story(write: Write, editor: User) -> Post:
    """A story with a picture, blocks, a section and tags, by somebody who is known elsewhere."""
    post = write("Low water at noon", content=BLOCKS)
    ebb = create_term("post_tag", "Ebb & flow")
    from wirepress.content.terms.models import TermPost

    TermPost.objects.create(post_id=post.pk, term=ebb)
    picture = Post.objects.create(
        type="attachment", status="inherit", mime_type="image/jpeg", title="Pier", slug="pier", excerpt="The old pier."
    )
    sizes = {"large": {"file": "pier-1200x900.jpg", "width": 1200, "height": 900}}
    sizes["thumbnail"] = {"file": "pier-150x150.jpg", "width": 150, "height": 150}
    metadata = {
        "width": 1600,
        "height": 900,
        "sizes": sizes,
        "image_meta": {"credit": "Ida Holm", "copyright": "Harbour Press"},
    }
    MediaFile.objects.create(post=picture, path="2026/03/pier.jpg", alt="A pier at ebb", metadata=metadata)
    Post.objects.filter(pk=post.pk).update(featured_media=picture.pk)
    UserMeta.objects.create(user=editor, key="linkedin", value="https://elsewhere.example/edda")
    return post


def test_a_story(story: Post, reader: Client) -> None:
    store.put("blogname", "The Lantern &amp; Tide")
    nodes = graph_of(reader, post_link(story))
    found = by_type(nodes)
    assert set(found) == {
        "BreadcrumbList",
        "FAQPage",
        "HowTo",
        "NewsArticle",
        "NewsMediaOrganization",
        "Person",
        "VideoObject",
        "WebPage",
        "WebSite",
    }
    article = found["NewsArticle"]
    assert article["headline"] == "Low water at noon"
    assert article["datePublished"] == "2026-03-09T07:30:00+00:00"
    assert article["keywords"] == ["Ebb & flow"] and article["articleSection"] == ["Harbour"]
    assert article["isAccessibleForFree"] is True and article["wordCount"] > 3
    assert article["publisher"] == {"@id": found["NewsMediaOrganization"]["@id"]}
    assert article["author"] == {"@id": found["Person"]["@id"]}
    first, second = article["image"]
    assert (first["width"], first["height"], first["caption"]) == (1600, 900, "The old pier.")
    assert (first["creditText"], first["copyrightNotice"]) == ("Ida Holm", "Harbour Press")
    assert second.endswith("/pier-1200x900.jpg")  # 4:3; the thumbnail is too small to be worth naming
    assert found["Person"]["sameAs"] == ["https://elsewhere.example/edda"]
    assert found["NewsMediaOrganization"]["name"] == "The Lantern & Tide"
    assert found["FAQPage"]["mainEntity"][0]["acceptedAnswer"]["text"] == "Nine fathoms."
    assert found["HowTo"]["step"] == [{"@type": "HowToStep", "name": "Cast off", "text": "Untie the rope."}]
    assert found["VideoObject"]["embedUrl"] == "https://www.youtube.com/embed/abcdefghijk"
    assert found["WebSite"]["potentialAction"]["@type"] == "SearchAction"


@pytest.mark.parametrize(
    ("where", "kind"),
    [
        ("front", "CollectionPage"),
        ("second", "CollectionPage"),
        ("section", "CollectionPage"),
        ("author", "ProfilePage"),
        ("month", "CollectionPage"),
        ("page", "WebPage"),
        ("search", "SearchResultsPage"),
        ("story", "WebPage"),
    ],
)
def test_every_kind_of_page(where: str, kind: str, story: Post, write: Write, reader: Client) -> None:
    store.put("posts_per_page", 1)
    write("High water")
    about = write("About us", kind="page")
    from wirepress.content.posts.rows import terms_of

    address = {
        "front": "/",
        "second": "/page/2/",
        "section": term_link(terms_of(story, "category")[0]),
        "author": "/author/edda/",
        "month": "/2026/03/",
        "page": post_link(about),
        "search": "/?s=water",
        "story": post_link(story),
    }[where]
    nodes = graph_of(reader, address)
    found = by_type(nodes)
    assert {"NewsMediaOrganization", "WebSite", kind} <= set(found)
    assert found[kind]["isPartOf"] == {"@id": found["WebSite"]["@id"]}
    assert found[kind]["name"] and found[kind]["inLanguage"] == "en-US"
    known = set(names(nodes))
    assert not [name for name in references(nodes) if name not in known]
    assert len(known) == len(set(known))
    if "BreadcrumbList" in found:
        items = found["BreadcrumbList"]["itemListElement"]
        assert [item["position"] for item in items] == list(range(1, len(items) + 1))
        assert all(item["name"] and item["item"].startswith("http") for item in items)


def test_breadcrumbs_are_those_that_readers_see(story: Post, reader: Client) -> None:
    html = reader.get(post_link(story)).content.decode()
    shown = html.partition("Where you are")[2].partition("</nav>")[0]
    items = by_type(graph_of(reader, post_link(story)))["BreadcrumbList"]["itemListElement"]
    assert [item["name"] for item in items] == ["Home", "Harbour", "Low water at noon"]
    assert "Home</a>" in shown and "Harbour</a>" in shown
    settings.change(SchemaSettings, {"breadcrumbs": False})
    assert "Where you are" not in reader.get(post_link(story)).content.decode()


def test_a_story_behind_a_password_says_nothing_of_its_text(write: Write, reader: Client) -> None:
    post = write("Sealed", content=BLOCKS, password="reeds")
    found = by_type(graph_of(reader, post_link(post)))
    assert "FAQPage" not in found and "VideoObject" not in found
    assert not found["NewsArticle"].get("wordCount") and "fathoms" not in str(found)


def test_what_is_not_there_is_a_page_without_a_story(write: Write, reader: Client) -> None:
    found = by_type(graph_of(reader, "/nothing-at-all/"))
    assert set(found) == {"NewsMediaOrganization", "WebPage", "WebSite"}


def test_switched_off_nothing_of_it_is_left(story: Post, reader: Client) -> None:
    features.switch("seo", False)
    html = reader.get(post_link(story)).content.decode()
    assert "ld+json" not in html and "Where you are" not in html and "og:locale" not in html
    assert "<title>Low water at noon" in html


def test_the_newsroom_s_policies_and_a_paywall(story: Post, write: Write, reader: Client) -> None:
    policy = write("How we correct", kind="page")
    settings.change(
        SchemaSettings,
        {
            "corrections_policy": str(policy.pk),
            "ethics_policy": "https://elsewhere.example/ethics",
            "masthead": "999999",
            "paid_selectors": [".behind"],
            "same_as": ["https://elsewhere.example/lantern"],
        },
    )
    from wirepress.features.seo.overrides import store as overrides
    from wirepress.features.seo.overrides.values import Overrides

    story = Post.objects.get(pk=story.pk)
    overrides.put_of_post(
        story,
        Overrides(
            paid=True,
            article_type="LiveBlogPosting",
            corrections=[{"text": "The pier is old.", "date": "2026-03-10"}],
            nodes=[{"@type": "ClaimReview", "claimReviewed": "#post_title is low"}],
        ),
    )
    found = by_type(graph_of(reader, post_link(story)))
    publisher = found["NewsMediaOrganization"]
    assert publisher["correctionsPolicy"] == post_link(policy)
    assert publisher["ethicsPolicy"] == "https://elsewhere.example/ethics" and "masthead" not in publisher
    article = found["LiveBlogPosting"]
    assert article["isAccessibleForFree"] is False
    assert article["hasPart"] == [{"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".behind"}]
    assert article["correction"] == [
        {"@type": "CorrectionComment", "text": "The pier is old.", "datePublished": "2026-03-10"}
    ]
    assert found["ClaimReview"]["claimReviewed"] == "Low water at noon is low"
