"""Which names each template of the public site is given, noted while pages of every kind are made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.template import Context, Template
from django.test.signals import template_rendered

ALWAYS = {"True", "False", "None", "request", "user", "perms", "messages", "DEFAULT_MESSAGE_LEVELS", "csrf_token"}
_WORK = {"block", "forloop"}  # of the template language itself

Names = dict[str, list[set[str]]]


@contextmanager
def recording() -> Iterator[Names]:
    """Inside, every template that is made is noted with the names that it saw, a set for each time."""
    seen: Names = {}

    def note(sender: object, template: Template, context: Context, **_: object) -> None:
        if template.name and str(template.name).startswith("site/"):
            names = {str(name) for layer in context.dicts for name in layer}
            seen.setdefault(str(template.name), []).append(names - ALWAYS - _WORK)

    template_rendered.connect(note)
    try:
        yield seen
    finally:
        template_rendered.disconnect(note)
