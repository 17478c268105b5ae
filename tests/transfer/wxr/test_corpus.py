"""The recorded sites as export files: REST answers what it answers when their databases come in. What such files cannot hold is listed here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.transfer.wordpress_db.snapshot import forget_all
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.transfer.importing.request import ImportRequest
from wirepress.transfer.importing.run_import import run_import

pytestmark = pytest.mark.django_db
# What the files do not hold: a reader's program, revisions. Comments of people who wrote nothing have no person.
UNSAID = {"author_user_agent", "version-history", "predecessor-version"}
_CHANCE = re.compile(r"(?<=imageId&quot;:&quot;)\w+|(?<=data-wp-key=\")\w+")  # made anew for each answer


FIELDS = (
    "_fields=id,date,date_gmt,guid,modified,modified_gmt,slug,status,type,link,title,author,featured_media,comment_status,ping_status"
    ",sticky,template,format,meta,categories,tags,class_list,parent,menu_order,alt_text,caption,media_type,media_details,post,source_url"
)


def _answers(client: Client) -> dict[str, Any]:
    """Lists of everything without its texts, some stories whole, and the stored texts of all."""
    wanted = [
        f"/wp/v2/{route}?per_page=100&page={page}&{FIELDS}"
        for route in ("posts", "pages", "media", "blocks", "navigation")
        for page in (1, 2, 3)
    ]
    some = Post.objects.filter(type="post", status="publish").order_by("id").values_list("id", flat=True)
    wanted += [f"/wp/v2/posts/{pk}?" for pk in some[::12]]
    wanted += [f"/wp/v2/{route}?per_page=100&order=asc" for route in ("comments", "categories", "tags", "menu-items")]
    found: dict[str, Any] = {}
    for route in wanted:
        path, _, query = route.partition("?")
        answer = client.get(f"/index.php?rest_route={path}&{query}")
        found[route] = (answer.status_code, json.loads(answer.content))
    texts = Post.objects.exclude(type="revision").values_list("id", "content", "excerpt", "title", "password", "status")
    return found | {str(row[0]): list(row) for row in texts}


def _without_unsaid(value: Any, writers: set[int]) -> Any:
    if isinstance(value, list | tuple):
        return [_without_unsaid(one, writers) for one in value]
    if isinstance(value, str):
        return _CHANCE.sub("", value)
    if not isinstance(value, dict):
        return value
    kept = {key: _without_unsaid(one, writers) for key, one in value.items() if key not in UNSAID}
    if "author_name" in kept and kept.get("author") not in writers:
        kept["author"] = 0
        kept.get("_links", {}).pop("author", None)
    return kept


@pytest.mark.parametrize(
    ("state", "file", "url"),
    [
        ("state.jsonl", "peer.wxr.xml", "http://peer.test"),
        ("state-seedstack.jsonl", "seedstack.wxr.xml", "https://sotnews.agency"),
    ],
)
def test_the_file_says_what_the_database_says(
    state: str, file: str, url: str, shared: Path, client: Client, change_settings: Callable[..., None]
) -> None:
    change_settings(url=url)
    run_import(ImportRequest((str(shared / "corpus" / state),)))
    options = store.all_options()
    by_database = _answers(client)
    forget_all()
    store.put_many({name: value for name, value in options.items() if not name.startswith("wirepress_imported")})
    report = run_import(ImportRequest((str(shared / "corpus" / file),)))
    assert not report.failed and not report.refusals, report.refusals
    by_file = _answers(client)
    writers = set(User.objects.values_list("id", flat=True))
    different = [
        (route, _first_difference(answer, by_file.get(route)))
        for route, answer in by_database.items()
        if _without_unsaid(answer, writers) != _without_unsaid(by_file.get(route), writers)
    ]
    assert len(by_database) > 300 and not different, (len(different), different[:6])


def _first_difference(one: Any, two: Any) -> Any:
    if isinstance(one, dict) and isinstance(two, dict):
        return {
            key: _first_difference(one.get(key), two.get(key)) for key in {*one, *two} if one.get(key) != two.get(key)
        }
    if isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
        return [_first_difference(a, b) for a, b in zip(one, two, strict=True) if a != b][:2]
    return one, two
