"""A small newsroom with something of every kind, in every state, of one's own and of somebody else."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Callable
from typing import Any, Final

from django.test import Client
from PIL import Image

from tests.features.wire.items import item_of
from tests.sections import first_section
from wirepress.content.comments.actions.moderate import set_status
from wirepress.content.comments.models import Comment
from wirepress.content.media.actions.upload import upload_media
from wirepress.content.options import store
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.actions.revise import save_autosave
from wirepress.content.posts.actions.trash import trash_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.models import Post
from wirepress.content.posts.revisions import autosaves_of, revisions_of
from wirepress.content.terms.actions.create import create_term
from wirepress.content.themes import fonts
from wirepress.content.themes.actions.templates import change_template, make_template
from wirepress.content.themes.templates import find_template as find_template
from wirepress.content.users import application_passwords
from wirepress.content.users.actions.create import create_user
from wirepress.content.users.models import User
from wirepress.features.seo.redirects.models import MissingAddress
from wirepress.features.seo.redirects.rules import Rule
from wirepress.features.seo.redirects.save import NewRule, save_rule
from wirepress.features.social.accounts import forget_accounts
from wirepress.features.social.models import SocialAccount
from wirepress.features.social.queue.models import BlockedPost, Share
from wirepress.features.wire.curation.block import add_block
from wirepress.features.wire.models import Subscription
from wirepress.features.wire.sources.manage import add_source, renew_secret

ROLES: Final = ("anonymous", "subscriber", "contributor", "author", "editor", "administrator")
STATES: Final = ("draft", "publish", "private", "trash")
TYPES: Final = {"posts": "post", "pages": "page", "blocks": "wp_block", "navigation": "wp_navigation"}
STYLES: Final = '{"isGlobalStylesUserThemeJSON": true, "version": 3}'
FACE: Final = {"fontFamily": "Marsh", "src": "https://fonts.example/marsh.woff2"}


def drawing() -> bytes:
    """A small picture."""
    drawn = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(drawn, "PNG")
    return drawn.getvalue()


class World:
    """The newsroom. `role` asks; whatever is `own` is theirs."""

    def __init__(self, role: str, door: str = "password") -> None:
        store.forget()
        first_section()
        store.put("permalink_structure", "/%postname%/")
        self.role, self.door = role, door
        self.somebody = create_user(login="somebody", email="s@desk.example", password="x-y-z-w", role="administrator")
        self.me = (
            None
            if role == "anonymous"
            else create_user(login=role, email=f"{role}@desk.example", password="x-y-z-w", role=role)
        )
        self.secret = application_passwords.create(self.me, "matrix")[1] if self.me else ""
        self._made: dict[tuple[str, str], Any] = {}

    def owner(self, state: str) -> User:
        """Whose a thing in that state is."""
        return self.me if state.startswith("own") and self.me else self.somebody

    def thing(self, family: str, state: str) -> Any:
        """The thing of a family in a state; made once."""
        key = (family, state)
        if key not in self._made:
            maker: Callable[[str], Any] = getattr(self, "_" + family.replace("-", "_"), self._plain)
            self._made[key] = self._of_type(TYPES[family], state) if family in TYPES else maker(state)
        return self._made[key]

    def renew(self, family: str, state: str) -> None:
        """Forget a file, so that a new one is made."""
        if family == "media":
            self._made.pop((family, state), None)

    def _plain(self, state: str) -> Any:
        return 1

    def _of_type(self, post_type: str, state: str) -> Post:
        owner, status = self.owner(state), state.rpartition(" ")[2]
        fields = {"title": f"A {state}", "content": "One.", "status": "publish" if status == "trash" else status}
        post = create_post(fields, actor=owner, post_type=post_type)
        if post_type == "post":
            post.comment_status = "open"
            post.save(update_fields=["comment_status"])
        for text in ("Two.", "Three."):
            update_post(post, {"content": text}, actor=owner)
        save_autosave(post, {"title": "", "content": "Four.", "excerpt": ""}, actor=owner)
        return trash_post(post, actor=owner) if status == "trash" else post

    def revision(self, post: Post) -> int:
        """Number of an old revision."""
        found = [row for row in revisions_of(post.pk) if "autosave" not in row.slug]
        return found[-1].pk if found else 1

    def kept(self, post: Post) -> int:
        """Number of an autosave."""
        return next((row.pk for row in autosaves_of(post.pk)), 1)

    def _media(self, state: str) -> Post:
        return upload_media(drawing(), "a.png", author=self.owner(state))

    def _comments(self, state: str) -> Any:
        under_own = state.startswith("own story")
        post, owner = self.thing("posts", "own publish" if under_own else "other publish"), self.owner(state)
        name = {"author_name": "R", "author_email": "r@mail.example"}
        user = owner.pk if state.startswith("own") and not under_own else 0
        # Written by hand: somebody who says several things at once would be asked to wait.
        made = Comment.objects.create(
            post_id=post.pk,
            content=f"Says {state}.",
            user_id=user,
            approved="1",
            date=post.date,
            date_gmt=post.date_gmt,
            **name,
        )
        status = state.rpartition(" ")[2]
        return made if status == "approve" else set_status(made, status)

    def _users(self, state: str) -> User:
        if state != "other writer":
            return self.owner(state)
        writer = create_user(login="writer", email="w@desk.example", password="x-y-z-w", role="author")
        create_post({"title": "Ebb", "content": "Low.", "status": "publish"}, actor=writer)
        return writer

    def _application_passwords(self, state: str) -> Any:
        return application_passwords.create(self.thing("users", state), "pen")[0]

    def _categories(self, state: str) -> Any:
        return create_term("category", "Ports")

    def _tags(self, state: str) -> Any:
        return create_term("post_tag", "tide")

    def _menus(self, state: str) -> Any:
        return create_term("nav_menu", "Foot")

    def _wp_pattern_category(self, state: str) -> Any:
        return create_term("wp_pattern_category", "Boxes")

    def _menu_items(self, state: str) -> Post:
        item = {"title": "Tides", "url": "http://testserver/tides", "status": "publish"}
        post = Post.objects.get(pk=self.rest("/wp/v2/menu-items", item)["id"])
        save_autosave(post, {"title": "Tides and moons", "content": "", "excerpt": ""}, actor=self.somebody)
        return post

    def _widgets(self, state: str) -> str:
        widget = {"id_base": "block", "sidebar": "wp_inactive_widgets", "instance": {"raw": {"content": "a"}}}
        return str(self.rest("/wp/v2/widgets", widget)["id"])

    def _seo(self, state: str) -> dict[str, Any]:
        rule = save_rule(NewRule(Rule(0, "exact", "/low-water", "/high-water")))
        now = rule.created
        missing = MissingAddress.objects.create(key=1, path="/lost", first=now, last=now)
        return {"redirects": rule.pk, "missing": missing.pk}

    def _wire(self, state: str) -> dict[str, Any]:
        """Numbers of a source, a story that waits, another one, a block."""
        source = add_source(
            {"name": "Courier", "url": "https://courier.example/feed", "policy": {"pictures": {"use": "none"}}}
        )
        items = [item_of(source, number, "queued", self.somebody).pk for number in (1, 2)]
        row, _ = add_block("host", "ebb.example", actor=self.somebody)
        renew_secret(source)
        Subscription.objects.create(
            source=source, hub="https://hub.example/", topic=source.url, secret="s" * 20, token="t" * 20
        )
        return {
            "sources": source.pk,
            "source": source.slug,
            "token": "t" * 20,
            "items": items[0],
            "into": items[1],
            "blocks": row.pk,
        }

    def _social(self, state: str) -> dict[str, Any]:
        """Numbers of an account, a share that waits, a block; and the account's key."""
        account = SocialAccount.objects.create(key="webhook_1", service="webhook", name="Desk")
        forget_accounts()
        share = Share.objects.create(account=account.key, service="webhook", post_id=1, key="k" * 20, due=4_000_000_000)
        block = BlockedPost.objects.create(post_id=1)
        return {"queues": account.pk, "shares": share.pk, "blocks": block.pk, "account": account.key}

    def rest(self, path: str, body: dict[str, Any]) -> Any:
        """What somebody (an administrator) made by REST."""
        _, secret = application_passwords.create(self.somebody, "making")
        basic = base64.b64encode(f"somebody:{secret}".encode()).decode()
        answer = Client().post(
            f"/wp-json{path}", json.dumps(body), content_type="application/json", HTTP_AUTHORIZATION=f"Basic {basic}"
        )
        assert answer.status_code == 201, answer.content
        return answer.json()

    def _templates(self, state: str) -> Post:
        return self._template("wp_template", "long-read")

    def _template_parts(self, state: str) -> Post:
        return self._template("wp_template_part", "masthead")

    def _template(self, post_type: str, slug: str) -> Post:
        post = make_template(post_type, {"slug": slug, "content": "a"}, actor=self.somebody)
        for text in ("b", "c"):
            found = find_template(post_type, f"twentytwentyfive//{slug}")
            assert found is not None
            change_template(found, {"content": text}, actor=self.somebody)
        save_autosave(post, {"title": "", "content": "d", "excerpt": ""}, actor=self.somebody)
        return post

    def _global_styles(self, state: str) -> Post:
        post = create_post(
            {"title": "Styles", "content": STYLES, "status": "publish"},
            actor=self.somebody,
            post_type="wp_global_styles",
        )
        update_post(post, {"title": "More styles"}, actor=self.somebody)
        return post

    def _font_families(self, state: str) -> Post:
        return fonts.make_family({"name": "Marsh", "slug": "marsh", "fontFamily": "Marsh"}, actor=self.somebody)

    def _font_faces(self, state: str) -> Post:
        return fonts.make_face(self.thing("font-families", state), FACE, {}, actor=self.somebody)
