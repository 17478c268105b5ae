"""Forgets who reacted, as soon as nobody can be recognised any more."""

from __future__ import annotations

from datetime import timedelta

from wirepress.content.options import site
from wirepress.features.engagement.models import ReaderReaction


def forget_readers() -> int:
    """Deletes the hashes of readers from before yesterday (see reactions/reader.py); their reactions stay counted.
    Answers how many were forgotten."""
    limit = site.now_gmt().date() - timedelta(days=1)
    return ReaderReaction.objects.filter(day__lt=limit).delete()[0]
