"""/wp-comments-post.php: a reader's comment. What is refused comes back with its reason, and the text is kept."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden
from django.views.decorators.csrf import csrf_exempt

from wirepress.content.comments.actions.create import NewComment, check_new, create_comment
from wirepress.content.comments.models import Comment
from wirepress.content.comments.notices.queue import ask_for_answers, offers_answers
from wirepress.content.comments.openness import takes_comments
from wirepress.content.comments.spam_checks import CLOCK, TRAP, judge_form
from wirepress.content.comments.spam_service import judge_by_service
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
from wirepress.web.site import commenter, protection, visitor
from wirepress.web.site.headers import forbid_caching
from wirepress.web.site.present import comment_fields, frame, remarks
from wirepress.web.site.present.head import Head
from wirepress.web.site.views.redirect import redirect


@csrf_exempt  # pages are cached, so they carry no token; a form of another site is known by its Origin
def comments_post(request: HttpRequest) -> HttpResponse:
    """Takes the comment and leads back to it."""
    if request.method != "POST":
        return HttpResponse(status=405, content_type="text/plain;charset=UTF-8", headers={"Allow": "POST"})
    if is_foreign(visitor.lower_headers(request), get_settings().url):
        return HttpResponseForbidden("Comments are taken from this site's own pages only.", content_type="text/plain")
    actor = visitor.actor_of(request)
    post = _post(request, actor)
    try:
        new = _read(request, actor, post)
        approved = _judge(request, new, actor)
        with transaction.atomic():
            comment = create_comment(new, actor=actor, approved=approved)
            comment_fields.save(post, comment.pk, request.POST.dict())
        if request.POST.get("wirepress_answers"):
            ask_for_answers(comment)
    except ActionRefused as refusal:
        return _refused(request, post, refusal)
    response = forbid_caching(redirect(request, _target(request, comment), status=302))
    if not request.user.is_authenticated:
        _remember(request, response, comment)
    return response


def _judge(request: HttpRequest, new: NewComment, actor: Actor) -> str | None:
    """The status that spam checks give it; None: the site's rules decide. What would be refused anyway is shown to no service."""
    judged = judge_form(new, request.POST.get(TRAP, ""), request.POST.get(CLOCK, ""))
    if judged == "spam" or new.user_id:
        return judged
    check_new(new, actor)
    return judge_by_service(new, header_text(request.headers.get("Referer", ""))) or judged


def _remember(request: HttpRequest, response: HttpResponse, comment: Comment) -> None:
    """What the browser keeps of a reader who wants that; what it kept goes where they do not."""
    if not request.POST.get("wp-comment-cookies-consent"):
        commenter.forget(request, response)
        return
    who = commenter.Commenter(comment.author_name, comment.author_email, comment.author_url)
    waiting = (comment.pk, remarks.proof(comment)) if comment.approved == "0" else None
    commenter.remember(request, response, who, waiting)


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
    parent = absint(form.get("comment_parent", ""))
    if parent and not Comment.objects.filter(pk=parent, post_id=post.pk, approved="1").exists():
        raise ActionRefused(
            "comment_reply_to_unapproved_comment", "The comment that you answer is not there any more.", 403
        )
    new = NewComment(
        post,
        form.get("comment", "").replace("\r\n", "\n").replace("\x00", "").strip(),
        author_ip=visitor.address_of(request),
        agent=header_text(request.headers.get("User-Agent", "")),
        parent_id=parent,
    )
    user = request.user
    if user.is_authenticated:
        new.user_id, new.author_name, new.author_email = user.pk, user.display_name, user.email
        new.author_url = user.url
    elif store.get("comment_registration"):
        raise ActionRefused("not_logged_in", "Sign in to comment.", 403)
    else:
        _who(request, new)
    if not new.content:
        raise ActionRefused("require_valid_comment", "The comment is empty. Write something first.", 200)
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
    """Where the reader is led: to the comment on the page that they came from, or that the form names. One that waits is shown to whoever
    has its proof."""
    base = comment_link(comment).partition("#")[0]
    wanted = back_to(request.POST.get("redirect_to", ""), "").partition("#")[0]
    if wanted:
        parts = urlsplit(get_settings().url)
        base = f"{parts.scheme}://{parts.netloc}{wanted}"
    if comment.approved == "0":
        joint = "&" if "?" in base else "?"
        base = f"{base}{joint}unapproved={comment.pk}&moderation-hash={remarks.proof(comment)}"
    return f"{base}#comment-{comment.pk}"


def _refused(request: HttpRequest, post: Post, refusal: ActionRefused) -> HttpResponse:
    kept = {name: request.POST.get(name, "") for name in ("comment", "author", "email", "url", "comment_parent")}
    kept["answers"] = request.POST.get("wirepress_answers", "")
    kept["remember"] = request.POST.get("wp-comment-cookies-consent", "")
    form = {
        "parent": absint(kept["comment_parent"]),
        "needs_name": bool(store.get("require_name_email")),
        "members_only": refusal.code == "not_logged_in",
        "name": getattr(request.user, "display_name", "") if request.user.is_authenticated else "",
        "here": local(post_link(post)),
        "away": local(post_link(post)),
        "trap": TRAP,
        "clock": CLOCK,
        "answers_offered": offers_answers(),
        "fields": comment_fields.form_html(post, request.POST.dict()),
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
