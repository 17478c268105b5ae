"""What a person sent to the newsroom and what was not saved, because the session had ended: read, signed for a page to carry, read back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.core import signing
from django.http import HttpRequest

from wirepress.settings import limits

_SALT: Final = "wirepress.unsaved"
_TOKEN: Final = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
_PASSWORDS: Final = ("password", "pwd", "secret")
_INNER: Final = ("action", "index", "seen", "select_across")  # what pages say to themselves
LINE_MAX: Final = 200  # characters of a value that is shown in one line


@dataclass(frozen=True, slots=True)
class UnsavedText:
    """One text for people to look at and to copy."""

    label: str
    value: str

    @property
    def long(self) -> bool:
        """Return whether it takes more than one line."""
        return "\n" in self.value or len(self.value) > LINE_MAX


@dataclass(frozen=True, slots=True)
class UnsavedUpload:
    """A file field: its files cannot be carried, only their names."""

    field: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnsavedForm:
    """A form as it was sent: its address (path and query), its fields in order, the files by name."""

    address: str
    fields: tuple[tuple[str, str], ...]
    uploads: tuple[UnsavedUpload, ...] = ()
    expired: bool = False

    @property
    def texts(self) -> list[UnsavedText]:
        """Return what a person wrote, with the fields' names as words; passwords as dots."""
        shown = (
            (name, value)
            for name, value in self.fields
            if value.strip() and name not in _INNER and not name.startswith("_")
        )
        return [
            UnsavedText(_label(name), "•" * 8 if any(word in name.lower() for word in _PASSWORDS) else value)
            for name, value in shown
        ]


def read(request: HttpRequest) -> UnsavedForm | None:
    """Return the form of a POST; None for any other request, and where nothing but a token was sent."""
    if request.method != "POST":
        return None
    fields = tuple((name, value) for name, values in request.POST.lists() if name != _TOKEN for value in values)
    uploads = tuple(
        UnsavedUpload(name, tuple(file.name or "file" for file in files)) for name, files in request.FILES.lists()
    )
    return UnsavedForm(request.get_full_path(), fields, uploads) if fields or uploads else None


def pack(unsaved: UnsavedForm) -> str:
    """Return the form as one signed text; "" when it is too large to be carried."""
    parts: list[Any] = [unsaved.address, unsaved.fields, [(upload.field, upload.names) for upload in unsaved.uploads]]
    text = signing.dumps(parts, salt=_SALT, compress=True)
    return text if len(text) <= limits.UNSAVED_MAX else ""


def unpack(text: str) -> UnsavedForm | None:
    """Return the form of a signed text; None when it is none of ours. After its time it is `expired`: good for reading only."""
    if not text:
        return None
    try:
        parts = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return None
    try:
        signing.loads(text, salt=_SALT, max_age=limits.UNSAVED_AGE)
        expired = False
    except signing.SignatureExpired:
        expired = True
    address, fields, uploads = parts
    return UnsavedForm(
        address,
        tuple((name, value) for name, value in fields),
        tuple(UnsavedUpload(field, tuple(names)) for field, names in uploads),
        expired,
    )


def _label(name: str) -> str:
    return name.replace("_", " ").replace("-", " ").strip().capitalize()
