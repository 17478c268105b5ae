"""The newsroom's pages of redirects and of addresses not found. They work without JavaScript."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, cast
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from wirepress.content.errors import ActionRefused
from wirepress.content.users.models import User
from wirepress.core.hooks import AdminPage
from wirepress.core.php.numbers import read_digits
from wirepress.features.seo.redirects import listing
from wirepress.features.seo.redirects.exchange import csv_file
from wirepress.features.seo.redirects.exchange.read_file import KINDS, UnknownKind, import_text
from wirepress.features.seo.redirects.models import MissingAddress, RedirectRule
from wirepress.features.seo.redirects.rules import CODES
from wirepress.features.seo.redirects.save import delete_rules, save_rule, switch_rules
from wirepress.features.seo.settings import store as settings
from wirepress.features.seo.settings.redirects import QUERIES, RedirectSettings

PER_PAGE: Final = 50
_FILE_MAX: Final = 64 * 1024 * 1024
_ENTRY_KINDS: Final = (("exact", "This address"), ("wildcard", "With stars (*)"), ("regex", "Regular expression"))
_CODE_WORDS: Final = {
    301: "301 · moved for good",
    302: "302 · for now",
    307: "307 · for now, same method",
    308: "308 · for good, same method",
    410: "410 · gone",
    451: "451 · withheld by law",
}


def pages() -> Sequence[AdminPage]:
    """Return the pages: two in the menu, the exchange is reached from the first."""
    return (
        AdminPage("seo-redirects", "Redirects", show_rules, listing.CAPABILITY, "SEO", "alt_route"),
        AdminPage("seo-missing", "Addresses not found", show_missing, listing.CAPABILITY, "SEO", "link_off"),
        AdminPage("seo-redirects/file", "Import and export", show_exchange, "manage_options", "SEO", "sync_alt", False),
    )


def render(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    """Return a page in the newsroom's frame."""
    return TemplateResponse(
        request, f"seo/{template}.html", {**admin.site.each_context(request), "title": title, **context}
    )


def page_url(path: str, **query: Any) -> str:
    """Return the address of one of the feature's pages."""
    given = {name: value for name, value in query.items() if value not in ("", None, 0)}
    return reverse("admin:index") + f"{path}/" + (f"?{urlencode(given)}" if given else "")


def show_rules(request: HttpRequest) -> HttpResponse:
    """Return the list of rules with a form for a new one, or for the one that `edit` names; a POST stores, deletes or switches."""
    if request.method == "POST":
        return _act(request)
    number = read_digits(request.GET.get("edit", "")) or 0
    row = RedirectRule.objects.filter(pk=number).first() if number else None
    given = {name: request.GET[name][:2000] for name in ("source", "target") if name in request.GET}
    return _rules_page(request, row, given)


def _rules_page(
    request: HttpRequest, row: RedirectRule | None, given: dict[str, Any], wrong: str = "", status: int = 200
) -> HttpResponse:
    search, match = request.GET.get("search", "")[:500], request.GET.get("match", "")
    group, order = request.GET.get("group", "")[:60], request.GET.get("orderby", "newest")
    rows = listing.find_rules(search=search, match=match, group=group, order=order)
    new = listing.from_fields(given, row)
    response = render(
        request,
        "redirects",
        "Redirects",
        found=Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        search=search,
        match=match,
        group=group,
        order=order,
        groups=listing.groups(),
        groups_off=settings.read(RedirectSettings).groups_off,
        orders=(("newest", "Newest first"), ("hits", "Most used"), ("last_hit", "Used last"), ("source", "By address")),
        query=_query(request),
        row=row,
        rule=new.rule,
        new=new,
        wrong=wrong,
        codes=[(code, _CODE_WORDS[code]) for code in CODES],
        kinds=_ENTRY_KINDS,
        queries=QUERIES,
        may_exchange=cast(User, request.user).can("manage_options"),
        open_form=bool(row or given or wrong or not rows.exists()),
    )
    response.status_code = status
    return response


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    for name in ("page", "edit", "source", "target"):
        kept.pop(name, None)
    return f"{kept.urlencode()}&" if kept else ""


def _act(request: HttpRequest) -> HttpResponse:
    deed = request.POST.get("deed", "")
    chosen = [number for text in request.POST.getlist("item") if (number := read_digits(text))]
    here = f"{request.path}?{_query(request)}".rstrip("?&")
    if deed == "save":
        return _save(request, here)
    if deed in ("delete", "on", "off") and chosen:
        done = delete_rules(chosen) if deed == "delete" else switch_rules(chosen, deed == "on")
        did = {"delete": "deleted", "on": "switched on", "off": "switched off"}[deed]
        messages.success(request, f"{done} redirect{'' if done == 1 else 's'} {did}.")
    else:
        messages.error(request, "Nothing was chosen. Tick some redirects first.")
    return HttpResponseRedirect(here)


