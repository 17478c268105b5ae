"""Mail to the newsroom itself, and to single people."""

from __future__ import annotations

from django.core.mail import EmailMessage, send_mail

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


def mail_person(address: str, subject: str, text: str, *, reply_to: str = "", unsubscribe: str = "") -> None:
    """Send a mail to one person. `unsubscribe`: where one click stops mails of its kind (RFC 8058). Raises OSError (also SMTPException)
    when the mail server does not take it."""
    headers = {}
    if unsubscribe:
        headers = {"List-Unsubscribe": f"<{unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    blog = str(store.get("blogname") or "Wirepress")
    line = " ".join(f"[{blog}] {subject}".split())
    EmailMessage(line, text, None, [address], reply_to=[reply_to] if reply_to else None, headers=headers).send()


def mail_newsroom(subject: str, text: str) -> bool:
    """Send a mail. False: nobody has an address. Raises OSError (also SMTPException) when the mail server does not take it."""
    people = newsroom_addresses()
    if not people:
        return False
    blog = str(store.get("blogname") or "Wirepress")
    send_mail(f"[{blog}] {subject}".replace("\n", " ").replace("\r", " "), text, None, people)
    return True
