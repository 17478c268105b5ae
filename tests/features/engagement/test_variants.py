"""The 75 recorded combinations of settings, counts and stories: the same bytes.

They were recorded one after the other in one response, and WordPress moves autop behind the first post made of blocks for the
rest of a response; so the state of one response is shared here too.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.test import override_settings

from wirepress.content.options import store
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post, PostMeta
from wirepress.content.posts.rendering import render
from wirepress.core.markup.context import RequestState
from wirepress.features.engagement.importing.adopt import adopt_meta
from wirepress.features.engagement.settings import FIELDS, OPTION


def _option(over: Any) -> dict[str, Any]:
    """The stored option: a fresh installation's values with some replaced or taken away."""
    stored = {key: default for key, _, default, _, _ in FIELDS}
    for key, value in (over or {}).items():
        stored[key] = value
    return {key: value for key, value in stored.items() if value != "__unset__"}


def _render(case: dict[str, Any], response: RequestState) -> str:
    Post.objects.all().delete()
    moment = "2025-09-02 10:00:00"
    post = Post.objects.create(
        id=case["post_id"],
        status="publish",
        title="v",
        slug="v",
        content=case["post_content"],
        date=moment,
        date_gmt=moment,
    )
    for key, value in (case["meta"] or {}).items():
        PostMeta.objects.create(post=post, key=key, value=value)
    adopt_meta()
    store.put(OPTION, _option(case["settings_over_default"]))
    row = queries.load_post(post.pk)
    assert row is not None
    ctx = render.new_context(address=case["viewer_ip"], agent="golden/1", state=response)
    render.preload_for_rendering([row], ctx)
    return render.render_content(row, ctx)


def test_every_recorded_combination_is_equal_to_the_byte(
    db: None, shared: Path, change_settings: Callable[..., None]
) -> None:
    store.forget()
    change_settings(url="https://sotnews.agency")
    store.put("wirepress_compat", "6.8")
    with override_settings(SECRET_KEY="variants"):
        lines = (shared / "golden" / "seedstack-booster-variants.jsonl").read_text().splitlines()
        cases = [json.loads(line) for line in lines]
        response = RequestState()
        wrong = [case["name"] for case in cases if _render(case, response) != case["content_rendered"]]
    store.forget()
    assert len(cases) == 75
    assert wrong == []
