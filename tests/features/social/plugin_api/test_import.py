"""What Revive Old Posts kept is taken over: rules, schedules, formats, blocks, history, coming events; and nothing goes out by itself."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirepress.content.options import site, store
from wirepress.content.posts.models import Post, PostMeta
from wirepress.features.social import accounts, plugin
from wirepress.features.social.messages.message_format import read_format
from wirepress.features.social.models import SocialAccount
from wirepress.features.social.plugin_api import import_data
from wirepress.features.social.queue.models import AccountQueue, BlockedPost, Share
from wirepress.features.social.queue.rules import read_rules

KEY = "facebook_1_2"


@pytest.fixture(autouse=True)
def nothing_kept(db: None) -> Any:
    accounts.forget_accounts()
    yield
    store.forget()


def _adopt(**options: Any) -> list[str]:
    store.put_many(options)
    return list(plugin.adopt_tables())


def _data(**more: Any) -> dict[str, Any]:
    account = {"user": "Harbour", "service": "facebook", "id": KEY}
    return {"services": {}, "active_accounts": {KEY: account}, **more}


def test_settings_schedules_and_formats_are_taken_over_and_the_account_is_paused() -> None:
    general = {
        "minimum_post_age": 7,
        "maximum_post_age": "90",
        "number_of_posts": "2",
        "more_than_once": False,
        "selected_post_types": [{"name": "Pages", "value": "page", "selected": True}],
        "selected_taxonomies": [{"name": "News", "value": "category_12"}],
        "exclude_taxonomies": True,
        "exclude_posts": ["44"],
        "ga_tracking": True,
    }
    looks = {"post_content": "post_excerpt", "maximum_length": "240", "hashtags": "tags-hashtags", "short_url": True}
    plan = {"type": "fixed", "interval_f": {"week_days": ["1", "5"], "time": ["9:30", "17:00"]}}
    lost = _adopt(
        rop_data=_data(general_settings=general, post_format={KEY: looks}),
        rop_schedules_data={"schedules": {KEY: plan}},
    )
    assert len(lost) == 1
    row = AccountQueue.objects.get(account__key=KEY)
    rules, form = read_rules(row.rules), read_format(row.format)
    assert row.paused and not SocialAccount.objects.get().connected
    assert (rules["schedule"], rules["days"], rules["times"]) == ("fixed", [1, 5], ["9:30", "17:00"])
    assert (rules["min_age_days"], rules["max_age_days"], rules["posts_per_slot"]) == (7, 90, 2)
    assert (rules["post_types"], rules["without_terms"], rules["terms"]) == (["page"], [12], [])
    assert (rules["without_posts"], rules["again_after_days"]) == ([44], 0)
    assert (form.content, form.max_length, form.hashtags, form.shortener, form.utm) == (
        "excerpt",
        240,
        "tags",
        "own",
        True,
    )


def test_the_plugins_defaults_where_nothing_was_set() -> None:
    _adopt(rop_data=_data())
    rules = read_rules(AccountQueue.objects.get().rules)
    assert (rules["every_hours"], rules["min_age_days"], rules["max_age_days"]) == (12, 30, 365)


def test_what_was_shared_blocked_and_planned_is_known() -> None:
    posts = [Post.objects.create(status="publish", title=f"T{at}") for at in range(4)]
    numbers = [post.pk for post in posts]
    history = [
        {"account": KEY, "service": "facebook", "timestamp": 1_760_000_000, "status": "success"},
        {"account": KEY, "service": "facebook", "timestamp": 1_760_000_100, "status": "queued"},
    ]
    PostMeta.objects.create(post=posts[0], key="rop_publish_now_history", value=history)
    soon = site.now_gmt() + timedelta(days=1)
    event = int(
        (
            site.to_local(soon) - site.to_local(soon).replace(year=1970, month=1, day=1, hour=0, minute=0, second=0)
        ).total_seconds()
    )
    options = {
        "rop_data": _data(posts_blocked={KEY: [numbers[1]]}, posts_buffer={KEY: [numbers[2]]}),
        "rop_schedules_data": {"rop_events_timeline": {KEY: [event, 1_000_000_000]}},
        "rop_queue": {"queue": {KEY: {"0": [numbers[3]], "1": [numbers[0]]}}},
    }
    for _ in range(2):  # a second import changes nothing
        _adopt(**options)
        assert list(BlockedPost.objects.values_list("account", "post_id")) == [(KEY, numbers[1])]
        past = Share.objects.filter(kind="imported").order_by("post_id")
        assert [(row.post_id, row.state) for row in past] == [(numbers[0], "sent"), (numbers[2], "sent")]
        wish = Share.objects.get(state=Share.WAITING, kind="now")
        assert (wish.post_id, wish.due) == (numbers[0], 1_760_000_100)
        planned = Share.objects.get(state=Share.WAITING, kind="slot")
        assert planned.post_id == numbers[3] and planned.due == planned.slot


def test_what_was_changed_here_stays() -> None:
    _adopt(rop_data=_data())
    AccountQueue.objects.update(rules={"every_hours": 3}, paused=False)
    _adopt(rop_data=_data(general_settings={"default_interval": 24}))
    row = AccountQueue.objects.get()
    assert row.rules == {"every_hours": 3} and not row.paused


def test_a_documents_history_is_known() -> None:
    post = Post.objects.create(status="publish", title="T")
    item = {"account": "mastodon_5_9", "service": "mastodon", "timestamp": 1_760_000_000, "status": "success"}
    plugin.imported({"meta": {"rop_publish_now_history": [item]}}, post, True)
    row = Share.objects.get()
    assert (row.account, row.post_id, row.ended, row.kind) == ("mastodon_5_9", post.pk, 1_760_000_000, "imported")


def test_the_words_that_its_editor_kept_are_used(db: None) -> None:
    from wirepress.features.social.messages.story_facts import read_story
    from wirepress.features.social.send.make_message import write_for_share

    post = Post.objects.create(status="publish", title="T")
    digest = hashlib.md5(KEY.encode(), usedforsecurity=False).hexdigest()
    PostMeta.objects.create(post=post, key=f"_rop_edit_{digest}", value={"text": "Kept words", "image": ""})
    row = Share(account=KEY, service="facebook", post_id=post.pk, key="x" * 20)
    assert write_for_share(row, read_story(post), {}, 0).text == "Kept words"


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=6,
)


@given(_ANY, _ANY)
def test_settings_of_any_kind_break_nothing(general: Any, plan: Any) -> None:
    one, two = import_data._map(general), import_data._map(plan)
    names = ("default_interval", "number_of_posts", "selected_post_types", "exclude_posts", "maximum_post_age")
    rules = import_data.read_rules(
        {**dict.fromkeys(names, plan), **one}, {**dict.fromkeys(("interval_r", "interval_f"), general), **two}
    )
    assert read_rules(rules) == {**read_rules({}), **rules}
    form = import_data.read_format(
        {**dict.fromkeys(("maximum_length", "custom_text", "hashtags_length"), plan), **two}, one
    )
    assert all(getattr(read_format(form), name) == value for name, value in form.items())
