"""The desk of users: people, roles, passwords, passwords of programs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold import widgets
from unfold.decorators import display

from wirepress.content.options import site
from wirepress.content.options.links import local
from wirepress.content.posts.addresses.permalinks import author_link
from wirepress.content.users import access, application_passwords, roles
from wirepress.content.users.actions.create import create_user, update_user
from wirepress.content.users.models import ApplicationPassword, User, UserMeta
from wirepress.content.users.password_reset import PASSWORD_LEAST
from wirepress.content.workflows.delete_user import delete_user
from wirepress.core.php.numbers import read_digits
from wirepress.web.admin.current_user import current_user
from wirepress.web.admin.forms import choices
from wirepress.web.admin.forms.base import ContentForm, MultilineField, choice_field, text_field
from wirepress.web.admin.list_cells import datetime_cell
from wirepress.web.admin.list_deeds import Deed
from wirepress.web.admin.model_admins.base import ContentAdmin, Fieldsets, reload_row
from wirepress.web.admin.model_admins.filters import RoleFilter

_META = ("first_name", "last_name", "nickname", "description")


class UserForm(ContentForm):
    """The form of a user: account, role, names and password."""

    login = text_field("Login", "The login cannot be changed later.", required=True, max_length=60, autocomplete="off")
    email = text_field("Email address", required=True, max_length=100, type="email")
    role = choice_field("Role")
    name = text_field("Display name", max_length=250)
    first_name = text_field("First name", max_length=100)
    last_name = text_field("Last name", max_length=100)
    nickname = text_field("Nickname", max_length=100)
    url = text_field("Website", max_length=100)
    slug = text_field("Slug", "The author's part of the address.", max_length=50)
    description = MultilineField(label="About", help_text="A short biography for readers.")
    password = forms.CharField(
        label="New password",
        required=False,
        strip=False,
        max_length=4096,
        widget=widgets.UnfoldAdminPasswordWidget(attrs={"autocomplete": "new-password"}),
        help_text=f"At least {PASSWORD_LEAST} characters. Leave empty to keep the current password.",
    )

    class Meta:
        model = User
        fields = ()

    def prepare(self) -> None:
        user: User = self.instance
        if "role" in self.fields:
            current = user.roles[0] if user.roles else ""
            offered = [(name, roles.ROLE_LABELS[name]) for name in access.assignable_roles(self.actor)]
            if current and current not in roles.ROLES:
                offered.append((current, current))
            if not self.adding and not current:
                offered.insert(0, ("", "No role"))
                self.fields["role"].required = False
            self.set_choices("role", offered)
        if self.adding:
            self.fields["password"].required = True
            self.fields["password"].help_text = f"At least {PASSWORD_LEAST} characters."
            self.set_initial(role="author")
            return
        meta = dict(UserMeta.objects.filter(user=user, key__in=_META).values_list("key", "value"))
        self.set_initial(
            email=user.email,
            role=user.roles[0] if user.roles else "",
            name=user.display_name,
            url=user.url,
            slug=user.nicename,
            **{key: meta.get(key) or "" for key in _META},
        )

    def clean_email(self) -> str:
        address = str(self.cleaned_data["email"]).strip()
        if "email" in self.changed_data:
            validate_email(address)
        return address

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"] or "")
        if password and len(password) < PASSWORD_LEAST:
            raise ValidationError(f"Use at least {PASSWORD_LEAST} characters.")
        return password

    def clean_role(self) -> str:
        role = str(self.cleaned_data["role"])
        if (
            not self.adding
            and "role" in self.changed_data
            and not access.keeps_own_power(self.actor, self.instance.pk, [role])
        ):
            raise ValidationError("You would lose the right to assign roles. Ask another administrator to do this.")
        return role

    def write(self) -> User:
        data = self.cleaned_data
        if self.adding:
            return create_user(
                login=data["login"].strip(),
                email=data["email"],
                password=data["password"],
                role=data["role"],
                display_name=data["name"],
                url=data["url"],
                first_name=data["first_name"],
                last_name=data["last_name"],
            )
        fields = {name: data[name] for name in self.changed_data if name != "role"}
        if "role" in self.changed_data and data["role"]:
            fields["roles"] = (
                [data["role"], *self.instance.roles[1:]] if data["role"] not in self.instance.roles else [data["role"]]
            )
        user: User = reload_row(User, self.instance.pk)
        return update_user(user, fields) if fields else user


class UserAdmin(ContentAdmin):
    """The list and form of users."""

    desk_form = UserForm
    list_display = ("who", "address", "role", "stories", "since")
    list_filter = (RoleFilter,)
    search_fields = ("login", "display_name", "email", "nicename")
    search_help_text = "Search by name or email address"
    ordering = ("name_key", "id")
    change_form_outer_after_template = "newsroom/application_passwords.html"  # type: ignore[assignment]
    actions = tuple(f"make_{name}" for name in roles.ROLES)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return access.may_list(current_user(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return access.may_create(current_user(request))

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return (
            access.may_edit(current_user(request), obj.pk)
            if obj is not None
            else access.may_list(current_user(request))
        )

    has_view_permission = has_change_permission

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return (obj is None or obj.pk != current_user(request).pk) and access.may_delete(
            current_user(request), obj.pk if obj is not None else 0
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        rows: QuerySet[User] = super().get_queryset(request)
        return rows.annotate(nr_stories=Count("posts", filter=Q(posts__type="post", posts__status="publish")))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> User | None:
        return User.objects.filter(pk=read_digits(object_id) or 0).first()

    def layout(self, request: HttpRequest, obj: User | None) -> Fieldsets:
        who = current_user(request)
        account = ["email", "password"]
        if obj is None:
            account.insert(0, "login")
        if access.may_promote(who, obj.pk if obj else 0):
            account.append("role")
        names = ["name", "first_name", "last_name", "url"] + (
            [] if obj is None else ["nickname", "slug", "description"]
        )
        return [("Account", {"fields": account}), ("Person", {"fields": names})]

    @display(description="Name", ordering="name_key")
    def who(self, user: User) -> SafeString:
        login = "known by number only" if user.placeholder else user.login
        return format_html('{}<span class="nr-sub">{}</span>', str(user), login if login != str(user) else "")

    @display(description="Email address", ordering="email")
    def address(self, user: User) -> str:
        return user.email

    @display(description="Role")
    def role(self, user: User) -> str:
        return ", ".join(roles.ROLE_LABELS.get(name, name) for name in user.roles) or "None"

    @display(description="Stories", ordering="nr_stories")
    def stories(self, user: Any) -> Any:
        if not user.nr_stories:
            return 0
        address = reverse("admin:newsroom_story_changelist")
        return format_html('<a class="nr-link" href="{}?author={}">{}</a>', address, user.pk, user.nr_stories)

    def row_deeds(self, request: HttpRequest, row: User) -> list[Deed]:
        who, found = current_user(request), []
        if access.may_edit(who, row.pk):
            found.append(Deed("Edit", reverse("admin:users_user_change", args=(row.pk,))))
        if row.nicename and not row.placeholder:
            found.append(Deed("View", local(author_link(row))))
        if row.pk != who.pk and access.may_delete(who, row.pk):
            found.append(Deed("Delete", reverse("admin:users_user_delete", args=(row.pk,)), bad=True))
        return found

    @display(description="Registered", ordering="registered")
    def since(self, user: User) -> Any:
        return datetime_cell(site.to_local(user.registered) if user.registered else None)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        user = self.get_object(request, object_id)
        context: dict[str, Any] = {"title": f"{user}" if user else "", **(extra_context or {})}
        if user is not None and access.may_manage_application_passwords(current_user(request), user.pk):
            context["app_passwords"] = list(user.application_passwords.order_by("-created", "-id"))
            context["app_base"] = reverse("admin:users_user_application_passwords", args=(user.pk,))
        answer: HttpResponse = super().change_view(request, object_id, form_url, context)
        return answer

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Whoever changes their own password stays signed in."""
        if change and obj.pk == current_user(request).pk and "password" in form.changed_data:
            update_session_auth_hash(request, obj)

    # Passwords of programs.

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path(
                "<int:number>/application-passwords/", view(self.make_password), name="users_user_application_passwords"
            ),
            path(
                "<int:number>/application-passwords/<int:row>/revoke/",
                view(self.revoke_password),
                name="users_user_revoke",
            ),
            *super().get_urls(),
        ]

    def _require_manageable_user(self, request: HttpRequest, number: int) -> User:
        user = self.get_object(request, str(number))
        if user is None:
            raise Http404
        if not access.may_manage_application_passwords(current_user(request), user.pk):
            raise PermissionDenied
        return user

    def make_password(self, request: HttpRequest, number: int) -> HttpResponse:
        """Make one and show it, this once."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        user = self._require_manageable_user(request, number)
        name = request.POST.get("name", "").replace("\0", "").strip()[:255]
        if not name:
            self.message_user(request, "Enter a name for the program.", messages.ERROR)
            return HttpResponseRedirect(reverse("admin:users_user_change", args=(user.pk,)))
        _, secret = application_passwords.create(user, name)
        context = {
            **self.admin_site.each_context(request),
            "title": "Application password",
            "program": name,
            "person": user,
            "secret": application_passwords.group_characters(secret),
        }
        return TemplateResponse(
            request, "newsroom/application_password.html", context, headers={"Cache-Control": "no-store"}
        )

    def revoke_password(self, request: HttpRequest, number: int, row: int) -> HttpResponse:
        """Revoke one application password of a user, by POST only."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        user = self._require_manageable_user(request, number)
        gone, _ = ApplicationPassword.objects.filter(user=user, pk=row).delete()
        if gone:
            self.message_user(request, "The program can no longer sign in.", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:users_user_change", args=(user.pk,)))

    # Deletion: where the stories go is asked.

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        people = [(user.pk, str(user)) for user in choices.find_writers() if str(user.pk) != object_id]
        words = {
            "title": "Delete user",
            "verb": "Delete user",
            "sentence": "The account is deleted permanently.",
            "people": people,
        }
        if request.method == "POST" and request.POST.get("reassign") not in {
            "0",
            *(str(number) for number, _ in people),
        }:
            self.message_user(request, "Choose what to do with this person's stories.", messages.ERROR)
            return HttpResponseRedirect(request.path)
        answer: HttpResponse = super().delete_view(request, object_id, {**words, **(extra_context or {})})
        return answer

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        delete_user(
            reload_row(User, obj.pk), actor=current_user(request), reassign=int(request.POST.get("reassign") or 0)
        )

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        self.message_user(request, f"{obj_display} is deleted.", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:users_user_changelist"))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        offered = access.assignable_roles(current_user(request))
        found = super().get_actions(request)
        return {name: action for name, action in found.items() if name.removeprefix("make_") in offered}


def _role_action(role: str) -> Any:
    @admin.action(description=f"Make {roles.ROLE_LABELS[role].lower()}")
    def action(desk: UserAdmin, request: HttpRequest, queryset: QuerySet[User]) -> None:
        def may(who: Any, user: User) -> bool:
            return access.may_promote(who, user.pk) and access.keeps_own_power(who, user.pk, [role])

        desk.apply_to_rows(
            request,
            queryset,
            may,
            lambda user: update_user(reload_row(User, user.pk), {"roles": [role]}),
            f"now {roles.ROLE_LABELS[role].lower()}.",
        )

    return action


for _name in roles.ROLES:
    setattr(UserAdmin, f"make_{_name}", _role_action(_name))
