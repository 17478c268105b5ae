"""The editor's settings for one story, under the names that the editor reads."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.media.file_types import allowed_types
from wirepress.content.media.sizes import registered_sizes
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.content.themes import styles
from wirepress.content.users.avatars import avatar_url
from wirepress.content.users.models import User
from wirepress.settings import limits
from wirepress.web.admin.editor.bundle import Bundle

AUTOSAVE_SECONDS: Final = 60
_SIZE_NAMES: Final = {"thumbnail": "Thumbnail", "medium": "Medium", "large": "Large"}
_CATEGORIES: Final = (
    ("text", "Text"),
    ("media", "Media"),
    ("design", "Design"),
    ("widgets", "Widgets"),
    ("theme", "Theme"),
    ("embed", "Embeds"),
    ("reusable", "Patterns"),
)


def editor_settings(post: Post, user: User, bundle: Bundle, *, leftwards: bool) -> dict[str, Any]:
    """Return the settings with which the editor opens a story."""
    return {
        **_writing(post),
        **_pictures(user),
        **_design(bundle, leftwards=leftwards),
        "autosaveInterval": AUTOSAVE_SECONDS,
        "localAutosaveInterval": 0,  # copies on the device are kept by editor/src/safety
        "canUpdateBlockBindings": user.can("manage_options"),
        "enableOpenverseMediaCategory": False,  # asks a server of somebody else's
        "supportsTemplateMode": False,
        "__unstableIsBlockBasedTheme": True,
        "__experimentalDiscussionSettings": _discussion(),
    }


def _writing(post: Post) -> dict[str, Any]:
    return {
        "richEditingEnabled": True,
        "codeEditingEnabled": True,
        "titlePlaceholder": "Add title",
        "bodyPlaceholder": "Type / to choose a block",
        "allowedBlockTypes": True,
        "blockCategories": [{"slug": slug, "title": title, "icon": None} for slug, title in _CATEGORIES],
        "availableTemplates": [],
        "disablePostFormats": post.type != "post",
        "isPublishSidebarEnabled": True,
        "hasFixedToolbar": False,
        "__experimentalBlockPatterns": [],
        "__experimentalBlockPatternCategories": [],
    }


def _pictures(user: User) -> dict[str, Any]:
    sizes = registered_sizes()
    names = [name for name in _SIZE_NAMES if name in sizes]
    return {
        "allowedMimeTypes": dict(allowed_types(user)) if user.can("upload_files") else None,
        "maxUploadFileSize": limits.UPLOAD_MAX,
        "imageEditing": True,
        "imageSizes": [
            *({"slug": name, "name": _SIZE_NAMES[name]} for name in names),
            {"slug": "full", "name": "Full size"},
        ],
        "imageDimensions": {
            name: {"width": sizes[name][0], "height": sizes[name][1], "crop": sizes[name][2]} for name in names
        },
        "imageDefaultSize": str(store.get("image_default_size") or "large"),
    }


def _design(bundle: Bundle, *, leftwards: bool) -> dict[str, Any]:
    canvas = bundle.style("canvas", leftwards=leftwards)
    return {
        "alignWide": True,
        "supportsLayout": True,
        "disableCustomColors": False,
        "disableCustomFontSizes": False,
        "disableCustomGradients": False,
        "disableLayoutStyles": False,
        "enableCustomLineHeight": True,
        "enableCustomSpacing": True,
        "enableCustomUnits": True,
        "__experimentalFeatures": styles.theme_settings(),
        "styles": [],
        "defaultEditorStyles": [],
        "__unstableResolvedAssets": {
            "styles": f'<link rel="stylesheet" id="canvas-css" href="{canvas}">',
            "scripts": "",
        },
    }


def _discussion() -> dict[str, Any]:
    """Return what the blocks of comments and faces show."""
    return {
        "commentOrder": str(store.get("comment_order") or "asc"),
        "commentsPerPage": int(store.get("comments_per_page") or 50),
        "defaultCommentsPage": str(store.get("default_comments_page") or "newest"),
        "pageComments": bool(store.get("page_comments")),
        "threadComments": bool(store.get("thread_comments")),
        "threadCommentsDepth": int(store.get("thread_comments_depth") or 5),
        "defaultCommentStatus": str(store.get("default_comment_status") or "open"),
        "avatarURL": avatar_url("", 96),
    }
