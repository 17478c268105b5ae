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
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.decorators import display

from wirepress.content.errors import ActionRefused
from wirepress.content.media import access
from wirepress.content.media.actions.upload import delete_files, upload_media
from wirepress.content.media.models import MediaFile
from wirepress.content.options import site
from wirepress.content.options.links import local
from wirepress.content.posts.actions.trash import delete_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.models import Post
from wirepress.settings import limits
from wirepress.web.admin.current_user import staff
from wirepress.web.admin.forms.base import ContentForm, LinesField, line
from wirepress.web.admin.forms.choices import thumbnail
from wirepress.web.admin.list_cells import plain
from wirepress.web.admin.model_admins.base import Fieldsets, fresh
from wirepress.web.admin.model_admins.filters import KindFilter, MediaStatusFilter, MonthFilter
from wirepress.web.admin.model_admins.stories import PostAdmin

FILES_MAX = 20  # of one upload
_ICONS = {"audio": "music_note", "video": "movie", "application": "description"}


class MediaForm(ContentForm):
    """Texts of a file."""

    title = line("Title")
    alt = LinesField(
        label="Alternative text",
        help_text="What the picture shows, for those who do not see it. Empty for mere decoration.",
    )
    caption = LinesField(label="Caption")
    description = LinesField(label="Description")
    slug = line("Slug", most=200)

    class Meta:
        model = Post
        fields = ()

    def prepare(self) -> None:
        post: Post = self.instance
        file = file_of(post)
        self.fields["alt"].widget.attrs["rows"] = 2
        self.start(
            title=post.title,
            alt=file.alt if file else "",
            caption=post.excerpt,
            description=post.content,
            slug=unquote(post.slug),
        )

    def write(self) -> Post:
        post: Post = fresh(Post, self.instance.pk)
        names = {"title": "title", "caption": "excerpt", "description": "content", "slug": "slug"}
        fields = {names[name]: self.cleaned_data[name] for name in self.changed_data if name in names}
        if "alt" in self.changed_data:
            MediaFile.objects.filter(pk=post.pk).update(alt=self.cleaned_data["alt"].strip())
        return update_post(post, fields, actor=self.actor) if fields or "alt" in self.changed_data else post


class MediaAdmin(PostAdmin):
    """Files."""

    kind = "attachment"
    desk_form = MediaForm
    list_display = ("picture", "headline", "byline", "kind_of_file", "when")
    list_display_links = ("headline",)
    list_filter = (MediaStatusFilter, KindFilter, MonthFilter)
    change_form_template = "newsroom/media_form.html"
    actions = ("to_trash", "restore", "delete_for_good")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return staff(request).can("upload_files")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return access.may_upload(staff(request))

    def has_change_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        who = staff(request)
        return who.can("upload_files") and (obj is None or access.may_edit(who, obj))

    has_view_permission = has_change_permission

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        return super().get_queryset(request).select_related("media_file")

    def complete(self, rows_: list[Post]) -> None:
        """Files have no terms."""

    def tabs(self, request: HttpRequest) -> list[dict[str, Any]]:
        now = request.GET.get("status", "")
        return [
            {"title": "All", "link": "?", "current": not now, "count": None},
            {"title": "Trash", "link": "?status=trash", "current": now == "trash", "count": None},
        ]

    def layout(self, request: HttpRequest, obj: Post | None) -> Fieldsets:
        return [(None, {"fields": ["title", "alt", "caption", "description", "slug"]})]

    def view_on_site(self, obj: Post) -> str:
        """The file itself."""
        file = file_of(obj)
        return local(site.uploads_url(file.path)) if file else "/"

    @display(description="File")
    def picture(self, post: Post) -> SafeString:
        file = file_of(post)
        if file is None or not post.mime_type.startswith("image/"):
            icon = _ICONS.get(post.mime_type.partition("/")[0], "draft")
            return format_html('<span class="nr-file material-symbols-outlined" aria-hidden="true">{}</span>', icon)
        return format_html(
            '<img class="nr-thumb" src="{}" alt="{}" loading="lazy" width="64" height="64">', thumbnail(file), file.alt
        )

    @display(description="Type")
    def kind_of_file(self, post: Post) -> str:
        return post.mime_type

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        post = self.get_object(request, object_id)
        facts = _facts(post) if post is not None else {}
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
                made.append(upload_media(file.read(), name, author=staff(request), alt=alt))
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
        post = fresh(Post, obj.pk)
        if post.status != "trash":
            super().delete_model(request, obj)
            return
        file = file_of(post)
        delete_post(post, actor=staff(request))
        if file is not None:
            delete_files(file)


def file_of(post: Post) -> MediaFile | None:
    """The attachment's file, or None."""
    return getattr(post, "media_file", None) if post.pk else None


def _facts(post: Post) -> dict[str, Any]:
    file = file_of(post)
    if file is None:
        return {}
    metadata = file.metadata if isinstance(file.metadata, dict) else {}
    facts = {"Number": post.pk, "Type": post.mime_type, "Address": site.uploads_url(file.path)}
    if metadata.get("width"):
        facts["Size"] = f"{metadata['width']} × {metadata.get('height')} pixels"
    if metadata.get("filesize"):
        facts["Bytes"] = f"{int(metadata['filesize']):,}"
    if post.date:
        facts["Uploaded"] = f"{post.date:%Y-%m-%d %H:%M}"
    picture = local(site.uploads_url(file.path)) if post.mime_type.startswith("image/") else ""
    return {"rows": facts, "picture": picture, "alt": file.alt or plain(post.title)}
