"""Every page of the newsroom, and how to have them all rendered with something on them."""

from __future__ import annotations

from pathlib import Path

from tests.browser.site import picture
from wirepress.content.comments.models import Comment
from wirepress.content.media.actions.upload import upload_media
from wirepress.content.options import site
from wirepress.content.posts.actions.create import create_post
from wirepress.content.terms.actions.create import create_term
from wirepress.content.users import application_passwords
from wirepress.content.users.models import User
from wirepress.core.secrets.sealing import seal
from wirepress.features.social.models import AccountConnection, SocialAccount
from wirepress.features.social.queue.models import Share

QUOTES = "Ferry & “tide” <b>gate</b> \"quoted\" 'twice'"


def addresses(staff: dict[str, User], folder: Path) -> list[str]:
    """Fill the newsroom, and name its pages."""
    chief = staff["administrator"]
    file = upload_media(
        picture(folder / "quay.png").read_bytes(), "quay & pier.png", author=chief, title=QUOTES, alt=QUOTES
    )
    sound = upload_media(b"ID3\x03\0\0\0\0\0\x21" + b"\0" * 64, "horn.mp3", author=chief)
    section = create_term("category", "Harbour & quay", description=QUOTES)
    tag = create_term("post_tag", 'boats "small"')
    values = {"title": QUOTES, "content": f"<p>{QUOTES}</p>", "excerpt": QUOTES, "featured_media": file.pk}
    values |= {"categories": [section.pk], "tags": [tag.pk]}
    story = create_post({**values, "status": "publish"}, actor=chief)
    create_post({**values, "status": "draft"}, actor=chief)
    create_post({**values, "status": "pending"}, actor=chief)
    gone = create_post({**values, "status": "publish"}, actor=chief)
    type(gone).objects.filter(pk=gone.pk).update(status="trash")
    page = create_post({"title": QUOTES, "status": "publish"}, actor=chief, post_type="page")
    comments = [
        Comment.objects.create(post_id=story.pk, author_name=QUOTES, content=QUOTES, approved=state)
        for state in ("0", "1", "spam", "trash")
    ]
    application_passwords.create(chief, QUOTES)
    account, share = _sharing(story.pk)
    names = ("posts", "pages", "media", "comments", "categories", "tags", "users")
    desks = [f"{desk}/{more}" for desk in names for more in ("", "?q=e", "?q=none-such")]
    return [
        "/wp-login.php",
        "/wp-login.php?loggedout=true",
        "/wp-login.php?action=logout",
        "/wp-login.php?action=lostpassword",
        "/wp-login.php?checkemail=confirm",
        *(
            f"/wp-admin/{path}"
            for path in (
                "",
                *desks,
                "posts/?status=trash",
                "comments/?status=0",
                "comments/?status=spam",
                "media/?status=trash",
                "posts/add/",
                f"posts/{story.pk}/change/",
                f"posts/{story.pk}/delete/",
                f"posts/{gone.pk}/delete/",
                f"posts/{story.pk}/history/",
                f"posts/{story.pk}/revisions/",
                f"posts/{story.pk}/revisions/?from=1&to=none",
                "authorize-application.php",
                "authorize-application.php?app_name=%3Cb%3E%22Tide%22&success_url=tide%3A%2F%2Fdone%3Fa%3D%22%3E",
                "posts/?o=1&m=202601&author=1",
                "comments/?type=pings&story=1",
                "pages/add/",
                f"pages/{page.pk}/change/",
                f"pages/{page.pk}/delete/",
                "media/add/",
                f"media/{file.pk}/change/",
                f"media/{sound.pk}/change/",
                f"media/{file.pk}/delete/",
                f"comments/{comments[0].pk}/change/",
                f"comments/{comments[0].pk}/delete/",
                "categories/add/",
                f"categories/{section.pk}/change/",
                f"categories/{section.pk}/delete/",
                "tags/add/",
                f"tags/{tag.pk}/change/",
                "users/add/",
                f"users/{chief.pk}/change/",
                f"users/{staff['author'].pk}/change/",
                f"users/{staff['author'].pk}/delete/",
                "settings/",
                *(
                    f"settings/{group}/"
                    for group in ("writing", "reading", "discussion", "media", "permalinks", "engagement")
                ),
                "features/",
                "seo/",
                "seo/?part=schema",
                "wire-digest/",
                "wire-corrections/",
                "wire-queue/",
                "wire-sources/",
                "wire-sources/source/",
                "wire-sources/opml/",
                "wire-health/",
                "social-queue/",
                "social-queue/?day=2000-01-01&account=none",
                f"social-queue/share/?share=n{share.pk}",
                "social-queue/share/?share=n0",
                f"social-queue/account/?id={account.pk}",
                "social-log/",
                "social-log/?show=trouble",
                "social-accounts/",
                "site-notes/",
                "readers/",
                "readers/?days=1",
                "readers/report/?report=loyalty",
                f"readers/story/?post={story.pk}",
                "readers-now/",
                "readers/mails/",
                "site-notes/?edit=1&status=trash&since=2026-01-01",
                "search/?s=ferry&extended=1",
                "search/?s=%3Cb%3E%22",
            )
        ),
    ]


def _sharing(post_id: int) -> tuple[SocialAccount, Share]:
    """An account that shares, with something that waits and something that went wrong."""
    account = SocialAccount.objects.create(key="practice_1", service="practice", name=QUOTES, connected=True)
    columns = {"external_id": "1", "secrets": seal({}), "home": site.home(), "connected": site.now_gmt()}
    AccountConnection.objects.create(account=account, handle=QUOTES, **columns)
    rows = [
        Share(account=account.key, service="practice", post_id=post_id, key=f"{at:020}", due=4_000_000_000 * (at == 0))
        for at in range(3)
    ]
    for row, state in zip(rows[1:], (Share.UNKNOWN, Share.FAILED), strict=True):
        row.state, row.answer, row.text = state, QUOTES, QUOTES
    return account, Share.objects.bulk_create(rows)[0]
