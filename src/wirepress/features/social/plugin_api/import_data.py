"""Takes over what Revive Old Posts kept: rules, schedules, message formats, what is blocked, what was shared, what is planned.

Accounts come without their keys, and paused: nothing goes out before somebody has connected them and let them share. What was changed
here since an earlier import stays.
"""

from __future__ import annotations

import calendar
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from wirepress.content.options import site, store
from wirepress.content.posts.models import Post, PostMeta
from wirepress.features.social.messages import message_format
from wirepress.features.social.meta import ACCOUNTS, HISTORY
from wirepress.features.social.models import SocialAccount
from wirepress.features.social.queue import rules as queue_rules
from wirepress.features.social.queue.load_plan import now_unix
from wirepress.features.social.queue.models import AccountQueue, BlockedPost, Share
from wirepress.features.social.queue.publish_now import now_key
from wirepress.features.social.queue.take_due import slot_key

AGAIN_DAYS: Final = 30  # of “share more than once”: the plugin shares a story again when all others were shared
_CHUNK: Final = 500
_NUMBER: Final = re.compile(r"(?:.*[^0-9])?([0-9]{1,18})", re.DOTALL)
_CONTENTS: Final[Mapping[str, dict[str, Any]]] = {
    "post_title": {"content": "title"},
    "post_content": {"content": "content"},
    "post_excerpt": {"content": "excerpt"},
    "post_title_content": {"content": "template", "template": "{title} {content}"},
    "custom_field": {"content": "field"},
}
_HASHTAGS: Final = {
    "no-hashtags": "none",
    "common-hashtags": "common",
    "categories-hashtags": "categories",
    "tags-hashtags": "tags",
    "custom-hashtags": "field",
}


def adopt_queue() -> int:
    """Take over settings, schedules, formats, blocks, history and coming events of an imported database; return how many shares its history
    has. May be repeated."""
    data, schedules = _map(store.get("rop_data", None)), _map(store.get("rop_schedules_data", None))
    accounts = {row.key: row for row in SocialAccount.objects.all()}
    general = _map(data.get("general_settings"))
    formats, plans = _map(data.get("post_format")), _map(schedules.get("schedules"))
    known = set(AccountQueue.objects.values_list("account__key", flat=True))
    for key, account in accounts.items():
        if key not in known and account.connected is False:
            rules = read_rules(general, _map(plans.get(key)))
            chosen = read_format(_map(formats.get(key)), general)
            AccountQueue.objects.create(account=account, rules=rules, format=chosen, paused=True, start=now_unix())
    _adopt_blocks(_map(data.get("posts_blocked")), accounts)
    _adopt_buffer(_map(data.get("posts_buffer")), accounts)
    _adopt_events(
        _map(schedules.get("rop_events_timeline")), _map(_map(store.get("rop_queue", None)).get("queue")), accounts
    )
    return adopt_histories()


def read_rules(general: Mapping[str, Any], plan: Mapping[str, Any]) -> dict[str, Any]:
    """Return the plugin's general settings and one account's schedule as rules; what does not fit has our default."""
    kind, fixed = plan.get("type"), _map(plan.get("interval_f"))
    values: dict[str, Any] = {
        "schedule": kind if kind in ("recurring", "fixed") else "recurring",
        "every_hours": _number(plan.get("interval_r")) or _number(general.get("default_interval")) or 12,
        "days": sorted({int(one) for day in _list(fixed.get("week_days")) if (one := _number(day)) and 1 <= one <= 7}),
        "times": [str(one) for one in _list(fixed.get("time"))],
        "posts_per_slot": int(_number(general.get("number_of_posts")) or 1),
        "min_age_days": _number(general.get("minimum_post_age"), 30),
        "max_age_days": _number(general.get("maximum_post_age"), 365),
        "again_after_days": AGAIN_DAYS if _yes(general.get("more_than_once", True)) else 0,
        "order": "random",
        "post_types": [
            str(_map(one).get("value"))
            for one in _list(general.get("selected_post_types"))
            if _yes(_map(one).get("selected", True))
        ],
        "without_posts": _ids(general.get("exclude_posts")),
    }
    terms = _ids(general.get("selected_taxonomies"))
    values["without_terms" if _yes(general.get("exclude_taxonomies")) else "terms"] = terms
    return {name: value for name, value in values.items() if not queue_rules.find_faults({name: value})}


def read_format(given: Mapping[str, Any], general: Mapping[str, Any]) -> dict[str, Any]:
    """Return one account's post format as ours; what does not fit has our default."""
    values: dict[str, Any] = dict(_CONTENTS.get(str(given.get("post_content", "post_title")), {}))
    service = str(given.get("short_url_service", ""))
    values |= {
        "field": str(given.get("custom_meta_field") or ""),
        "max_length": int(_number(given.get("maximum_length")) or 0),
        "custom_text": str(given.get("custom_text") or ""),
        "custom_place": "end" if given.get("custom_text_pos") == "end" else "beginning",
        "include_link": _yes(given.get("include_link", True)),
        "link_field": str(given.get("url_meta_key") or "") if _yes(given.get("url_from_meta")) else "",
        "shortener": ("provider" if service == "is.gd" else "own") if _yes(given.get("short_url")) else "none",
        "hashtags": _HASHTAGS.get(str(given.get("hashtags")), "none"),
        "hashtags_length": int(_number(given.get("hashtags_length"), 200)),
        "hashtags_common": str(given.get("hashtags_common") or ""),
        "hashtags_field": str(given.get("hashtags_custom") or ""),
        "hashtags_random": _yes(given.get("hashtags_randomize")),
        "picture": _yes(given.get("image")),
        "utm": _yes(general.get("ga_tracking", True)),
        "utm_medium": str(given.get("utm_campaign_medium") or "social"),
        "utm_campaign": str(given.get("utm_campaign_name") or "ReviveOldPost"),
        "variations": "order",
        "link_in_comment": _yes(given.get("share_link_in_comment")),
        "comment_text": str(given.get("share_link_text") or ""),
    }
    return {name: value for name, value in values.items() if not message_format.find_faults({name: value})}


