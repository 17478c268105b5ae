"""Writes one document as a post: what is new, what stays, what only the newer of two may change."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final, Literal

from django.db import DatabaseError, transaction

from wirepress.content.media.models import MediaFile
from wirepress.content.options.features import extensions
from wirepress.content.posts.addresses.permalinks import post_link
from wirepress.content.posts.models import Post, PostMeta
from wirepress.settings.settings import get_settings
from wirepress.transfer.clean_values import clean_number, clean_text
from wirepress.transfer.report import OutcomeCounter, Report
from wirepress.transfer.rest import write_attachment
from wirepress.transfer.rest.check_document import BrokenDocument, check_document
from wirepress.transfer.rest.needed_pictures import NeededPictures
from wirepress.transfer.rest.post_values import Document, PostValues, SiteClock, hidden_password, read_post_values
from wirepress.transfer.rest.term_refs import read_term_refs
from wirepress.transfer.rest.write_authors import AuthorWriter
from wirepress.transfer.rest.write_comments import CommentWriter
from wirepress.transfer.rest.write_menus import MenuEntryWriter
from wirepress.transfer.rest.write_meta import write_meta
from wirepress.transfer.rest.write_terms import TermWriter
from wirepress.transfer.wxr.addresses import AddressRewriter

Outcome = Literal["created", "updated", "unchanged"]
LINK: Final = "_wirepress_source_link"  # post meta: the story's old address, where ours differs
FIELDS: Final = ("title", "content", "excerpt")
# WordPress's own fields, and those that say nothing that could be lost.
_KNOWN: Final = frozenset(
    (
        "id",
        "date",
        "date_gmt",
        "guid",
        "modified",
        "modified_gmt",
        "slug",
        "status",
        "type",
        "link",
        "title",
        "content",
        "excerpt",
        "author",
        "featured_media",
        "parent",
        "menu_order",
        "comment_status",
        "ping_status",
        "sticky",
        "template",
        "format",
        "meta",
        "class_list",
        "_links",
        "_embedded",
        "password",
        "permalink_template",
        "generated_slug",
        "description",
        "caption",
        "alt_text",
        "media_type",
        "mime_type",
        "media_details",
        "post",
        "source_url",
        "missing_image_sizes",
        "exif_orientation",
        "image_quality",
        "filename",
        "filesize",
        "wp_pattern_sync_status",
        "wp_pattern_category",
        "aioseo_notices",
        "aioseo_meta_data",
        "aioseo_head",
        "aioseo_head_json",
        "yoast_head",
        "yoast_head_json",
    )
)


@dataclass(slots=True)
class ImportContext:
    """Everything that writing a document needs."""

    report: Report
    clock: SiteClock
    terms: TermWriter
    people: AuthorWriter
    comments: CommentWriter
    pictures: NeededPictures
    source_url: str = ""
    links: dict[int, str] = field(
        default_factory=dict
    )  # post -> its address at the source, where ours differed when it was written

    menu_entries: MenuEntryWriter = field(init=False)
    embedded: OutcomeCounter = field(init=False)  # lead pictures that came within stories
    rewriter: AddressRewriter = field(init=False)
    people_here: Mapping[int, int] = field(default_factory=dict)  # id of a person there -> id here

    def __post_init__(self) -> None:
        self.embedded = OutcomeCounter(lambda: self.report.tally("attachment"))
        self.rewriter = AddressRewriter(self.source_url, get_settings().url, "", {})
        self.menu_entries = MenuEntryWriter(self.replace_address)

    def replace_address(self, html: str) -> str:
        """Return HTML with this site's address in place of the source's, when one was named."""
        return self.rewriter.rewrite(html)

    def forget_document(self) -> None:
        """Forget what was written, because a transaction was rolled back."""
        self.terms.forget()
        self.people.forget()
        self.embedded.forget_document()

    def confirm_document(self) -> None:
        """Make the counts of a document final, because it is imported."""
        for counted in (self.terms.counted, self.people.counted, self.embedded):
            counted.confirm_document()


def write_story(document: Document, context: ImportContext) -> Outcome:
    """Write a checked document. Raises BrokenDocument when its id belongs to another story."""
    post = Post.objects.filter(id=document["id"]).first()
    values = read_post_values(document, context.clock, context.replace_address)
    if post is not None:
        _check_identity(post, values)
        if _is_newer(post, values):
            context.report.add_note("Stories that were changed here later than in their document stay as they are.")
            context.pictures.note_story(document, "unchanged")
            return "unchanged"
    _remove_plugin_markup(document, values)
    context.people.ensure_author(document)
    fresh = post is None
    post = post or _new_post(document, values)
    changed = _set_values(post, values, context.report)
    if fresh:
        post.save(force_insert=True)
    elif changed:
        post.save()
    changed = any(
        (
            changed,
            context.terms.assign_terms(post.id, read_term_refs(document)),
            "format" in document and context.terms.assign_format(post.id, str(document["format"] or "")),
            post.type == "attachment" and write_attachment.write_attachment(post.id, document),
        )
    )
    link = clean_text(document.get("link"), 2000)
    if link and (link != post_link(post) or PostMeta.objects.filter(post_id=post.id, key=LINK).exists()):
        context.links[post.id] = link  # judged at the end, when stories above it are known
    _write_lead_picture(document, context)
    context.comments.write_embedded(document)
    _pass_to_features(document, post, fresh, context.report)
    changed |= write_meta(post.id, post.type, document.get("meta"))  # after the features: they may own the defaults
    _name_unknown_fields(document, context.report)
    outcome: Outcome = "created" if fresh else "updated" if changed else "unchanged"
    context.pictures.note_story(document, outcome)
    context.pictures.add_body_pictures(values.columns.get("content", ""))
    if post.type == "attachment":
        context.pictures.add_attachment(post.id, document)
    return outcome


def _check_identity(post: Post, values: PostValues) -> None:
    """Raise BrokenDocument when the id belongs to a story of another origin, which must not be overwritten."""
    guid = values.columns.get("guid")
    if guid and post.guid and unescape(guid) != unescape(post.guid):  # rendered ones have entities, raw ones have none
        raise BrokenDocument("$.id", f"{post.id} belongs to another story here ({post.guid})")
    if not guid and (post.type, post.slug) != (values.columns["type"], values.columns.get("slug", "")):
        raise BrokenDocument("$.id", f"{post.id} belongs to another story here ({post.type} {post.slug})")


def _is_newer(post: Post, values: PostValues) -> bool:
    theirs = values.columns.get("modified_gmt")
    return bool(post.modified_gmt and theirs and post.modified_gmt > theirs)


def _remove_plugin_markup(document: Document, values: PostValues) -> None:
    """Remove what plugins added to rendered content. Each feature gets what the one before it left."""
    if "content" not in values.rendered:
        return
    for _ in extensions().names:
        answers = extensions().collect("take_out_of_import", document=document, html=values.columns["content"])
        if not answers or answers[0] == values.columns["content"]:
            return
        values.columns["content"] = clean_text(answers[0])


def _new_post(document: Document, values: PostValues) -> Post:
    status = "inherit" if values.columns["type"] == "attachment" else "publish"
    post = Post(id=document["id"], type=values.columns["type"], status=status)
    if values.columns["type"] != "post":
        post.comment_status = post.ping_status = "closed"
    return post


def _set_values(post: Post, values: PostValues, report: Report) -> bool:
    """Put the values on the post; whether any was new. A text known raw is not given up for a rendered one."""
    changed = False
    fresh = post._state.adding
    raw = any(name in values.columns and name not in values.rendered for name in FIELDS)
    # What a new story's document hides is not known raw; one that was written for an editor hides nothing.
    marked = set(post.rendered_fields.split()) if not fresh else set() if raw else set(FIELDS)
    same_version = not fresh and post.modified_gmt == values.columns.get("modified_gmt", post.modified_gmt)
    for name, value in values.columns.items():
        if name in FIELDS:
            if name in values.rendered and same_version and name not in marked:
                continue
            marked = marked | {name} if name in values.rendered else marked - {name}
        if getattr(post, name) != value:
            setattr(post, name, value)
            changed = True
    rendered = " ".join(name for name in FIELDS if name in marked)
    if rendered and fresh:
        report.add_note("Stories known only as they were rendered are marked so and served as they are.")
    if rendered != post.rendered_fields:
        post.rendered_fields, changed = rendered, True
    if values.protected:
        report.count_loss("content behind a password")
        if not post.password:
            post.password, changed = hidden_password(get_settings().secret_key or secrets.token_hex(), post.id), True
    return changed


def store_old_links(context: ImportContext) -> None:
    """Remember the addresses that ours differ from, so that old links can be led to their stories."""
    for post in Post.objects.filter(id__in=context.links).iterator(chunk_size=500):
        link = context.links[post.id]
        wanted: Any = link if link != post_link(post) else ""
        row = PostMeta.objects.filter(post_id=post.id, key=LINK).first()
        if (row.value if row else "") == wanted:
            continue
        if row is not None:
            row.delete()
        if wanted:
            PostMeta.objects.create(post_id=post.id, key=LINK, value=wanted)


def _write_lead_picture(document: Document, context: ImportContext) -> None:
    """Store an embedded lead picture as an attachment, unless it is better known already."""
    embedded = document.get("_embedded")
    rows = embedded.get("wp:featuredmedia") if isinstance(embedded, Mapping) else None
    row = rows[0] if isinstance(rows, list) and rows else None
    if not isinstance(row, Mapping) or row.get("type") != "attachment" or clean_number(row.get("id")) <= 0:
        return
    if Post.objects.filter(id=row["id"]).exists():
        if MediaFile.objects.filter(post_id=row["id"]).exists():
            context.embedded.count_outcome(row["id"], "unchanged")
            context.pictures.add_attachment(row["id"], row)
        return
    try:
        check_document(row)
    except BrokenDocument as error:
        context.report.add_note(f"The lead picture {row['id']} that came with a story is left out: {error}.")
        return
    write_story(row, context)
    context.embedded.count_outcome(row["id"], "created")


def _pass_to_features(document: Document, post: Post, created: bool, report: Report) -> None:
    try:
        with transaction.atomic():
            for lost in extensions().collect("imported", document=document, post=post, created=created):
                report.count_loss(str(lost))
    except DatabaseError as error:
        report.count_loss(f"data of a feature: {error}")


def _name_unknown_fields(document: Document, report: Report) -> None:
    for name, value in document.items():
        if name not in _KNOWN and value not in (None, "", [], {}, False) and not isinstance(value, list):
            report.count_loss(f"field that no feature knows: {clean_text(name, 60)}")
