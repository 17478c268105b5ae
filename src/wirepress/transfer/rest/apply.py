"""One document becomes one post, or changes it, or leaves it as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from wirepress.content.meta import find
from wirepress.content.options.features import extensions
from wirepress.content.posts.models import Post, PostMeta
from wirepress.transfer.report import Report
from wirepress.transfer.rest import relations
from wirepress.transfer.rest.check import Broken
from wirepress.transfer.rest.fields import columns

Outcome = Literal["created", "updated", "unchanged"]


class Applier:
    """Writes documents and remembers what has to be counted anew at the end."""

    def __init__(self, report: Report, site_url: str) -> None:
        self.report = report
        self.site_url = site_url
        self.terms: set[int] = set()
        self.wrote = False

    def apply(self, document: Mapping[str, Any]) -> Outcome:
        """Write one document that was checked. Raises Broken."""
        number = int(document["id"])
        post = Post.objects.filter(pk=number).first()
        if post is not None and post.type != document["type"]:
            raise Broken("$.id", f"{number} is a {post.type} here")
        values = columns(document, self.site_url)
        relations.author(document, self.report)
        wanted = relations.term_ids(document, self.report) or {}
        form = relations.format_term(document)
        if form is not None and document["type"] == "post":
            wanted["post_format"] = form
        created = post is None
        changed = self._write(post, number, values)
        post = Post.objects.get(pk=number)
        touched = relations.set_terms(post, wanted)
        self.terms |= touched if not (created or changed) else touched | {n for ids in wanted.values() for n in ids}
        changed |= bool(touched) | relations.media_file(post, document)
        self._tell_losses(document, post, created)
        changed |= self._meta(post, document)
        self.wrote |= created or changed
        return "created" if created else "updated" if changed else "unchanged"

    def _write(self, post: Post | None, number: int, values: dict[str, Any]) -> bool:
        if post is None:
            Post.objects.create(id=number, **values)
            return True
        different = [name for name, value in values.items() if getattr(post, name) != value]
        for name in different:
            setattr(post, name, values[name])
        if different:
            post.save(update_fields=different)
        return bool(different)

    def _tell_losses(self, document: Mapping[str, Any], post: Post, created: bool) -> None:
        content = document.get("content")
        if isinstance(content, Mapping) and content.get("protected") and "raw" not in content and not content.get("rendered"):
            self.report.lose("Content of stories that a password protects: a public answer does not show it")
        if post.rendered_fields and created:
            self.report.note("Stories are known only as they were rendered; they are marked so and served as they are.")
        for lost in extensions().ask("imported", document=document, post=post, created=created):
            self.report.lose(str(lost))

    def _meta(self, post: Post, document: Mapping[str, Any]) -> bool:
        """Meta values that are not the default anyway; what is registered as a list keeps all its values."""
        meta = document.get("meta")
        changed = False
        for key, value in meta.items() if isinstance(meta, Mapping) else ():
            field = find("post", post.type, key)
            values = list(value) if field is not None and not field.single and isinstance(value, list) else [value]
            if field is not None and field.single and value == _default(field):
                values = []
            row_key = (field.row_key if field is not None else str(key))[:255]
            stored = list(PostMeta.objects.filter(post=post, key=row_key).order_by("id").values_list("value", flat=True))
            if stored == values:
                continue
            PostMeta.objects.filter(post=post, key=row_key).delete()
            PostMeta.objects.bulk_create([PostMeta(post=post, key=row_key, value=item) for item in values])
            changed = True
        return changed


def _default(field: Any) -> Any:
    value = field.default_value()
    if value is None:
        return {"string": "", "boolean": False, "integer": 0, "number": 0}.get(field.type, [])
    return value
