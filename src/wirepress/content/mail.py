"""Mail to the newsroom itself."""

from __future__ import annotations

from django.core.mail import send_mail

from wirepress.content.options import store
from wirepress.content.users.models import User


def newsroom_addresses() -> list[str]:
    """Return where mail about the site goes: the administrator's address of the settings, else that of every administrator."""
    chosen = str(store.get("admin_email") or "")
    if chosen:
        return [chosen]
    return [
        user.email
        for user in User.objects.filter(placeholder=False).order_by("id")
        if user.email and user.can("manage_options")
    ]


def mail_newsroom(subject: str, text: str) -> bool:
    """Send a mail. False: nobody has an address. Raises OSError (also SMTPException) when the mail server does not take it."""
    people = newsroom_addresses()
    if not people:
        return False
    blog = str(store.get("blogname") or "Wirepress")
    send_mail(f"[{blog}] {subject}".replace("\n", " ").replace("\r", " "), text, None, people)
    return True
