"""WordPress's addresses of the newsroom, and the pages that stand for them here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from wirepress.content.posts import types as post_types
from wirepress.content.posts.models import Post
from wirepress.content.terms import taxonomies
from wirepress.content.terms.models import Term
from wirepress.core.php.numbers import read_digits
from wirepress.web.admin.current_user import current_user
from wirepress.web.admin.editor import page as editor
from wirepress.web.admin.menu import declared_pages, feature_pages
from wirepress.web.admin.plugin_places import TAXONOMY_PLACES, TYPE_PLACES
from wirepress.web.admin.wordpress_lists import comments_asked, media_asked, posts_asked, redirect_to_list, users_asked

View = Callable[[HttpRequest], HttpResponse]
_VIEW_PREFIXES: Final = {"post": "newsroom_story", "page": "newsroom_page", "attachment": "newsroom_mediaitem"}
_MEDIA: Final = _VIEW_PREFIXES["attachment"]
_TAXONOMIES: Final = {"category": "newsroom_category", "post_tag": "newsroom_tag"}


def _redirect_to(name: str, *args: object) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"admin:{name}", args=args or None))


def _number(request: HttpRequest, *names: str) -> int:
    for name in names:
        number = read_digits(request.GET.get(name, ""))
        if number is not None:
            return number
    raise Http404


def _view_prefix(request: HttpRequest) -> str:
    return _desk_of(request.GET.get("post_type") or "post")


def _desk_of(post_type: str) -> str:
    if post_type in post_types.added() and post_type in TYPE_PLACES:
        return TYPE_PLACES[post_type].name
    try:
        return _VIEW_PREFIXES[post_type]
    except KeyError:
        raise Http404 from None


def _desk_of_terms(taxonomy: str) -> str:
    if taxonomy in taxonomies.added() and taxonomy in TAXONOMY_PLACES:
        return TAXONOMY_PLACES[taxonomy].name
    try:
        return _TAXONOMIES[taxonomy]
    except KeyError:
        raise Http404 from None


def show_post(request: HttpRequest) -> HttpResponse:
    """Answer post.php?post=ID&action=edit: the block editor where it is installed and can edit the item, else the way to its form.
    Raises Http404."""
    row = Post.objects.filter(pk=_number(request, "post", "post_ID")).first()
    if row is None:
        raise Http404
    if row.status != "trash" and editor.has_editor(request, row.type):
        return editor.edit_post_page(request, row)
    return _redirect_to(f"{_desk_of(row.type)}_change", row.pk)


def redirect_list(request: HttpRequest) -> HttpResponse:
    """Redirect edit.php?post_type=TYPE with its filters to the list of items. Raises Http404."""
    desk = _view_prefix(request)
    return redirect_to_list(request, desk, media_asked(request) if desk == _MEDIA else posts_asked(request))


def redirect_media(request: HttpRequest) -> HttpResponse:
    """Redirect upload.php with its filters to the media library, and upload.php?item=ID to the form of the file."""
    number = read_digits(request.GET.get("item", ""))
    if number:
        return _redirect_to(f"{_MEDIA}_change", number)
    return redirect_to_list(request, _MEDIA, media_asked(request))


def redirect_file(request: HttpRequest) -> HttpResponse:
    """Redirect media.php?attachment_id=ID to the form of the file. Raises Http404."""
    return _redirect_to(f"{_MEDIA}_change", _number(request, "attachment_id"))


def redirect_revision(request: HttpRequest) -> HttpResponse:
    """Redirect revision.php?revision=ID, or from and to, to the comparison of the item's revisions. Raises Http404."""
    numbers = {name: read_digits(request.GET.get(name, "")) for name in ("to", "from")}
    numbers["to"] = numbers["to"] or _number(request, "revision", "from")
    row = Post.objects.filter(pk=numbers["to"] or 0, type="revision").first()
    post = Post.objects.filter(pk=row.parent_id).first() if row is not None else None
    if post is None:
        raise Http404
    query = urlencode({name: number for name, number in numbers.items() if number})
    return HttpResponseRedirect(f"{reverse(f'admin:{_desk_of(post.type)}_revisions', args=(post.pk,))}?{query}")


def redirect_users(request: HttpRequest) -> HttpResponse:
    """Redirect users.php with its filters to the list of users, and its question whether to delete one to ours."""
    number = read_digits(request.GET.get("user", ""))
    if request.GET.get("action") == "delete" and number:
        return _redirect_to("users_user_delete", number)
    return redirect_to_list(request, "users_user", users_asked(request))


def redirect_comments(request: HttpRequest) -> HttpResponse:
    """Redirect edit-comments.php with its filters to the list of comments."""
    return redirect_to_list(request, "comments_comment", comments_asked(request))


def redirect_page(request: HttpRequest) -> HttpResponse:
    """Redirect admin.php?page=NAME to a feature's page. Raises Http404."""
    found = _feature_page(request)
    if found is None:
        raise Http404
    return found


def _feature_page(request: HttpRequest) -> HttpResponse | None:
    """Return the way to the page that `page` names: by its own path, or by a name that a plugin of WordPress had for it."""
    name = request.GET.get("page", "").strip("/")
    for page in declared_pages() if name else ():
        if name == page.path.strip("/") or name in page.page_names:
            rest = request.GET.copy()
            del rest["page"]
            query = rest.urlencode()
            return HttpResponseRedirect(
                f"{reverse('admin:index')}{page.path.strip('/')}/" + (f"?{query}" if query else "")
            )
    return None


