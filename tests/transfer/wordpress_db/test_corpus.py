"""The whole recorded sites come in, on either database, and say the same of themselves afterwards."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.transfer.wordpress_db.old_site import old_site, write_jsonl
from wirepress.cli import doctor_checks
from wirepress.content.comments.models import Comment
from wirepress.content.options.models import Option
from wirepress.content.options.registry import BY_NAME, cast_stored
from wirepress.content.posts.listing.counters import rebuild
from wirepress.content.posts.models import Post
from wirepress.content.terms.actions.create import update_term
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.transfer.wordpress_db import import_database

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", ("state.jsonl", "state-seedstack.jsonl"))
def test_a_whole_site_comes_in(shared: Path, state: str) -> None:
    source = shared / "corpus" / state
    with source.open(encoding="utf-8") as lines:
        rows = Counter(json.loads(line)["table"] for line in lines)
    report = import_database(source)
    assert not report.refusals
    counted = {"posts": Post, "comments": Comment, "users": User, "terms": Term}
    for table, model in counted.items():
        assert model.objects.count() >= rows[table] > 0, table  # type: ignore[attr-defined]
    assert rebuild.counter_differences() == 0
    assert {finding.level for finding in doctor_checks.check_totals()} == {"ok"}
    assert not import_database(source).changed
    for term in Term.objects.filter(taxonomy="category"):
        update_term(term, {"slug": f"{term.slug}-new"})


def test_options_come_in_with_their_type(tmp_path: Path) -> None:
    texts = {
        "default_category": "1",
        "posts_per_page": "7",
        "use_smilies": "",
        "users_can_register": "1",
        "gmt_offset": "5.5",
        "blogname": "1984",
        "page_on_front": "",
        "comment_max_links": "2x",
        "start_of_week": "1e999",
        "blog_public": "0",
    }
    rows = old_site()
    rows["options"] += [
        {"option_id": 900 + place, "option_name": name, "option_value": text}
        for place, (name, text) in enumerate(texts.items())
    ]
    import_database(write_jsonl(tmp_path / "rows.jsonl", rows))
    found = dict(Option.objects.filter(name__in=texts).values_list("name", "value"))
    assert found == {
        "default_category": 1,
        "posts_per_page": 7,
        "use_smilies": False,
        "users_can_register": True,
        "gmt_offset": 5.5,
        "blogname": "1984",
        "page_on_front": 0,
        "comment_max_links": 0,
        "start_of_week": 0,
        "blog_public": 0,
    }
    for name, value in Option.objects.values_list("name", "value"):
        if name in BY_NAME and value is not None:
            assert cast_stored(BY_NAME[name], value) == value, name
