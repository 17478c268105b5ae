"""The mails about a person's own password, as jobs."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from wirepress.content.mail import mail_person
from wirepress.content.options import site
from wirepress.content.users.models import User
from wirepress.content.users.password_reset import create_key, find_recipient

CHANGED: Final = "users.mail_password_changed"


def mail_password_reset(name: str) -> None:
    """Send the link to whoever has that login or mail address; where nobody has, nothing happens."""
    user = find_recipient(name)
    if user is None:
        return
    text = (
        f"Somebody, perhaps you, asked for a new password for the login “{user.login}” on {site.home()}.\n\n"
        f"Choose it here:\n{reset_link(user)}\n\n"
        "The link works once, and for one hour. If you did not ask for it, you need do nothing: your password stays as it is.\n"
    )
    mail_person(user.email, "Choose a new password", text)


def mail_password_changed(user: int) -> None:
    """Tell a person that their password was changed by a link of a mail."""
    person = User.objects.filter(pk=user, placeholder=False).first()
    if person is None or not person.email:
        return
    text = (
        f"The password of the login “{person.login}” on {site.home()} was changed just now, by the link that was sent to this address.\n"
        "Wherever you were signed in with the old one, you have to sign in again.\n\n"
        f"If it was not you, ask for another password at once, and tell the people who run the site:\n{lost_password_link()}\n"
    )
    mail_person(person.email, "Your password was changed", text)


def reset_link(user: User) -> str:
    """Return the address at which the user chooses a new password, with a new key."""
    asked = {"login": user.login, "key": create_key(user), "action": "rp"}
    return f"{site.home('/wp-login.php')}?{urlencode(asked)}"


def lost_password_link() -> str:
    """Return the address at which people ask for that mail."""
    return f"{site.home('/wp-login.php')}?action=lostpassword"
