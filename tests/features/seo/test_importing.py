"""What All in One SEO, Yoast and Rank Math left in a database or in documents, taken over."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from django.test import Client

from tests.features.seo.site import read
from tests.web.site.conftest import Write
from wirepress.content.options import store
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.posts.rows import terms_of
from wirepress.content.terms.models import Term, TermMeta
from wirepress.content.users.models import User, UserMeta
from wirepress.features.seo.importing.adopt import AIOSEO_POST, AIOSEO_TERM, adopt
from wirepress.features.seo.importing.aioseo_posts import overrides_of_row
from wirepress.features.seo.importing.documents import read_document
from wirepress.features.seo.importing.variables import from_rank_math, from_yoast
from wirepress.features.seo.overrides import store as overrides
from wirepress.features.seo.overrides.values import Overrides
from wirepress.features.seo.settings import store as settings
from wirepress.features.seo.settings.head import HeadSettings
from wirepress.features.seo.settings.schema import SchemaSettings

ROW: dict[str, Any] = {
    "title": "#post_title &#45; Harbour",
    "description": "Told &amp; sold",
    "canonical_url": "https://elsewhere.example/first/",
    "keywords": '[{"label":"crane","value":"crane"}]',
    "keyphrases": '{"focus":{"keyphrase":"harbour crane"},"additional":[{"keyphrase":"port"}]}',
    "primary_term": '{"category":5}',
    "og_title": "Shared",
    "og_object_type": "default",
    "og_image_type": "custom_image",
    "og_image_custom_url": "https://elsewhere.example/crane.jpg",
    "og_article_section": "Ports",
    "og_article_tags": '[{"label":"one","value":"one"},{"label":"two","value":"two"}]',
    "twitter_use_og": "1",
    "twitter_card": "summary",
    "robots_default": "0",
    "robots_noindex": "1",
    "robots_max_snippet": "-1",
    "robots_max_imagepreview": "large",
    "schema": json.dumps(
        {
            "default": {"graphName": "Article", "isEnabled": True, "data": {"Article": {"articleType": "NewsArticle"}}},
            "customGraphs": [
                {
                    "graphName": "Own",
                    "schema": '{"@context":"https://schema.org","@type":"Dataset","name":"#post_title"}',
                }
            ],
            "graphs": [{"graphName": "Recipe"}],
        }
    ),
    "page_analysis": "{}",
    "seo_score": "70",
}


def test_a_row_of_the_plugin_s_table() -> None:
    lost: Counter[str] = Counter()
    found = overrides_of_row(ROW, lost)
    assert found == Overrides(
        title="#post_title - Harbour",
        description="Told & sold",
        canonical="https://elsewhere.example/first/",
        robots={
            **dict.fromkeys(("nofollow", "noarchive", "nosnippet", "noimageindex", "noodp", "notranslate"), False),
            "noindex": True,
            "max_snippet": -1,
            "max_image_preview": "large",
        },
        og_title="Shared",
        og_image_source="custom",
        og_image="https://elsewhere.example/crane.jpg",
        og_section="Ports",
        og_tags=["one", "two"],
        twitter_as_og=True,
        twitter_card="summary",
        primary={"category": 5},
        keyphrases=["harbour crane", "port"],
        article_type="NewsArticle",
        nodes=[{"@type": "Dataset", "name": "#post_title"}],
    )
    assert sorted(lost) == [
        "All in One SEO: a graph of the kind Recipe",
        "All in One SEO: keywords for a tag that no search engine reads",
    ]


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"robots_default": "1", "robots_noindex": "1"},
        {"og_image_type": "default", "og_object_type": "default", "twitter_card": "default", "frequency": "default"},
        {"schema": "broken", "keyphrases": "[", "primary_term": "null", "og_article_tags": "", "priority": None},
        {"title": ["a"], "robots_default": "0x", "og_image_type": "custom_image"},
    ],
)
def test_a_row_that_says_nothing_or_nonsense_changes_nothing(row: dict[str, Any]) -> None:
    found = overrides_of_row(row, Counter())
    assert found == Overrides() or set(row) & {"robots_default"}
    assert not found.noindex


@pytest.mark.parametrize(
    ("template", "expected", "unknown"),
    [
        ("%%title%% %%page%% %%sep%% %%sitename%%", "#post_title #separator_sa #site_title", 0),
        ("%%cf_source%%, %%ct_topic%%", "#custom_field-source, #tax_name-topic", 0),
        ("100%% sure, %%whatever%%", "100%% sure,", 1),
        ("Ports &amp; %%term_title%%", "Ports & #taxonomy_title", 0),
    ],
)
def test_variables_of_yoast(template: str, expected: str, unknown: int) -> None:
    lost: Counter[str] = Counter()
    assert (from_yoast(template, lost), lost.total()) == (expected, unknown)


@pytest.mark.parametrize(
    ("template", "expected", "unknown"),
    [
        ("%title% %sep% %sitename%", "#post_title #separator_sa #site_title", 0),
        ("%customfield(source)% %customterm(topic)%", "#custom_field-source #tax_name-topic", 0),
        ("%date(Y)% %categories(limit=3)%", "#post_date #categories", 0),
        ("5% off, %count(x)%", "5% off,", 1),
    ],
)
def test_variables_of_rank_math(template: str, expected: str, unknown: int) -> None:
    lost: Counter[str] = Counter()
    assert (from_rank_math(template, lost), lost.total()) == (expected, unknown)


def aioseo(**look: Any) -> str:
    return json.dumps(
        {
            "searchAppearance": {
                "global": {
                    "separator": "&raquo;",
                    "siteTitle": "#site_title",
                    "metaDescription": "#tagline",
                    "schema": {"siteRepresents": "person", "personName": "Ida"},
                },
                "advanced": {
                    "globalRobotsMeta": {
                        "default": False,
                        "noindexPaginated": True,
                        "noarchive": True,
                        "maxSnippet": 50,
                        "maxVideoPreview": -1,
                        "maxImagePreview": "standard",
                    },
                    "pagedFormat": "- Page #page_number",
                },
                "archives": {"author": {"show": False, "title": "By #author_name"}},
                **look,
            },
            "social": {
                "facebook": {"general": {"enable": True, "defaultImageSourcePosts": "featured", "siteName": "Lantern"}},
                "profiles": {"urls": {"twitterUrl": "https://x.com/lantern"}},
            },
            "webmasterTools": {"google": "g1"},
        }
    )


DYNAMIC = json.dumps(
    {
        "searchAppearance": {
            "postTypes": {
                "post": {
                    "show": True,
                    "title": "#post_title!",
                    "metaDescription": "#post_excerpt",
                    "schemaType": "Article",
                    "articleType": "Article",
                },
                "page": {"schemaType": "WebPage", "webPageType": "AboutPage"},
            },
            "taxonomies": {
                "category": {
                    "title": "#taxonomy_title?",
                    "advanced": {"robotsMeta": {"default": False, "noindex": True}},
                }
            },
        }
    }
)


@pytest.mark.django_db
def test_a_site_that_had_aioseo(write: Write, reader: Client) -> None:
    store.put("blogname", "Lantern")
    store.put("aioseo_options", aioseo())
    store.put("aioseo_options_dynamic", DYNAMIC)
    store.put("aioseo_options_dynamic_localized", {"searchAppearance_postTypes_post_title": "#post_title…"})
    post, quiet = write("Ebb"), write("Quiet")
    section = terms_of(post, "category")[0]
    PostMeta.objects.create(post=quiet, key=AIOSEO_POST, value=ROW)
    TermMeta.objects.create(term=section, key=AIOSEO_TERM, value={"title": "Ports"})
    lost = adopt(["all-in-one-seo-pack"])
    assert any("Recipe" in sentence for sentence in lost)
    head = settings.read(HeadSettings)
    assert (head.like_aioseo, head.separator, head.page_format) == (True, "»", "- Page #page_number")
    assert head.robots["category"]["noindex"] is True and head.robots["author"] == {"show": False}
    assert (head.twitter_site, head.google, head.image_source) == ("lantern", "g1", "featured")
    schema = settings.read(SchemaSettings)
    assert (schema.represents, schema.article_types["post"], schema.page_types["page"]) == (
        "person",
        "Article",
        "AboutPage",
    )
    assert read(reader, post_link(post)).title == "Ebb…"
    assert read(reader, post_link(post)).robots == {
        "noarchive",
        "max-snippet:50",
        "max-image-preview:standard",
        "max-video-preview:-1",
    }
    assert "noindex" in read(reader, post_link(quiet)).robots
    assert overrides.of_term(section).title == "Ports"
    assert not PostMeta.objects.filter(key=AIOSEO_POST).exists()
    assert list(PostMeta.objects.filter(key=overrides.NOINDEX).values_list("post_id", flat=True)) == [quiet.pk]


@pytest.mark.django_db
def test_a_repeated_import_leaves_what_people_wrote_since(write: Write) -> None:
    store.put("aioseo_options", aioseo())
    post = write("Ebb")
    PostMeta.objects.create(post=post, key=AIOSEO_POST, value=ROW)
    adopt()
    overrides.put_of_post(Post.objects.get(pk=post.pk), Overrides(title="Mine"))
    settings.change(HeadSettings, {"separator": "~"})
    PostMeta.objects.create(post=post, key=AIOSEO_POST, value=ROW)
    adopt()
    assert overrides.of_post(Post.objects.get(pk=post.pk)) == Overrides(title="Mine")
    assert settings.read(HeadSettings).separator == "~"
    PostMeta.objects.create(post=post, key=AIOSEO_POST, value={**ROW, "title": "Theirs, newer"})
    adopt()
    assert overrides.of_post(Post.objects.get(pk=post.pk)).title == "Theirs, newer"


@pytest.mark.django_db
def test_a_site_that_had_yoast(write: Write, editor: User, reader: Client) -> None:
    store.put("blogname", "Lantern")
    store.put(
        "wpseo_titles",
        {
            "separator": "sc-pipe",
            "title-post": "%%title%% %%sep%% %%sitename%%",
            "metadesc-post": "",
            "title-tax-category": "%%term_title%% Archives",
            "noindex-tax-post_format": True,
            "noindex-author-wpseo": True,
            "title-author-wpseo": "%%name%%",
            "company_name": "Lantern Ltd",
            "schema-article-type-post": "NewsArticle",
            "corrections_policy_id": "7",
            "title-home-wpseo": "%%sitename%%",
        },
    )
    store.put(
        "wpseo_social", {"twitter_site": "lantern", "opengraph": True, "other_social_urls": ["https://a.example/l"]}
    )
    post = write("Ebb")
    section = terms_of(post, "category")[0]
    store.put(
        "wpseo_taxonomy_meta",
        {"category": {str(section.pk): {"wpseo_title": "%%term_title%% news", "wpseo_noindex": "noindex"}}},
    )
    for key, value in {
        "title": "%%title%% %%sep%% Port desk",
        "metadesc": "Crane",
        "meta-robots-noindex": "1",
        "meta-robots-adv": "noarchive,nosnippet",
        "primary_category": str(section.pk),
        "canonical": "https://elsewhere.example/a/",
        "schema_article_type": "Report",
        "linkdex": "60",
        "odd": "x",
    }.items():
        PostMeta.objects.create(post=post, key=f"_yoast_wpseo_{key}", value=value)
    UserMeta.objects.create(user=editor, key="wpseo_noindex_author", value="on")
    lost = adopt(["wordpress-seo"])
    assert sorted(lost) == ["Yoast SEO: an article of the kind Report.", "Yoast SEO: the field odd."]
    found = read(reader, post_link(post))
    assert found.title == "Ebb | Port desk" and found.one("description") == "Crane"
    assert {"noindex", "noarchive", "nosnippet"} <= found.robots
    assert found.links["canonical"] == ["https://elsewhere.example/a/"]
    assert overrides.of_post(Post.objects.get(pk=post.pk)).primary == {"category": section.pk}
    assert overrides.of_term(Term.objects.get(pk=section.pk)) == Overrides(
        title="#taxonomy_title news", robots={"noindex": True}
    )
    assert overrides.of_user(User.objects.get(pk=editor.pk)).noindex
    head, schema = settings.read(HeadSettings), settings.read(SchemaSettings)
    assert (
        not head.like_aioseo and head.robots["author"] == {"noindex": True} and head.titles["author"] == "#author_name"
    )
    assert (schema.name, schema.corrections_policy) == ("Lantern Ltd", "7")
    assert schema.same_as == ["https://x.com/lantern", "https://a.example/l"]


@pytest.mark.django_db
def test_a_site_that_had_rank_math(write: Write, reader: Client) -> None:
    store.put("blogname", "Lantern")
    store.put(
        "rank-math-options-titles",
        {
            "title_separator": "·",
            "pt_post_title": "%title% %sep% %sitename%",
            "pt_post_description": "%excerpt%",
            "robots_global": ["index", "nofollow"],
            "pt_post_default_rich_snippet": "article",
            "pt_post_default_article_type": "BlogPosting",
            "author_custom_robots": "on",
            "author_robots": ["noindex"],
            "noindex_search": "on",
        },
    )
    post, other = write("Ebb"), write("Flow")
    for key, value in {
        "title": "%title% now",
        "robots": ["index", "noarchive"],
        "advanced_robots": {"max-snippet": "12"},
        "focus_keyword": "crane, harbour",
        "schema_Event": {"@type": "Event", "name": "%title%", "metadata": {"isPrimary": "1"}},
        "seo_score": "70",
    }.items():
        PostMeta.objects.create(post=post, key=f"rank_math_{key}", value=value)
    assert adopt(["seo-by-rank-math"]) == []
    found = read(reader, post_link(post))
    assert found.title == "Ebb now" and found.robots == {"noarchive", "max-snippet:12", "max-image-preview:large"}
    assert found.nodes["Event"] == {"@type": "Event", "name": "Ebb"}
    assert read(reader, post_link(other)).title == "Flow · Lantern"
    assert "nofollow" in read(reader, post_link(other)).robots and "BlogPosting" in read(reader, post_link(other)).nodes
    assert overrides.of_post(Post.objects.get(pk=post.pk)).keyphrases == ["crane", "harbour"]


@pytest.mark.django_db
def test_of_several_plugins_the_active_one_counts_and_the_other_is_named(write: Write) -> None:
    store.put("aioseo_options", aioseo())
    store.put("wpseo_titles", {"separator": "sc-star"})
    assert adopt(["wordpress-seo"]) == ["All in One SEO had left data too, which was not taken over: Yoast SEO counts."]
    assert settings.read(HeadSettings).separator == "*"


@pytest.mark.django_db
def test_a_site_without_such_a_plugin_has_the_defaults() -> None:
    assert adopt([]) == [] and not settings.is_stored(HeadSettings)


DOCUMENT: dict[str, Any] = {
    "link": "https://old.example/ebb/",
    "title": {"rendered": "Ebb &#038; flow"},
    "excerpt": {"rendered": "<p>The pilots walked to work [&hellip;]</p>"},
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("added", "expected"),
    [
        ({}, Overrides()),
        (
            {
                "yoast_head_json": {
                    "title": "Ebb & flow - Old",
                    "description": "The pilots walked to",
                    "canonical": "https://old.example/ebb/",
                    "robots": {"index": "index"},
                }
            },
            Overrides(),
        ),
        (
            {
                "yoast_head_json": {
                    "title": "Why pilots walk",
                    "description": "Sand!",
                    "canonical": "https://first.example/",
                    "robots": {"index": "noindex", "follow": "nofollow"},
                    "og_title": "Look",
                }
            },
            Overrides(
                title="Why pilots walk",
                description="Sand!",
                canonical="https://first.example/",
                robots={"noindex": True, "nofollow": True},
                og_title="Look",
            ),
        ),
        (
            {
                "aioseo_head_json": {
                    "title": "Own words",
                    "robots": "noindex, max-image-preview:large",
                    "og:title": "Own words",
                }
            },
            Overrides(title="Own words", robots={"noindex": True}),
        ),
        ({"aioseo_meta_data": {"title": "#post_title!", "robots_default": True}}, Overrides(title="#post_title!")),
        ({"meta": {"_yoast_wpseo_title": "%%title%%?", "other": "x"}}, Overrides(title="#post_title?")),
        ({"meta": {"rank_math_focus_keyword": "ebb"}}, Overrides(keyphrases=["ebb"])),
    ],
)
def test_documents(added: dict[str, Any], expected: Overrides, write: Write) -> None:
    post = write("Ebb & flow")
    read_document({**DOCUMENT, **added}, post)
    assert overrides.of_post(Post.objects.get(pk=post.pk)) == expected
