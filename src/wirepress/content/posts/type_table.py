"""The post types of WordPress 7.1, row by row, with labels in our own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wirepress.content.posts.types import PostType

_THEME_ONLY: Final = (
    "create_posts", "delete_posts", "delete_others_posts", "edit_posts", "edit_others_posts", "delete_private_posts",
    "delete_published_posts", "edit_private_posts", "edit_published_posts", "publish_posts", "read_private_posts",
)  # fmt: skip


def _theme(*slots: str) -> dict[str, str]:
    return dict.fromkeys(slots or _THEME_ONLY, "edit_theme_options")


def _labels(one: str, many: str, *, tree: bool = False, template: bool = True, **own: str) -> Mapping[str, str | None]:
    """Labels under WordPress's names; None where a type has none. `one` and `many` are written in the middle of a sentence."""
    One, Many = one[0].upper() + one[1:], many[0].upper() + many[1:]
    made: dict[str, str | None] = {
        "name": Many, "singular_name": One, "add_new": f"New {one}", "add_new_item": f"Add a {one}", "edit_item": f"Change {one}",
        "new_item": f"New {one}", "view_item": f"Look at {one}", "view_items": f"Look at {many}", "search_items": f"Find {many}",
        "not_found": f"There are no {many}.", "not_found_in_trash": f"No {many} in the trash.",
        "parent_item_colon": f"Above this {one}:" if tree else None, "all_items": f"All {many}", "archives": f"Archive of {many}",
        "attributes": f"Properties of the {one}", "insert_into_item": f"Put into the {one}", "uploaded_to_this_item": f"Files of this {one}",
        "featured_image": "Lead picture", "set_featured_image": "Choose the lead picture", "remove_featured_image": "Take the lead picture away",
        "use_featured_image": "Take as lead picture", "filter_items_list": f"Narrow the list of {many}", "filter_by_date": "By date",
        "items_list_navigation": f"Pages of the list of {many}", "items_list": f"List of {many}", "item_published": f"{One} is published.",
        "item_published_privately": f"{One} is published for the newsroom only.", "item_reverted_to_draft": f"{One} is a draft again.",
        "item_trashed": f"{One} is in the trash.", "item_scheduled": f"{One} is scheduled.", "item_updated": f"{One} is saved.",
        "item_link": f"Link to a {one}", "item_link_description": f"Leads to a {one}.", "menu_name": Many, "name_admin_bar": One,
    }  # fmt: skip
    if template:
        made["template_name"] = f"Single: {One}"
    return {**made, **own}


