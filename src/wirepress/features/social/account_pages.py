"""The newsroom's pages of accounts: how each is, connecting, coming back from a network's consent page. All work without JavaScript."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from wirepress.content.errors import ActionRefused
from wirepress.core.hooks import AdminPage
from wirepress.core.php.numbers import read_digits
from wirepress.features.social.connections import alerts, consent, health
from wirepress.features.social.connections.connect import connect_with_token, fields_of, open_network
from wirepress.features.social.connections.disconnect import disconnect_account
from wirepress.features.social.models import AccountConnection, SocialAccount
from wirepress.features.social.networks.protocol import Limits, Network
from wirepress.features.social.networks.registry import UnknownNetwork, find_network, network_names

PATH: Final = "social-accounts"


def pages() -> Sequence[AdminPage]:
    """Return the pages: one in the menu, the others are reached from it."""

    def page(path: str, title: str, view: Any, in_menu: bool = False) -> AdminPage:
        return AdminPage(path, title, view, section="Social", icon="hub", in_menu=in_menu)

    return (
        page(PATH, "Accounts", show_accounts, True),
        page(f"{PATH}/connect", "Connect an account", show_connect),
        page(f"{PATH}/callback", "Connect an account", show_callback),
        page(f"{PATH}/choose", "Choose accounts", show_choice),
    )


def show_accounts(request: HttpRequest) -> HttpResponse:
    """Return the table of accounts, those in trouble first; a POST runs the action that its `deed` names."""
    if request.method == "POST":
        return _run_posted_action(request)
    rows = SocialAccount.objects.select_related("connection").order_by("id")
    accounts = sorted((_account_row(row) for row in rows), key=lambda row: row["order"])
    networks = [(name, find_network(name).facts.title) for name in network_names()]
    return _render(
        request, "accounts", "Accounts", accounts=accounts, networks=sorted(networks, key=lambda one: one[1])
    )


def _account_row(account: SocialAccount) -> dict[str, Any]:
    connection: AccountConnection | None = getattr(account, "connection", None)
    state = connection.state if connection is not None else "none"
    tone = "good" if state == "well" else "bad" if connection is not None and not connection.may_send else "idle"
    try:
        title = find_network(account.service).facts.title
    except UnknownNetwork:
        title = account.service
    return {
        "account": account,
        "connection": connection,
        "network": title,
        "limits": describe_limits(Limits.from_json(connection.limits)) if connection and connection.limits else "",
        "words": alerts.STATE_WORDS.get(state, "Not connected"),
        "tone": tone,
        "order": (0 if tone == "bad" else 1 if state == "expiring" else 2 if connection is not None else 3, account.pk),
        "again": _url("connect", network=account.service, account=account.pk),
    }


def describe_limits(limits: Limits) -> str:
    """Return what an account may send, in words."""
    words = [f"{limits.length:,} characters"]
    if limits.pictures:
        words.append(
            f"{limits.pictures} picture{'s' if limits.pictures > 1 else ''}"
            + (" (required)" if limits.pictures_required else "")
        )
    if limits.posts_left is not None:
        words.append(f"{limits.posts_left} posts left today")
    elif limits.posts_day is not None:
        words.append(f"{limits.posts_day} posts a day")
    if limits.cost:
        words.append(
            f"${limits.cost / 1_000_000:.3f} a post, ${(limits.link_cost or limits.cost) / 1_000_000:.2f} with a link"
        )
    return ", ".join(words)


def _run_posted_action(request: HttpRequest) -> HttpResponse:
    account = _posted_account(request)
    deed = request.POST.get("deed", "")
    if deed == "disconnect":
        words = disconnect_account(account)
        messages.success(request, f"{account.name or account.key} is disconnected. Its history stays. {words}".strip())
    elif deed == "check":
        _check_now(request, account)
    else:
        raise Http404
    return HttpResponseRedirect(_url())


def _check_now(request: HttpRequest, account: SocialAccount) -> None:
    from wirepress.features.social.connections.load import NotConnected

    try:
        connection = health.check_account(account)
    except NotConnected as error:
        messages.error(request, error.message)
        return
    words = f"{account.name or account.key}: {alerts.STATE_WORDS.get(connection.state, connection.state)}. {connection.error}".strip()
    (messages.success if connection.state == "well" and not connection.error else messages.warning)(request, words)


def _posted_account(request: HttpRequest) -> SocialAccount:
    number = read_digits(request.POST.get("account", "")) or 0
    account = SocialAccount.objects.filter(pk=number).first()
    if account is None:
        raise Http404
    return account


def show_connect(request: HttpRequest) -> HttpResponse:
    """Return the form of a network; a POST connects by token, or leads to the network's page. Raises Http404."""
    try:
        network = open_network(request.POST.get("network") or request.GET.get("network") or "")
    except ActionRefused:
        raise Http404 from None
    again = _again(request, network)
    way = request.POST.get("way") or request.GET.get("way") or network.facts.ways[0]
    if way not in network.facts.ways:
        raise Http404
    if request.method != "POST":
        return _render_form(request, network, way, again, {})
    given = {one.name: request.POST.get(f"field.{one.name}", "").strip() for one in fields_of(network, way)}
    private = request.POST.get("allow_private") == "1"
    name = request.POST.get("name", "").strip()
    try:
        if way == "oauth":
            url = consent.begin_consent(
                network.facts.name,
                given,
                name=name,
                user_id=request.user.pk or 0,
                allow_private=private,
                again=again,
            )
            return _render(request, "leave", f"To {network.facts.title}", url=url, network=network.facts, back=_url())
        wanted = request.POST.get("wanted", "").strip()
        account = connect_with_token(
            network.facts.name, given, name=name, allow_private=private, wanted=wanted, again=again
        )
    except ActionRefused as refused:
        return _render_form(request, network, way, again, {**given, "name": name}, refused.message)
    messages.success(request, f"{account.name} is connected.")
    return HttpResponseRedirect(_url())


