"""Blocks about a post, its author, its comments, the site and its menus."""

import pytest

from tests.core.markup.newsroom import BRIDGE, FERRY, HOME, SECRET, newsroom
from wirepress.core.markup.blocks.render import do_blocks
from wirepress.settings import limits


def shown(text, **more):
    return do_blocks(text if text.startswith("<!--") else f"<!-- wp:{text} /-->", newsroom(**more))


@pytest.mark.parametrize(
    ("block", "html"),
    [
        ("post-title", '<h2 class="wp-block-post-title">The &#8220;long&#8221; bridge</h2>'),
        (
            'post-title {"level":0,"isLink":true,"rel":"nofollow","textAlign":"right"}',
            f'<p class="has-text-align-right wp-block-post-title"><a href="{HOME}/bridge/" target="_self" rel="nofollow">'
            "The &#8220;long&#8221; bridge</a></p>",
        ),
        (
            "post-date",
            '<div class="wp-block-post-date"><time datetime="2026-03-02T08:15:00+00:00">March 2, 2026</time></div>',
        ),
        (
            'post-date {"displayType":"modified","format":"human-diff"}',
            '<div class="wp-block-post-date__modified-date wp-block-post-date"><time datetime="2026-03-05T07:00:00+00:00">1 week ago</time></div>',
        ),
        (
            'post-excerpt {"excerptLength":3,"moreText":"On"}',
            '<div class="wp-block-post-excerpt"><p class="wp-block-post-excerpt__excerpt">One two three&hellip;</p>'
            f'<p class="wp-block-post-excerpt__more-text"><a class="wp-block-post-excerpt__more-link" href="{HOME}/bridge/">On</a></p></div>',
        ),
        (
            "read-more",
            f'<a class="wp-block-read-more" href="{HOME}/bridge/" target="_self">Read more<span class="screen-reader-text">: '
            "The &#8220;long&#8221; bridge</span></a>",
        ),
        (
            'post-terms {"term":"category","separator":" | ","prefix":"In "}',
            '<div class="taxonomy-category wp-block-post-terms"><span class="wp-block-post-terms__prefix">In </span>'
            f'<a href="{HOME}/category/city/" rel="tag">City</a><span class="wp-block-post-terms__separator"> | </span>'
            f'<a href="{HOME}/category/city/bridges/" rel="tag">Bridges &amp; tunnels</a></div>',
        ),
        ("post-author-name", '<div class="wp-block-post-author-name">Ann O&#039;Hara</div>'),
        ("post-author-biography", '<div class="wp-block-post-author-biography">Writes about water.</div>'),
        ("post-comments-count", '<div class="wp-block-post-comments-count">2</div>'),
        ("post-time-to-read", '<div class="wp-block-post-time-to-read">1 minute</div>'),
        ("post-navigation-link", ""),
        (
            "footnotes",
            '<ol class="wp-block-footnotes"><li id="n1">See <em>there</em>. <a href="#n1-link" aria-label="Jump to footnote reference 1">'
            "\u21a9\ufe0e</a></li></ol>",
        ),
        (
            "site-title",
            f'<h1 class="wp-block-site-title"><a href="{HOME}" target="_self" rel="home">Harbour Post</a></h1>',
        ),
        ('site-title {"isLink":false,"level":0}', '<p class="wp-block-site-title">Harbour Post</p>'),
        ("site-tagline", '<p class="wp-block-site-tagline">News &amp; tides</p>'),
        (
            "loginout",
            f'<div class="logged-out wp-block-loginout"><a href="{HOME}/wp-login.php?redirect_to=https%3A%2F%2Fharbour.example%2Fx">'
            "Log in</a></div>",
        ),
        (
            "comments-title",
            '<h2 class="wp-block-comments-title" id="comments">2 responses to &#8220;The &#8220;long&#8221; bridge&#8221;</h2>',
        ),
        ('block {"ref":51}', '<p class="wp-block-paragraph">Subscribe.</p>'),
        ('block {"ref":52}', "again"),
        (
            'template-part {"slug":"header"}',
            '<div class="wp-block-template-part"><h1 class="wp-block-site-title">'
            f'<a href="{HOME}" target="_self" rel="home">Harbour Post</a></h1></div>',
        ),
        (
            "navigation",
            '<nav class="wp-block-navigation is-layout-flex wp-block-navigation-is-layout-flex"><ul class="wp-block-navigation__container">'
            '<li class="wp-block-navigation-item wp-block-navigation-link"><a class="wp-block-navigation-item__content"  href="/news/">'
            '<span class="wp-block-navigation-item__label">News</span></a></li></ul></nav>',
        ),
    ],
)
def test_a_block_of_the_post_and_the_site(block, html):
    assert shown(block, request_url="/x") == html


def test_who_is_signed_in_can_sign_out():
    assert "action=logout" in shown("loginout", viewer=7)
    assert 'class="logged-out has-login-form wp-block-loginout"' in shown('loginout {"displayLoginAsForm":true}')


def test_a_post_without_title_date_or_picture_shows_nothing_of_them():
    for block in ("post-title", "post-featured-image", 'post-date {"displayType":"modified"}'):
        assert shown(block, post=FERRY) == ""


def test_a_protected_post_keeps_its_text_and_comments():
    assert shown("post-title", post=SECRET) == '<h2 class="wp-block-post-title">Protected: Vault</h2>'
    assert "hidden" not in shown("post-excerpt", post=SECRET)
    assert shown("post-content", post=SECRET) == ""
    assert (
        shown(
            "<!-- wp:comments -->x<!-- wp:comment-template --><!-- wp:comment-content /--><!-- /wp:comment-template --><!-- /wp:comments -->",
            post=SECRET,
        )
        == ""
    )


