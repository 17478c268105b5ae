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
        "add_new": "Add",
        "add_new_item": f"Add {One}",
        "edit_item": f"Edit {One}",
        "new_item": f"New {One}",
        "view_item": f"View {One}",
        "view_items": f"View {Many}",
        "search_items": f"Search {Many}",
        "not_found": f"No {many} found.",
        "not_found_in_trash": f"No {many} found in Trash.",
        "parent_item_colon": f"Parent {One}:" if tree else None,
        "all_items": f"All {Many}",
        "archives": f"{One} Archives",
        "attributes": f"{One} Attributes",
        "insert_into_item": f"Insert into {one}",
        "uploaded_to_this_item": f"Uploaded to this {one}",
        "featured_image": "Featured image",
        "set_featured_image": "Set featured image",
        "remove_featured_image": "Remove featured image",
        "use_featured_image": "Use as featured image",
        "filter_items_list": f"Filter {many} list",
        "filter_by_date": "Filter by date",
        "items_list_navigation": f"{Many} list navigation",
        "items_list": f"{Many} list",
        "item_published": f"{One} published.",
        "item_published_privately": f"{One} published privately.",
        "item_reverted_to_draft": f"{One} reverted to draft.",
        "item_trashed": f"{One} trashed.",
        "item_scheduled": f"{One} scheduled.",
        "item_updated": f"{One} updated.",
        "item_link": f"{One} Link",
        "item_link_description": f"A link to a {one}.",
        "menu_name": Many,
        "name_admin_bar": One,
    }
    if template:
        made["template_name"] = f"Single item: {One}"
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
        "search_items": f"Search {Many}",
        "popular_items": flat(f"Popular {Many}"),
        "all_items": f"All {Many}",
        "parent_item": deep(f"Parent {One}"),
        "parent_item_colon": deep(f"Parent {One}:"),
        "name_field_description": "What readers see.",
        "slug_field_description": "The word in addresses.",
        "parent_field_description": deep(f"The {one} that holds this one."),
        "desc_field_description": "Themes may show it.",
        "edit_item": f"Edit {One}",
        "view_item": f"View {One}",
        "update_item": f"Update {One}",
        "add_new_item": f"Add {One}",
        "new_item_name": f"New {One} Name",
        "separate_items_with_commas": flat(f"Separate {many} with commas"),
        "add_or_remove_items": flat(f"Add or remove {many}"),
        "choose_from_most_used": flat(f"Choose from the most used {many}"),
        "not_found": f"No {many} found.",
        "no_terms": f"No {many}",
        "filter_by_item": deep(f"Filter by {one}"),
        "items_list_navigation": f"{Many} list navigation",
        "items_list": f"{Many} list",
        "most_used": "Most Used",
        "back_to_items": f"&larr; Go to {Many}",
        "item_link": f"{One} Link",
        "item_link_description": f"A link to a {one}.",
        "menu_name": Many,
        "name_admin_bar": One,
    }
    if archives:
        made["archives"] = f"All {Many}"
    made["template_name"] = f"{One} Archives"
    return made
