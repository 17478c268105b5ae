"""A story that is kept out of search is not shared either."""

from __future__ import annotations

import pytest

from wirepress.content.options.features import extensions
from wirepress.content.posts.models import Post
from wirepress.features.seo.overrides import store as overrides
from wirepress.features.seo.overrides.values import Overrides


@pytest.mark.django_db
def test_a_story_kept_out_of_search_is_not_shared() -> None:
    hidden, shown = (Post.objects.create(title=title, status="publish") for title in ("Hidden", "Shown"))
    overrides.put_of_post(hidden, Overrides(robots={"noindex": True}))
    found = extensions().collect("sharing_objections", posts=[hidden, shown])
    assert [number for number, _ in found] == [hidden.pk]
    overrides.put_of_post(hidden, Overrides())
    assert extensions().collect("sharing_objections", posts=[hidden, shown]) == []
