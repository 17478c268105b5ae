"""Puts the desks into the newsroom."""

from __future__ import annotations

from django.contrib import admin

from wirepress.content.comments.models import Comment
from wirepress.content.users.models import User
from wirepress.web.admin.model_admins.comments import CommentDesk
from wirepress.web.admin.model_admins.media import MediaDesk
from wirepress.web.admin.model_admins.stories import PageDesk, StoryDesk
from wirepress.web.admin.model_admins.terms import CategoryDesk, TagDesk
from wirepress.web.admin.model_admins.users import UserDesk
from wirepress.web.admin.models import Category, MediaItem, Page, Story, Tag


def register() -> None:
    """Every desk, once."""
    for model, desk in (
        (Story, StoryDesk),
        (Page, PageDesk),
        (MediaItem, MediaDesk),
        (Category, CategoryDesk),
        (Tag, TagDesk),
        (Comment, CommentDesk),
        (User, UserDesk),
    ):
        if not admin.site.is_registered(model):
            admin.site.register(model, desk)
    admin.site.disable_action("delete_selected")
