"""Puts the desks into the newsroom."""

from __future__ import annotations

from django.contrib import admin

from wirepress.content.comments.models import Comment
from wirepress.content.users.models import User
from wirepress.web.admin.model_admins.comments import CommentAdmin
from wirepress.web.admin.model_admins.media import MediaAdmin
from wirepress.web.admin.model_admins.plugin_content import make_places
from wirepress.web.admin.model_admins.stories import PageAdmin, StoryAdmin
from wirepress.web.admin.model_admins.terms import CategoryAdmin, TagAdmin
from wirepress.web.admin.model_admins.users import UserAdmin
from wirepress.web.admin.models import Category, MediaItem, Page, Story, Tag
from wirepress.web.admin.places import PLACES


def register_model_admins() -> None:
    """Register every model admin with the newsroom's admin site."""
    for model, desk in (
        (Story, StoryAdmin),
        (Page, PageAdmin),
        (MediaItem, MediaAdmin),
        (Category, CategoryAdmin),
        (Tag, TagAdmin),
        (Comment, CommentAdmin),
        (User, UserAdmin),
    ):
        if not admin.site.is_registered(model):
            admin.site.register(model, desk)
    for place in make_places():
        PLACES[place.model._meta.label_lower] = place.path
        if not admin.site.is_registered(place.model):
            admin.site.register(place.model, place.admin)
    admin.site.disable_action("delete_selected")
