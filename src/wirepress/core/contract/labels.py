"""Labels of post types and taxonomies under WordPress's names, made from the words for one thing and for many."""

from __future__ import annotations

from collections.abc import Mapping


def post_type_labels(
    one: str, many: str, *, tree: bool = False, template: bool = True, **own: str
) -> Mapping[str, str | None]:
    """Labels under WordPress's names; None where a type has none. `one` and `many` are written in the middle of a sentence."""
    One, Many = one[0].upper() + one[1:], many[0].upper() + many[1:]
    made: dict[str, str | None] = {
        "name": Many,
        "singular_name": One,
        "add_new": f"New {one}",
        "add_new_item": f"Add a {one}",
        "edit_item": f"Change {one}",
        "new_item": f"New {one}",
        "view_item": f"Look at {one}",
        "view_items": f"Look at {many}",
        "search_items": f"Find {many}",
        "not_found": f"There are no {many}.",
        "not_found_in_trash": f"No {many} in the trash.",
        "parent_item_colon": f"Above this {one}:" if tree else None,
        "all_items": f"All {many}",
        "archives": f"Archive of {many}",
        "attributes": f"Properties of the {one}",
        "insert_into_item": f"Put into the {one}",
        "uploaded_to_this_item": f"Files of this {one}",
        "featured_image": "Lead picture",
        "set_featured_image": "Choose the lead picture",
        "remove_featured_image": "Take the lead picture away",
        "use_featured_image": "Take as lead picture",
        "filter_items_list": f"Narrow the list of {many}",
        "filter_by_date": "By date",
        "items_list_navigation": f"Pages of the list of {many}",
        "items_list": f"List of {many}",
        "item_published": f"{One} is published.",
        "item_published_privately": f"{One} is published for the newsroom only.",
        "item_reverted_to_draft": f"{One} is a draft again.",
        "item_trashed": f"{One} is in the trash.",
        "item_scheduled": f"{One} is scheduled.",
        "item_updated": f"{One} is saved.",
        "item_link": f"Link to a {one}",
        "item_link_description": f"Leads to a {one}.",
        "menu_name": Many,
        "name_admin_bar": One,
    }
    if template:
        made["template_name"] = f"Single: {One}"
    return {**made, **own}


def taxonomy_labels(one: str, many: str, *, tree: bool = False, archives: bool = True) -> Mapping[str, str | None]:
    One, Many = one[0].upper() + one[1:], many[0].upper() + many[1:]

    def flat(text: str) -> str | None:
        return None if tree else text

    def deep(text: str) -> str | None:
        return text if tree else None

    made: dict[str, str | None] = {
        "name": Many,
        "singular_name": One,
        "search_items": f"Find {many}",
        "popular_items": flat(f"Most used {many}"),
        "all_items": f"All {many}",
        "parent_item": deep(f"Above this {one}"),
        "parent_item_colon": deep(f"Above this {one}:"),
        "name_field_description": "What readers see.",
        "slug_field_description": "The word in addresses.",
        "parent_field_description": deep(f"The {one} that holds this one."),
        "desc_field_description": "Themes may show it.",
        "edit_item": f"Change {one}",
        "view_item": f"Look at {one}",
        "update_item": f"Save {one}",
        "add_new_item": f"Add a {one}",
        "new_item_name": f"Name of the {one}",
        "separate_items_with_commas": flat(f"Put commas between {many}"),
        "add_or_remove_items": flat(f"Add {many} or take them away"),
        "choose_from_most_used": flat(f"Pick from the most used {many}"),
        "not_found": f"There are no {many}.",
        "no_terms": f"No {many}",
        "filter_by_item": deep(f"By {one}"),
        "items_list_navigation": f"Pages of the list of {many}",
        "items_list": f"List of {many}",
        "most_used": "Most used",
        "back_to_items": f"Back to the {many}",
        "item_link": f"Link to a {one}",
        "item_link_description": f"Leads to a {one}.",
        "menu_name": Many,
        "name_admin_bar": One,
    }
    if archives:
        made["archives"] = f"All {many}"
    made["template_name"] = f"Archive: {One}"
    return made
