"""The plain editor of posts and pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, cast
from urllib.parse import unquote

from django import forms
from django.core.exceptions import ValidationError
from unfold import widgets

from wirepress.content.errors import ActionRefused
from wirepress.content.media.actions.upload import upload_media
from wirepress.content.options import store
from wirepress.content.posts import access
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.actions.prepare import prepare_texts
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.editing.conflicts import EditConflict, check_base
from wirepress.content.posts.editing.versions import TEXTS, SaveBase, version_of
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import terms_of
from wirepress.content.posts.statuses import STATUSES, effective_status
from wirepress.content.terms.access import may_create as may_create_term
from wirepress.content.terms.actions.create import create_term
from wirepress.content.terms.models import Term
from wirepress.settings import limits
from wirepress.web.admin.forms import choices
from wirepress.web.admin.forms.base import (
    ContentForm,
    MultilineField,
    PicturePicker,
    ScrollingCheckboxes,
    checkbox_field,
    choice_field,
    datetime_field,
    text_field,
)
from wirepress.web.admin.forms.edit_conflict import keep_and_tell
from wirepress.web.admin.forms.plugin_terms import field_name, initial_terms, own_taxonomies

_ASIS = ("title", "content", "excerpt", "slug", "status", "password", "sticky", "menu_order", "template")


class StoryForm(ContentForm):
    """Every field of the plain editor; which of them are shown depends on type and role."""

    title = text_field("Title")
    content = MultilineField(label="Content", help_text="HTML and block markup, as stored.")
    excerpt = MultilineField(
        label="Excerpt",
        help_text="A sentence or two for lists and feeds. Leave empty to use the beginning of the story.",
    )
    slug = text_field("Slug", "The story's part of the address. Leave empty to make it from the title.", max_length=200)
    status = choice_field("Status")
    date = datetime_field(
        "Date", "In the site's time zone. A date in the future schedules the story. Leave empty for now."
    )
    author = choice_field("Author")
    sticky = checkbox_field("Stick to the top")
    categories = forms.TypedMultipleChoiceField(
        label="Categories", required=False, coerce=int, widget=ScrollingCheckboxes()
    )
    tags = text_field("Tags", "Separate tags with commas.")
    featured_media = forms.IntegerField(label="Lead picture", required=False, min_value=0, widget=PicturePicker())
    new_picture = forms.FileField(
        label="Upload a lead picture",
        required=False,
        widget=forms.FileInput(attrs={"class": "nr-button", "accept": "image/*"}),
    )
    comments_open = checkbox_field("Allow comments")
    password = text_field(
        "Password",
        "Readers must enter it to read the story. Leave empty for everyone.",
        max_length=255,
        autocomplete="off",
    )
    parent = forms.TypedChoiceField(
        label="Parent", required=False, coerce=int, empty_value="0", widget=widgets.UnfoldAdminSelectWidget()
    )
    menu_order = forms.IntegerField(
        label="Order",
        required=False,
        min_value=-(2**31),
        max_value=2**31 - 1,
        widget=widgets.UnfoldAdminIntegerFieldWidget(),
    )
    template = text_field("Template", max_length=200)
    seen = forms.CharField(required=False, widget=forms.HiddenInput())  # the version that this form shows
    replace = forms.CharField(required=False, widget=forms.HiddenInput())  # the one that may be written over, said so

    class Meta:
        model = Post
        fields = ()

    post_type = "post"
    pressed = ""  # the status of the button that the form was sent by
    panels: ClassVar[tuple[Callable[[Post], None], ...]] = ()  # what features store of their parts of the form

    def prepare(self) -> None:
        post: Post = self.instance
        self.set_choices("status", self._statuses())
        if "author" in self.fields:
            self.set_choices("author", choices.author_choices(post.author_id or self.actor.pk))
            self.fields["author"].required = False
        if "categories" in self.fields:
            self.set_choices("categories", choices.term_choices("category"))
        if "parent" in self.fields:
            self.set_choices("parent", choices.page_choices(post.pk))
        if "featured_media" in self.fields:
            cast(PicturePicker, self.fields["featured_media"].widget).pictures = choices.picture_choices(
                post.featured_media
            )
        if self.adding:
            self.set_initial(
                status="draft", author=self.actor.pk, comments_open=self.post_type == "post", menu_order=0, parent=0
            )
            return
        floating = post.date_gmt is None
        self.set_initial(
            title=post.title,
            content=post.content,
            excerpt=post.excerpt,
            slug=unquote(post.slug),
            status=effective_status(post),
            date=None if floating or post.date is None else post.date.replace(microsecond=0),
            author=post.author_id,
            sticky=post.sticky,
            categories=[term.pk for term in terms_of(post, "category")],
            tags=", ".join(term.name for term in terms_of(post, "post_tag")),
            featured_media=post.featured_media,
            comments_open=post.comment_status == "open",
            password=post.password,
            parent=post.parent_id,
            menu_order=post.menu_order,
            template=post.template,
            seen=version_of(post),
            **initial_terms(post, self.fields),
        )

    def _statuses(self) -> list[tuple[str, str]]:
        names = ["draft", "pending"]
        if access.may_publish(self.actor, self.post_type):
            names += ["publish", "private"]
        now = "" if self.adding else effective_status(self.instance)
        if now and now not in names:
            names.append(now)
        return [(name, STATUSES[name].label if name in STATUSES else name) for name in names]

    def clean_status(self) -> str:
        """The status of the select box, or of the button that was pressed. Raises ValidationError."""
        for button, status in (("_publish", "publish"), ("_submit", "pending")):
            if button in self.data and effective_status(self.instance) not in ("publish", "future", "private"):
                if status == "publish" and not access.may_publish(self.actor, self.post_type):
                    raise ValidationError("Your role does not allow you to publish. Submit it for review instead.")
                self.pressed = status
                return status
        return str(self.cleaned_data["status"])

    def clean_slug(self) -> str:
        return str(self.cleaned_data["slug"]).strip()

    def clean_featured_media(self) -> int:
        number = int(self.cleaned_data["featured_media"] or 0)
        if (
            number
            and "featured_media" in self.changed_data
            and not Post.objects.filter(pk=number, type="attachment").exists()
        ):
            raise ValidationError("There is no file with that ID.")
        return number

    def clean_new_picture(self) -> Any:
        file = self.cleaned_data["new_picture"]
        if file and file.size > limits.UPLOAD_MAX:
            raise ValidationError(f"A file may be at most {limits.UPLOAD_MAX // (1024 * 1024)} MiB.")
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.adding:
            return data
        now = Post.objects.get(pk=self.instance.pk)
        agreed = data.get("replace") == version_of(now)
        self.base = SaveBase(str((data.get("replace") if agreed else data.get("seen")) or ""))
        texts: dict[str, str] = {name: str(data[name] or "") for name in TEXTS if name in data}
        try:
            check_base(now, self.base, prepare_texts(texts, self.actor))
        except EditConflict:
            raise ValidationError(keep_and_tell(now, texts, self.actor)) from None
        return data

    def write(self) -> Post:
        fields = self._fields()
        if self.cleaned_data.get("new_picture"):
            file = self.cleaned_data["new_picture"]
            fields["featured_media"] = upload_media(file.read(), file.name, author=self.actor).pk
        if self.adding:
            post = create_post(fields, actor=self.actor, post_type=self.post_type)
        else:
            post = Post.objects.get(pk=self.instance.pk)
            post = self._update(post, fields) if fields else post
        for store_panel in type(self).panels:
            store_panel(post)
        return post

    def _update(self, post: Post, fields: dict[str, Any]) -> Post:
        try:
            return update_post(post, fields, actor=self.actor, base=self.base)
        except EditConflict:  # between the check and now
            raise ActionRefused(
                "wirepress_edit_conflict", "Someone saved this at this moment. Save again.", 409
            ) from None

    def _fields(self) -> dict[str, Any]:
        """Return what was changed, by the names that actions know."""
        changed = set(self.fields) if self.adding else {*self.changed_data, *(["status"] if self.pressed else [])}
        data = self.cleaned_data
        fields: dict[str, Any] = {name: data[name] for name in _ASIS if name in changed and data.get(name) is not None}
        for name in ("author", "parent"):
            if name in changed and data.get(name) not in (None, ""):
                fields[name] = int(data[name])
        if "featured_media" in changed:
            fields["featured_media"] = data["featured_media"]
        if "categories" in changed:
            # A story without a section gets the default one here; REST leaves it without when a client says so.
            fields["categories"] = data["categories"] or [int(store.get("default_category") or 0)]
        if "tags" in changed:
            fields["tags"] = self._tag_ids(str(data["tags"] or ""))
        for taxonomy in own_taxonomies(self.post_type, self.actor):
            name = field_name(taxonomy)
            if name in changed:
                flat = not taxonomy.hierarchical
                chosen = self._tag_ids(str(data[name] or ""), taxonomy.name) if flat else data[name]
                fields[taxonomy.rest_base] = chosen
        if "comments_open" in changed:
            fields["comment_status"] = "open" if data["comments_open"] else "closed"
        if "date" in changed and (data["date"] or not self.adding):
            fields["date"] = data["date"]
        if self.adding and not fields.get("slug"):
            fields.pop("slug", None)
        return fields

    def _tag_ids(self, text: str, taxonomy: str = "post_tag") -> list[int]:
        """Return ids of the tags by their names; new ones are made. Raises ActionRefused."""
        found: list[int] = []
        for name in dict.fromkeys(part.strip() for part in text.split(",")):
            if not name:
                continue
            term = Term.objects.filter(taxonomy=taxonomy, name__iexact=name).first()
            if term is None:
                if not may_create_term(self.actor, taxonomy):
                    raise ActionRefused(
                        "rest_cannot_create",
                        f"There is no tag “{name}”, and your role does not allow you to create tags.",
                        403,
                    )
                if len(name) > 200:
                    raise ActionRefused("rest_invalid_param", "A tag may have at most 200 characters.", 400)
                term = create_term(taxonomy, name)
            found.append(term.pk)
        return found


class PageForm(StoryForm):
    """The same for pages."""

    post_type = "page"
