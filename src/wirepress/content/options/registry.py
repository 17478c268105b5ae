"""Every option of the core with its type and default. Features add theirs through the `settings` hook."""

from __future__ import annotations

import math
from typing import Any, Final

from wirepress.core.hooks import SettingField as F

_OPEN_CLOSED: Final = (("open", "Open"), ("closed", "Closed"))

# In the order of /wp/v2/settings for those that have a REST name.
CORE: Final[tuple[F, ...]] = (
    F("blogname", "string", "Wirepress", "Site title", rest_name="title"),
    F("blogdescription", "string", "", "Tagline", rest_name="description"),
    F("siteurl", "string", "", "Site address", rest_name="url", schema={"format": "uri"}),
    F("admin_email", "string", "", "Email address of the administrator", rest_name="email", schema={"format": "email"}),
    F("timezone_string", "string", "UTC", "Time zone (choose a city in it)", rest_name="timezone"),
    F("date_format", "string", "F j, Y", "Date format", rest_name="date_format"),
    F("time_format", "string", "g:i a", "Time format", rest_name="time_format"),
    F("start_of_week", "integer", 1, "First day of the week (0 is Sunday)", rest_name="start_of_week"),
    F("WPLANG", "string", "", "Language of the site", rest_name="language"),
    F(
        "use_smilies",
        "boolean",
        True,
        "Show emoticons such as :-) as graphics",
        group="writing",
        rest_name="use_smilies",
    ),
    F(
        "default_category",
        "integer",
        1,
        "Default category for posts",
        group="writing",
        rest_name="default_category",
    ),
    F("default_post_format", "string", "0", "Default post format", group="writing", rest_name="default_post_format"),
    F("posts_per_page", "integer", 10, "Stories per page", group="reading", rest_name="posts_per_page"),
    F(
        "show_on_front",
        "string",
        "posts",
        "Front page shows",
        group="reading",
        rest_name="show_on_front",
        choices=(("posts", "Latest stories"), ("page", "A page of your choice")),
    ),
    F("page_on_front", "integer", 0, "Front page", group="reading", rest_name="page_on_front"),
    F("page_for_posts", "integer", 0, "Page for the list of stories", group="reading", rest_name="page_for_posts"),
    F(
        "default_ping_status",
        "string",
        "open",
        "Allow link notifications from other sites (pingbacks and trackbacks) on new posts",
        group="discussion",
        rest_name="default_ping_status",
        choices=_OPEN_CLOSED,
    ),
    F(
        "default_comment_status",
        "string",
        "open",
        "Allow comments on new posts",
        group="discussion",
        rest_name="default_comment_status",
        choices=_OPEN_CLOSED,
    ),
    F("site_logo", "integer", 0, "Logo (media ID)", rest_name="site_logo"),
    F("site_icon", "integer", 0, "Site icon (media ID)", rest_name="site_icon"),
    # Not in REST.
    F("gmt_offset", "number", 0, "Offset from GMT in hours, if no time zone is set"),
    F("permalink_structure", "string", "", "Permalink structure (leave empty for ?p=ID)", group="permalinks"),
    F("category_base", "string", "", "Category base (leave empty for “category”)", group="permalinks"),
    F("tag_base", "string", "", "Tag base (leave empty for “tag”)", group="permalinks"),
    F("blog_public", "integer", 1, "Let search engines index this site", group="reading"),
    F("posts_per_rss", "integer", 10, "Stories per feed", group="reading"),
    F("rss_use_excerpt", "boolean", False, "Show only excerpts in feeds", group="reading"),
    F("wirepress_feed_pictures", "boolean", True, "Include lead pictures in feeds", group="reading"),
    F(
        "wirepress_accent",
        "string",
        "",
        "Accent colour, such as #b3261e (empty for the built-in red)",
        group="appearance",
        schema={"pattern": "^(#[0-9a-fA-F]{6})?$"},
    ),
    F(
        "wirepress_fonts",
        "string",
        "serif",
        "Letters",
        group="appearance",
        choices=(
            ("serif", "Newspaper: Source Serif"),
            ("sans", "Wire service: sans serif"),
            ("system", "The reader's own"),
        ),
    ),
    F(
        "wirepress_width",
        "string",
        "wide",
        "Width of pages",
        group="appearance",
        choices=(("wide", "Wide"), ("medium", "Medium"), ("narrow", "Narrow")),
    ),
    F(
        "wirepress_colours",
        "string",
        "auto",
        "Light and dark",
        group="appearance",
        choices=(
            ("auto", "As the reader's system says"),
            ("light", "Light until a reader chooses"),
            ("dark", "Dark until a reader chooses"),
        ),
    ),
    F(
        "wirepress_opinion_sections",
        "string",
        "",
        "Sections of opinion: IDs of categories, separated by commas",
        group="appearance",
        schema={"pattern": "^[0-9, ]*$"},
    ),
    F(
        "wirepress_widgets",
        "boolean",
        False,
        "Show the widgets that an import brought: of sidebars beside stories, of the footer at the end of pages",
        group="appearance",
    ),
    F(
        "wirepress_offline",
        "boolean",
        False,
        "Let readers open what they have read when they are offline",
        group="appearance",
    ),
    F("users_can_register", "boolean", False, "Let visitors create an account"),
    F("default_role", "string", "subscriber", "Default role for new users"),
    F("comment_registration", "boolean", False, "Only registered users can comment", group="discussion"),
    F("require_name_email", "boolean", True, "Commenters must give a name and an email address", group="discussion"),
    F("comment_moderation", "boolean", False, "Hold every comment for approval", group="discussion"),
    F(
        "comment_previously_approved",
        "boolean",
        True,
        "Approve comments by previously approved commenters automatically",
        group="discussion",
    ),
    F("comment_max_links", "integer", 2, "Hold a comment that has more links than this", group="discussion"),
    F("moderation_keys", "string", "", "Hold comments that contain any of these, one per line", group="discussion"),
    F(
        "disallowed_keys",
        "string",
        "",
        "Trash comments that contain any of these, one per line",
        group="discussion",
    ),
    F(
        "moderation_notify",
        "boolean",
        True,
        "Mail whoever moderates when a comment waits for approval",
        group="discussion",
    ),
    F("comments_notify", "boolean", True, "Mail the author of a story when it is commented on", group="discussion"),
    F("wp_notes_notify", "boolean", True, "Mail the author of a story about notes on it", group="discussion"),
    F(
        "wirepress_answer_notices",
        "boolean",
        True,
        "Let readers ask for a mail when their comment is answered",
        group="discussion",
    ),
    F(
        "wirepress_receive_pings",
        "boolean",
        False,
        "Take notices of links from other sites (pingbacks and trackbacks); each is held for approval",
        group="discussion",
    ),
    F("close_comments_for_old_posts", "boolean", False, "Close comments on older stories", group="discussion"),
    F("close_comments_days_old", "integer", 14, "Close comments after this many days", group="discussion"),
    F("thread_comments", "boolean", True, "Show replies below the comment they answer", group="discussion"),
    F("thread_comments_depth", "integer", 5, "Levels of replies", group="discussion"),
    F(
        "comment_order",
        "string",
        "asc",
        "Comment order",
        group="discussion",
        choices=(("asc", "Oldest first"), ("desc", "Newest first")),
    ),
    F("comments_per_page", "integer", 50, "Comments per page", group="discussion"),
    F("page_comments", "boolean", False, "Split long discussions into pages", group="discussion"),
    F("show_avatars", "boolean", True, "Show pictures of commenters (avatars)", group="discussion"),
    F("avatar_default", "string", "mystery", "Default avatar", group="discussion"),
    F("avatar_rating", "string", "G", "Highest avatar rating to show", group="discussion"),
    F("thumbnail_size_w", "integer", 150, "Thumbnail width (pixels)", group="media"),
    F("thumbnail_size_h", "integer", 150, "Thumbnail height (pixels)", group="media"),
    F("thumbnail_crop", "boolean", True, "Crop thumbnails to exactly this size", group="media"),
    F("medium_size_w", "integer", 300, "Medium width (pixels)", group="media"),
    F("medium_size_h", "integer", 300, "Medium height (pixels)", group="media"),
    F("medium_large_size_w", "integer", 768, "Medium large width (pixels)", group="media"),
    F("medium_large_size_h", "integer", 0, "Medium large height (pixels)", group="media"),
    F("large_size_w", "integer", 1024, "Large width (pixels)", group="media"),
    F("large_size_h", "integer", 1024, "Large height (pixels)", group="media"),
    F("uploads_use_yearmonth_folders", "boolean", True, "Sort uploads into year and month folders", group="media"),
    F("stylesheet", "string", "twentytwentyfive", "Theme"),
    F("template", "string", "twentytwentyfive", "Parent theme"),
)

BY_NAME: Final[dict[str, F]] = {field.option: field for field in CORE}


def convert_foreign(field: F | None, value: Any) -> Any:
    """Return what is stored for a value that came from elsewhere, where nearly everything is text: the option's type. What is not one plain
    value, or of no known option, stays as it is."""
    return value if field is None or value is None or isinstance(value, dict | list) else cast_stored(field, value)


def cast_stored(field: F, value: Any) -> Any:
    """Return a stored value in the option's type; WordPress stores nearly everything as text."""
    if value is None:
        return field.default
    if field.type == "boolean":
        return value not in (False, 0, "", "0", "false", "no", None)
    if field.type == "integer":
        try:
            return int(float(value))
        except (TypeError, ValueError, OverflowError):
            return 0
    if field.type == "number":
        try:
            number = float(value)
        except (TypeError, ValueError):
            return 0
        if not math.isfinite(number):
            return 0
        return int(number) if number.is_integer() else number
    if field.type == "string":
        return "" if value is False else str(value)
    return value
