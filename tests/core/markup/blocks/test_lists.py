"""Blocks that list what the site holds."""

import pytest

from tests.core.markup.newsroom import HOME, newsroom
from wirepress.core.markup.blocks.render import do_blocks


def shown(name, attrs="", **more):
    return do_blocks(f"<!-- wp:{name} {attrs}{' ' if attrs else ''}/-->", newsroom(**more))


def test_latest_posts_with_date_and_author():
    html = shown("latest-posts", '{"postsToShow":2,"displayPostDate":true,"displayAuthor":true}')
    assert html.startswith(
        '<ul class="wp-block-latest-posts__list has-dates has-author wp-block-latest-posts is-layout-flow '
    )
    assert (
        f'<li><a class="wp-block-latest-posts__post-title" href="{HOME}/bridge/">The &#8220;long&#8221; bridge</a>'
        '<div class="wp-block-latest-posts__post-author">by Ann O&#039;Hara</div>'
        '<time datetime="2026-03-02T08:15:00+00:00" class="wp-block-latest-posts__post-date">March 2, 2026</time></li>\n'
    ) in html
    assert ">(no title)</a>" in html


def test_latest_posts_with_text_and_picture():
    html = shown(
        "latest-posts", '{"postsToShow":3,"displayPostContent":true,"excerptLength":2,"displayFeaturedImage":true}'
    )
    assert (
        '<div class="wp-block-latest-posts__post-excerpt">One two… <a class="wp-block-latest-posts__read-more"' in html
    )
    assert '<div class="wp-block-latest-posts__featured-image"><img' in html
    assert "Short & sweet." in html
    assert "Protected: Vault" in html
    assert "hidden words" not in html


def test_latest_posts_of_older_wordpress_have_columns_and_no_layout():
    html = shown("latest-posts", '{"postLayout":"grid"}', compat="6.8")
    assert 'class="wp-block-latest-posts__list is-grid columns-3 wp-block-latest-posts"' in html


def test_latest_comments():
    html = shown("latest-comments", '{"commentsToShow":1}')
    assert html.startswith('<ol class="has-avatars has-dates has-excerpts wp-block-latest-comments"><li')
    assert "loading='lazy' decoding='async'/>" in html
    assert (
        '<a class="wp-block-latest-comments__comment-author" href="https://cy.example">Cy</a> on '
        f'<a class="wp-block-latest-comments__comment-link" href="{HOME}/bridge/#comment-22">The &#8220;long&#8221; bridge</a>'
    ) in html
    assert '<div class="wp-block-latest-comments__comment-excerpt"><p>An answer.</p>\n</div>' in html


def test_latest_comments_bare():
    html = shown("latest-comments", '{"displayAvatar":false,"displayDate":false,"displayExcerpt":false}')
    assert html.startswith(
        '<ol class="wp-block-latest-comments"><li class="wp-block-latest-comments__comment"><article>'
    )
    assert "<time" not in html
    assert "__comment-excerpt" not in html


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("monthly", "March 2026"),
        ("yearly", "2026"),
        ("daily", "March 2, 2026"),
        ("weekly", "March 2, 2026&#8211;March 8, 2026"),
    ],
)
def test_archives(kind, label):
    html = shown("archives", f'{{"type":"{kind}","showPostCounts":true}}')
    assert html.startswith(
        f"<ul class=\"wp-block-archives-list wp-block-archives\">\t<li><a href='{HOME}/2026/03/'>{label}</a>&nbsp;(4)</li>\n"
    )


def test_archives_as_a_select():
    html = shown("archives", '{"displayAsDropdown":true,"showLabel":false}')
    assert (
        '<label for="wp-block-archives-1" class="wp-block-archives__label screen-reader-text">Archives</label>' in html
    )
    assert f"\t<option value='{HOME}/2026/01/'> January 2026 </option>\n" in html
    assert '("wp-block-archives-1","")' in html


def test_the_calendar_of_a_month():
    html = shown("calendar")
    assert "<caption>March 2026</caption>" in html
    assert '<tr>\n\t\t<td colspan="6" class="pad">&nbsp;</td><td>1</td>\n\t</tr>' in html
    assert f'<td><a href="{HOME}/2026/03/02/" aria-label="Posts published on March 2, 2026">2</a></td>' in html
    assert '<td id="today">14</td>' in html
    assert html.endswith(
        f'<span class="wp-calendar-nav-prev"><a href="{HOME}/2026/01/">&laquo; Jan</a></span>\n\t\t<span class="pad">&nbsp;</span>\n'
        '\t\t<span class="wp-calendar-nav-next">&nbsp;</span>\n\t</nav></div>'
    )


