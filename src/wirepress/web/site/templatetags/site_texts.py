"""`{% say "Latest" %}` and `{% count total "%(count)s story" "%(count)s stories" %}`: fixed texts in the language of the site."""

from __future__ import annotations

from django import template

from wirepress.web.site.texts.translate import translate, translate_count

register = template.Library()


@register.simple_tag
def say(text: str, **values: object) -> str:
    """A fixed text. Values are escaped with it, as all that is shown."""
    return translate(text, **values)


@register.simple_tag
def count(number: int | str | None, one: str, many: str, **values: object) -> str:
    """A fixed text with a number."""
    return translate_count(one, many, int(number or 0), **values)
