"""Users, their meta and their application passwords."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from wirepress.content.users import roles
from wirepress.core.fields import OrderedJSONField, SortKeyField


class UserManager(BaseUserManager["User"]):
    """Django's view of the table: the natural key is the login."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(login__iexact=username)


class User(AbstractBaseUser):
    """A person of the newsroom, a subscriber, or a placeholder for an author who is known by id only."""

    id = models.BigAutoField(primary_key=True)
    login = models.CharField(max_length=60, unique=True)
    password = models.CharField(max_length=255, default="", blank=True)
    nicename = models.CharField("slug", max_length=50, default="", blank=True, db_index=True)
    email = models.CharField(max_length=100, default="", blank=True, db_index=True)
    url = models.CharField(max_length=100, default="", blank=True)
    registered = models.DateTimeField(null=True, blank=True)
    display_name = models.CharField(max_length=250, default="", blank=True)
    roles = OrderedJSONField(default=list, blank=True)  # list[str], first is the main role
    extra_capabilities = OrderedJSONField(default=dict, blank=True)  # {capability: granted}, beside those of the roles
    placeholder = models.BooleanField(default=False)  # known by id only; cannot sign in
    last_login = models.DateTimeField(null=True, blank=True)
    name_key = SortKeyField(source="display_name")

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]

    class Meta:
        app_label = "users"
        indexes = [models.Index(fields=["name_key", "id"], name="user_key_order")]

    def __str__(self) -> str:
        return self.display_name or self.login

    @property
    def capabilities(self) -> frozenset[str]:
        """Return every capability this user has, of the roles and granted singly (a refusal given singly wins)."""
        return roles.capabilities_of(self.roles, self.extra_capabilities)

    def can(self, capability: str) -> bool:
        """Return whether the user has a plain capability. Capabilities over one object are judged in each app's access.py."""
        return roles.held_capability(capability) in self.capabilities

    # The back office (Django's admin) asks these four.
    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return not self.placeholder

    @property
    def is_staff(self) -> bool:
        return self.is_active and self.can("edit_posts")

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        return self.is_active and roles.django_permission(perm, self.capabilities)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff


class UserMeta(models.Model):
    """One meta value of a user; several rows may share a key."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="meta_rows")
    key = models.CharField(max_length=255)
    value = OrderedJSONField(null=True)

    class Meta:
        app_label = "users"
        indexes = [
            models.Index(fields=["user", "key"], name="usermeta_user_key"),
            models.Index(fields=["key"], name="usermeta_key"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}:{self.key}"


class ApplicationPassword(models.Model):
    """A password of one program for one user (WordPress 5.6)."""

    uuid = models.CharField(max_length=36, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="application_passwords")
    app_id = models.CharField(max_length=36, default="", blank=True)
    name = models.CharField(max_length=255)
    password = models.CharField(max_length=255)
    created = models.BigIntegerField()  # unix time, seconds
    last_used = models.BigIntegerField(null=True, blank=True)
    last_ip = models.CharField(max_length=100, null=True, blank=True)

    class Meta:
        app_label = "users"

    def __str__(self) -> str:
        return self.name
