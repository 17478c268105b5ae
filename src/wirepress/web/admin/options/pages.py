"""The pages of settings and features."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from wirepress.content.events import emit
from wirepress.content.options import features, site, store
from wirepress.content.options.links import local
from wirepress.content.options.registry import CORE
from wirepress.core.error_descriptions import describe_error
from wirepress.core.extensions import discover
from wirepress.core.hooks import SettingField
from wirepress.settings.settings import get_settings
from wirepress.web.admin.current_user import current_user
from wirepress.web.admin.options.fields import HIDDEN, clean_value, form_field, initial_value

_TITLES: Final = {
    "general": "General",
    "writing": "Writing",
    "reading": "Reading",
    "appearance": "Appearance",
    "discussion": "Discussion",
    "media": "Media",
    "permalinks": "Permalinks",
}


def settings_by_group() -> dict[str, list[SettingField]]:
    """Return every option that is set in the newsroom, by group, the core's groups first."""
    found: dict[str, list[SettingField]] = {name: [] for name in _TITLES}
    for field in [*CORE, *features.extensions().declared("settings")]:
        if field.option not in HIDDEN and not field.hidden:
            found.setdefault(field.group, []).append(field)
    return found


class OptionsForm(forms.Form):
    """One group of options."""

    def __init__(self, options: list[SettingField], data: Any = None) -> None:
        self.by_name = {f"option-{place}": field for place, field in enumerate(options)}
        super().__init__(data, initial={name: initial_value(field) for name, field in self.by_name.items()})
        for name, field in self.by_name.items():
            self.fields[name] = form_field(field)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name, field in self.by_name.items():
            if name in data and name in self.changed_data:
                try:
                    data[name] = clean_value(field, data[name])
                except ValidationError as error:
                    self.add_error(name, error)
        return data

    def changes(self) -> dict[str, Any]:
        """Option -> new value of those that were changed."""
        return {self.by_name[name].option: self.cleaned_data[name] for name in self.changed_data}


def settings_page(request: HttpRequest, group: str = "general") -> HttpResponse:
    """Return one group of settings."""
    if not current_user(request).can("manage_options"):
        raise PermissionDenied
    every = settings_by_group()
    if group not in every:
        raise Http404
    form = OptionsForm(every[group], request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        changes = form.changes()
        if changes:
            with transaction.atomic():
                store.put_many(changes)
                for name in changes:
                    emit("option.changed", 0, option=name)
        messages.success(request, "Settings saved." if changes else "No changes.")
        return HttpResponseRedirect(request.path)
    tabs = [
        {
            "title": _group_title(name),
            "link": reverse("admin:settings_group", args=(name,)),
            "current": name == group,
            "count": None,
        }
        for name, fields in every.items()
        if fields
    ]
    context = {
        **_page_context(request),
        "title": "Settings",
        "subtitle": _group_title(group),
        "form": form,
        "nr_tabs": tabs,
        "address": get_settings().url if group == "general" else "",
        "preview": {"home": local(site.home("/")), "fields": _preview_fields(form)} if group == "appearance" else None,
    }
    return TemplateResponse(request, "newsroom/settings.html", context)


def _preview_fields(form: OptionsForm) -> dict[str, str]:
    """Option -> id of its field, for the script that shows a change before it is saved."""
    return {field.option: f"id_{name}" for name, field in form.by_name.items()}


def _group_title(group: str) -> str:
    module = discover(tuple(get_settings().plugins)).get(group)
    return _TITLES.get(group) or str(getattr(module, "TITLE", group.replace("_", " ").capitalize()))


def features_page(request: HttpRequest) -> HttpResponse:
    """Return every feature with its switch."""
    if not current_user(request).can("activate_plugins"):
        raise PermissionDenied
    modules = discover(tuple(get_settings().plugins))
    if request.method == "POST":
        name, on = request.POST.get("name", ""), request.POST.get("on") == "1"
        try:
            features.switch(name, on)
        except features.UnknownFeature as error:
            messages.error(request, describe_error(error))
        else:
            messages.success(request, f"{getattr(modules[name], 'TITLE', name)} is switched {'on' if on else 'off'}.")
        return HttpResponseRedirect(request.path)
    off = features.switched_off()
    rows = [
        {
            "name": name,
            "title": getattr(module, "TITLE", name),
            "words": getattr(module, "DESCRIPTION", ""),
            "on": name not in off,
        }
        for name, module in modules.items()
    ]
    return TemplateResponse(
        request, "newsroom/features.html", {**_page_context(request), "title": "Features", "features": rows}
    )


def _page_context(request: HttpRequest) -> dict[str, Any]:
    from django.contrib import admin

    return dict(admin.site.each_context(request))
