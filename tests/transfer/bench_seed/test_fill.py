"""A seeded site: exactly as many stories, counts and the index right, an interrupted run goes on."""

from __future__ import annotations

import pytest

from wirepress.content.options import store
from wirepress.content.posts.listing import queries
from wirepress.content.posts.listing.counters import install, rebuild
from wirepress.content.posts.listing.query import PostQuery
from wirepress.content.posts.listing.search_index import index
from wirepress.content.posts.models import Post, PostTotal
from wirepress.content.terms.models import Term, TermPost
from wirepress.transfer.bench_seed import fill, rows, words

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fill, "CHUNK", 60)
    monkeypatch.setattr(words, "STOCK", 500)
    store.forget()


def _told(step: str, done: int, total: int) -> None:
    assert 0 <= done <= total or step == "Words for search"


def test_everything_is_right_afterwards() -> None:
    assert fill.run(150, 1, force=False, progress=_told) == 150
    assert (
        Post.objects.filter(type="post").count()
        == 150
        == sum(PostTotal.objects.filter(type="post").values_list("count", flat=True))
    )
    assert rebuild.counter_differences() == 0 and install.install_triggers() == [] and index.count_waiting() == 0
    published = Post.objects.filter(status="publish")
    assert (
        queries.find_posts(PostQuery(search=words.FREQUENT)).total
        == published.filter(content__icontains=words.FREQUENT).count()
        > 30
    )
    term = Term.objects.filter(count__gt=0).first()
    assert term is not None
    assert term.count == TermPost.objects.filter(term=term, post_id__in=published.values("id")).count()
    with pytest.raises(fill.NotEmpty):
        fill.run(151, 1, force=False, progress=_told)


def test_an_interrupted_run_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    write, calls = rows.write, 0

    def failing(*given: object) -> None:
        nonlocal calls
        calls += 1
        write(*given)  # type: ignore[arg-type]
        if calls == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(rows, "write", failing)
    with pytest.raises(KeyboardInterrupt):
        fill.run(150, 1, force=False, progress=_told)
    monkeypatch.setattr(rows, "write", write)
    assert fill.run(150, 1, force=False, progress=_told) == 90
    assert Post.objects.filter(type="post").count() == 150
    assert rebuild.counter_differences() == 0 and index.count_waiting() == 0