def test_a_post_that_includes_itself_ends():
    post = BRIDGE.__class__(id=11, content="a<!-- wp:post-content /-->b")
    assert shown("post-content", post=post).count("a") >= 1
    assert shown("post-content", post=post).count("entry-content") == 1


def test_the_picture_of_a_post():
    html = shown('post-featured-image {"isLink":true,"aspectRatio":"16/9"}')
    assert html.startswith('<figure style="aspect-ratio:16/9;" class="wp-block-post-featured-image"><a href=')
    assert 'class="attachment-post-thumbnail size-post-thumbnail wp-post-image"' in html
    assert 'style="width:100%;height:100%;object-fit:cover;"' in html


def test_the_author_with_picture():
    html = shown('post-author {"showBio":true,"byline":"By"}')
    assert html.startswith('<div class="wp-block-post-author"><div class="wp-block-post-author__avatar"><img alt=\'\'')
    assert (
        '<p class="wp-block-post-author__byline">By</p><p class="wp-block-post-author__name">Ann O&#039;Hara</p>'
        in html
    )
    assert "Ann O&#039;Hara Avatar" in shown("avatar")


QUERY = (
    '<!-- wp:query {"queryId":3,"query":{"perPage":2,"postType":"post"}} --><div class="wp-block-query">'
    "<!-- wp:post-template --><!-- wp:post-title /--><!-- /wp:post-template -->"
    "<!-- wp:query-pagination --><!-- wp:query-pagination-previous /--><!-- wp:query-pagination-numbers /-->"
    "<!-- wp:query-pagination-next /--><!-- /wp:query-pagination --></div><!-- /wp:query -->"
)


def test_a_list_of_posts():
    html = shown(QUERY, request_url="/front/?a=1")
    assert (
        '<ul class="wp-block-post-template is-layout-flow wp-block-post-template-is-layout-flow"><li class="wp-block-post post-11 post">'
        '<h2 class="wp-block-post-title">The &#8220;long&#8221; bridge</h2></li><li class="wp-block-post post-12 post"></li></ul>'
    ) in html
    assert '<a href="/front/?a=1&#038;query-3-page=2" class="wp-block-query-pagination-next">Next Page</a>' in html
    assert "wp-block-query-pagination-previous" not in html
    assert '<span aria-current="page" class="page-numbers current">1</span>' in html


def test_the_second_page_of_a_list():
    html = shown(QUERY, request_url="/front/?query-3-page=2")
    assert '<a href="/front/" class="wp-block-query-pagination-previous">Previous Page</a>' in html
    assert "wp-block-query-pagination-next" not in html


def test_the_pages_own_list_is_not_in_a_text():
    text = QUERY.replace('"perPage":2', '"perPage":2,"inherit":true')
    assert "<li" not in shown(text)


def test_lists_in_lists_end():
    text = QUERY
    for _ in range(14):
        text = text.replace("<!-- wp:post-title /-->", QUERY, 1)
    ctx = newsroom()
    do_blocks(text, ctx)
    assert 0 < ctx.budget.repeats <= limits.RENDER_REPEATS


def test_the_conversation():
    text = (
        '<!-- wp:comments --><div class="wp-block-comments"><!-- wp:comment-template --><!-- wp:comment-author-name /-->'
        "<!-- wp:comment-date /--><!-- wp:comment-content /--><!-- /wp:comment-template --></div><!-- /wp:comments -->"
    )
    html = shown(text)
    assert html.startswith(
        '<div class="wp-block-comments"><ol class="wp-block-comment-template"><li id="comment-21" class="comment even depth-1">'
    )
    assert '<ol><li id="comment-22" class="comment even depth-2">' in html
    assert '<div class="wp-block-comment-author-name">Bo</div>' in html
    assert '<a rel="external nofollow ugc" href="https://cy.example" target="_self" >Cy</a>' in html
    assert '<div class="wp-block-comment-content"><p>First <b>words</b>.</p>\n</div>' in html


SOCIAL = (
    '<!-- wp:social-links {} --><ul class="wp-block-social-links"><!-- wp:social-link {"url":"%s","service":"mastodon"} /--></ul>'
    "<!-- /wp:social-links -->"
)


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("bo.example", "https://bo.example"),
        ("#", "#"),
        ("bo@x.example", "mailto:bo@x.example"),
        ("//x.example", "//x.example"),
    ],
)
def test_places_elsewhere(url, href):
    html = shown(SOCIAL % url)
    assert (
        f'<li class="wp-social-link wp-social-link-mastodon wp-block-social-link"><a href="{href}" class="wp-block-social-link-anchor"><svg'
        in html
    )
    assert '<span class="wp-block-social-link-label screen-reader-text">Mastodon</span></a></li>' in html


def test_places_elsewhere_in_a_new_tab():
    html = shown(SOCIAL.replace("{} -->", '{"openInNewTab":true,"showLabels":true} -->', 1) % "x.example", compat="6.8")
    assert '<li class="wp-social-link wp-social-link-mastodon  wp-block-social-link">' in html
    assert '<a rel="noopener nofollow" target="_blank" href="https://x.example"' in html
    assert '<span class="wp-block-social-link-label">Mastodon</span>' in html
    assert shown(SOCIAL % "").count("<li") == 0
