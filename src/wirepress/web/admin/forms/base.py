"""What the desks' forms share: they write through actions while they are validated, so that a refusal shows there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, cast

from django import forms
from django.db import models, transaction
from unfold import widgets

from wirepress.content.errors import ActionRefused
from wirepress.content.users.models import User


class ContentForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form over one row. Fields are our own (never the model's), `write` hands the changes to an action."""

    actor: ClassVar[User]
    shown: ClassVar[frozenset[str]]  # the fields that this user gets

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            if name not in self.shown:
                del self.fields[name]
        self.prepare()

    def prepare(self) -> None:
        """Set initial values and choices from `self.instance`."""

    def write(self) -> models.Model:
        """Make or change the row. Raises ActionRefused."""
        raise NotImplementedError

    def _post_clean(self) -> None:
        if self.errors:
            return
        try:
            with transaction.atomic():
                self.written = self.write()
        except ActionRefused as refusal:
            for message in refusal.messages:
                self.add_error(None, message)

    def save(self, commit: bool = True) -> Any:
        """The row is written already; this answers it as the desk's model."""
        return self._meta.model._default_manager.get(pk=self.written.pk)

    def set_choices(self, name: str, pairs: Iterable[tuple[Any, str]]) -> None:
        """Set what a field is chosen from, where it is shown."""
        if name in self.fields:
            cast(forms.ChoiceField, self.fields[name]).choices = list(pairs)

    def set_initial(self, **values: Any) -> None:
        """Set initial values of the fields that are shown."""
        for name, value in values.items():
            if name in self.fields:
                self.initial[name] = value

    def save_m2m(self) -> None:
        """Nothing is left to write."""

    @property
    def adding(self) -> bool:
        """Return whether the row is new."""
        return self.instance.pk is None


class MultilineField(forms.CharField):
    """Text of several lines: stored with \\n, compared without regard to how lines end, blanks kept."""

    widget = widgets.UnfoldAdminTextareaWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("strip", False)
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        return found.replace("\r\n", "\n") if isinstance(found, str) else found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(initial.replace("\r\n", "\n") if isinstance(initial, str) else initial, data))


def text_field(
    label: str, help_text: str = "", *, required: bool = False, max_length: int | None = None, **attrs: str
) -> forms.CharField:
    """Return a field of one line."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=max_length,
        widget=widgets.UnfoldAdminTextInputWidget(attrs),
    )


def choice_field(label: str, help_text: str = "", choices: Any = ()) -> forms.ChoiceField:
    """Return a select box; the choices may be set later with `set_choices`."""
    return forms.ChoiceField(
        label=label, help_text=help_text, choices=choices, widget=widgets.UnfoldAdminSelectWidget()
    )


def checkbox_field(label: str, help_text: str = "") -> forms.BooleanField:
    """Return a checkbox that may be left unticked."""
    return forms.BooleanField(
        label=label, help_text=help_text, required=False, widget=widgets.UnfoldBooleanSwitchWidget()
    )


class ZonedDateTimeField(forms.DateTimeField):
    """A moment that stays one in every time zone."""

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        if found is not None and not 1000 <= found.year <= 9990:
            raise forms.ValidationError("Choose a year between 1000 and 9990.")
        return found


def datetime_field(label: str, help_text: str = "") -> forms.DateTimeField:
    """Return a date and time of the site's zone."""
    widget = forms.DateTimeInput(
        attrs={"type": "datetime-local", "step": "1", "class": " ".join(widgets.INPUT_CLASSES)},
        format="%Y-%m-%dT%H:%M:%S",
    )
    return ZonedDateTimeField(label=label, help_text=help_text, required=False, widget=widget)


class ScrollingCheckboxes(forms.CheckboxSelectMultiple):
    """Boxes to tick in a list that scrolls."""

    template_name = "newsroom/choices.html"


class PicturePicker(forms.TextInput):
    """The newest pictures to choose from, or the number of any other."""

    template_name = "newsroom/pictures.html"
    pictures: list[tuple[int, str, str]] = []  # id, address of the thumbnail, words

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["pictures"], context["chosen"] = self.pictures, str(value or "0")
        context["among"] = any(str(number) == context["chosen"] for number, _, _ in self.pictures)
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The number written wins over the picture chosen."""
        return data.get(f"{name}_number") or data.get(name)