TYPES: Final[tuple[PostType, ...]] = (
    PostType(
        "post", "Posts", "Post", public=True, exclude_from_search=False, publicly_queryable=True, show_ui=True, show_in_nav_menus=True,
        icon="dashicons-admin-post", rest_base="posts", taxonomies=("category", "post_tag"), delete_with_user=True,
        supports=("title", "editor", "author", "thumbnail", "excerpt", "trackbacks", "custom-fields", "comments", "revisions",
                  "post-formats", "autosave"),
        labels=_labels("story", "stories", template=False, name="Posts", singular_name="Post"),
    ),
    PostType(
        "page", "Pages", "Page", public=True, hierarchical=True, exclude_from_search=False, show_ui=True, show_in_nav_menus=True,
        icon="dashicons-admin-page", rest_base="pages", capability_type=("page", "pages"), query_var="pagename", delete_with_user=True,
        supports=("title", "editor", "author", "thumbnail", "page-attributes", "custom-fields", "comments", "revisions", "autosave"),
        labels=_labels("page", "pages", tree=True, template=False),
    ),
    PostType(
        "attachment", "Media", "Media", public=True, exclude_from_search=False, publicly_queryable=True, show_ui=True,
        icon="dashicons-admin-media", rest_base="media", own_capabilities={"create_posts": "upload_files"}, delete_with_user=True,
        supports=("title", "author", "comments"), labels=_labels("file", "files", name="Media", singular_name="Media"),
    ),
    PostType("revision", "Revisions", "Revision", supports=("author",), delete_with_user=True, labels=_labels("revision", "revisions")),
    PostType(
        "nav_menu_item", "Navigation Menu Items", "Navigation Menu Item", rest_base="menu-items", taxonomies=("nav_menu",),
        capability_type=("nav_menu_item", "nav_menu_items"), supports=("title", "editor"), labels=_labels("menu entry", "menu entries"),
        own_capabilities={
            "edit_post": "edit_post", "read_post": "read_post", "delete_post": "delete_post",
            "edit_posts": "edit_theme_options", "edit_others_posts": "edit_theme_options", "delete_posts": "edit_theme_options",
            "publish_posts": "edit_theme_options", "read_private_posts": "edit_theme_options", "read": "read",
            "delete_private_posts": "edit_theme_options", "delete_published_posts": "edit_theme_options",
            "delete_others_posts": "edit_theme_options", "edit_private_posts": "edit_theme_options",
            "edit_published_posts": "edit_theme_options", "create_posts": "edit_theme_options",
        },
    ),
    PostType("custom_css", "Custom CSS", "Custom CSS", supports=("title", "revisions"), delete_with_user=False,
             capability_type=("custom_css", "custom_csss"), labels=_labels("style rule", "style rules"),
             own_capabilities={**_theme("edit_posts", "edit_others_posts", "delete_posts", "delete_published_posts", "delete_others_posts",
                                        "delete_private_posts", "edit_published_posts", "publish_posts", "create_posts"),
                               "delete_post": "edit_theme_options", "read": "read", "edit_post": "edit_css", "read_post": "read"}),
    PostType("customize_changeset", "Changesets", "Changeset", supports=("title", "author"),
             capability_type=("customize_changeset", "customize_changesets"), labels=_labels("changeset", "changesets"),
             own_capabilities={**dict.fromkeys(("create_posts", "delete_others_posts", "delete_post", "delete_posts", "delete_private_posts",
                                                "delete_published_posts", "edit_others_posts", "edit_post", "edit_posts", "edit_private_posts",
                                                "edit_published_posts", "publish_posts", "read_post", "read_private_posts"), "edit_theme_options"),
                               "read": "read"}),
    PostType("oembed_cache", "oEmbed Responses", "oEmbed Response", labels=_labels("embed answer", "embed answers")),
    PostType("user_request", "User Requests", "User Request", labels=_labels("user request", "user requests")),
    PostType(
        "wp_block", "Patterns", "Pattern", show_ui=True, rest_base="blocks", taxonomies=("wp_pattern_category",),
        capability_type=("block", "blocks"), labels=_labels("pattern", "patterns"),
        own_capabilities={
            "read": "edit_posts", "create_posts": "publish_posts", "edit_posts": "edit_posts", "edit_published_posts": "edit_published_posts",
            "delete_published_posts": "delete_published_posts", "delete_posts": "delete_posts",
            "edit_others_posts": "edit_others_posts", "delete_others_posts": "delete_others_posts",
        },
        supports=("title", "excerpt", "editor", "revisions", "custom-fields", "autosave"),
    ),
    PostType(
        "wp_template", "Templates", "Template", description="Page layouts of the theme.", show_ui=True, rest_base="templates",
        capability_type=("template", "templates"), own_capabilities=_theme(), labels=_labels("template", "templates"),
        supports=("title", "slug", "excerpt", "editor", "revisions", "author", "autosave"),
    ),
    PostType(
        "wp_template_part", "Template Parts", "Template Part", description="Parts that templates share.", show_ui=True,
        rest_base="template-parts", capability_type=("template_part", "template_parts"), own_capabilities=_theme(),
        labels=_labels("template part", "template parts"),
        supports=("title", "slug", "excerpt", "editor", "revisions", "author", "autosave"),
    ),
    PostType(
        "wp_global_styles", "Global Styles", "Global Style", description="Styles of the whole site.", rest_base="global-styles",
        labels=_labels("site style", "site styles"),
        own_capabilities={"read": "edit_posts", **_theme("create_posts", "edit_posts", "edit_published_posts", "delete_published_posts",
                                                          "edit_others_posts", "delete_others_posts")},
        supports=("title", "editor", "revisions", "autosave"),
    ),
    PostType(
        "wp_navigation", "Navigation Menus", "Navigation Menu", description="Menus that templates show.", show_ui=True, rest_base="navigation",
        own_capabilities=_theme(
            "edit_others_posts", "delete_posts", "publish_posts", "create_posts", "read_private_posts", "delete_private_posts",
            "delete_published_posts", "delete_others_posts", "edit_private_posts", "edit_published_posts", "edit_posts"),
        labels=_labels("menu", "menus"), supports=("title", "editor", "revisions", "autosave"),
    ),
    PostType(
        "wp_font_family", "Font Families", "Font Family", rest_base="font-families",
        own_capabilities={"read": "edit_theme_options", **_theme()}, map_meta_cap=True, supports=("title",),
        labels=_labels("font family", "font families"),
    ),
    PostType(
        "wp_font_face", "Font Faces", "Font Face", rest_base=r"font-families/(?P<font_family_id>[\d]+)/font-faces",
        own_capabilities={"read": "edit_theme_options", **_theme()},
        labels=_labels("font face", "font faces"),
    ),
)  # fmt: skip
