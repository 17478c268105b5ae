"""What the plain editor says when somebody else has saved: who, when, what differs, and a box that says to replace it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from wirepress.content.options import site
from wirepress.content.posts.actions.revise import save_autosave
from wirepress.content.posts.editing.conflicts import describe_conflict
from wirepress.content.posts.editing.versions import TEXTS
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User

_SHOWN = 20  # places where the texts differ


def keep_and_tell(post: Post, texts: Mapping[str, str], actor: User) -> SafeString:
    """Keep the texts as the actor's autosave, and return what stands above the form, which still holds them."""
    save_autosave(post, {name: texts.get(name, getattr(post, name)) for name in TEXTS}, actor=actor)
    found = describe_conflict(post, texts)
    name = found["saved_by"]["name"] or "Somebody"
    when = f"{site.to_local(datetime.fromisoformat(found['saved_at'])):%H:%M}" if found["saved_at"] else ""
    rows = [
        (part["field"].capitalize(), change["theirs"] or "–", change["mine"] or "–")
        for part in found["differences"]
        for change in part["changes"]
    ]
    table = format_html(
        '<table class="nr-compare"><caption>Where the two differ</caption><thead><tr><th scope="col">Part</th>'
        '<th scope="col">Saved by {}</th><th scope="col">Yours</th></tr></thead><tbody>{}</tbody></table>',
        name,
        format_html_join("", "<tr><th scope='row'>{}</th><td>{}</td><td>{}</td></tr>", rows[:_SHOWN]),
    )
    return format_html(
        "{} saved this{} while you were writing. Your text is still below, and kept as your autosave. {}"
        '<label><input type="checkbox" name="replace" value="{}"> Replace what {} saved with mine</label>',
        name,
        f" at {when}" if when else "",
        table if rows else "",
        found["version"],
        name,
    )
