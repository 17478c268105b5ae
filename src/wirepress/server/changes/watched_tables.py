"""Every table of the core, and the names of its changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from wirepress.core.cache.watched import SILENT, Watched

_DOCUMENTS: Final = "{row}.type NOT IN ('revision', 'attachment')"
_UNSEEN: Final = "{row}.status IN ('draft', 'auto-draft', 'pending', 'trash')"  # no reader is ever shown one
_POST_SILENT: Final = ("to_ping", "pinged", "title_key")
_LOCKS: Final = "{row}.key NOT IN ('_edit_lock', '_edit_last', '_wirepress_save')"
_CATEGORY: Final = "{row}.taxonomy = 'category'"  # its slug may be a part of addresses
# Options that show in no document.
_INNER: Final = (
    "'wirepress_import_checkpoint', 'wirepress_demo', 'wirepress_documents', 'wirepress_page_templates',"
    " 'aioseo_wp_notices', 'seo_redirect_names'"
)

CONTENT: Final[Sequence[Watched]] = (
    Watched("jobs_queuedjob", SILENT),
    Watched("posts_post", "post", ignore=_POST_SILENT, only=f"NOT ({_UNSEEN}) AND {_DOCUMENTS}", documents="own shown"),
    Watched("posts_post", "post", ignore=_POST_SILENT, only="{row}.type = 'attachment'", documents="shown"),
    Watched(
        "posts_post", "post", ref="parent_id", ignore=_POST_SILENT, only="{row}.type = 'attachment'", documents="own"
    ),
    Watched(
        "posts_post", "post", ref="parent_id", ignore=_POST_SILENT, only="{row}.type = 'revision'", documents="own"
    ),
    Watched("posts_postmeta", "post", ref="post_id", only=_LOCKS, documents="own shown"),
    Watched("posts_posttotal", SILENT),
    Watched("posts_postbucket", SILENT),
    Watched("posts_listed", SILENT),
    *(
        Watched(f"posts_search{name}", SILENT)
        for name in ("state", "slot", "shelf", "word", "ending", "posting", "stale")
    ),
    Watched("media_mediafile", "post", ref="post_id", documents="shown"),
    Watched("terms_termpost", "post", ref="post_id", documents="own shown"),
    Watched("terms_term", "term", ignore=("count", "name_key"), documents="term"),
    Watched("terms_term", "term", columns=("slug", "parent_id"), only=_CATEGORY, documents="paths"),
    Watched("terms_term", "count", columns=("count",), documents="none"),
    Watched("terms_termmeta", "term", ref="term_id", documents="none"),
    Watched("users_user", "user", ignore=("password", "last_login", "name_key"), documents="author"),
    Watched("users_usermeta", "user", ref="user_id", documents="author"),
    Watched("users_applicationpassword", SILENT),
    Watched("comments_comment", "comment", ref="post_id", ignore=("author_ip", "agent", "karma"), documents="none"),
    Watched("comments_commentmeta", "comment", ref="comment_id", documents="none"),
    Watched("options_option", "option", ref="name", only=f"{{row}}.name NOT IN ({_INNER})", documents="all"),
    Watched("options_option", "option", ref="name", only=f"{{row}}.name IN ({_INNER})", documents="none"),
)
# Tables whose changes show in no answer: their names, and why.
HOUSEKEEPING: Final[Mapping[str, str]] = {
    "django_session": "who is signed in; an answer for which a session was read is kept for nobody",
    "django_admin_log": "what was done in the newsroom, shown there only",
    "django_content_type": "names of models, written by migrations",
    "django_migrations": "which migrations were applied",
    "auth_permission": "names of permissions, written by migrations",
    "auth_group": "groups of Django, which nothing here uses",
    "auth_group_permissions": "groups of Django, which nothing here uses",
    "importing_importrun": "imports and how far they are, shown in the newsroom only",
    "media_pictureformats": "smaller files beside pictures: pages offer them when they are made, and none is made anew for them",
    "newsroom_signintry": "failed sign-ins, counted",
}
