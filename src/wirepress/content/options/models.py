"""Site options: what an editor can change while the site runs."""

from __future__ import annotations

from django.db import models

from wirepress.core.fields import OrderedJSONField


class Option(models.Model):
    """One option by its WordPress name; the typed registry lies in `registry.py`."""

    name = models.CharField(max_length=191, primary_key=True)
    value = OrderedJSONField(null=True)

    class Meta:
        app_label = "options"

    def __str__(self) -> str:
        return self.name
