"""Backups: when the last one was made, where they go, and a button for one now."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from wirepress.core.jobs.enqueue import enqueue
from wirepress.core.jobs.models import QueuedJob
from wirepress.settings.settings import get_settings
from wirepress.transfer.backup import last_backup
from wirepress.transfer.backup.nightly import HOUR, JOB, OLD


def backup_page(request: HttpRequest) -> HttpResponse:
    """Return the state of backups; a POST asks for one."""
    target = get_settings().backup_to
    if request.method == "POST":
        if not target:
            messages.error(request, "No place for backups is set, so none was made.")
        elif _is_under_way():
            messages.info(request, "A backup is under way already.")
        else:
            enqueue(JOB, anyway=True)
            messages.success(request, "A backup will be made as soon as a worker is free.")
        return HttpResponseRedirect(request.path)
    known = last_backup.read()
    age, failed = last_backup.age_seconds(known), last_backup.age_seconds(known, "failed")
    context = {
        "target": target,
        "hour": HOUR,
        "known": known,
        "made": last_backup.moment(known),
        "failed": last_backup.moment(known, "failed") if failed is not None and (age is None or failed < age) else None,
        "old": age is not None and age > OLD.total_seconds(),
        "under_way": _is_under_way(),
    }
    return TemplateResponse(request, "transfer/backups.html", context)


def _is_under_way() -> bool:
    """Return whether a backup that somebody asked for waits, or any is being made."""
    open_jobs = QueuedJob.objects.filter(name=JOB)
    running = open_jobs.filter(state=QueuedJob.State.RUNNING)
    return running.exists() or open_jobs.filter(state=QueuedJob.State.WAITING, periodic=False).exists()
