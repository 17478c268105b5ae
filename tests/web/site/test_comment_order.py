"""A reader chooses whether the newest or the oldest comments stand first; without a script."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django.test import Client

from tests.web.site.conftest import Write
from wirepress.content.comments.models import Comment
from wirepress.content.options import store


def test_the_order_is_the_readers_choice(write: Write, reader: Client) -> None:
    post = write("Spring tide")
    start = datetime(2026, 3, 9, 8)
    for number in range(5):
        moment = start + timedelta(hours=number)
        Comment.objects.create(
            post_id=post.pk,
            author_name=f"P{number}",
            content=f"Remark {number}",
            approved="1",
            type="comment",
            date=moment,
            date_gmt=moment,
        )
    address = f"/2026/03/{post.slug}/"

    def shown(path: str) -> list[str]:
        return re.findall(r"Remark (\d)", reader.get(path).content.decode())

    assert shown(address) == ["0", "1", "2", "3", "4"]
    page = reader.get(f"{address}?comments=newest").content.decode()
    assert shown(f"{address}?comments=newest") == ["4", "3", "2", "1", "0"]
    assert (
        '<span aria-current="true">Newest first</span>' in page and f'href="{address}?comments=oldest#comments"' in page
    )
    assert 'content="noindex' in page
    store.put("comment_order", "desc")
    assert shown(address)[0] == "4" and shown(f"{address}?comments=oldest")[0] == "0"


def test_a_few_comments_need_no_choice(write: Write, reader: Client) -> None:
    post = write("Neap tide")
    assert "comment-orders" not in reader.get(f"/2026/03/{post.slug}/").content.decode()