def _or_feature_page(view: View) -> View:
    """WordPress's plugins have pages below every menu: edit.php?page=NAME, tools.php?page=NAME ..."""

    def inner(request: HttpRequest) -> HttpResponse:
        return _feature_page(request) or view(request)

    return inner


def _is_page_visit(request: HttpRequest) -> bool:
    """Return whether a person comes to see a page: a browser that fetches a picture or looks ahead makes no new story."""
    wanted = request.headers.get("Sec-Fetch-Dest", "document")
    return request.method == "GET" and wanted == "document" and "Sec-Purpose" not in request.headers


def show_new_post(request: HttpRequest) -> HttpResponse:
    """Answer post-new.php?post_type=TYPE: the block editor where it is installed, else the way to the form of a new item. Raises Http404."""
    post_type = request.GET.get("post_type") or "post"
    if _is_page_visit(request) and post_types.get(post_type) is not None and editor.has_editor(request, post_type):
        return editor.new_post_page(request, post_type)
    return _redirect_to(f"{_view_prefix(request)}_add")


def redirect_terms(request: HttpRequest) -> HttpResponse:
    """Redirect edit-tags.php?taxonomy=NAME to the list of terms, and with a term's number to its form. Raises Http404."""
    if request.GET.get("action") == "edit" and "tag_ID" in request.GET:
        return redirect_term(request)
    return redirect_to_list(request, _desk_of_terms(request.GET.get("taxonomy") or "post_tag"), {})


def redirect_term(request: HttpRequest) -> HttpResponse:
    """Redirect term.php?tag_ID=ID to the form of the term. Raises Http404."""
    row = Term.objects.filter(pk=_number(request, "tag_ID")).first()
    if row is None:
        raise Http404
    return _redirect_to(f"{_desk_of_terms(row.taxonomy)}_change", row.pk)


_COMMENT_ACTIONS: Final = {
    "approve": "approve",
    "approvecomment": "approve",
    "unapprovecomment": "hold",
    "spam": "spam",
    "spamcomment": "spam",
    "trash": "trash",
    "trashcomment": "trash",
    "delete": "trash",
}


def redirect_comment(request: HttpRequest) -> HttpResponse:
    """Redirect comment.php?action=editcomment&c=ID to the form of the comment, and the actions that mails name to the question whether to do
    it. Raises Http404."""
    wanted = _COMMENT_ACTIONS.get(request.GET.get("action", ""))
    if wanted is not None:
        return _redirect_to("comments_comment_set", _number(request, "c"), wanted)
    return _redirect_to("comments_comment_change", _number(request, "c"))


def redirect_user(request: HttpRequest) -> HttpResponse:
    """Redirect user-edit.php?user_id=ID to the form of the user. Raises Http404."""
    return _redirect_to("users_user_change", _number(request, "user_id"))


def redirect_profile(request: HttpRequest) -> HttpResponse:
    """Redirect profile.php to the signed-in user's own form."""
    return _redirect_to("users_user_change", current_user(request).pk)


def _redirecting_view(name: str, *args: object) -> View:
    return lambda request: _redirect_to(name, *args)


def _redirecting_to_page(*paths: str) -> View:
    """Return a view that leads to the first of these pages that the user may open."""

    def inner(request: HttpRequest) -> HttpResponse:
        allowed = {page.path for page in feature_pages(request)}
        path = next((path for path in paths if path in allowed), "")
        if not path:
            raise PermissionDenied
        return HttpResponseRedirect(f"{reverse('admin:index')}{path}/")

    return inner


def show_export(request: HttpRequest) -> HttpResponse:
    """Answer export.php?download=true&content=... with the file, as WordPress does; else lead to the page of exports.

    There is no nonce, as WordPress has none: nothing is changed, and another site's page cannot read what it makes a browser fetch.
    """
    page = next((page for page in feature_pages(request) if page.path == "export"), None)
    if page is None:
        raise PermissionDenied
    return page.view(request) if "download" in request.GET else HttpResponseRedirect(f"{reverse('admin:index')}export/")


_VIEWS: Final[Mapping[str, View]] = {
    "index.php": _redirecting_view("index"),
    "admin.php": redirect_page,
    "post.php": show_post,
    "edit.php": redirect_list,
    "post-new.php": show_new_post,
    "upload.php": redirect_media,
    "media.php": redirect_file,
    "media-new.php": _redirecting_view("newsroom_mediaitem_add"),
    "edit-comments.php": redirect_comments,
    "comment.php": redirect_comment,
    "revision.php": redirect_revision,
    "edit-tags.php": redirect_terms,
    "term.php": redirect_term,
    "users.php": redirect_users,
    "user-new.php": _redirecting_view("users_user_add"),
    "user-edit.php": redirect_user,
    "profile.php": redirect_profile,
    "plugins.php": _redirecting_view("features"),
    "tools.php": _redirecting_to_page("import", "export", "backups"),
    "import.php": _redirecting_to_page("import"),
    "export.php": show_export,
    "options.php": _redirecting_view("settings"),
    "options-general.php": _redirecting_view("settings"),
    "options-writing.php": _redirecting_view("settings_group", "writing"),
    "options-reading.php": _redirecting_view("settings_group", "reading"),
    "options-discussion.php": _redirecting_view("settings_group", "discussion"),
    "options-media.php": _redirecting_view("settings_group", "media"),
    "options-permalink.php": _redirecting_view("settings_group", "permalinks"),
}
ALIASES: Final[Mapping[str, View]] = {name: _or_feature_page(view) for name, view in _VIEWS.items()}
