"""/tweet-old-post/v8/api: what Revive Old Posts' own screens ask, as far as there is an answer here: the accounts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term
from wirepress.core.php.json import PhpObject
from wirepress.core.rest.errors import RestError, forbidden
from wirepress.core.rest.routes import Request, Response
from wirepress.features.social.messages.message_format import MessageFormat, read_format
from wirepress.features.social.models import SocialAccount
from wirepress.features.social.queue.foresee import foresee_shares
from wirepress.features.social.queue.models import AccountQueue, Share
from wirepress.features.social.queue.rules import DEFAULTS, read_rules
from wirepress.features.social.services import SERVICES, networks

# As Revive Old Posts orders them
_PLUGIN_SERVICES: Final = (
    "facebook",
    "twitter",
    "linkedin",
    "tumblr",
    "pinterest",
    "gmb",
    "vk",
    "webhook",
    "telegram",
    "mastodon",
    "bluesky",
    "instagram",
)
QUEUE_DAYS: Final = 7
QUEUE_MAX: Final = 100
LOG_MAX: Final = 100
TERMS_MAX: Final = 500


def may_manage(request: Request) -> RestError | None:
    """Return the error for whoever lacks `manage_options`."""
    if request.actor.can("manage_options"):
        return None
    return forbidden("rest_forbidden", "You are not allowed to manage social accounts.", signed_in=request.signed_in)


def answer_dashboard(request: Request) -> Response:
    """Return the answer to `req`; nothing asked, nothing said. Raises RestError 501 for what has no answer here."""
    wish = request["req"]
    if wish is None or wish == "":
        return Response(PhpObject())
    answer = _ANSWERS.get(wish) if isinstance(wish, str) else None
    if answer is None:
        known = ", ".join(_ANSWERS)
        raise RestError("rest_not_implemented", f"This is not answered here. What is: {known}.", 501)
    head = {"code": "200", "status": "success", "title": "", "message": "", "silent": True, "show_to_user": False}
    return Response({**head, "data": answer()})


def _accounts() -> Any:
    rows = SocialAccount.objects.filter(active=True).order_by("id")
    return {row.key: _account(row) for row in rows} or []


def _account(row: SocialAccount) -> dict[str, Any]:
    return {
        "id": row.key,
        "service": row.service,
        "user": row.name or row.key,
        "active": row.active,
        "connected": row.connected,
    }


def _services() -> Any:
    """Return the accounts' services, and by service the account that signs in: the front part of the accounts' keys."""
    found: dict[str, Any] = {}
    for row in SocialAccount.objects.order_by("id"):
        key = row.key.rpartition("_")[0] or row.key
        service = found.setdefault(key, {"id": key.partition("_")[2], "service": row.service, "available_accounts": {}})
        service["available_accounts"][row.key] = _account(row)
    return found or []


def _available_services() -> Any:
    """The networks that the plugin's screens know, in its order; those of other features with their titles."""
    added = {name: {"name": title} for name, title in networks().items() if name not in SERVICES}
    return {name: {"service": name, "active": False, **added.get(name, {})} for name in (*_PLUGIN_SERVICES, *added)}


def _general_settings() -> dict[str, Any]:
    """What all accounts share by when nothing else is said of them, in the plugin's names."""
    rules = DEFAULTS
    return {
        "default_interval": rules["every_hours"],
        "min_interval": 0.25,
        "step_interval": 0.25,
        "minimum_post_age": rules["min_age_days"],
        "maximum_post_age": rules["max_age_days"],
        "number_of_posts": rules["posts_per_slot"],
        "more_than_once": bool(rules["again_after_days"]),
        "available_post_types": [{"name": kind, "value": kind, "selected": False} for kind in rules["post_types"]],
        "selected_post_types": [{"name": kind, "value": kind, "selected": True} for kind in rules["post_types"]],
        "available_taxonomies": _taxonomies_of(rules["post_types"]),
        "selected_taxonomies": [],
        "exclude_taxonomies": False,
        "available_posts": [],
        "selected_posts": [],
        "exclude_posts": False,
        "ga_tracking": MessageFormat().utm,
        "beta_user": False,
        "remote_check": False,
        "custom_messages": True,
        "custom_messages_share_order": MessageFormat().variations,
        "instant_share": True,
        "instant_share_default": False,
        "start_time": False,
        "minute_interval": 1,
        "available_shorteners": {"own": {"active": True}, "provider": {"active": True}},
    }


