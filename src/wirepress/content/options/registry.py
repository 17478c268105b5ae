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
    F("admin_email", "string", "", "Address of the administrator", rest_name="email", schema={"format": "email"}),
    F("timezone_string", "string", "UTC", "Time zone: a city of the same time", rest_name="timezone"),
    F("date_format", "string", "F j, Y", "How dates are written on the site", rest_name="date_format"),
    F("time_format", "string", "g:i a", "How times are written on the site", rest_name="time_format"),
    F("start_of_week", "integer", 1, "First day of the week, 0 is Sunday", rest_name="start_of_week"),
    F("WPLANG", "string", "", "Language of the site", rest_name="language"),
    F("use_smilies", "boolean", True, "Turn :-) into pictures", group="writing", rest_name="use_smilies"),
    F(
        "default_category",
        "integer",
        1,
        "Category of a post that has none",
        group="writing",
        rest_name="default_category",
    ),
    F("default_post_format", "string", "0", "Format of a new post", group="writing", rest_name="default_post_format"),
    F("posts_per_page", "integer", 10, "Stories on a page of the site", group="reading", rest_name="posts_per_page"),
    F(
        "show_on_front",
        "string",
        "posts",
        "Front page shows",
        group="reading",
        rest_name="show_on_front",
        choices=(("posts", "Latest stories"), ("page", "A page")),
    ),
    F("page_on_front", "integer", 0, "Page shown at the front", group="reading", rest_name="page_on_front"),
    F("page_for_posts", "integer", 0, "Page that lists the stories", group="reading", rest_name="page_for_posts"),
    F(
        "default_ping_status",
        "string",
        "open",
        "Pings of a new post",
        group="discussion",
        rest_name="default_ping_status",
        choices=_OPEN_CLOSED,
    ),
    F(
        "default_comment_status",
        "string",
        "open",
        "Comments of a new post",
        group="discussion",
        rest_name="default_comment_status",
        choices=_OPEN_CLOSED,
    ),
    F("site_logo", "integer", 0, "Media id of the logo", rest_name="site_logo"),
    F("site_icon", "integer", 0, "Media id of the icon", rest_name="site_icon"),
    # Not in REST.
    F("gmt_offset", "number", 0, "Hours from GMT when no time zone is set"),
    F("permalink_structure", "string", "", "Pattern of addresses; empty: ?p=ID", group="permalinks"),
    F("category_base", "string", "", "Word before a category's slug; empty: category", group="permalinks"),
    F("tag_base", "string", "", "Word before a tag's slug; empty: tag", group="permalinks"),
    F("blog_public", "integer", 1, "Search engines may index the site", group="reading"),
    F("posts_per_rss", "integer", 10, "Stories in a feed", group="reading"),
    F("rss_use_excerpt", "boolean", False, "Feeds show excerpts only", group="reading"),
    F("wirepress_feed_pictures", "boolean", True, "Feeds carry the stories' lead pictures", group="reading"),
    F("users_can_register", "boolean", False, "Anybody may register"),
    F("default_role", "string", "subscriber", "Role of a new user"),
    F("comment_registration", "boolean", False, "Only registered users may comment", group="discussion"),
    F("require_name_email", "boolean", True, "A comment needs a name and an address", group="discussion"),
    F("comment_moderation", "boolean", False, "Every comment waits for approval", group="discussion"),
    F("comment_previously_approved", "boolean", True, "Known commenters need no approval", group="discussion"),
    F("comment_max_links", "integer", 2, "More links than this make a comment wait", group="discussion"),
    F("moderation_keys", "string", "", "Words that make a comment wait, one a line", group="discussion"),
    F("disallowed_keys", "string", "", "Words that send a comment to the trash, one a line", group="discussion"),
    F("close_comments_for_old_posts", "boolean", False, "Close comments of old stories", group="discussion"),
    F("close_comments_days_old", "integer", 14, "Days after which comments close", group="discussion"),
    F("thread_comments", "boolean", True, "Answers are shown below a comment", group="discussion"),
    F("thread_comments_depth", "integer", 5, "How deep answers go", group="discussion"),
    F(
        "comment_order",
        "string",
        "asc",
        "Order of comments",
        group="discussion",
        choices=(("asc", "Oldest first"), ("desc", "Newest first")),
    ),
    F("comments_per_page", "integer", 50, "Comments on a page", group="discussion"),
    F("page_comments", "boolean", False, "Split comments into pages", group="discussion"),
    F("show_avatars", "boolean", True, "Show pictures of commenters", group="discussion"),
    F("avatar_default", "string", "mystery", "Picture of a commenter who has none", group="discussion"),
    F("avatar_rating", "string", "G", "Strongest rating of pictures shown", group="discussion"),
    F("thumbnail_size_w", "integer", 150, "Thumbnail width, pixels", group="media"),
    F("thumbnail_size_h", "integer", 150, "Thumbnail height, pixels", group="media"),
    F("thumbnail_crop", "boolean", True, "Crop thumbnails to the exact size", group="media"),
    F("medium_size_w", "integer", 300, "Medium width, pixels", group="media"),
    F("medium_size_h", "integer", 300, "Medium height, pixels", group="media"),
    F("medium_large_size_w", "integer", 768, "Medium large width, pixels", group="media"),
    F("medium_large_size_h", "integer", 0, "Medium large height, pixels", group="media"),
    F("large_size_w", "integer", 1024, "Large width, pixels", group="media"),
    F("large_size_h", "integer", 1024, "Large height, pixels", group="media"),
    F("uploads_use_yearmonth_folders", "boolean", True, "Sort uploads into folders of years and months", group="media"),
    F("stylesheet", "string", "twentytwentyfive", "Theme"),
    F("template", "string", "twentytwentyfive", "Parent theme"),
)

BY_NAME: Final[dict[str, F]] = {field.option: field for field in CORE}


def convert_foreign(field: F | None, value: Any) -> Any:
    """What is stored for a value that came from elsewhere, where nearly everything is text: the option's type. What is not one plain
    value, or of no known option, stays as it is."""
    return value if field is None or value is None or isinstance(value, dict | list) else cast_stored(field, value)


def cast_stored(field: F, value: Any) -> Any:
    """A stored value in the option's type; WordPress stores nearly everything as text."""
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
