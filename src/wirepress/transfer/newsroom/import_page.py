"""Import: a file or an address is looked at, its authors are mapped, a worker brings it in, and this page says how far it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final
from urllib.parse import unquote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from wirepress.content.users.models import User
from wirepress.core.secrets.keys import KeyMissing
from wirepress.core.secrets.sealing import seal, unseal
from wirepress.transfer.importing import runs
from wirepress.transfer.importing.authors import ForeignAuthor, list_authors
from wirepress.transfer.importing.models import ImportRun
from wirepress.transfer.importing.request import ImportRequest, UnreadableSource
from wirepress.transfer.importing.sources import Kind, find_sources
from wirepress.transfer.newsroom import upload_folder

PEOPLE: Final = 500  # accounts that are offered for an author; more are named by their login
_COLUMNS: Final = ("read", "created", "updated", "unchanged", "refused", "lost")
State = ImportRun.State


def import_page(request: HttpRequest) -> HttpResponse:
    """Return the page of imports, the questions before one, or how far one is."""
    if request.method == "POST":
        deed = _DEEDS.get(request.POST.get("deed", ""))
        if deed is None:
            raise Http404
        return deed(request)
    number = request.GET.get("run", "")
    if number:
        run = runs.find_run(int(number)) if number.isdecimal() and len(number) < 19 else None
        if run is None:
            raise Http404
        return TemplateResponse(request, "transfer/import_run.html", {"run": _shown(run, whole=True)})
    return _first_page(request)


def _first_page(request: HttpRequest, error: str = "") -> HttpResponse:
    context = {
        "error": error,
        "files": upload_folder.list_files(),
        "folder": upload_folder.folder(),
        "address": request.POST.get("address", ""),
        "user": request.POST.get("user", ""),
        "runs": [_shown(run) for run in runs.list_runs()],
    }
    return TemplateResponse(request, "transfer/import.html", context, status=400 if error else 200)


def _look(request: HttpRequest) -> HttpResponse:
    """Store what was sent, say what it is, and ask how it shall come in."""
    source, user, password = "", "", ""
    try:
        if request.FILES.get("file"):
            source = str(upload_folder.keep(request.FILES["file"]))
        elif address := request.POST.get("address", "").strip():
            if not address.startswith(("https://", "http://")):
                raise UnreadableSource("An address begins with https:// or http://.")
            source, user, password = _split_address(request, address)
        elif chosen := upload_folder.find(request.POST.get("stored", "")):
            source = str(chosen)
        if not source:
            raise UnreadableSource("Choose a file, or write the address of a site.")
        wanted = ImportRequest((source,), user=user, passphrase=password, public_only=_public_only(request))
        return _ask(request, wanted)
    except (UnreadableSource, KeyMissing) as error:
        return _first_page(request, str(error))
    except OSError as error:
        return _first_page(request, f"The file could not be stored: {error.strerror or error}. Nothing was brought in.")


def _split_address(request: HttpRequest, address: str) -> tuple[str, str, str]:
    """Return an address without the name and password that may stand in it, and as whom it is read. Raises UnreadableSource for half of it."""
    scheme, _, rest = address.partition("://")
    told, at, _ = rest.partition("/")[0].rpartition("@")
    name, _, secret = told.partition(":")
    user = request.POST.get("user", "").strip() or unquote(name)
    password = request.POST.get("passphrase", "").strip() or unquote(secret)
    if bool(user) != bool(password):
        raise UnreadableSource("Write both, the name on that site and an application password of theirs, or neither.")
    return f"{scheme}://{rest.removeprefix(told + at)}" if at else address, user, password


def _public_only(request: HttpRequest) -> bool:
    """Return whether somebody may not name servers of our own network: who manages the site may."""
    return not (isinstance(request.user, User) and request.user.can("manage_options"))


def _ask(request: HttpRequest, wanted: ImportRequest) -> HttpResponse:
    found = find_sources(wanted)
    context = {
        "address": wanted.sources[0] if found[0].kind is Kind.ADDRESS else "",
        "user": wanted.user,
        "sealed": seal({"passphrase": wanted.passphrase}) if wanted.passphrase else "",
        "source": _source_name(wanted.sources[0]),
        "sentences": [one.sentence for one in found],
        "authors": list_authors(wanted, found),
        "people": User.objects.filter(placeholder=False).order_by("name_key", "id")[:PEOPLE],
    }
    return TemplateResponse(request, "transfer/import_ask.html", context)


def _source_name(source: str) -> str:
    """Return what a form carries for a source: an address, or the name of a file in the folder, never a path."""
    return source if source.startswith(("https://", "http://")) else source.rpartition("/")[2]


def _start(request: HttpRequest) -> HttpResponse:
    named = request.POST.get("source", "")
    stored = None if named.startswith(("https://", "http://")) else upload_folder.find(named)
    if stored is None and not named.startswith(("https://", "http://")):
        return _first_page(request, "That file is no longer there. Send it again.")
    try:
        passphrase = _passphrase(request)
    except UnreadableSource as error:
        return _first_page(request, str(error))
    wanted = ImportRequest(
        sources=(str(stored or named),),
        media=request.POST.get("media") == "1",
        dry_run=request.POST.get("dry_run") == "1",
        passphrase=passphrase,
        user=request.POST.get("user", ""),
        public_only=_public_only(request),
    )
    try:
        found = find_sources(wanted)
        wanted = replace(wanted, authors=_chosen_authors(request, list_authors(wanted, found)))
        run = runs.start_import(wanted, int(request.user.pk or 0), found)
    except UnreadableSource as error:
        return _first_page(request, str(error))
    return HttpResponseRedirect(f"{request.path}?run={run.pk}")


def _passphrase(request: HttpRequest) -> str:
    """Return the passphrase of an archive, or the password that the first page sealed. Raises UnreadableSource."""
    sealed = request.POST.get("sealed", "")
    if not sealed:
        return request.POST.get("passphrase", "")
    try:
        return str(unseal(sealed).get("passphrase", ""))
    except (KeyMissing, ValueError):
        raise UnreadableSource("The application password was lost on the way. Write it again.") from None


def _chosen_authors(request: HttpRequest, known: Any) -> dict[str, str]:
    """Return login there -> login here, where somebody here was chosen."""
    people = set(User.objects.filter(placeholder=False).values_list("login", flat=True))
    found = {}
    for place, author in enumerate(known):
        wanted = request.POST.get(f"author-{place}", "")
        if wanted in people:
            assert isinstance(author, ForeignAuthor)
            found[author.login] = wanted
    return found


def _stop(request: HttpRequest) -> HttpResponse:
    return _change(request, runs.stop_import, "It stops within seconds. What is in stays in.")


def _resume(request: HttpRequest) -> HttpResponse:
    return _change(request, runs.resume_import, "It goes on as soon as a worker is free.")


def _change(request: HttpRequest, change: Any, words: str) -> HttpResponse:
    number = request.POST.get("run", "")
    if not number.isdecimal() or len(number) > 18:
        raise Http404
    try:
        change(int(number))
    except runs.WrongState as error:
        messages.error(request, str(error))
    else:
        messages.success(request, words)
    return HttpResponseRedirect(f"{request.path}?run={int(number)}")


_DEEDS: Final = {"look": _look, "start": _start, "stop": _stop, "resume": _resume}


def _shown(run: ImportRun, *, whole: bool = False) -> dict[str, Any]:
    """Return what the pages say of a run; `whole`: with its closing account."""
    sources = run.request.get("sources") or [""]
    shown: dict[str, Any] = {
        "number": run.pk,
        "source": _source_name(str(sources[0])),
        "kinds": run.kinds.splitlines(),
        "state": "deserted" if runs.is_deserted(run) else run.state,
        "label": "Its worker is gone" if runs.is_deserted(run) else State(run.state).label,
        "dry_run": bool(run.request.get("dry_run")),
        "step": run.step,
        "done": min(run.done, run.total) if run.total else run.done,
        "total": run.total,
        "percent": min(100, run.done * 100 // run.total) if run.total else None,
        "created": run.created,
        "ended": run.ended,
        "message": run.message,
        "open": run.state in (State.WAITING, State.RUNNING) and not runs.is_deserted(run),
        "stopping": run.stop,
        "resumable": runs.is_resumable(run),
    }
    if whole and run.report:
        report = run.report
        shown["columns"] = _COLUMNS
        shown["rows"] = [
            (name, [tally.get(column, 0) for column in _COLUMNS]) for name, tally in report.get("tallies", {}).items()
        ]
        shown["refusals"] = [str(one) if isinstance(one, str) else _refusal(one) for one in report.get("refusals", [])][
            :200
        ]
        shown["lost"] = sorted(report.get("lost", {}).items())
        shown["notes"] = report.get("notes", [])
    return shown


def _refusal(one: Any) -> str:
    return f"{one.get('file')}, number {one.get('index')}: {one.get('reason')}" if isinstance(one, dict) else str(one)