def adopt_histories() -> int:
    """Take over what posts themselves say of having been shared; return how many shares that are."""
    count = 0
    rows = (
        PostMeta.objects.filter(key=HISTORY).order_by("id").values_list("post_id", "value").iterator(chunk_size=_CHUNK)
    )
    for post_id, value in rows:
        count += adopt_history(post_id, value)
    return count


def adopt_history(post_id: int, history: Any) -> int:
    """Take over one post's history; return how many shares are in it. Those known here are not taken twice. What was queued waits, for
    a day at most, until its account is connected."""
    found = []
    for item in _list(history):
        facts = _map(item)
        account, status, moment = facts.get("account"), facts.get("status"), _number(facts.get("timestamp"))
        if isinstance(account, str) and 0 < len(account) <= 191 and status in ("success", "error") and moment > 0:
            state = Share.SENT if status == "success" else Share.FAILED
            found.append(_past_share(account, post_id, int(moment), state))
        elif isinstance(account, str) and 0 < len(account) <= 191 and status == "queued" and moment > 0:
            found.append(_queued_share(account, post_id, int(moment)))
    return _store(found)


def _adopt_buffer(buffers: Mapping[str, Any], accounts: Mapping[str, SocialAccount]) -> None:
    """What the plugin has shared in its present round, without a moment: its posts have had their turn."""
    moment = now_unix()
    for key, numbers in buffers.items():
        if key in accounts:
            known = set(Share.objects.filter(account=key, kind="imported").values_list("post_id", flat=True))
            new = [number for number in _ids(numbers) if number not in known]
            _store(_past_share(key, number, moment, Share.SENT) for number in new)


def _adopt_blocks(blocked: Mapping[str, Any], accounts: Mapping[str, SocialAccount]) -> None:
    rows = [
        BlockedPost(account=key, post_id=number)
        for key, numbers in blocked.items()
        if key in accounts
        for number in _ids(numbers)
    ]
    BlockedPost.objects.bulk_create(rows, ignore_conflicts=True, batch_size=_CHUNK)


def _adopt_events(timeline: Mapping[str, Any], queue: Mapping[str, Any], accounts: Mapping[str, SocialAccount]) -> None:
    """The coming events with the stories that the plugin had chosen for them. Its moments are local time, written as unix seconds."""
    now, rows = now_unix(), []
    for key, moments in timeline.items():
        account, chosen = (
            accounts.get(key),
            _map(queue.get(key)) or {str(at): one for at, one in enumerate(_list(queue.get(key)))},
        )
        if account is None:
            continue
        by_number = {str(number): _ids(posts) for number, posts in chosen.items()}
        for at, written in enumerate(_list(moments)):
            due = _as_gmt(_number(written))
            for post_id in by_number.get(str(at), []) if due > now else []:
                rows.append(
                    Share(
                        account=key,
                        service=account.service,
                        post_id=post_id,
                        key=slot_key(key, due, post_id),
                        slot=due,
                        due=due,
                        created=now,
                    )
                )
    there = set(Post.objects.filter(pk__in=[row.post_id for row in rows]).values_list("pk", flat=True))
    _store(row for row in rows if row.post_id in there)


def _past_share(account: str, post_id: int, moment: int, state: str) -> Share:
    digest = hashlib.sha256(f"imported {account} {post_id} {moment}".encode()).hexdigest()[:40]
    return Share(
        account=account,
        service=account.partition("_")[0][:20],
        post_id=post_id,
        kind="imported",
        state=state,
        key=digest,
        due=moment,
        ended=moment,
        created=now_unix(),
        answer="Taken over from Revive Old Posts.",
    )


def _queued_share(account: str, post_id: int, moment: int) -> Share:
    chosen = PostMeta.objects.filter(post_id=post_id, key=ACCOUNTS).values_list("value", flat=True).first()
    text = _map(chosen).get(account)
    return Share(
        account=account,
        service=account.partition("_")[0][:20],
        post_id=post_id,
        kind="now",
        key=now_key(account, post_id, moment),
        due=moment,
        text=text if isinstance(text, str) else "",
        created=now_unix(),
    )


def _store(rows: Iterable[Share]) -> int:
    made = list(rows)
    Share.objects.bulk_create(made, ignore_conflicts=True, batch_size=_CHUNK)
    return len(made)


def _as_gmt(moment: float) -> int:
    try:
        wall = datetime.fromtimestamp(moment, UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        return 0
    return calendar.timegm(site.to_gmt(wall).timetuple())


def _ids(value: Any) -> list[int]:
    """Numbers of a list whose entries are numbers, texts that end in one (category_12), or maps that hold one under `value`."""
    return list(dict.fromkeys(_read_ids(_list(value))))


def _read_ids(values: Sequence[Any]) -> Iterator[int]:
    for one in values:
        inner = _map(one).get("value") if isinstance(one, Mapping) else one
        found = _NUMBER.fullmatch(str(inner)) if isinstance(inner, int | str) and not isinstance(inner, bool) else None
        if found and 0 < int(found[1]) < 2**63:
            yield int(found[1])


def _list(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, Mapping) else value if isinstance(value, list) else []


def _map(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _number(value: Any, default: float = 0) -> float:
    if isinstance(value, bool):
        return default
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return default
    return number if abs(number) < 1e15 else default


def _yes(value: Any) -> bool:
    return value not in (False, None, 0, "", "0", "false", "no", [])
