"""/wp-comments-post.php: a reader's comment. What is refused comes back with its reason, and the text is kept."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from wirepress.content.comments.actions.create import NewComment, create_comment
from wirepress.content.comments.models import Comment
from wirepress.content.comments.openness import takes_comments
from wirepress.content.errors import ActionRefused
from wirepress.content.options import store
from wirepress.content.options.links import local
from wirepress.content.options.return_address import back_to
from wirepress.content.posts import access
from wirepress.content.posts.addresses.permalinks import comment_link, post_link
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.core.http.header_text import header_text
from wirepress.core.http.origin import is_foreign
from wirepress.core.markup.fields.text_fields import sanitize_text_field
from wirepress.core.php.numbers import absint
from wirepress.core.rest.routes import Actor
from wirepress.settings.settings import get_settings
from wirepress.web.site import protection, visitor
from wirepress.web.site.present import frame, remarks
from wirepress.web.site.present.head import Head


@csrf_exempt  # pages are cached, so they carry no token; a form of another site is known by its Origin
@require_POST
def comments_post(request: HttpRequest) -> HttpResponse:
    """Takes the comment and leads back to it."""
    if is_foreign(visitor.lower_headers(request), get_settings().url):
        return HttpResponseForbidden("Comments are taken from this site's own pages only.", content_type="text/plain")
    actor = visitor.actor_of(request)
    post = _post(request, actor)
    try:
        new = _read(request, actor, post)
        comment = create_comment(new, actor=actor)
    except ActionRefused as refusal:
        return _refused(request, post, refusal)
    return HttpResponseRedirect(_target(request, comment), status=302)


def _post(request: HttpRequest, actor: Actor) -> Post:
    post = queries.load_post(absint(request.POST.get("comment_post_ID", "")))
    if post is None or not access.may_read(actor, post) or not protection.is_given(request, post):
        raise Http404
    return post


def _read(request: HttpRequest, actor: Actor, post: Post) -> NewComment:
    """The form as a comment. Raises Refused."""
    form = request.POST
    if not takes_comments(post):
        raise ActionRefused("comment_closed", "Comments on this story are closed.", 403)
    text = form.get("comment", "").replace("\r\n", "\n").replace("\x00", "").strip()
    if not text:
        raise ActionRefused("require_valid_comment", "The comment is empty. Write something first.", 200)
    parent = absint(form.get("comment_parent", ""))
    if parent and not Comment.objects.filter(pk=parent, post_id=post.pk, approved="1").exists():
        raise ActionRefused(
            "comment_reply_to_unapproved_comment", "The comment that you answer is not there any more.", 403
        )
    new = NewComment(
        post,
        text,
        author_ip=visitor.address_of(request),
        agent=header_text(request.headers.get("User-Agent", "")),
        parent_id=parent,
    )
    user = request.user
    if user.is_authenticated:
        new.user_id, new.author_name, new.author_email = user.pk, user.display_name, user.email
        new.author_url = user.url
        return new
    if store.get("comment_registration"):
        raise ActionRefused("not_logged_in", "Sign in to comment.", 403)
    _who(request, new)
    return new


def _who(request: HttpRequest, new: NewComment) -> None:
    """Name and addresses of a reader who is not signed in. Raises Refused."""
    form = request.POST
    new.author_name = sanitize_text_field(form.get("author", ""))
    new.author_email = form.get("email", "").strip()
    url = form.get("url", "").strip()
    new.author_url = url if url.startswith(("https://", "http://")) else f"https://{url}" if url else ""
    if store.get("require_name_email") and (not new.author_name or not new.author_email):
        raise ActionRefused(
            "require_name_email", "Give your name and your mail address; the address is not shown.", 200
        )
    if new.author_email:
        try:
            validate_email(new.author_email)
        except ValidationError:
            raise ActionRefused("require_valid_email", "The mail address is not a valid one.", 200) from None


def _target(request: HttpRequest, comment: Comment) -> str:
    if comment.approved == "1":
        wanted = request.POST.get("redirect_to", "")
        if wanted:
            return back_to(wanted, "/").partition("#")[0] + f"#comment-{comment.pk}"
        return local(comment_link(comment))
    base = local(comment_link(comment)).partition("#")[0]
    joint = "&" if "?" in base else "?"
    if comment.approved != "0":
        return base
    return f"{base}{joint}unapproved={comment.pk}&moderation-hash={remarks.proof(comment)}#comment-{comment.pk}"


def _refused(request: HttpRequest, post: Post, refusal: ActionRefused) -> HttpResponse:
    kept = {name: request.POST.get(name, "") for name in ("comment", "author", "email", "url", "comment_parent")}
    form = {
        "parent": absint(kept["comment_parent"]),
        "needs_name": bool(store.get("require_name_email")),
        "members_only": refusal.code == "not_logged_in",
        "name": getattr(request.user, "display_name", "") if request.user.is_authenticated else "",
        "here": local(post_link(post)),
    }
    head = Head("Your comment was not taken", noindex=True)
    # A page that WordPress answers with 200 for a form that lacks something says so by its status here.
    status = 400 if refusal.status == 200 else refusal.status
    more: dict[str, Any] = {
        "reason": " ".join(refusal.messages),
        "kept": kept,
        "form": form,
        "post_id": post.pk,
        "story_url": local(post_link(post)),
    }
    return frame.show(request, "site/comment_refused.html", head, "refused", status=status, **more)
