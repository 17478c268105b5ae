"""Every method by its name, in the order in which clients are told of them; and those about the interface itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from wirepress.content.comments.pings.receive import listens
from wirepress.web.xmlrpc import (
    blogger,
    comments,
    files,
    metaweblog,
    options,
    pages,
    people,
    pingback,
    posts,
    terms,
    types_and_taxonomies,
)
from wirepress.web.xmlrpc.call import Call, SharedSignIn
from wirepress.web.xmlrpc.xml_codec import Fault

Method = Callable[[Call], Any]


def _add_numbers(call: Call) -> int:
    """demo.addTwoNumbers: two whole numbers and nothing else."""
    if [type(number) for number in call.args] != [int, int]:
        raise Fault(400, "The method takes two whole numbers.")
    total: int = sum(call.args)
    return total


_SITE: Final[Mapping[str, Method]] = {
    "wp.getUsersBlogs": people.get_user_blogs,
    "wp.newPost": posts.new_post,
    "wp.editPost": posts.edit_post,
    "wp.deletePost": posts.delete_post,
    "wp.getPost": posts.get_post,
    "wp.getPosts": posts.get_posts,
    "wp.newTerm": terms.new_term,
    "wp.editTerm": terms.edit_term,
    "wp.deleteTerm": terms.delete_taxonomy_term,
    "wp.getTerm": terms.get_term,
    "wp.getTerms": terms.get_terms,
    "wp.getTaxonomy": types_and_taxonomies.get_taxonomy,
    "wp.getTaxonomies": types_and_taxonomies.get_taxonomies,
    "wp.getUser": people.get_user,
    "wp.getUsers": people.get_users,
    "wp.getProfile": people.get_profile,
    "wp.editProfile": people.edit_profile,
    "wp.getPage": pages.get_page,
    "wp.getPages": pages.get_pages,
    "wp.newPage": pages.new_page,
    "wp.deletePage": pages.delete_page,
    "wp.editPage": pages.edit_page,
    "wp.getPageList": pages.get_page_list,
    "wp.getAuthors": people.get_authors,
    "wp.getCategories": terms.get_categories,
    "wp.getTags": terms.get_tags,
    "wp.newCategory": terms.new_category,
    "wp.deleteCategory": terms.delete_category,
    "wp.suggestCategories": terms.suggest_categories,
    "wp.uploadFile": files.upload_file,
    "wp.deleteFile": posts.delete_post,
    "wp.getCommentCount": comments.get_comment_count,
    "wp.getPostStatusList": types_and_taxonomies.get_post_statuses,
    "wp.getPageStatusList": types_and_taxonomies.get_page_statuses,
    "wp.getPageTemplates": types_and_taxonomies.get_page_templates,
    "wp.getOptions": options.get_options,
    "wp.setOptions": options.set_options,
    "wp.getComment": comments.get_comment,
    "wp.getComments": comments.get_comments,
    "wp.deleteComment": comments.delete_comment,
    "wp.editComment": comments.edit_comment,
    "wp.newComment": comments.new_comment,
    "wp.getCommentStatusList": comments.get_comment_statuses,
    "wp.getMediaItem": files.get_media_item,
    "wp.getMediaLibrary": files.get_media_library,
    "wp.getPostFormats": posts.get_post_formats,
    "wp.getPostType": types_and_taxonomies.get_type,
    "wp.getPostTypes": types_and_taxonomies.get_types,
    "wp.getRevisions": posts.get_revisions,
    "wp.restoreRevision": posts.restore_post_revision,
    "blogger.getUsersBlogs": people.get_blogger_blogs,
    "blogger.getUserInfo": people.get_user_info,
    "blogger.getPost": blogger.get_post,
    "blogger.getRecentPosts": blogger.get_recent_posts,
    "blogger.newPost": blogger.new_post,
    "blogger.editPost": blogger.edit_post,
    "blogger.deletePost": metaweblog.delete_post,
    "metaWeblog.newPost": metaweblog.new_post,
    "metaWeblog.editPost": metaweblog.edit_post,
    "metaWeblog.getPost": metaweblog.get_post,
    "metaWeblog.getRecentPosts": metaweblog.get_recent_posts,
    "metaWeblog.getCategories": terms.get_categories,
    "metaWeblog.newMediaObject": files.upload_file,
    "metaWeblog.deletePost": metaweblog.delete_post,
    "metaWeblog.getUsersBlogs": people.get_blogger_blogs,
    "mt.getCategoryList": terms.get_category_list,
    "mt.getRecentPostTitles": blogger.get_recent_titles,
    "mt.getPostCategories": blogger.get_post_categories,
    "mt.setPostCategories": blogger.set_categories,
    "mt.supportedMethods": lambda call: [name for name in _SITE if _is_offered(name)],
    "mt.supportedTextFilters": lambda call: [],
    "mt.getTrackbackPings": comments.get_trackbacks,
    "mt.publishPost": blogger.publish_post,
    pingback.NAME: pingback.ping,
    "pingback.extensions.getPingbacks": comments.get_pingbacks,
    "demo.sayHello": lambda call: "Hello!",
    "demo.addTwoNumbers": _add_numbers,
}
_CAPABILITIES: Final = {
    "xmlrpc": ("https://xmlrpc.com/spec.md", 1),
    "faults_interop": (
        "https://web.archive.org/web/20240416231938/https://xmlrpc-epi.sourceforge.net/specs/rfc.fault_codes.php",
        20010516,
    ),
    "system.multicall": (
        "https://web.archive.org/web/20060624230303/http://www.xmlrpc.com/discuss/msgReader$1208?mode=topic",
        1,
    ),
}
# Methods that never ask how many arguments there are (WordPress 7.1): those that lack are nothing.
_UNCOUNTED: Final = frozenset(
    "wp.getPage wp.getPages wp.newPage wp.deletePage wp.editPage wp.getPageList wp.getAuthors wp.getCategories wp.getTags wp.newCategory "
    "wp.deleteCategory wp.suggestCategories wp.getCommentCount wp.getPostStatusList wp.getPageStatusList wp.getPageTemplates wp.getOptions "
    "wp.setOptions wp.getComment wp.getComments wp.deleteComment wp.editComment wp.newComment wp.getCommentStatusList wp.getMediaItem "
    "wp.getMediaLibrary wp.getPostFormats blogger.getUserInfo blogger.getPost blogger.getRecentPosts blogger.newPost blogger.editPost "
    "blogger.deletePost metaWeblog.newPost metaWeblog.editPost metaWeblog.getPost metaWeblog.getRecentPosts metaWeblog.getCategories "
    "metaWeblog.deletePost mt.getCategoryList mt.getRecentPostTitles mt.getPostCategories mt.setPostCategories mt.publishPost".split()
)
_MOST_CALLS: Final = 100  # in one request


def _list_methods(call: Call) -> list[str]:
    return ["system.multicall", "system.listMethods", "system.getCapabilities", *reversed(_method_names())]


def _method_names() -> list[str]:
    names = [name for name in _SITE if not name.startswith("demo.") and _is_offered(name)]
    return [*names, "demo.sayHello", "demo.addTwoNumbers"]


def _is_offered(name: str) -> bool:
    return name != pingback.NAME or listens()


def _capabilities(call: Call) -> dict[str, Any]:
    return {name: {"specUrl": address, "specVersion": version} for name, (address, version) in _CAPABILITIES.items()}


def _multicall(call: Call) -> list[Any]:
    """system.multicall: each answer in a list of its own, or a fault."""
    calls = call.get(0)
    if not isinstance(calls, list):
        return []  # WordPress 7.1 behaviour
    if len(calls) > _MOST_CALLS:
        raise Fault(-32602, f"One request may contain at most {_MOST_CALLS} calls.")
    return [_call_one(given, call.visit) for given in calls]


def _call_one(given: Any, visit: SharedSignIn) -> Any:
    try:
        if not isinstance(given, dict) or not isinstance(given.get("methodName"), str):
            raise Fault(-32600, "A call needs a methodName and params.")
        name, args = given["methodName"], given.get("params")
        if name == "system.multicall":
            raise Fault(-32600, "system.multicall cannot be nested.")
        return [call_method(name, args if isinstance(args, list) else [args], visit)]
    except Fault as fault:
        return {"faultCode": fault.code, "faultString": fault.message}


_SYSTEM: Final[Mapping[str, Method]] = {
    "system.multicall": _multicall,
    "system.listMethods": _list_methods,
    "system.getCapabilities": _capabilities,
}


def call_method(name: str, args: list[Any], visit: SharedSignIn) -> Any:
    """Return the method's answer. Raises Fault."""
    method = _SITE.get(name) or _SYSTEM.get(name)
    if method is None or not _is_offered(name):
        raise Fault(-32601, f"There is no method called {name[:100]}.")
    # A single list holds the arguments themselves (WordPress 7.1 behaviour).
    own = args[0] if name in _SITE and len(args) == 1 and isinstance(args[0], list) else args
    return method(Call(own, visit, counted=name not in _UNCOUNTED))
