"""How the site looks by its settings: what can be read stays readable; menus that were imported; offline reading by a switch."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.web.site.conftest import Write
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term, TermPost
from wirepress.web.site.present.looks import appearance

colors = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(colors, st.sampled_from([appearance.PAPER, appearance.NIGHT]))
def test_any_accent_can_be_read(color: str, paper: str) -> None:
    shown = appearance.readable_on(color, paper)
    assert appearance.contrast(shown, paper) >= 4.5
    if appearance.contrast(color, paper) >= 4.5:
        assert shown == color
    assert appearance.contrast(appearance.ink_on(shown), shown) >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert appearance.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert appearance.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_settings_reach_the_page(write: Write, reader: Client) -> None:
    plain = reader.get("/").content.decode()
    assert "data-fonts" not in plain and "--mark:#" not in plain
    store.put_many(
        {
            "wirepress_accent": "#FFCC00",
            "wirepress_fonts": "sans",
            "wirepress_colours": "dark",
            "wirepress_width": "narrow",
        }
    )
    html = reader.get("/").content.decode()
    root = re.search("<html[^>]*>", html)
    assert root is not None
    assert 'data-fonts="sans"' in root[0] and 'data-theme="dark"' in root[0] and 'data-width="narrow"' in root[0]
    assert f"--mark:{appearance.readable_on('#ffcc00', '#ffffff')};" in html and "woff2" not in html


def test_what_is_no_colour_is_left_out(write: Write, reader: Client) -> None:
    store.put("wirepress_accent", "red;}body{display:none")
    assert "display:none" not in reader.get("/").content.decode()


def test_stories_of_opinion_have_their_layout(write: Write, reader: Client) -> None:
    section = Term.objects.create(taxonomy="category", name="Voices", slug="voices")
    post = write("I disagree", categories=[section.pk])
    address = f"/2026/03/{post.slug}/"
    assert "kind-opinion" not in reader.get(address).content.decode()
    store.put("wirepress_opinion_sections", f"0, {section.pk}")
    assert "kind-opinion" in reader.get(address).content.decode()


def _entry(menu: Term, order: int, **meta: str) -> None:
    from wirepress.content.posts.models import PostMeta

    post = Post.objects.create(
        type="nav_menu_item", status="publish", title=meta.pop("title", ""), menu_order=order, slug=f"entry-{order}"
    )
    TermPost.objects.create(term=menu, post_id=post.pk)
    for key, value in meta.items():
        PostMeta.objects.create(post=post, key=f"_menu_item_{key}", value=value)


def test_an_imported_menu_takes_the_place_of_the_sections(write: Write, reader: Client) -> None:
    section = Term.objects.create(taxonomy="category", name="Locks", slug="locks")
    draft = write("Not yet", kind="page", status="draft")
    write("Sluice", categories=[section.pk])
    menu = Term.objects.create(taxonomy="nav_menu", name="Top", slug="top")
    _entry(menu, 2, title="Tip us", type="custom", url="https://tips.example/")
    _entry(menu, 1, type="taxonomy", object="category", object_id=str(section.pk))
    _entry(menu, 3, type="post_type", object="page", object_id=str(draft.pk))
    _entry(menu, 4, title="Bad", type="custom", url="javascript:alert(1)")
    store.put(f"theme_mods_{store.get('stylesheet')}", {"nav_menu_locations": {"primary-menu": menu.pk}})
    html = reader.get("/").content.decode()
    nav = html.partition('aria-label="Sections"')[2].partition("</nav>")[0]
    assert re.findall(r"<a[^>]*>([^<]*)</a>", nav) == ["Locks", "Tip us"]


def test_offline_reading_is_a_switch(write: Write, reader: Client) -> None:
    assert reader.get("/offline-reading.js").status_code == 404
    assert "data-offline" not in reader.get("/").content.decode()
    store.put("wirepress_offline", True)
    worker = reader.get("/offline-reading.js")
    page = reader.get("/")
    assert worker.status_code == 200 and worker.headers["Content-Type"].startswith("text/javascript")
    assert 'data-offline="1"' in page.content.decode()
    assert "news.example/offline-reading.js" in page.headers["Content-Security-Policy"].partition("worker-src")[2]


def test_what_a_browser_may_fetch_ahead_is_said_in_the_page(write: Write, reader: Client) -> None:
    answer = reader.get("/")
    rules = re.search(r'<script type="speculationrules">(.*?)</script>', answer.content.decode())
    assert rules is not None and json.loads(rules[1])["prefetch"][0]["eagerness"] == "moderate"


def test_imported_widgets_stand_where_they_stood(write: Write, reader: Client) -> None:
    post = write("Locks")
    store.put_many(
        {
            "sidebars_widgets": {
                "wp_inactive_widgets": ["text-9"],
                "sidebar-1": ["block-2", "rss-1"],
                "footer-2": {"0": "text-3"},
            },
            "widget_block": {
                "2": {"content": "<!-- wp:paragraph --><p>Tides<script>x()</script></p><!-- /wp:paragraph -->"}
            },
            "widget_text": {"3": {"title": "Write & <us>", "text": "Ring twice."}, "9": {"text": "Gone."}},
        }
    )
    address = f"/2026/03/{post.slug}/"
    assert "widget" not in reader.get(address).content.decode()
    store.put("wirepress_widgets", True)
    html = reader.get(address).content.decode()
    rail = html.partition("story-rail")[2].partition("</aside>")[0]
    assert "Tides" in rail and "x()" not in html and "Gone." not in html
    footer = html.partition('<footer class="footer"')[2]
    assert "<h2>Write &amp; &lt;us&gt;</h2>" in footer and "Ring twice." in footer
    assert "Ring twice." in reader.get("/").content.decode()
