"""One item -> the columns of a post, and of its file."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.posts.statuses import STATUSES
from wirepress.core.markup.fields.mime_types import mime_of
from wirepress.transfer.clean_values import clean_id, clean_number, clean_small_number, clean_text
from wirepress.transfer.wxr.attachments import file_path
from wirepress.transfer.wxr.dates import read_dates
from wirepress.transfer.wxr.decode_meta import decode_meta
from wirepress.transfer.wxr.map_ids import map_text
from wirepress.transfer.wxr.term_names import clean_slug
from wirepress.transfer.wxr.write.state import PlacedItem, WxrImport

TYPE_MAX: Final = 20
_STATUSES: Final = {
    "": "draft",
    "published": "publish",
    "public": "publish",
    "scheduled": "future",
    "hidden": "private",
}


class UnusableItem(ValueError):
    """The item cannot be kept; the message says why."""


def item_type(fields: dict[str, str]) -> str:
    """Return the type of an item; one that names none is a post."""
    return fields.get("wp:post_type", "").strip() or "post"


def post_row(placed: PlacedItem, task: WxrImport) -> dict[str, Any]:
    """Return the columns of an item's post. Raises UnusableItem."""
    fields = placed.item.fields
    kind, status = item_type(fields), fields.get("wp:status", "").strip()
    status = _STATUSES.get(status.lower(), status.lower() if status.lower() in STATUSES else status)
    if kind == "attachment" and status in ("draft", "publish"):
        status = "inherit" if not fields.get("wp:status") else status
    if len(kind) > TYPE_MAX or len(status) > TYPE_MAX:
        raise UnusableItem(f"its type or status is longer than {TYPE_MAX} characters, which is none of WordPress's")
    dates = read_dates(fields, task.survey.offset, task.fallback)
    if dates.guessed:
        task.report.count_loss("dates: items without any, dated by the file")
    parent = clean_id(fields.get("wp:post_parent"))
    if parent and clean_id(fields.get("wp:post_id")) in task.loops:
        task.report.count_loss("parents of stories: they lead back to the story itself; it stands at the top now")
        parent = 0
    first = {key: value for key, value in reversed(placed.item.meta) if key in ("_thumbnail_id", "_wp_page_template")}
    template = clean_text(first.get("_wp_page_template"), 200)
    return {
        "id": placed.id,
        "type": kind,
        "status": status,
        "author_id": _author(fields, task),
        "title": clean_text(fields.get("title")),
        "content": _text(fields.get("content:encoded", ""), task),
        "excerpt": _text(fields.get("excerpt:encoded", ""), task),
        "rendered_fields": "",
        "slug": _slug(fields.get("wp:post_name", "").strip()),
        "password": clean_text(fields.get("wp:post_password"), 255),
        "guid": clean_text(_guid(placed, task), 255),
        "parent_id": map_reference(parent, task, "parents of stories") if parent > 0 else 0,
        "menu_order": clean_small_number(fields.get("wp:menu_order")),
        "mime_type": mime_of(file_path(placed.item))[1] if kind == "attachment" else "",
        "date": dates.date,
        "date_gmt": dates.date_gmt,
        "modified": dates.modified,
        "modified_gmt": dates.modified_gmt,
        "comment_status": clean_text(fields.get("wp:comment_status", "").strip() or "closed", 20),
        "ping_status": clean_text(fields.get("wp:ping_status", "").strip() or "closed", 20),
        "featured_media": _featured(first.get("_thumbnail_id", ""), task) or _next_picture(placed, task),
        "template": "" if template == "default" else template,
        "sticky": fields.get("wp:is_sticky", "").strip() == "1",
    }


def _author(fields: dict[str, str], task: WxrImport) -> int:
    """Return whose item it is. An empty name says nobody; files without any names are the first administrator's."""
    creator = fields.get("dc:creator")
    return task.nobody if creator is None else task.users.get(creator.strip(), 0)


def _slug(text: str) -> str:
    return clean_slug(text, "") if text else ""


def _next_picture(placed: PlacedItem, task: WxrImport) -> int:
    """Return the picture that stands behind its story, which is how Squarespace says that it leads it."""
    place = task.survey.leads.get(placed.number)
    return max(task.survey.plan.targets[place], 0) if place is not None else 0


def _featured(text: str, task: WxrImport) -> int:
    media = clean_id(text.strip()) if text else 0
    return map_reference(media, task, "lead pictures") if media else 0


def map_reference(old: int, task: WxrImport, what: str) -> int:
    """Return the id here of something that an item names; 0, counted, when it is not in the files and its number is another's here."""
    found = task.map_post(old)
    if not found:
        task.report.count_loss(f"{what}: they are not in the files")
    return found


def _text(text: str, task: WxrImport) -> str:
    text = task.addresses.rewrite(clean_text(text))
    return map_text(text, lambda old: task.map_post(old) or old, task.map_term) if text and task.moves else text


def _guid(placed: PlacedItem, task: WxrImport) -> str:
    guid = placed.item.fields.get("guid", "").strip()
    if guid:
        return guid
    old = clean_number(placed.item.fields.get("wp:post_id"))
    return f"{task.survey.site}/?p={old or placed.id}" if task.survey.site else ""


def file_row(placed: PlacedItem, task: WxrImport) -> dict[str, Any]:
    """Return the columns of an attachment's file."""
    meta = dict(reversed(placed.item.meta))  # of several rows the first counts
    details = (
        decode_meta(meta["_wp_attachment_metadata"], "_wp_attachment_metadata", task.job)
        if "_wp_attachment_metadata" in meta
        else {}
    )
    return {
        "post_id": placed.id,
        "path": file_path(placed.item),
        "alt": clean_text(meta.get("_wp_attachment_image_alt")),
        "metadata": details if isinstance(details, dict) else {},
    }
