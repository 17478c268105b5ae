"""Features add their own invented data to the demo newspaper and to seeded sites."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.settings.override import patch_settings
from tests.web.site.plugin_site import adder
from wirepress.content.comments.models import Comment
from wirepress.content.options import features, store
from wirepress.content.posts.models import Post
from wirepress.core.hooks import DemoContext, SeedContext, SeedRows
from wirepress.features.engagement.models import ReactionCount
from wirepress.transfer.bench_seed import fill as bench
from wirepress.transfer.bench_seed import words
from wirepress.transfer.demo import fill as demo

pytestmark = pytest.mark.django_db(transaction=True)


def _silent(step: str, done: int, total: int) -> None:
    pass


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bench, "CHUNK", 40)
    monkeypatch.setattr(words, "STOCK", 500)
    monkeypatch.setattr(demo, "STORIES", demo.STORIES[:3])
    patch_settings(monkeypatch, uploads=tmp_path)
    store.forget()


def _counts() -> list[tuple[int, int, int]]:
    first = Post.objects.filter(type="post").order_by("id").values_list("id", flat=True)[0]
    rows = ReactionCount.objects.order_by("post_id", "reaction").values_list("post_id", "reaction", "count")
    return [(post - first, reaction, count) for post, reaction, count in rows]


def test_a_seeded_site_has_rows_of_features(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[SeedContext] = []

    def seed_rows(context: SeedContext) -> Sequence[SeedRows]:
        told.append(context)
        rows = ((number, "Robot", f"{context.dice('robot').random()}", "1") for number in context.post_ids)
        return [SeedRows(Comment, ("post_id", "author_name", "content", "approved"), rows)]

    adder(monkeypatch)(seed_rows=seed_rows)
    bench.run(80, 7, force=False, progress=_silent)
    ids = list(Post.objects.filter(type="post").order_by("id").values_list("id", flat=True))
    assert [list(context.post_ids) for context in told] == [ids[:40], ids[40:]]
    assert {context.seed for context in told} == {7}
    assert list(Comment.objects.filter(author_name="Robot").order_by("id").values_list("post_id", flat=True)) == ids
    assert 0 < len(_counts()) < 40  # engagement's own


def test_a_seeded_site_has_no_rows_of_features_that_are_off() -> None:
    features.switch("engagement", False)
    bench.run(40, 7, force=False, progress=_silent)
    assert ReactionCount.objects.count() == 0


def test_the_demo_has_data_of_features(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[DemoContext] = []

    def fill_demo(context: DemoContext) -> Sequence[None]:
        told.append(context)
        return ()

    adder(monkeypatch)(fill_demo=fill_demo)
    demo.fill(_silent, "six-green-lamps")
    published = Post.objects.filter(type="post", status="publish").order_by("id").values_list("id", flat=True)
    assert [list(context.post_ids) for context in told] == [list(published)]
    assert told[0].dice("a").random() == told[0].dice("a").random() != told[0].dice("b").random()
    assert set(ReactionCount.objects.values_list("post_id", flat=True)) <= set(published)
    assert ReactionCount.objects.exists()


def test_a_demo_that_is_stopped_has_no_data_of_features(monkeypatch: pytest.MonkeyPatch) -> None:
    put = store.put

    def stop(name: str, value: object) -> None:
        if name == demo.DONE:
            raise KeyboardInterrupt
        put(name, value)

    monkeypatch.setattr(store, "put", stop)
    with pytest.raises(KeyboardInterrupt):
        demo.fill(_silent, "six-green-lamps")
    assert not ReactionCount.objects.exists() and not Post.objects.filter(type="post").exists()
