"""How an account shares: its schedule, which stories, its caps, and how its messages look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from wirepress.core.php.numbers import read_digits
from wirepress.features.social.messages.message_format import CHOICES, format_json, read_format
from wirepress.features.social.models import SocialAccount
from wirepress.features.social.pages import page_helpers
from wirepress.features.social.queue import manage
from wirepress.features.social.queue.models import AccountQueue
from wirepress.features.social.queue.rules import read_rules


@dataclass(frozen=True, slots=True)
class RuleField:
    """One field of the form. `kind`: number, whole, text, lines, list (texts by commas), ids (numbers by commas), days, choice, check."""

    name: str
    label: str
    kind: str
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()


_DAYS: Final = ((1, "Mon"), (2, "Tue"), (3, "Wed"), (4, "Thu"), (5, "Fri"), (6, "Sat"), (7, "Sun"))
SECTIONS: Final[tuple[tuple[str, tuple[RuleField, ...]], ...]] = (
    (
        "When",
        (
            RuleField(
                "schedule",
                "Shares by itself",
                "choice",
                choices=(("recurring", "Every so many hours"), ("fixed", "At fixed times"), ("off", "Never")),
            ),
            RuleField("every_hours", "Hours between two shares", "number"),
            RuleField("days", "Days", "days", "For fixed times."),
            RuleField("times", "Times", "list", "By commas, in the site's time zone: 9:30, 17:00."),
            RuleField("posts_per_slot", "Stories each time", "whole"),
            RuleField(
                "gap_minutes",
                "Minutes between two shares at least",
                "number",
                "Counts everything that the account sends.",
            ),
        ),
    ),
    (
        "Which stories",
        (
            RuleField(
                "order",
                "Order",
                "choice",
                "Stories never shared go first, then those shared longest ago.",
                (("newest", "Newest first"), ("oldest", "Oldest first"), ("random", "By chance")),
            ),
            RuleField("min_age_days", "Youngest, in days", "number"),
            RuleField("max_age_days", "Oldest, in days", "number", "0: however old."),
            RuleField("again_after_days", "Share again after days", "number", "0: once only."),
            RuleField("post_types", "Post types", "list"),
            RuleField("terms", "Only with these terms", "ids", "Numbers of categories or tags; empty: all."),
            RuleField("without_terms", "Not with these terms", "ids"),
            RuleField("authors", "Only by these authors", "ids", "Numbers of users; empty: all."),
            RuleField("without_authors", "Not by these authors", "ids"),
            RuleField("without_posts", "Never these stories", "ids"),
        ),
    ),
    (
        "How much",
        (
            RuleField("per_day", "Shares a day at most", "whole", "0: as many as the network takes."),
            RuleField("per_month", "Shares a month at most", "whole", "0: no cap."),
            RuleField("budget_month", "Budget a month, US dollars", "number", "For networks that cost. 0: no limit."),
        ),
    ),
)
FORMAT: Final = (
    RuleField(
        "content",
        "Text",
        "choice",
        choices=tuple((one, one.replace("_", " and ").capitalize()) for one in CHOICES["content"]),
    ),
    RuleField(
        "template", "Template", "lines", "{title} {excerpt} {content} {link} {author} {categories} {tags} {field:NAME}"
    ),
    RuleField("field", "Meta key of the text", "text", "For the text “Field”."),
    RuleField("max_length", "Characters at most", "whole", "0: as many as the network takes."),
    RuleField("custom_text", "Own words", "text"),
    RuleField(
        "custom_place", "Own words stand", "choice", choices=(("beginning", "Before the text"), ("end", "After it"))
    ),
    RuleField("include_link", "With the story's address", "check"),
    RuleField("link_in_comment", "The address in a first comment", "check"),
    RuleField("comment_text", "Words before it", "text"),
    RuleField(
        "shortener",
        "Short addresses",
        "choice",
        choices=(("none", "No"), ("own", "Our own, below /s/"), ("provider", "A provider's")),
    ),
    RuleField(
        "provider", "The provider's address", "text", "With {url} in it; it answers the short address as plain text."
    ),
    RuleField("utm", "Campaign names in the address", "check"),
    RuleField("utm_medium", "Medium", "text"),
    RuleField("utm_campaign", "Campaign", "text"),
    RuleField(
        "hashtags",
        "Hashtags",
        "choice",
        choices=(
            ("none", "None"),
            ("common", "The same for all"),
            ("categories", "From categories"),
            ("tags", "From tags"),
            ("field", "From a meta key"),
        ),
    ),
    RuleField("hashtags_common", "The same for all", "text", "By commas."),
    RuleField("hashtags_field", "Their meta key", "text"),
    RuleField("hashtags_length", "Characters of all hashtags", "whole"),
    RuleField("hashtags_random", "In any order", "check"),
    RuleField("picture", "With the lead picture of its own", "check", "Beside the one that the link's card shows."),
    RuleField(
        "variations", "A story's own messages", "choice", choices=(("order", "In turn"), ("random", "By chance"))
    ),
    RuleField("language", "Language", "text", "Like en or pt-BR; empty: the site's."),
)


def show_rules(request: HttpRequest) -> HttpResponse:
    """Return the form; a POST stores it. A form with a mistake comes back with everything that was typed."""
    number = read_digits(request.POST.get("id") or request.GET.get("id") or "") or 0
    account = SocialAccount.objects.filter(pk=number).first()
    if account is None:
        return page_helpers.render_page(request, "gone", "Account", back=page_helpers.page_url("queue"))
    row = AccountQueue.objects.filter(account=account).first()
    rules, chosen = read_rules(row.rules if row else {}), format_json(read_format(row.format if row else {}))
    faults: dict[str, str] = {}
    if request.method == "POST":
        rules, faults = _read(request, [field for _, fields in SECTIONS for field in fields])
        chosen, more = _read(request, FORMAT)
        faults |= more
        if not faults:
            try:
                manage.change_rules(account, rules, chosen)
            except manage.WrongValues as wrong:
                faults = wrong.faults
            else:
                messages.success(request, "Saved. The plan follows the new rules from now on.")
                return HttpResponseRedirect(page_helpers.page_url("queue"))
        messages.error(request, "Nothing was saved yet: look at the marked fields.")
    sections = [(title, [_shown(field, rules, faults) for field in fields]) for title, fields in SECTIONS]
    sections.append(("Messages", [_shown(field, chosen, faults) for field in FORMAT]))
    return page_helpers.render_page(
        request,
        "rules",
        f"How {account.name or account.key} shares",
        account=account,
        sections=sections,
        back=page_helpers.page_url("queue"),
    )


def _shown(field: RuleField, values: dict[str, Any], faults: dict[str, str]) -> dict[str, Any]:
    value = values.get(field.name)
    text = ", ".join(str(one) for one in value) if isinstance(value, list) else value
    days = [(str(number), name, isinstance(value, list) and number in value) for number, name in _DAYS]
    return {"field": field, "value": text, "days": days, "fault": faults.get(field.name, "")}


def _read(request: HttpRequest, fields: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """What was typed, as values; and what is none, by name."""
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for field in fields:
        text = request.POST.get(field.name, "").replace("\r\n", "\n").strip()
        try:
            values[field.name] = _value(field, text, request)
        except ValueError:
            values[field.name] = text
            faults[field.name] = (
                "It is a number." if field.kind in ("number", "whole") else "These are numbers, by commas."
            )
    return values, faults


def _value(field: RuleField, text: str, request: HttpRequest) -> Any:
    match field.kind:
        case "number":
            number = float(text or 0)
            return int(number) if number.is_integer() else number
        case "whole":
            return int(text or 0)
        case "check":
            return bool(text)
        case "days":
            return sorted({int(one) for one in request.POST.getlist(field.name)})
        case "list":
            return [one.strip() for one in text.split(",") if one.strip()]
        case "ids":
            return [int(one) for one in text.split(",") if one.strip()]
    return text
