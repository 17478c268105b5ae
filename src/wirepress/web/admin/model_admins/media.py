"""The desk of media: upload, texts, alternative text, trash."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.decorators import display

from wirepress.content.errors import ActionRefused
from wirepress.content.media import access
from wirepress.content.media.actions.upload import delete_files, upload_media
from wirepress.content.media.models import MediaFile
from wirepress.content.options import site
from wirepress.content.options.links import local
from wirepress.content.posts import access as access_to_posts
from wirepress.content.posts.actions.trash import delete_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.models import Post, PostTotal
from wirepress.settings import limits
from wirepress.web.admin.current_user import current_user
from wirepress.web.admin.forms.base import ContentForm, MultilineField, text_field
from wirepress.web.admin.forms.choices import thumbnail_url
from wirepress.web.admin.list_cells import attach_authors, datetime_cell, plain_title
from wirepress.web.admin.model_admins.base import Fieldsets, reload_row
from wirepress.web.admin.model_admins.filters import (
    AuthorFilter,
    DetachedFilter,
    FileKindFilter,
    MediaStatusFilter,
    MonthFilter,
)
from wirepress.web.admin.model_admins.post_list import shown_statuses
from wirepress.web.admin.model_admins.stories import PostAdmin

FILES_MAX = 20  # of one upload
_ICONS = {"audio": "music_note", "video": "movie", "application": "description"}


class MediaForm(ContentForm):
    """Texts of a file."""

    title = text_field("Title")
    alt = MultilineField(
        label="Alternative text",
        help_text="Describe the picture for people who cannot see it. Leave empty if it is only decoration.",
    )
    caption = MultilineField(label="Caption")
    description = MultilineField(label="Description")
    slug = text_field("Slug", max_length=200)

    class Meta:
        model = Post
        fields = ()

    def prepare(self) -> None:
        post: Post = self.instance
        file = find_media_file(post)
        self.fields["alt"].widget.attrs["rows"] = 2
        self.set_initial(
            title=post.title,
            alt=file.alt if file else "",
            caption=post.excerpt,
            description=post.content,
            slug=unquote(post.slug),
        )

    def write(self) -> Post:
        post: Post = reload_row(Post, self.instance.pk)
        names = {"title": "title", "caption": "excerpt", "description": "content", "slug": "slug"}
        fields = {names[name]: self.cleaned_data[name] for name in self.changed_data if name in names}
        if "alt" in self.changed_data:
            MediaFile.objects.filter(pk=post.pk).update(alt=self.cleaned_data["alt"].strip())
        return update_post(post, fields, actor=self.actor) if fields or "alt" in self.changed_data else post


class MediaAdmin(PostAdmin):
    """The list and form of uploaded files."""

    kind = "attachment"
    desk_form = MediaForm
    list_display = ("headline", "byline", "kind_of_file", "when")
    list_per_page = 40
    change_list_template = "newsroom/media_list.html"
    search_help_text = "Search in titles, captions and file names"
    change_form_template = "newsroom/media_form.html"
    actions = ("to_trash", "restore", "delete_for_good")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return current_user(request).can("upload_files")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return access.may_upload(current_user(request))

    def has_change_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        who = current_user(request)
        return who.can("upload_files") and (obj is None or access.may_edit(who, obj))

    has_view_permission = has_change_permission

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        others = [AuthorFilter] if access_to_posts.may_edit_others(current_user(request), self.kind) else []
        return [MediaStatusFilter, FileKindFilter, MonthFilter, *others, DetachedFilter]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        return super().get_queryset(request).select_related("media_file")

    def with_related(self, rows_: QuerySet[Post]) -> QuerySet[Post]:
        return rows_.select_related("media_file")

    def preload_rows(self, rows_: list[Post]) -> None:
        """Files have no terms."""
        attach_authors(rows_)

    def tabs(self, request: HttpRequest) -> list[dict[str, Any]]:
        now, detached = request.GET.get("status", ""), "detached" in request.GET
        counts = dict(PostTotal.objects.filter(type=self.kind).values_list("status", "count"))
        own = not access_to_posts.may_edit_others(current_user(request), self.kind)
        every = None if own else sum(counts.get(name, 0) for name in shown_statuses(self.kind))
        trash = None if own else counts.get("trash", 0)
        return [
            {"title": "All", "link": "?", "current": not now and not detached, "count": every},
            {"title": "Unattached", "link": "?detached=1", "current": detached, "count": None},
            {"title": "Trash", "link": "?status=trash", "current": now == "trash", "count": trash},
        ]

    def layout(self, request: HttpRequest, obj: Post | None) -> Fieldsets:
        return [(None, {"fields": ["title", "alt", "caption", "description", "slug"]})]

    def view_on_site(self, obj: Post) -> str:
        """Return the address of the file itself."""
        file = find_media_file(obj)
        return local(site.uploads_url(file.path)) if file else "/"

    def tile(self, post: Post) -> dict[str, str]:
        """Return what a tile of the grid shows: the address of a picture or the name of an icon, words for it, facts."""
        file, family = find_media_file(post), post.mime_type.partition("/")[0]
        facts = " · ".join(part for part in (post.mime_type.partition("/")[2].upper(), _measures(file)) if part)
        if file is None or family != "image":
            return {"icon": _ICONS.get(family, "draft"), "facts": facts}
        return {"picture": thumbnail_url(file), "facts": facts, "missing": "" if file.alt else "No alternative text"}

    @display(description="Type")
    def kind_of_file(self, post: Post) -> str:
        return post.mime_type

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        post = self.get_object(request, object_id)
        facts = _file_facts(post) if post is not None else {}
        return super().change_view(request, object_id, form_url, {"facts": facts, **(extra_context or {})})

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Upload one or several files."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._upload(request)
        megabytes = limits.UPLOAD_MAX // (1024 * 1024)
        context = {
            **self.admin_site.each_context(request),
            "title": "Upload files",
            "megabytes": megabytes,
            "most": FILES_MAX,
            "opts": self.opts,
        }
        return TemplateResponse(request, "newsroom/upload.html", context)

    def _upload(self, request: HttpRequest) -> HttpResponse:
        files = request.FILES.getlist("files")[:FILES_MAX]
        alt, made = request.POST.get("alt", "").replace("\0", "").strip(), []
        for file in files:
            name = file.name or "file"
            if (file.size or 0) > limits.UPLOAD_MAX:
                self.message_user(request, f"{name} is too large.", messages.ERROR)
                continue
            try:
                made.append(upload_media(file.read(), name, author=current_user(request), alt=alt))
            except ActionRefused as refusal:
                self.message_user(request, f"{name}: {refusal.message}", messages.ERROR)
        if not files:
            self.message_user(request, "Choose a file.", messages.ERROR)
        if made:
            self.message_user(request, f"{len(made)} file{'s' if len(made) > 1 else ''} uploaded.", messages.SUCCESS)
        if len(made) == 1:
            return HttpResponseRedirect(reverse("admin:newsroom_mediaitem_change", args=(made[0].pk,)))
        return HttpResponseRedirect(reverse(f"admin:newsroom_mediaitem_{'changelist' if made else 'add'}"))

    def delete_model(self, request: HttpRequest, obj: Post) -> None:
        post = reload_row(Post, obj.pk)
        if post.status != "trash":
            super().delete_model(request, obj)
            return
        file = find_media_file(post)
        delete_post(post, actor=current_user(request))
        if file is not None:
            delete_files(file)


def find_media_file(post: Post) -> MediaFile | None:
    """Return the attachment's file, or None."""
    return getattr(post, "media_file", None) if post.pk else None


def _measures(file: MediaFile | None) -> str:
    metadata = file.metadata if file is not None and isinstance(file.metadata, dict) else {}
    return f"{metadata['width']} × {metadata.get('height')}" if metadata.get("width") else ""


def _file_facts(post: Post) -> dict[str, Any]:
    file = find_media_file(post)
    if file is None:
        return {}
    metadata = file.metadata if isinstance(file.metadata, dict) else {}
    facts = {"Number": post.pk, "Type": post.mime_type, "Address": site.uploads_url(file.path)}
    if metadata.get("width"):
        facts["Size"] = f"{metadata['width']} × {metadata.get('height')} pixels"
    if metadata.get("filesize"):
        facts["Bytes"] = f"{int(metadata['filesize']):,}"
    if post.date:
        facts["Uploaded"] = datetime_cell(post.date)
    picture = local(site.uploads_url(file.path)) if post.mime_type.startswith("image/") else ""
    return {"rows": facts, "picture": picture, "alt": file.alt or plain_title(post.title)}
