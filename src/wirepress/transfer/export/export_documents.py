"""Writes what REST answers to whoever may edit everything, a document a line: people, terms, items of every type, comments.

Texts are raw, as they were typed, so that they can come in again; what they look like rendered is what `export static` holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from wirepress.content.comments.models import Comment
from wirepress.content.posts import types as post_types
from wirepress.content.posts.models import Post
from wirepress.content.posts.statuses import all_statuses
from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.core.php.json import encode
from wirepress.transfer.export.export_report import ExportReport, Progress, ignore_progress
from wirepress.transfer.export.output_file import OutputFile
from wirepress.transfer.export.read_tables import one_moment
from wirepress.transfer.export.wxr.selection import LEFT_OUT

Ask = Callable[[str, Mapping[str, Any]], Any]  # route and query -> data of the answer
STEP: Final = "Writing documents"
PAGE: Final = 100  # the most that a route answers at once
# Types whose routes answer no plain lists of items.
_OWN_ROUTES: Final = ("wp_template", "wp_template_part", "wp_global_styles", "wp_font_family", "wp_font_face")
# Made of the rest, or of no use elsewhere; `rendered` texts are left out one by one below.
_NEEDLESS: Final = (
    "permalink_template",
    "generated_slug",
    "class_list",
    "missing_image_sizes",
    "jetpack_sharing_enabled",
)
_TEXTS: Final = ("title", "content", "excerpt", "caption", "description", "guid")


def export_documents(out: str, ask: Ask, *, progress: Progress = ignore_progress) -> ExportReport:
    """Write JSON Lines to a file (packed when its name ends in .gz, `-` is standard output). `ask` answers a route as an editor sees it.

    Return what was written. Raises ExportError; then nothing was written.
    """
    report = ExportReport()
    with OutputFile(out) as file, one_moment():
        total = sum(model._default_manager.count() for model in (User, Term, Comment)) + _items().count()
        done = 0
        for kind, documents in _kinds(ask):
            for document in documents:
                file.write(encode(document) + b"\n")
                report.written[kind] += 1
                done += 1
                if done % PAGE == 0:
                    progress(STEP, min(done, total), total)
        _name_the_rest(report)
    progress(STEP, total, total)
    report.files.append(out)
    return report


def _items() -> Any:
    return Post.objects.exclude(type__in=LEFT_OUT).exclude(status="auto-draft")


def _kinds(ask: Ask) -> Iterator[tuple[str, Iterator[Any]]]:
    yield "users", _pages(ask, "/wp/v2/users", sorted(User.objects.values_list("id", flat=True)))
    for taxonomy in taxonomies.rest_taxonomies():
        ids = Term.objects.filter(taxonomy=taxonomy.name).order_by("id").values_list("id", flat=True)
        yield taxonomy.name, _pages(ask, taxonomy.rest_path, list(ids), hide_empty=False)
    kinds = sorted(post_types.rest_types(), key=lambda kind: kind.name != "attachment")  # pictures before stories
    for kind in kinds:
        if kind.name in _OWN_ROUTES:
            continue
        ids = _items().filter(type=kind.name).order_by("id").values_list("id", flat=True)
        statuses = ["inherit", "private", "trash"] if kind.name == "attachment" else _statuses(kind.name)
        yield kind.name, _pages(ask, kind.rest_path, list(ids), status=statuses)
    yield "comments", _comments(ask, list(Comment.objects.order_by("id").values_list("id", flat=True)))


def _statuses(name: str) -> list[str]:
    present = Post.objects.filter(type=name).order_by().values_list("status", flat=True).distinct()
    return sorted(set(present) & {*all_statuses()} - {"auto-draft", "inherit"}) or ["publish"]


def _pages(ask: Ask, route: str, ids: Sequence[int], **more: Any) -> Iterator[Any]:
    """Yield the documents of a list's items. After the first it asks for raw texts only, since rendering is most of the work."""
    fields, start = "", 0
    while start < len(ids):
        some = list(ids[start : start + (PAGE if fields else 1)])
        start += len(some)
        query = {"context": "edit", "include": some, "per_page": PAGE, "orderby": "id", "order": "asc", **more}
        found = ask(route, query | ({"_fields": fields} if fields else {}))
        if found and not fields:
            fields = ",".join(_wanted(found[0]))
        for document in sorted(found, key=lambda document: int(document["id"])):
            yield _slim(document)


def _wanted(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of fields to ask for, by the look of one document."""
    for name, value in document.items():
        if name in _TEXTS and isinstance(value, Mapping) and "raw" in value:
            yield from (f"{name}.{part}" for part in ("raw", "protected"))
        elif name not in _NEEDLESS and not name.startswith("_"):
            yield name


def _comments(ask: Ask, ids: Sequence[int]) -> Iterator[Any]:
    states = {"1": "approve", "0": "hold", "spam": "spam", "trash": "trash"}
    approved = dict(Comment.objects.values_list("id", "approved"))
    for start in range(0, len(ids), PAGE):
        groups: dict[str, list[int]] = {}
        for number in ids[start : start + PAGE]:
            groups.setdefault(states.get(approved[number], ""), []).append(number)
        found = [
            document
            for state, some in groups.items()
            if state
            for document in ask(
                "/wp/v2/comments",
                {"context": "edit", "include": some, "per_page": PAGE, "status": state, "type": "all"},
            )
        ]
        for document in sorted(found, key=lambda document: document["id"]):
            yield _slim(document)


def _slim(document: dict[str, Any]) -> dict[str, Any]:
    """Return a document with raw texts only, without links and what is made of the rest."""
    kept = {name: value for name, value in document.items() if name not in _NEEDLESS and not name.startswith("_")}
    for name in _TEXTS:
        text = kept.get(name)
        if isinstance(text, dict) and "raw" in text:
            kept[name] = {part: value for part, value in text.items() if part in ("raw", "protected")}
    return kept


def _name_the_rest(report: ExportReport) -> None:
    report.notes.append(
        "Documents hold no passwords of accounts, no settings and no meta that is not registered: `wirepress export sql` does."
    )