def _save(request: HttpRequest, here: str) -> HttpResponse:
    number = read_digits(request.POST.get("number", "")) or 0
    row = RedirectRule.objects.filter(pk=number).first() if number else None
    fields = _fields(request.POST)
    try:
        saved = save_rule(listing.from_fields(fields, row), row=row)
    except ActionRefused as refused:
        return _rules_page(request, row, fields, refused.message, 400)
    MissingAddress.objects.filter(path__in=(saved.source, saved.source.rstrip("/"), f"{saved.source}/")).delete()
    messages.success(request, f"Saved: {saved.source} → {saved.target or _CODE_WORDS[saved.code]}")
    return HttpResponseRedirect(here)


def _fields(form: QueryDict) -> dict[str, Any]:
    code, position = read_digits(form.get("code", "")), form.get("position", "").strip()
    return {
        "source": form.get("source", "")[:2001],
        "target": form.get("target", "")[:2001],
        "code": code if code is not None else 301,
        "match": form.get("match", "exact"),
        "query": form.get("query", "pass"),
        "ignore_case": "ignore_case" in form,
        "ignore_slash": "ignore_slash" in form,
        "enabled": "enabled" in form,
        "group": form.get("group", "")[:60],
        "position": int(position) if position.lstrip("-").isdecimal() and len(position) < 8 else 0,
        "note": form.get("note", "")[:300],
    }


def show_missing(request: HttpRequest) -> HttpResponse:
    """Return the list of addresses not found; a POST forgets some, or all."""
    if request.method == "POST":
        rows = MissingAddress.objects.all()
        if request.POST.get("deed") != "all":
            rows = rows.filter(
                pk__in=[number for text in request.POST.getlist("item") if (number := read_digits(text))]
            )
        gone, _ = rows.delete()
        messages.success(request, f"{gone} address{'' if gone == 1 else 'es'} forgotten.")
        return HttpResponseRedirect(f"{request.path}?{_query(request)}".rstrip("?&"))
    search, order, bots = (
        request.GET.get("search", "")[:200],
        request.GET.get("orderby", "readers"),
        "bots" in request.GET,
    )
    rows = listing.find_missing(search=search, order=order, bots=bots)
    found = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    for row in found:
        row.redirect_url = page_url("seo-redirects", source=row.path)  # type: ignore[attr-defined]
    chosen = settings.read(RedirectSettings)
    return render(
        request,
        "missing",
        "Addresses not found",
        found=found,
        search=search,
        order=order,
        bots=bots,
        orders=(("readers", "Most readers"), ("bots", "Most programs"), ("last", "Latest first")),
        query=_query(request),
        logging=chosen.log_missing,
        most=chosen.missing_max,
    )


def show_exchange(request: HttpRequest) -> HttpResponse:
    """Return the page to upload and download rules; `out` gives the download."""
    if request.method == "POST":
        return _import(request)
    if "out" in request.GET:
        rows = RedirectRule.objects.order_by("id").iterator(chunk_size=2000)
        answer = StreamingHttpResponse(csv_file.write(rows), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="redirects.csv"'
        return answer  # type: ignore[return-value]
    return render(
        request,
        "exchange",
        "Import and export of redirects",
        back=page_url("seo-redirects"),
        known=KINDS,
        count=RedirectRule.objects.count(),
    )


def _import(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None or (file.size or 0) > _FILE_MAX:
        messages.error(
            request,
            f"Choose a file of at most {_FILE_MAX // 1024 // 1024} MiB; a larger one is read by `wirepress redirects import`.",
        )
        return HttpResponseRedirect(request.path)
    trial = "trial" in request.POST
    try:
        done = import_text(file.read().decode("utf-8", "replace"), dry_run=trial)
    except UnknownKind as unknown:
        messages.error(request, str(unknown))
        return HttpResponseRedirect(request.path)
    if trial:
        messages.info(request, f"{done.created} redirects would be read, {done.refused_count} would not.")
    else:
        words = (
            f"{done.created} new, {done.updated} changed, {done.unchanged} as before, {done.refused_count} left out."
        )
        (messages.success if done.created or done.updated else messages.info)(request, words)
    for reason in done.refused[:20]:
        messages.warning(request, reason)
    return HttpResponseRedirect(request.path)
