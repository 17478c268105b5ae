"""Forgets who voted, as soon as nobody can be recognised any more."""

from __future__ import annotations

from datetime import timedelta

from wirepress.content.options import site
from wirepress.features.engagement.models import DailyViews
from wirepress.features.engagement.settings import DAYS_MAX
from wirepress.features.engagement.votes.ballots import ALL


def forget_readers() -> int:
    """Delete the hashes of readers from before yesterday (see reactions/reader.py); their votes stay counted. Views by day go after
    a year and a bit. Return how many readers were forgotten."""
    today = site.now_gmt().date()
    DailyViews.objects.filter(day__lt=today - timedelta(days=DAYS_MAX + 1)).delete()
    limit = today - timedelta(days=1)
    return sum(ballot.readers._default_manager.filter(day__lt=limit).delete()[0] for ballot in ALL)
