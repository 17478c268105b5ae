"""Doctor says nothing of a site that is well, whatever was written in it, and names what is not."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests import postgres_server
from tests.pgbouncer import pooled
from wirepress.cli import doctor_checks
from wirepress.content.errors import ActionRefused
from wirepress.content.menus.actions.save import delete_menu, save_menu
from wirepress.content.options import store
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.actions.restore_revision import restore_revision
from wirepress.content.posts.actions.revise import save_autosave
from wirepress.content.posts.actions.trash import delete_post, restore_post, trash_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.listing import totals
from wirepress.content.posts.listing.search_index import index
from wirepress.content.posts.models import Post, PostTotal
from wirepress.content.terms.actions.create import create_term, delete_term, update_term
from wirepress.content.terms.models import Term
from wirepress.content.themes.actions.templates import make_template
from wirepress.content.users.actions.create import create_user
from wirepress.content.workflows.announce_due import announce_due
from wirepress.content.workflows.delete_user import delete_user
from wirepress.core.database.address import receives_notifications
from wirepress.server.documents import refresh_documents


class Newsroom:
    """Writes at random, by the actions that every way in uses."""

    def __init__(self, seed: int) -> None:
        self.dice, self.number = random.Random(seed), 0
        self.chief = create_user(login="chief", email="chief@news.example", password="x" * 12, role="administrator")
        self.deeds: list[Callable[[], Any]] = [
            self.write,
            self.write,
            self.write,
            self.change,
            self.change,
            self.change,
            self.save,
            self.go_back,
            self.trash,
            self.restore,
            self.delete,
            self.new_term,
            self.change_term,
            self.drop_term,
            self.menu,
            self.template,
            self.come_and_go,
            self.setting,
            announce_due,
        ]

    def step(self) -> None:
        self.number += 1
        with contextlib.suppress(ActionRefused):
            self.dice.choice(self.deeds)()

    def _post(self, **wanted: Any) -> Post | None:
        found = list(Post.objects.filter(**wanted).exclude(type="revision").order_by("id"))
        return self.dice.choice(found) if found else None

    def _fields(self) -> dict[str, Any]:
        terms = list(Term.objects.filter(taxonomy="category").values_list("id", flat=True))
        return {
            "title": f"Tide {self.number}",
            "content": f"Water stood at {self.number}.",
            "status": self.dice.choice(("publish", "publish", "draft", "private")),
            "categories": self.dice.sample(terms, min(len(terms), 2)),
            "sticky": self.dice.random() < 0.2,
        }

    def write(self) -> None:
        create_post(self._fields(), actor=self.chief, post_type=self.dice.choice(("post", "post", "page", "wp_block")))

    def change(self) -> None:
        if post := self._post(type__in=("post", "page")):
            update_post(post, self._fields(), actor=self.chief)

    def save(self) -> None:
        if post := self._post(type="post"):
            save_autosave(post, {"title": f"Half {self.number}"}, actor=self.chief)

    def go_back(self) -> None:
        if revision := Post.objects.filter(type="revision").order_by("?").first():
            restore_revision(revision, actor=self.chief)

    def trash(self) -> None:
        if post := self._post(type__in=("post", "page")):
            trash_post(post, actor=self.chief)

    def restore(self) -> None:
        if post := self._post(status="trash"):
            restore_post(post, actor=self.chief)

    def delete(self) -> None:
        if post := self._post():
            delete_post(post, actor=self.chief)

    def new_term(self) -> None:
        above = Term.objects.filter(taxonomy="category").order_by("?").first()
        create_term("category", f"Coast {self.number}", parent=above.pk if above and self.dice.random() < 0.5 else 0)

    def change_term(self) -> None:
        if term := Term.objects.filter(taxonomy="category").order_by("?").first():
            above = Term.objects.filter(taxonomy="category").order_by("?").first()
            update_term(term, {"name": f"Bay {self.number}", "parent": above.pk if above else 0})

    def drop_term(self) -> None:
        if term := Term.objects.filter(taxonomy="category").order_by("?").first():
            delete_term(term)

    def menu(self) -> None:
        menu = save_menu(None, f"Menu {self.number}", "")
        if self.dice.random() < 0.5:
            delete_menu(menu, actor=self.chief)

    def template(self) -> None:
        make_template("wp_template", {"slug": f"t{self.number}", "content": "x"}, actor=self.chief)

    def come_and_go(self) -> None:
        one = create_user(
            login=f"guest{self.number}", email=f"g{self.number}@news.example", password="x" * 12, role="author"
        )
        post = create_post(self._fields(), actor=one)
        update_post(post, self._fields(), actor=one)
        delete_user(one, actor=self.chief, reassign=self.dice.choice((0, self.chief.pk)))

    def setting(self) -> None:
        store.put("posts_per_page", 5 + self.number % 7)


def _complaints() -> list[str]:
    index.refresh_index(5.0)
    while refresh_documents.refresh_documents(5.0):
        pass
    checked = (
        doctor_checks.check_database,
        doctor_checks.check_totals,
        doctor_checks.check_search_index,
        lambda: doctor_checks.check_documents(check_all=True),
    )
    return [finding.what for check in checked for finding in check() if finding.level != "ok" or "wait" in finding.what]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(3))
def test_doctor_is_silent_whatever_was_written(seed: int) -> None:
    totals.recount_totals()
    room = Newsroom(seed)
    for number in range(60):
        room.step()
        if number % 20 == 19:
            assert _complaints() == [], number
    assert Post.objects.filter(type="revision").exists()
    totals.recount_totals()
    assert _complaints() == []
    assert all(term.count == count for term, count in _terms())


def _terms() -> list[tuple[Term, int]]:
    from wirepress.content.posts.listing.counters import read

    return [(term, read.count_posts_of_term(term.pk)) for term in Term.objects.filter(taxonomy="category")]


@pytest.mark.django_db
def test_doctor_names_totals_that_are_wrong() -> None:
    room = Newsroom(1)
    room.write()
    totals.recount_totals()
    assert [finding.level for finding in doctor_checks.check_totals()] == ["ok"]
    PostTotal.objects.create(type="revision", status="inherit", count=-3)  # as older releases have left it
    assert [finding.level for finding in doctor_checks.check_totals()] == ["ok"]
    PostTotal.objects.filter(type__in=("post", "page", "wp_block")).update(count=70)
    assert [finding.level for finding in doctor_checks.check_totals()] == ["warning"]


@pytest.mark.django_db
def test_doctor_tells_of_connections_and_news_on_postgresql() -> None:
    found = [*doctor_checks.check_connections(), *doctor_checks.check_notifications()]
    assert [finding.level for finding in found] == (["ok", "ok"] if connection.vendor == "postgresql" else [])


@pytest.mark.django_db
def test_doctor_names_a_pool_that_swallows_the_news(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wirepress.core.database.address.receives_notifications", lambda *_: False)
    found = list(doctor_checks.check_notifications())
    assert [finding.level for finding in found] == (["warning"] if connection.vendor == "postgresql" else [])
    assert all("0.6 seconds" in finding.what and "redis_url" in finding.mend for finding in found)


@pytest.mark.pure
def test_a_pool_in_transaction_mode_hears_nothing(tmp_path: Path) -> None:
    with postgres_server.database() as url, pooled(url, tmp_path / "pool") as address:
        assert receives_notifications(url, 5.0)
        assert not receives_notifications(address, 0.5)
