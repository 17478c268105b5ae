"""One source's form: the common settings, how we sign in there, the whole policy as JSON, and what can be done with it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse

from wirepress.content.errors import ActionRefused
from wirepress.content.options import site
from wirepress.core.error_descriptions import describe_json_error
from wirepress.features.wire.curation.block import block_source
from wirepress.features.wire.curation.offers import open_offers, settle_offer
from wirepress.features.wire.maintenance.moved_feed import accept_suggestion, refuse_suggestion
from wirepress.features.wire.maintenance.silence import is_silent
from wirepress.features.wire.models import Source
from wirepress.features.wire.pages import page_helpers, source_form
from wirepress.features.wire.sources import manage
from wirepress.features.wire.sources.manage import AUTH_FIELDS, WrongFields, policy_of
from wirepress.features.wire.sources.opml_exchange import CREDIT

AUTH: Final = (
    ("", "No sign-in"),
    ("basic", "User and password"),
    ("bearer", "Bearer token"),
    ("header", "A header of its own"),
)


def show_source(request: HttpRequest) -> HttpResponse:
    """Return the form of a new source, or of the one that `id` names; a POST runs the action that its `deed` names. Raises Http404."""
    number = page_helpers.read_number(request)
    source = Source.objects.filter(pk=number).first() if number else _new_source()
    if source is None:
        raise Http404
    if request.method == "POST":
        return _run_posted_action(request, source)
    return _render_form(request, source, None, {})


def _new_source() -> Source:
    return Source(kind="auto", policy={"rights": {"credit": CREDIT}}, enabled=True, created=site.now_gmt())


def _run_posted_action(request: HttpRequest, source: Source) -> HttpResponse:
    deed = request.POST.get("deed", "save")
    if deed == "save":
        return _save(request, source, source_form.read_form(request.POST, source) | _read_auth(request, source))
    if source.pk is None:
        raise Http404
    if deed == "policy":
        return _save_policy(request, source)
    if deed == "remove":
        name, number = source.name, manage.remove_source(source)
        messages.success(
            request, f"{name} is gone, and what was known of its {number} items. What was filed of them stays."
        )
        return page_helpers.redirect_to(page_helpers.page_url("sources"))
    if deed == "block":
        page_helpers.run_action(request, lambda: block_source(source, actor=page_helpers.current_user(request)))
    elif deed in ("strip", "keep"):
        where, _, find = request.POST.get("offer", "").partition(":")
        page_helpers.run_action(
            request,
            lambda: settle_offer(source, where, find, accept=deed == "strip", actor=page_helpers.current_user(request)),
        )
    elif deed == "secret":
        return _render_form(request, source, None, {}, secret=manage.renew_secret(source))
    elif deed in ("take_feed", "leave_feed"):
        page_helpers.run_action(request, lambda: _decide_suggestion(source, take=deed == "take_feed"))
    elif deed == "look":
        page_helpers.run_action(request, lambda: _start_run(source))
    else:
        raise Http404
    return page_helpers.redirect_to(page_helpers.page_url("sources/source", id=source.pk))


def _save(request: HttpRequest, source: Source, given: dict[str, Any]) -> HttpResponse:
    had = source.secret
    try:
        if source.pk is None:
            source = manage.add_source(given)
            messages.success(
                request, f"{source.name} is added. {'It is checked within a minute.' if source.due else ''}"
            )
        else:
            manage.change_source(source, given)
            messages.success(request, "Saved.")
    except WrongFields as wrong:
        return _render_form(request, source, request.POST, wrong.fields)
    except ActionRefused as refused:
        messages.error(request, refused.message)
    if source.secret and source.secret != had:
        return _render_form(request, source, None, {}, secret=source.secret)
    return page_helpers.redirect_to(page_helpers.page_url("sources/source", id=source.pk))


def _save_policy(request: HttpRequest, source: Source) -> HttpResponse:
    text = request.POST.get("policy", "")
    try:
        policy = json.loads(text)
    except ValueError as error:
        return _render_form(
            request, source, None, {}, policy=text, policy_wrong=[f"This is no JSON: {describe_json_error(error)}."]
        )
    try:
        manage.change_source(source, {"policy": policy})
    except WrongFields as wrong:
        words = [f"{name.removeprefix('policy.')}: {text}" for name, text in wrong.fields.items()]
        return _render_form(request, source, None, {}, policy=text, policy_wrong=words)
    messages.success(request, "The policy is saved.")
    return page_helpers.redirect_to(page_helpers.page_url("sources/source", id=source.pk))


def _read_auth(request: HttpRequest, source: Source) -> dict[str, Any]:
    """Return the sign-in of the form; without a new secret the one there was, when the rest is as before."""
    how = request.POST.get("auth.how", "")
    if how not in AUTH_FIELDS:
        return {"auth": {}}
    who, secret = AUTH_FIELDS[how][0] if len(AUTH_FIELDS[how]) > 1 else "", AUTH_FIELDS[how][-1]
    given = {"how": how, secret: request.POST.get("auth.secret", "")} | (
        {who: request.POST.get("auth.who", "").strip()} if who else {}
    )
    kept = source.auth
    if not given[secret] and kept.get("how") == how and (not who or kept.get(who) == given[who]):
        return {"auth": dict(kept)}
    return {"auth": given}


def _decide_suggestion(source: Source, *, take: bool) -> str:
    if take:
        return f"{accept_suggestion(source).url} is gathered from now on; it is looked at at once."
    url = source.suggested
    refuse_suggestion(source)
    return f"The address stays as it is; {url} is not suggested again."


def _start_run(source: Source) -> str:
    if not source.enabled or source.kind == "push":
        raise ActionRefused("wire_off", "It is not checked: it is switched off, or pushes by itself.", 409)
    Source.objects.filter(pk=source.pk).update(due=site.now_gmt())
    return "It is due now; the next free worker checks it."


def _render_form(
    request: HttpRequest,
    source: Source,
    data: Any,
    errors: dict[str, str],
    *,
    policy: str = "",
    policy_wrong: Sequence[str] = (),
    secret: str = "",
) -> HttpResponse:
    new = source.pk is None
    how = data.get("auth.how", "") if data is not None else source.auth.get("how", "")
    who = data.get("auth.who", "") if data is not None else source.auth.get("user") or source.auth.get("name") or ""
    whole = policy or json.dumps(policy_of(source).model_dump(mode="json"), indent=2, ensure_ascii=False)
    return page_helpers.render_page(
        request,
        "source",
        "Add a source" if new else source.name,
        source=source,
        new=new,
        silent=not new and is_silent(source, site.now_gmt()),
        sections=source_form.fill_sections(source, data, errors),
        wrong=errors,
        others=source_form.other_errors({name: text for name, text in errors.items() if name != "auth"}),
        auth_ways=AUTH,
        auth_how=how,
        auth_who=who,
        auth_wrong=errors.get("auth", ""),
        policy=whole,
        policy_wrong=policy_wrong,
        secret=secret,
        offers=open_offers(source),
        back=page_helpers.page_url("sources"),
        trial=page_helpers.page_url("sources/trial", id=source.pk or 0),
        push=site.rest_url(f"/wirepress/v1/wire/{source.slug}/items"),
    )