def test_a_month_that_fills_its_weeks_needs_no_padding():
    html = shown("calendar", '{"year":2027,"month":2}')
    assert 'pad" colspan' not in html
    assert 'class="pad">&nbsp;</td>' not in html
    assert "<tr>\n\t\t<td>1</td>" in html


def test_the_tree_of_sections():
    html = shown("categories", '{"showHierarchy":true,"showPostCounts":true}')
    assert html == (
        '<ul class="wp-block-categories-list wp-block-categories-taxonomy-category wp-block-categories">'
        f'\t<li class="cat-item cat-item-1"><a href="{HOME}/category/city/">City</a> (2)\n<ul class=\'children\'>\n'
        f'\t<li class="cat-item cat-item-2"><a href="{HOME}/category/city/bridges/">Bridges &amp; tunnels</a> (5)\n</li>\n</ul>\n</li>\n'
        f'\t<li class="cat-item cat-item-3"><a href="{HOME}/category/sea/">Sea</a> (1)\n</li>\n</ul>'
    )
    assert "taxonomy-category" not in shown("categories", compat="6.8")


def test_sections_as_a_select():
    html = shown("categories", '{"displayAsDropdown":true,"showHierarchy":true,"label":"Where?"}')
    assert '<label class="wp-block-categories__label" for="wp-block-categories-1">Where?</label>' in html
    assert '\t<option class="level-1" value="bridges">&nbsp;&nbsp;&nbsp;Bridges &amp; tunnels</option>\n' in html


def test_the_cloud_of_tags():
    html = shown("tag-cloud", '{"smallestFontSize":"10px","largestFontSize":"20px","showTagCounts":true}')
    assert html.startswith('<p class="wp-block-tag-cloud"><a href=')
    assert 'tag-link-position-1" style="font-size: 20px;" aria-label="Bridges &amp; tunnels (5 items)">' in html
    assert 'style="font-size: 10px;" aria-label="Sea (1 item)">Sea<span class="tag-link-count"> (1)</span></a>' in html


def test_pages_as_a_tree():
    assert shown("page-list") == (
        '<ul class="wp-block-page-list"><li class="wp-block-pages-list__item has-child"><a class="wp-block-pages-list__item__link" '
        f'href="{HOME}/about/">About &amp; more</a><ul class="wp-block-navigation__submenu-container"><li class="wp-block-pages-list__item ">'
        f'<a class="wp-block-pages-list__item__link" href="{HOME}/about/team/">Team</a></li></ul></li></ul>'
    )


def test_a_feed_from_outside():
    html = shown(
        "rss", '{"feedURL":"https://far.example/feed","displayDate":true,"displayAuthor":true,"displayExcerpt":true}'
    )
    assert html == (
        "<ul class=\"has-dates has-authors has-excerpts wp-block-rss\"><li class='wp-block-rss__item'><div class='wp-block-rss__item-title'>"
        "<a href='https://far.example/1'>Tide &amp; wind</a></div>"
        '<time datetime="2026-03-01T00:00:00+00:00" class="wp-block-rss__item-publish-date">March 1, 2026</time> '
        '<span class="wp-block-rss__item-author">by Dee</span><div class="wp-block-rss__item-excerpt">High.</div></li></ul>'
    )
    assert "<strong>RSS Error:</strong> No feed &lt;there&gt;." in shown("rss", '{"feedURL":"https://gone.example"}')
    assert shown("rss") == ""
    assert "notice-error" in shown("rss", f'{{"feedURL":"{HOME}/"}}')


def test_the_search_form():
    html = shown(
        "search",
        '{"label":"Find","showLabel":false,"buttonText":"Go","width":50,"widthUnit":"%","query":{"post_type":"page"}}',
    )
    assert html == (
        f'<form role="search" method="get" action="{HOME}/" class="wp-block-search__button-outside wp-block-search__text-button wp-block-search" >'
        '<label class="wp-block-search__label screen-reader-text" for="wp-block-search__input-1" >Find</label>'
        '<div class="wp-block-search__inside-wrapper"  style="width: 50%"><input class="wp-block-search__input" id="wp-block-search__input-1" '
        'placeholder="" value="" type="search" name="s" required /><input type="hidden" name="post_type" value="page" />'
        '<button aria-label="Go" class="wp-block-search__button wp-element-button" type="submit" >Go</button></div></form>'
    )


def test_the_search_form_of_older_wordpress_has_blanks_to_spare():
    html = shown("search", '{"buttonPosition":"no-button"}', compat="6.8")
    assert 'class="wp-block-search__no-button wp-block-search"    ><label' in html
    assert '<div class="wp-block-search__inside-wrapper " >' in html
    assert "<button" not in html