def _again(request: HttpRequest, network: Network) -> SocialAccount | None:
    number = read_digits(request.POST.get("account") or request.GET.get("account") or "") or 0
    account = SocialAccount.objects.filter(pk=number, service=network.facts.name).first() if number else None
    if number and account is None:
        raise Http404
    return account


def _render_form(
    request: HttpRequest,
    network: Network,
    way: str,
    again: SocialAccount | None,
    given: dict[str, str],
    wrong: str = "",
) -> HttpResponse:
    connection = getattr(again, "connection", None) if again else None
    known = dict(connection.options) if connection is not None else {}
    inputs = [
        {
            "field": one,
            "id": f"so-{one.name}",
            "value": "" if one.secret else given.get(one.name) or known.get(one.name) or one.default,
            "kept": one.secret and connection is not None and way == "oauth",
        }
        for one in fields_of(network, way)
    ]
    number = again.pk if again else ""
    others = [
        (other, _url("connect", network=network.facts.name, way=other, account=number))
        for other in network.facts.ways
        if other != way
    ]
    return _render(
        request,
        "connect",
        f"Connect {again.name or again.key} again" if again else f"Connect {network.facts.title}",
        network=network.facts,
        way=way,
        again=again,
        others=others,
        plain=[one for one in inputs if not one["field"].advanced],  # type: ignore[union-attr]
        advanced=[one for one in inputs if one["field"].advanced],  # type: ignore[union-attr]
        name=given.get("name", again.name if again else ""),
        allow_private=request.POST.get("allow_private") == "1" or bool(connection and connection.allow_private),
        wrong=wrong,
        callback=consent.callback_url() if any(one.way == "oauth" for one in network.facts.fields) else "",
        back=_url(),
        status=400 if wrong else 200,
    )


def show_callback(request: HttpRequest) -> HttpResponse:
    """Take a person back from a network's page: one account is connected at once, of several they choose."""
    answer = {name: str(value) for name, value in request.GET.items()}
    try:
        attempt, _, profiles = consent.finish_consent(answer, user_id=request.user.pk or 0)
        ids = [one.id for one in profiles]
        known = getattr(attempt.account, "connection", None) if attempt.account else None
        if known is not None and known.external_id in ids:
            ids = [known.external_id]
        if len(ids) > 1:
            return HttpResponseRedirect(_url("choose", attempt=attempt.state))
        stored = consent.end_consent(attempt, ids)
    except ActionRefused as refused:
        return _render(request, "refused", "Not connected", words=refused.message, back=_url(), status=refused.status)
    messages.success(request, f"{stored[0].name} is connected.")
    return HttpResponseRedirect(_url())


def show_choice(request: HttpRequest) -> HttpResponse:
    """Return the accounts that a consent is good for; a POST connects the chosen ones."""
    number = request.POST.get("attempt") or request.GET.get("attempt") or ""
    wrong = ""
    try:
        attempt, profiles = consent.find_granted(number, user_id=request.user.pk or 0)
        if request.method == "POST":
            try:
                stored = consent.end_consent(attempt, request.POST.getlist("chosen"))
            except ActionRefused as refused:
                wrong = refused.message
            else:
                messages.success(request, f"{', '.join(one.name for one in stored)}: connected.")
                return HttpResponseRedirect(_url())
    except ActionRefused as refused:
        return _render(request, "refused", "Not connected", words=refused.message, back=_url(), status=refused.status)
    title = f"Which of these on {open_network(attempt.network).facts.title}?"
    return _render(
        request,
        "choose",
        title,
        profiles=profiles,
        attempt=attempt,
        wrong=wrong,
        back=_url(),
        status=400 if wrong else 200,
    )


def _url(page: str = "", **query: Any) -> str:
    given = {name: value for name, value in query.items() if value not in ("", None)}
    below = f"{page}/" if page else ""
    return reverse("admin:index") + f"{PATH}/{below}" + (f"?{urlencode(given)}" if given else "")


def _render(request: HttpRequest, template: str, title: str, *, status: int = 200, **context: Any) -> HttpResponse:
    frame = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"social/accounts/{template}.html", frame, status=status)
