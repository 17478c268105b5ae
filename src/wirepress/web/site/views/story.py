"""The page of a story, a page, or any other item that has one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from wirepress.content.comments.notices.queue import offers_answers
from wirepress.content.comments.openness import takes_comments, takes_pings
from wirepress.content.comments.spam_checks import CLOCK, TRAP
from wirepress.content.media.models import MediaFile
from wirepress.content.options import site, store
from wirepress.content.options.features import extensions
from wirepress.content.options.links import local
from wirepress.content.posts import access
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.addresses.resolve import Target
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.content.posts.rendering import render
from wirepress.content.posts.statuses import effective_status
from wirepress.content.posts.types import known
from wirepress.core.php.numbers import absint
from wirepress.web.site import commenter, previews, protection, visitor
from wirepress.web.site.headers import forbid_caching
from wirepress.web.site.present import comment_fields, frame, page_facts, pictures, remarks, sections, story, words
from wirepress.web.site.present.head import FeedLink, Head, describe, site_name
from wirepress.web.site.present.looks.widgets import read_widgets
from wirepress.web.site.present.pictures import Picture
from wirepress.web.site.present.remarks import Remark
from wirepress.web.site.present.story import Story
from wirepress.web.site.story_html.styles import StyleSheet


def show(request: HttpRequest, target: Target) -> HttpResponse:
    """The story's page. Raises Http404 for what the reader may not see."""
    post = queries.load_post(target.post.pk) if target.post is not None else None
    actor = visitor.actor_of(request)
    if post is None or not known(post.type).viewable or post.status in ("trash", "auto-draft"):
        raise Http404
    if not access.may_read(actor, post) or (post.type == "page" and _is_list_page(post)):
        raise Http404
    if post.type == "attachment":
        return _file(post)
    unsaved = previews.show_unsaved(request, post, actor)
    given = protection.is_given(request, post)
    ctx = visitor.context_of(request, main_loop=True)
    render.preload_for_rendering([post], ctx)
    line, sheet = sections.read(), StyleSheet()
    shown = story.read(request, post, ctx, line, sheet, part=target.part, given=given)
    talk = [] if shown.protected or not known(post.type).can("comments") else remarks.tree(request, post, sheet)
    head = _head(post, shown)
    head.noindex = effective_status(post) != "publish" or "replytocom" in request.GET or remarks.ORDER in request.GET
    response = frame.show(
        request,
        "site/story.html",
        head,
        "page" if post.type == "page" else "story",
        line=line,
        post=post,
        sheet=sheet,
        facts=page_facts.of_story(head, post, shown),
        story=shown,
        comments=talk,
        comment_total=post.comment_count,
        side_widgets=read_widgets(request, "side", sheet) if post.type == "post" else [],
        comment_orders=remarks.orders(request, talk, shown.url),
        comments_above=comment_fields.above(post) if not shown.protected else "",
        comments_open=takes_comments(post) and known(post.type).can("comments"),
        form=_form(request, post, talk),
        kept=_kept(request),
        edit_url=f"/wp-admin/post.php?post={post.pk}&action=edit" if access.may_edit(actor, post) else "",
        draft=effective_status(post) not in ("publish", "private"),
        unsaved=unsaved,
    )
    if unsaved or post.password or commenter.is_known(request):
        forbid_caching(response)
    return response


def _is_list_page(page: Post) -> bool:
    return bool(store.get("show_on_front") == "page" and page.pk == store.get("page_for_posts"))


def _file(post: Post) -> HttpResponse:
    """An attachment has no page of its own: its address leads to the file (WordPress 7.1 behaviour on new sites)."""
    row = MediaFile.objects.filter(post_id=post.pk).first()
    if row is None or not row.path:
        raise Http404
    return HttpResponseRedirect(site.uploads_url(row.path), status=301)


def _form(request: HttpRequest, post: Post, talk: list[Remark]) -> dict[str, object]:
    """The comment form: which comment is answered (without JavaScript), what the reader must give."""
    answered = remarks.find(talk, absint(request.GET.get("replytocom", "")))
    away = local(permalinks.post_link(post))
    return {
        "parent": answered.id if answered is not None else 0,
        "answers": answered.author if answered is not None else "",
        "away": away,
        "reply": f"{away}{'&' if '?' in away else '?'}replytocom=",
        "trap": TRAP,
        "clock": CLOCK,
        "answers_offered": offers_answers(),
        "needs_name": bool(store.get("require_name_email")),
        "members_only": bool(store.get("comment_registration")) and not request.user.is_authenticated,
        "name": getattr(request.user, "display_name", "") if request.user.is_authenticated else "",
        "here": request.get_full_path(),
        "fields": comment_fields.form_html(post, {}) if takes_comments(post) else "",
    }


def _kept(request: HttpRequest) -> dict[str, object]:
    """What the form is filled with: who the reader's browser says they are."""
    who = commenter.remembered(request)
    return {"author": who.author, "email": who.email, "url": who.url, "remember": who.known}


def _head(post: Post, shown: Story) -> Head:
    kind = known(post.type)
    document = site.rest_url(f"/{kind.rest_namespace}/{kind.rest_base}/{post.pk}") if kind.show_in_rest else ""
    summary = "" if shown.protected else words.teaser(post, 32)
    original = next(iter(extensions().collect("canonical", post=post)), "")
    title = shown.title if words.plain(post.title) else ""
    head = Head(
        title=title,
        page=shown.part,
        description=describe(shown.standfirst or summary),
        canonical=permalinks.part_link(post, shown.part),
        original=original,
        kind="article" if post.type == "post" else "website",
        picture=shown.lead or (None if shown.protected else _first_picture(post)),
        json=document,
        shortlink=permalinks.shortlink(post),
        published=shown.iso,
        modified=shown.modified_iso,
        section=shown.sections[0].name if shown.sections else "",
        tags=[name for name, _ in shown.tags],
        author=shown.author.name if shown.author else "",
    )
    if takes_comments(post) or takes_pings(post) or post.comment_count:
        named = f"Protected: {title}" if post.password else title
        head.feeds = [FeedLink(f"{site_name()} » {named} Comments Feed", permalinks.feed_link(post))]
    if effective_status(post) == "publish":
        head.embed = permalinks.post_link(post)
    return head


def _first_picture(post: Post) -> Picture | None:
    return pictures.first_in(post.excerpt) or pictures.first_in(post.content)
