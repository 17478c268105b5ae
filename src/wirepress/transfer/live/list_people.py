"""The authors that a running site names, for whoever says who they are here."""

from __future__ import annotations

from collections.abc import Sequence

from wirepress.content.users.models import User
from wirepress.transfer.clean_values import clean_text
from wirepress.transfer.importing.request import ImportRequest, UnreadableSource
from wirepress.transfer.live.asking import SiteAway, route_address
from wirepress.transfer.live.find_api import LiveSite
from wirepress.transfer.live.import_site import open_asker
from wirepress.transfer.live.read_lists import PER_PAGE, rows_of


def list_people(address: str, site: LiveSite, request: ImportRequest) -> Sequence[tuple[str, str, str, str]]:
    """Return login (or slug), name, mail address and login here of the first hundred who have written; nobody where the site hides them."""
    asker = open_asker(address, request)
    asker.address = site.home or asker.address
    query = {"context": "edit", "has_published_posts": "true"} if site.may("list_users") else {}
    try:
        answered, answer = asker.ask_json(route_address(site.root, "/wp/v2/users", per_page=PER_PAGE, **query), tries=2)
    except (SiteAway, UnreadableSource):
        return ()
    rows = rows_of(answered) if answer.status == 200 else None
    found = []
    for row in rows or ():
        login = clean_text(row.get("username") or row.get("slug"), 60) if isinstance(row, dict) else ""
        if login:
            email = clean_text(row.get("email"), 100)
            found.append((login, clean_text(row.get("name"), 250), email, _login_here(login, email)))
    return found


def _login_here(login: str, email: str) -> str:
    user = User.objects.filter(login__iexact=login, placeholder=False).first()
    if user is None and email:
        user = User.objects.filter(email__iexact=email, placeholder=False).order_by("pk").first()
    return user.login if user else ""
