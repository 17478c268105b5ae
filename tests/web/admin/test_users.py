"""People, roles, passwords."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.web.admin.conftest import PASSWORD, Enter
from wirepress.content.posts.models import Post
from wirepress.content.users import application_passwords
from wirepress.content.users.models import ApplicationPassword, User

pytestmark = pytest.mark.django_db


def _form(user: User, **changes: Any) -> dict[str, Any]:
    return {
        "email": user.email,
        "name": user.display_name,
        "slug": user.nicename,
        "nickname": user.login,
        "role": user.roles[0],
        **changes,
    }


def test_an_administrator_makes_a_user_who_can_sign_in(enter: Enter) -> None:
    data = {
        "login": "marina",
        "email": "marina@desk.example",
        "password": "eleven-grey-gulls",
        "role": "author",
        "name": "Marina Quay",
    }
    assert enter("administrator").post("/wp-admin/users/add/", data).status_code == 302
    user = User.objects.get(login="marina")
    assert (user.roles, user.display_name) == (["author"], "Marina Quay")
    assert Client().post("/wp-login.php", {"log": "marina", "pwd": "eleven-grey-gulls"})["Location"] == "/wp-admin/"


@pytest.mark.parametrize(
    "wrong",
    [
        {"login": "editor"},
        {"email": "no address"},
        {"email": "editor@desk.example"},
        {"password": "short"},
        {"role": "king"},
    ],
)
def test_wrong_users_are_refused_in_the_form(enter: Enter, wrong: dict[str, str]) -> None:
    data = {
        "login": "marina",
        "email": "marina@desk.example",
        "password": "eleven-grey-gulls",
        "role": "author",
        **wrong,
    }
    answer = enter("administrator").post("/wp-admin/users/add/", data)
    assert answer.status_code == 200 and answer.context["adminform"].form.errors
    assert not User.objects.filter(login="marina").exists()


def test_nobody_raises_their_own_role(staff: dict[str, User], enter: Enter) -> None:
    user = staff["author"]
    answer = enter("author").post(f"/wp-admin/users/{user.pk}/change/", _form(user, role="administrator", name="Art"))
    assert answer.status_code == 302
    user.refresh_from_db()
    assert (user.roles, user.display_name) == (["author"], "Art")


def test_an_administrator_does_not_lock_himself_out(staff: dict[str, User], enter: Enter) -> None:
    chief, client = staff["administrator"], enter("administrator")
    assert client.post(f"/wp-admin/users/{chief.pk}/change/", _form(chief, role="editor")).status_code == 200
    client.post(
        "/wp-admin/users/", {"action": "make_editor", "_selected_action": [chief.pk, staff["author"].pk], "index": "0"}
    )
    assert client.get(f"/wp-admin/users/{chief.pk}/delete/").status_code == 403
    chief.refresh_from_db()
    staff["author"].refresh_from_db()
    assert (chief.roles, staff["author"].roles) == (["administrator"], ["editor"])


def test_own_password_changes_and_the_session_stays(staff: dict[str, User], enter: Enter) -> None:
    user, client = staff["editor"], enter("editor")
    client.post(f"/wp-admin/users/{user.pk}/change/", _form(user, password="nine-amber-buoys"))
    assert client.get("/wp-admin/").status_code == 200
    assert Client().post("/wp-login.php", {"log": "editor", "pwd": PASSWORD}).status_code == 403
    assert Client().post("/wp-login.php", {"log": "editor", "pwd": "nine-amber-buoys"}).status_code == 302


def test_an_application_password_is_shown_once(staff: dict[str, User], enter: Enter) -> None:
    user, client = staff["author"], enter("author")
    answer = client.post(f"/wp-admin/users/{user.pk}/application-passwords/", {"name": "Phone"})
    secret = re.search(r'id="nr-secret">([^<]+)<', answer.content.decode())[1]
    assert "no-store" in answer["Cache-Control"]
    assert application_passwords.verify("author", secret)[0] == user
    html = client.get(f"/wp-admin/users/{user.pk}/change/").content.decode()
    assert "Phone" in html and secret not in html and secret.replace(" ", "") not in html
    row = ApplicationPassword.objects.get(user=user)
    client.post(f"/wp-admin/users/{user.pk}/application-passwords/{row.pk}/revoke/")
    assert not ApplicationPassword.objects.exists()


def test_application_passwords_of_others_are_out_of_reach(staff: dict[str, User], enter: Enter) -> None:
    victim = staff["administrator"]
    row, _ = application_passwords.create(victim, "Backup")
    client = enter("editor")
    assert client.post(f"/wp-admin/users/{victim.pk}/application-passwords/", {"name": "Mine"}).status_code == 403
    assert client.post(f"/wp-admin/users/{victim.pk}/application-passwords/{row.pk}/revoke/").status_code == 403
    client.post(f"/wp-admin/users/{staff['editor'].pk}/application-passwords/{row.pk}/revoke/")
    assert ApplicationPassword.objects.filter(pk=row.pk).exists()


def test_deleting_a_user_asks_for_the_stories(staff: dict[str, User], enter: Enter, write: Callable[..., Post]) -> None:
    story, client, address = write("author"), enter("administrator"), f"/wp-admin/users/{staff['author'].pk}/delete/"
    client.post(address, {"post": "yes"})
    assert User.objects.filter(login="author").exists()
    client.post(address, {"post": "yes", "reassign": str(staff["editor"].pk)})
    story.refresh_from_db()
    assert not User.objects.filter(login="author").exists() and story.author_id == staff["editor"].pk


def test_roles_filter_the_list(enter: Enter) -> None:
    html = enter("administrator").get("/wp-admin/users/?role=editor").content.decode()
    assert "editor@desk.example" in html and "author2@desk.example" not in html
