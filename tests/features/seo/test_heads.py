"""What stands in heads: a new site's defaults, templates, overrides, and a site that answers as All in One SEO did."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.features.seo.site import read
from tests.web.site.conftest import Write
from wirepress.content.media.models import MediaFile
from wirepress.content.options import store
from wirepress.content.posts.addresses.permalinks import post_link, term_link
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import terms_of
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User, UserMeta
from wirepress.features.seo.overrides import store as overrides
from wirepress.features.seo.overrides.values import Overrides
from wirepress.features.seo.settings import store as settings
from wirepress.features.seo.settings.head import HeadSettings

LONG = " ".join(f"word{number}" for number in range(80))


@pytest.fixture(autouse=True)
def paper(editor: User) -> None:
    store.put("blogname", "Lantern &amp; Tide")
    store.put("blogdescription", "")


def own(post: Post, **fields: object) -> None:
    overrides.put_of_post(Post.objects.get(pk=post.pk), Overrides(**fields))  # type: ignore[arg-type]


def test_a_new_site(write: Write, reader: Client) -> None:
    post = write("Tides & “moons”", content=f"<p>{LONG}</p>")
    found = read(reader, post_link(post))
    assert found.title == "Tides & “moons” – Lantern & Tide"
    assert found.one("description").split() == [*(f"word{number}" for number in range(31)), "word31…"]
    assert found.robots == {"max-image-preview:large"}
    assert found.links["canonical"] == [post_link(post)]
    assert (found.one("og:type"), found.one("og:title")) == ("article", "Tides & “moons”")
    assert found.one("og:site_name") == "Lantern & Tide"
    assert found.one("article:section") == "Harbour"
    assert found.one("twitter:card") == "summary"  # there is no picture
    assert read(reader, "/").title == "Lantern & Tide"  # no separator before a tagline that is not there


def test_further_pages_keep_their_description(write: Write, reader: Client) -> None:
    store.put("posts_per_page", 1)
    post = write()
    write("High water")
    Term.objects.update(description="All of the harbour.")
    found = read(reader, term_link(terms_of(post, "category")[0]) + "page/2/")
    assert found.title == "Harbour – Page 2 – Lantern & Tide"
    assert found.one("description") == "All of the harbour."
    assert found.robots == {"max-image-preview:large"}
    assert found.links["canonical"][0].endswith("/page/2/") and found.links["prev"][0].endswith("/harbour/")
    settings.change(HeadSettings, {"noindex_paged": True, "nofollow_paged": True})
    assert read(reader, "/page/2/").robots == {"noindex", "nofollow", "max-image-preview:large"}


def test_the_pages_of_a_story_that_is_split(write: Write, reader: Client) -> None:
    post = write(content="One<!--nextpage-->Two<!--nextpage-->Three")
    found = read(reader, f"{post_link(post)}2/")
    assert found.links["canonical"] == [f"{post_link(post)}2/"]
    assert (found.links["prev"], found.links["next"]) == ([post_link(post)], [f"{post_link(post)}3/"])
    assert found.nodes["NewsArticle"]["pagination"] == 2


def test_the_picture_is_the_featured_one_else_the_first_else_the_default(write: Write, reader: Client) -> None:
    plain = write("No picture")
    shown = write(
        "One", content='<p>See.</p><img src="/wp-content/uploads/a.png" alt="A boat" width="800" height="600">'
    )
    picture = Post.objects.create(type="attachment", status="inherit", mime_type="image/png", title="Pier", slug="pier")
    MediaFile.objects.create(post=picture, path="b.png", alt="Pier", metadata={"width": 900, "height": 600})
    featured = write("Two", content=shown.content)
    Post.objects.filter(pk=featured.pk).update(featured_media=picture.pk)
    found = read(reader, post_link(featured))
    assert found.one("og:image").endswith("/wp-content/uploads/b.png")
    assert (found.one("og:image:width"), found.one("og:image:height")) == ("900", "600")
    assert (found.one("og:image:alt"), found.one("og:image:type")) == ("Pier", "image/png")
    assert found.one("twitter:card") == "summary_large_image"
    assert read(reader, post_link(shown)).one("og:image:alt") == "A boat"
    assert not read(reader, post_link(plain)).one("og:image")
    settings.change(HeadSettings, {"default_image": "/d.jpg"})
    assert read(reader, post_link(plain)).one("og:image").endswith("/d.jpg")
    settings.change(HeadSettings, {"image_source": "default"})
    assert read(reader, post_link(featured)).one("og:image").endswith("/d.jpg")


def test_a_story_s_own_words_stand_before_the_templates(write: Write, reader: Client) -> None:
    post = write("Ebb")
    own(
        post,
        title="<b>#post_title</b> #separator_sa seen by #author_name",
        description='Said "so" #1',
        canonical="/elsewhere/",
        robots={"noindex": True, "noarchive": True, "max_snippet": 20, "max_image_preview": "none"},
        og_title="Shared #post_title",
        og_image_source="custom",
        og_image="https://elsewhere.example/p.jpg",
        og_section="Ferries",
        og_tags=["one", "two"],
        twitter_title="On X",
        twitter_card="summary_large_image",
    )
    found = read(reader, post_link(post))
    assert found.title == "Ebb – seen by edda"
    assert found.one("description") == 'Said "so" #1'
    assert found.links["canonical"][0].endswith("/elsewhere/") and found.one("og:url") == found.links["canonical"][0]
    assert found.robots == {"noindex", "follow", "noarchive", "max-snippet:20", "max-image-preview:none"}
    assert found.one("og:title") == "Shared Ebb" and found.one("twitter:title") == "On X"
    assert found.one("og:image") == found.one("twitter:image") == "https://elsewhere.example/p.jpg"
    assert found.one("article:section") == "Ferries" and found.meta["article:tag"] == ["one", "two"]


def test_sections_and_people_have_their_own_words_too(write: Write, editor: User, reader: Client) -> None:
    section = terms_of(write(), "category")[0]
    overrides.put_of_term(section.pk, Overrides(title="All of #taxonomy_title", robots={"noindex": True}))
    overrides.put_of_user(editor.pk, Overrides(description="#author_name writes."))
    UserMeta.objects.create(user=editor, key="description", value="Bio.")
    assert read(reader, term_link(section)).title == "All of Harbour"
    assert "noindex" in read(reader, term_link(section)).robots
    assert read(reader, "/author/edda/").one("description") == "edda writes."


def test_robots_of_a_kind_of_page(write: Write, reader: Client) -> None:
    post = write()
    settings.change(
        HeadSettings,
        {
            "robots": {"date": {"noindex": True}, "post": {"nosnippet": True}, "all": {"notranslate": True}},
            "max_snippet": 30,
        },
    )
    assert read(reader, "/2026/03/").robots == {"noindex", "follow", "max-snippet:30", "max-image-preview:large"}
    assert read(reader, post_link(post)).robots == {"nosnippet", "max-image-preview:large"}
    assert read(reader, "/").robots == {"notranslate", "max-snippet:30", "max-image-preview:large"}
    store.put("blog_public", 0)
    assert read(reader, post_link(post)).robots == {"noindex", "nofollow"}


def test_lists_without_stories_searches_and_what_is_missing_stay_out_of_search(write: Write, reader: Client) -> None:
    write()
    empty = Term.objects.create(name="Quiet", slug="quiet", taxonomy="post_tag")
    assert "noindex" in read(reader, term_link(empty)).robots
    assert "noindex" in read(reader, "/?s=water").robots
    missing = read(reader, "/nothing-at-all/")
    assert (missing.status, missing.robots, missing.title) == (
        404,
        {"noindex", "follow", "max-image-preview:large"},
        "Page not found – Lantern & Tide",
    )
    assert not missing.one("og:title") and "canonical" not in missing.links


def test_verification_stands_on_the_front_page(write: Write, reader: Client) -> None:
    settings.change(
        HeadSettings,
        {
            "google": '<meta name="google-site-verification" content="abc_1">',
            "bing": "B1",
            "mastodon": ["https://social.example/@lantern"],
        },
    )
    front = read(reader, "/")
    assert (front.one("google-site-verification"), front.one("msvalidate.01")) == ("abc_1", "B1")
    assert front.links["me"] == ["https://social.example/@lantern"]
    assert not read(reader, post_link(write())).one("google-site-verification")


def test_sharing_can_be_switched_off(write: Write, reader: Client) -> None:
    settings.change(HeadSettings, {"open_graph": False, "twitter": False})
    found = read(reader, post_link(write()))
    assert not [name for name in found.meta if name.startswith(("og:", "article:", "twitter:"))]


def test_the_page_is_made_anew_after_a_change(write: Write, reader: Client) -> None:
    post = write()
    assert read(reader, post_link(post)).title.endswith("Lantern & Tide")
    settings.change(HeadSettings, {"titles": {"post": "#post_title"}})
    assert read(reader, post_link(post)).title == "Low water at noon"


class TestLikeAioseo:
    """A site that had the plugin, with plain addresses."""

    @pytest.fixture(autouse=True)
    def plain(self, paper: None) -> None:
        store.put("permalink_structure", "")
        settings.change(
            HeadSettings,
            {
                "like_aioseo": True,
                "separator": "-",
                "image_source": "default",
                "article_tags": False,
                "noindex_empty": False,
                "noindex_paged": True,
                "nofollow_paged": True,
                "site_name": "#site_title #separator_sa #tagline",
            },
        )

    def test_the_front_page(self, write: Write, reader: Client) -> None:
        found = read(reader, "/")
        home = found.links["canonical"][0]
        assert found.title == found.one("og:site_name") == "Lantern & Tide -"
        assert not home.endswith("/") and home == found.one("og:url")
        assert found.nodes["CollectionPage"]["@id"] == f"{home}#collectionpage"

    def test_lists_say_their_page_in_the_description(self, write: Write, reader: Client) -> None:
        store.put("posts_per_page", 1)
        section = terms_of(write(), "category")[0]
        write("High")
        assert read(reader, "/?paged=2").one("description") == "- Page 2"
        Term.objects.update(description="It's “so”")
        found = read(reader, f"/?cat={section.pk}&paged=2")
        assert found.title == "Harbour - Lantern & Tide - Page 2"
        assert found.one("description") == "It’s “so” - Page 2"
        assert found.links["canonical"][0].endswith(f"/?cat={section.pk}/page/2")
        assert found.nodes["CollectionPage"]["url"].endswith(f"/?cat={section.pk}&paged=2")

    def test_a_story(self, write: Write, reader: Client) -> None:
        content = (
            f'<h2>It\'s</h2>\n<figure><figcaption>No</figcaption></figure><p>"{LONG}" C:\\\\x [caption]y[/caption]</p>'
        )
        post = write("A & <em>b</em>", content=content)
        found = read(reader, f"/?p={post.pk}")
        assert found.title == "A & b - Lantern & Tide"
        words = found.one("description").split()
        assert (words[0], words[1], len(words), words[-1]) == ("It's", '"word0', 55, "word53")
        assert not found.one("og:image") and found.one("twitter:card") == "summary_large_image"
        assert found.nodes["NewsArticle"]["headline"] == "A &#038; b"
        crumbs = found.nodes["BreadcrumbList"]["itemListElement"]
        assert crumbs[1]["nextItem"]["name"] == "A &#038; b" and "item" not in crumbs[2]

    def test_two_backslashes_are_one(self, write: Write, reader: Client) -> None:
        post = write("Path", content=r"C:\temp \\ \"x\"")
        assert read(reader, f"/?p={post.pk}").one("description") == r"C:\temp \ \"x\""

    def test_a_story_behind_a_password(self, write: Write, reader: Client) -> None:
        post = write("Sealed", password="reeds")
        found = read(reader, f"/?p={post.pk}")
        assert found.title == "Protected: Sealed - Lantern & Tide"
        assert not found.one("description") and not found.one("og:description")
        assert found.nodes["NewsArticle"]["headline"] == "Protected: Sealed"

    def test_a_search_puts_its_words_through_as_wordpress_does(self, write: Write, reader: Client) -> None:
        found = read(reader, "/?s=it's+%3Ci%3Elow")
        assert found.title == "it's low - Lantern & Tide"
        assert found.nodes["SearchResultsPage"]["url"].endswith("/?s=it%5C%27s%20%3Ci%3Elow")
        assert found.robots == {"noindex", "max-image-preview:large"}
