"""Stories are analysed when they are saved; lists, panel, routes and audit show what was found."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.features.conftest import Send
from wirepress.content.posts.listing.search_index.index import refresh_index
from wirepress.content.posts.models import Post
from wirepress.content.users.actions.create import create_user
from wirepress.core.jobs.worker import run_once
from wirepress.features.seo.analysis import progress
from wirepress.features.seo.analysis.models import AnalysisProgress, StoryAnalysis, StoryFinding
from wirepress.features.seo.analysis.store import analyse_post
from wirepress.features.seo.audit.count import TITLES, count_findings, stories_with
from wirepress.features.seo.links.models import StoryLink
from wirepress.features.seo.links.store import dead_ended, orphaned
from wirepress.features.seo.links.suggest import suggest_links

pytestmark = pytest.mark.django_db
MOMENT = "2026-05-04 06:00:00"


def story(title: str, content: str = "<p>The boats lie in port.</p>", **fields: Any) -> Post:
    values = {
        "status": "publish",
        "date": MOMENT,
        "date_gmt": MOMENT,
        "slug": title.lower().replace(" ", "-"),
        **fields,
    }
    return Post.objects.create(title=title, content=content, **values)


def desk(role: str) -> Client:
    client = Client()
    client.force_login(create_user(login=role, email=f"{role}@desk.example", password="six-green-lamps", role=role))
    return client


def test_what_is_found_is_kept_and_goes_when_it_is_mended() -> None:
    post = story("Ferry strike ends", "<h1>Strike</h1><p>It ended.</p>")
    report = analyse_post(post.pk)
    assert report is not None and StoryAnalysis.objects.get(pk=post.pk).score == report.score
    assert StoryFinding.objects.get(post=post, name="heading_order").poor is True
    Post.objects.filter(pk=post.pk).update(content="<h2>Strike</h2><p>It ended.</p>")
    analyse_post(post.pk)
    assert not StoryFinding.objects.filter(post=post, name="heading_order").exists()
    Post.objects.filter(pk=post.pk).update(status="trash")
    assert analyse_post(post.pk) is None and not StoryAnalysis.objects.exists() and not StoryFinding.objects.exists()


def test_what_features_weave_in_is_not_judged() -> None:
    post = story("Ferry strike ends")
    report = analyse_post(post.pk)
    assert report is not None and report.words == 5  # no read time, no faces of reactions
    assert "alternative_texts" not in {check.name for check in report.checks if check.status == "poor"}


@pytest.mark.django_db(transaction=True)
def test_a_saved_story_is_analysed_in_the_background(send: Send) -> None:
    made = send("administrator", "/wp/v2/posts", {"title": "Ebb", "content": "Low water.", "status": "publish"}).json()
    assert not StoryAnalysis.objects.filter(pk=made["id"]).exists()  # the write did not wait for it
    run_once()
    assert StoryAnalysis.objects.get(pk=made["id"]).words == 2
    send("administrator", f"/wp/v2/posts/{made['id']}", {"content": "Low water all week."})
    run_once()
    assert StoryAnalysis.objects.get(pk=made["id"]).words == 4


def test_older_stories_are_gone_through_once_in_batches() -> None:
    numbers = [story(f"Tide {number}").pk for number in range(5)]
    assert progress.is_behind() and progress.analyse_next(limit=2) == 2
    assert sorted(StoryAnalysis.objects.values_list("pk", flat=True)) == numbers[-2:]
    while progress.is_behind():
        progress.analyse_next(limit=2)
    assert StoryAnalysis.objects.count() == 5 and AnalysisProgress.objects.get().below == 0
    StoryAnalysis.objects.filter(pk=numbers[0]).delete()
    progress.start_again()
    assert progress.analyse_next() == 1


def test_links_between_stories_are_known() -> None:
    target, page = story("Ferry strike"), story("About", type="page", slug="about")
    source = story(
        "Strike ends",
        f"<a href='/?p={target.pk}'>Before</a> <a href='/?page_id={page.pk}'>Us</a> <a href='https://other.example/?p=1'>x</a>",
    )
    source.refresh_from_db()
    analyse_post(source.pk)
    analyse_post(target.pk)
    assert set(StoryLink.objects.values_list("source_id", "target_id")) == {
        (source.pk, target.pk),
        (source.pk, page.pk),
    }
    assert list(orphaned()) == [source] and list(dead_ended()) == [target]
    Post.objects.filter(pk=source.pk).update(content=f"<a href='/?p={source.pk}'>Itself</a>")
    analyse_post(source.pk)
    assert not StoryLink.objects.exists()


def test_stories_to_link_to_share_rare_words() -> None:
    alike = story("Marrow Bay ferry strike enters second week")
    story("Weather stays calm")
    hidden = story("Marrow Bay ferry drill", status="draft")
    mine = story("Strike over", "<p>The Marrow Bay ferry strike is over, and Marrow Bay is glad.</p>")
    refresh_index(10)
    found = suggest_links(mine.pk, mine.title, mine.content)
    assert [one.post for one in found] == [alike] and found[0].anchor == "Marrow Bay ferry strike"
    assert hidden.pk not in {one.post.pk for one in found}
    StoryLink.objects.create(source=mine, target=alike)
    assert suggest_links(mine.pk, mine.title, mine.content) == []


def test_the_audit_counts_public_stories() -> None:
    for number in range(3):
        analyse_post(story(f"Tide {number}", "<h1>Wrong</h1><p>Text.</p>").pk)
    analyse_post(story("Draft", "<h1>Wrong</h1>", status="draft").pk)
    analyse_post(story("Locked", "<h1>Wrong</h1>", password="x").pk)
    audit = count_findings()
    assert (audit.stories, audit.analysed) == (3, 3)
    assert {one.name: one.poor for one in audit.findings}["heading_order"] == 3
    assert stories_with("heading_order").count() == 3


def test_every_check_has_a_name_in_the_audit() -> None:
    post = story("Tide")
    report = analyse_post(post.pk)
    assert report is not None and {check.name for check in report.checks} <= set(TITLES)


@pytest.mark.parametrize(("role", "status"), [("contributor", 403), ("author", 403), ("editor", 200)])
def test_who_sees_the_audit(role: str, status: int) -> None:
    assert desk(role).get("/wp-admin/seo-audit/").status_code == status


def test_the_audit_leads_to_the_stories(django_assert_max_num_queries: Any) -> None:
    client = desk("editor")
    assert "No story yet" in client.get("/wp-admin/seo-audit/").content.decode()
    for number in range(3):
        analyse_post(story(f"Tide {number} &amp; ebb", "<h1>Wrong</h1><p>Text.</p>").pk)
    page = client.get("/wp-admin/seo-audit/").content.decode()
    assert "?finding=heading_order" in page and "?alone=orphaned" in page
    with django_assert_max_num_queries(20):
        shown = client.get("/wp-admin/seo-audit/?finding=heading_order").content.decode()
    assert shown.count("Tide") >= 3 and "&amp;amp;" not in shown
    assert "3 stories" in client.get("/wp-admin/seo-audit/?alone=orphaned").content.decode()


def test_routes_judge_what_is_stored_and_what_is_not(send: Send) -> None:
    post = story("Ferry strike ends", "<p>Ended.</p>")
    stored = send("administrator", f"/wirepress/v1/seo/posts/{post.pk}/analysis").json()
    assert stored["words"] == 1 and {check["group"] for check in stored["checks"]} == {
        "search",
        "content",
        "readability",
        "headline",
    }
    body = {"post": post.pk, "content": "<p>It ended on Tuesday.</p>", "seo": {"keyphrases": ["ferry strike, walkout"]}}
    unsaved = send("administrator", "/wirepress/v1/seo/analysis", body).json()
    assert unsaved["words"] == 4 and {c["name"]: c["status"] for c in unsaved["checks"]}["keyphrase_title"] == "good"
    assert Post.objects.get(pk=post.pk).content == "<p>Ended.</p>"
    assert send("administrator", "/wirepress/v1/seo/analysis", {"title": "New", "content": "Text"}).status_code == 200
    assert send("administrator", "/wirepress/v1/seo/analysis", {"seo": {"none": 1}}).status_code == 400
    assert send("administrator", "/wirepress/v1/seo/posts/999/analysis").status_code == 404
    assert send("subscriber", f"/wirepress/v1/seo/posts/{post.pk}/analysis").status_code == 403
    assert send("contributor", "/wirepress/v1/seo/analysis", {"post": post.pk}).status_code == 403
    assert send("administrator", f"/wirepress/v1/seo/posts/{post.pk}/links").json() == []


def test_the_report_of_a_form_stores_nothing() -> None:
    post = story("Ferry strike ends", "<p>Ended.</p>")
    client = desk("editor")
    answer = client.post(
        "/wp-admin/seo-analyse/", {"post": post.pk, "title": "<script>x</script>", "content": "<h1>Wrong</h1>"}
    )
    shown = answer.content.decode()
    assert answer.status_code == 200 and "Order of headings" in shown and "<script" not in shown
    assert Post.objects.get(pk=post.pk).content == "<p>Ended.</p>"
    assert client.get("/wp-admin/seo-analyse/").status_code == 405
    assert desk("author").post("/wp-admin/seo-analyse/", {"post": post.pk}).status_code == 403


def test_lists_show_the_score_in_one_query(django_assert_max_num_queries: Any) -> None:
    client = desk("editor")
    for number in range(4):
        analyse_post(story(f"Tide {number}").pk)
    page = client.get("/wp-admin/posts/").content.decode()
    assert page.count("column-plugin_seo_score") and page.count(f">{StoryAnalysis.objects.all()[0].score} <") >= 4


def test_the_report_of_a_form_hears_of_its_keyphrase() -> None:
    post = story("Ferry strike ends", "<p>Ended.</p>")
    form = {"post": post.pk, "title": post.title, "seo_title": "", "seo_keyphrases": "ferry strike, walkout"}
    shown = desk("editor").post("/wp-admin/seo-analyse/", form).content.decode()
    assert "Keyphrase in the title" in shown and "It stands near the beginning." in shown
