"""Authors of documents: placeholders until they are known, with name and slug where `_embedded` tells them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wirepress.content.users.models import User, UserMeta
from wirepress.transfer.clean_values import clean_number, clean_text
from wirepress.transfer.report import OutcomeCounter, Report
from wirepress.transfer.rest.post_values import Document


@dataclass(slots=True)
class AuthorWriter:
    """The authors of one import."""

    report: Report
    settled: set[int] = field(default_factory=set)
    known: frozenset[int] = frozenset()  # who was brought in before the documents
    counted: OutcomeCounter = field(init=False)

    def __post_init__(self) -> None:
        self.counted = OutcomeCounter(lambda: self.report.tally("authors"))

    def forget(self) -> None:
        """Forget who was written, because a transaction was rolled back."""
        self.settled.clear()
        self.counted.forget_document()

    def ensure_author(self, document: Document) -> None:
        """See that the document's author is there. A real account of that id is left as it is."""
        author = clean_number(document.get("author"))
        told = _embedded(document, author)
        if author <= 0 or author in self.known or (author in self.settled and not told):
            return
        user = User.objects.filter(id=author).first()
        if user is None:
            user = User(
                id=author,
                login=_free_login(author),
                placeholder=True,
                password="!",  # noqa: S106 - no password matches it
                nicename=f"author-{author}",
            )
            user.display_name = f"Author {author}"
            _update_author(user, told)
            user.save(force_insert=True)
            self.counted.count_outcome(author, "created")
        elif user.placeholder:
            learnt = _update_author(user, told)
            if learnt:
                user.save()
            self.counted.count_outcome(author, "updated" if learnt else "unchanged")
        else:
            self.counted.count_outcome(author, "unchanged")
            self.report.add_note(f"Author {author} of the documents is the account {user.login} of this site.")
        if user.placeholder and told.get("description"):
            _describe(author, clean_text(told["description"]))
        self.settled.add(author)


def _embedded(document: Document, author: int) -> Mapping[str, Any]:
    embedded = document.get("_embedded")
    rows = embedded.get("author") if isinstance(embedded, Mapping) else None
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, Mapping) and row.get("id") == author and isinstance(row.get("name"), str):
            return row
    return {}


def _update_author(user: User, embedded: Mapping[str, Any]) -> bool:
    """Take name, slug and address from an embedded author; whether they were new."""
    before = (user.display_name, user.nicename, user.url)
    if embedded:
        user.display_name = clean_text(embedded["name"], 250) or user.display_name
        user.nicename = clean_text(embedded.get("slug"), 50) or user.nicename
        user.url = clean_text(embedded.get("url"), 100)
    return (user.display_name, user.nicename, user.url) != before


def _describe(author: int, description: str) -> None:
    row = UserMeta.objects.filter(user_id=author, key="description").first()
    value: Any = description
    if row is None:
        UserMeta.objects.create(user_id=author, key="description", value=value)
    elif row.value != value:
        row.value = value
        row.save(update_fields=["value"])


def _free_login(author: int) -> str:
    """Return a login nobody has and nobody can sign in with."""
    login = f"author-{author}"
    while User.objects.filter(login=login).exists():
        login += "-"
    return login