def _taxonomies_of(types: Sequence[str]) -> list[dict[str, Any]]:
    names = [one.name for kind in types for one in taxonomies.of_type(kind)]
    terms = Term.objects.filter(taxonomy__in=names).order_by("taxonomy", "name_key", "id")[:TERMS_MAX]
    return [{"name": f"{row.taxonomy}: {row.name}", "value": f"{row.taxonomy}_{row.pk}"} for row in terms]


def _schedules() -> Any:
    return {key: _schedule(read_rules(queue.rules)) for key, queue in _queues()} or []


def _schedule(rules: dict[str, Any]) -> dict[str, Any]:
    fixed = {"week_days": [str(day) for day in rules["days"]], "time": rules["times"]}
    kind = "fixed" if rules["schedule"] == "fixed" else "recurring"
    return {"type": kind, "interval_r": str(rules["every_hours"]), "interval_f": fixed, "timestamp": None}


def _formats() -> Any:
    return {key: _format(read_format(queue.format)) for key, queue in _queues()} or []


def _format(chosen: MessageFormat) -> dict[str, Any]:
    return {
        "post_content": {"title": "post_title", "content": "post_content", "excerpt": "post_excerpt"}.get(
            chosen.content, "custom_field" if chosen.content == "field" else "post_title_content"
        ),
        "maximum_length": str(chosen.max_length),
        "custom_text": chosen.custom_text,
        "custom_text_pos": chosen.custom_place,
        "include_link": chosen.include_link,
        "url_from_meta": bool(chosen.link_field),
        "url_meta_key": chosen.link_field,
        "short_url": chosen.shortener != "none",
        "hashtags": "no-hashtags" if chosen.hashtags == "none" else f"{chosen.hashtags}-hashtags",
        "hashtags_length": str(chosen.hashtags_length),
        "hashtags_common": chosen.hashtags_common,
        "hashtags_custom": chosen.hashtags_field,
        "hashtags_randomize": chosen.hashtags_random,
        "image": chosen.picture,
        "utm_campaign_medium": chosen.utm_medium,
        "utm_campaign_name": chosen.utm_campaign,
    }


def _queues() -> list[tuple[str, AccountQueue]]:
    """The active accounts with how each shares, oldest first."""
    stored = {row.account_id: row for row in AccountQueue.objects.all()}
    rows = SocialAccount.objects.filter(active=True).order_by("id")
    return [(row.key, stored.get(row.pk) or AccountQueue(account=row)) for row in rows]


def _queue() -> list[dict[str, Any]]:
    """What goes out in the next days."""
    shares, _ = foresee_shares(QUEUE_DAYS)
    return [
        {
            "time": one.moment.isoformat(),
            "post_data": {
                "account_id": one.account.key,
                "post_id": one.post_id,
                "content": one.composed.text,
                "post_url": one.link,
            },
        }
        for one in shares[:QUEUE_MAX]
    ]


def _log() -> list[dict[str, Any]]:
    """What went out last, and what did not."""
    rows = Share.objects.filter(ended__gt=0).exclude(kind="imported").order_by("-ended", "-id")[:LOG_MAX]
    return [
        {
            "channel": row.account,
            "time": row.ended,
            "message": row.answer,
            "type": "success" if row.state == Share.SENT else "error",
        }
        for row in rows
    ]


def _nothing() -> list[Any]:
    return []


_ANSWERS: Final[Mapping[str, Callable[[], Any]]] = {
    "get_active_accounts": _accounts,
    "get_authenticated_services": _services,
    "get_available_services": _available_services,
    "get_general_settings": _general_settings,
    "get_schedule": _schedules,
    "get_post_format": _formats,
    "get_taxonomies": _nothing,  # of the types that a request names; ours go by post type, see get_general_settings
    "get_queue": _queue,
    "get_log": _log,
    "get_toast": _nothing,
}
