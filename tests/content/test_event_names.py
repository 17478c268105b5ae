"""Every event that there is is emitted by what it is named for, with the data that the contract lists, and heard by plugins."""

from __future__ import annotations

import ast
import base64
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client

from tests.plugins import install, make_plugin
from wirepress.content.comments.actions import moderate
from wirepress.content.comments.actions.create import NewComment, create_comment
from wirepress.content.comments.models import Comment
from wirepress.content.options import store
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.actions.trash import delete_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.models import Post
from wirepress.content.terms.actions.create import create_term, delete_term, update_term
from wirepress.content.users import application_passwords
from wirepress.content.users.actions.create import create_user
from wirepress.content.users.models import User
from wirepress.content.workflows.delete_user import delete_user
from wirepress.core.contract.events import EVENT_DATA, EVENT_NAMES, Event

SOURCE = Path(__file__).resolve().parents[2] / "src" / "wirepress"
HEARD: list[Event] = []


@pytest.fixture
def chief(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Iterator[User]:
    """An administrator of a site whose plugin hears everything."""
    found = create_user(login="chief", email="chief@desk.example", password="four-red-buoys", role="administrator")
    install(monkeypatch, make_plugin("owl", on_event=lambda event: HEARD.append(event)))
    HEARD.clear()
    yield found
    store.derived_values().clear()
    store.forget()


def _story(chief: User, status: str = "publish") -> Post:
    return create_post({"title": "Calm", "status": status}, actor=chief)


def _comment(chief: User, content: str = "Fine.") -> Comment:
    return create_comment(NewComment(_story(chief), content, author_name="Ina"), actor=chief)


def _set_option(chief: User) -> None:
    _, secret = application_passwords.create(chief, "tests")
    headers = {"HTTP_AUTHORIZATION": "Basic " + base64.b64encode(f"chief:{secret}".encode()).decode()}
    answer = Client().post("/?rest_route=/wp/v2/settings", {"title": "Harbour News"}, **headers)
    assert answer.status_code == 200


def _move(chief: User) -> None:
    store.put("permalink_structure", "/%postname%/")
    update_post(_story(chief), {"slug": "elsewhere"}, actor=chief)


WAYS: dict[str, Callable[[User], object]] = {
    "post.created": lambda chief: _story(chief, "draft"),
    "post.updated": lambda chief: update_post(_story(chief), {"title": "Calmer"}, actor=chief),
    "post.published": _story,
    "post.unpublished": lambda chief: update_post(_story(chief), {"status": "draft"}, actor=chief),
    "post.moved": _move,
    "post.deleted": lambda chief: delete_post(_story(chief), actor=chief),
    "term.changed": lambda chief: update_term(create_term("category", "Ports"), {"name": "Harbours"}),
    "term.deleted": lambda chief: delete_term(create_term("post_tag", "Ports")),
    "comment.created": _comment,
    "comment.updated": lambda chief: moderate.update_comment(_comment(chief), {"content": "Finer."}, actor=chief),
    "comment.status": lambda chief: moderate.set_status(_comment(chief), "spam"),
    "comment.deleted": lambda chief: moderate.delete_comment(_comment(chief)),
    "user.changed": lambda chief: create_user(login="mate", email="m@desk.example", password="four-red-buoys"),
    "user.deleted": lambda chief: delete_user(
        create_user(login="mate", email="m@desk.example", password="four-red-buoys"), actor=chief
    ),
    "option.changed": _set_option,
}


@pytest.mark.parametrize("name", EVENT_NAMES)
def test_it_is_emitted_and_heard_with_its_data(name: str, chief: User) -> None:
    WAYS[name](chief)
    heard = [event for event in HEARD if event.name == name]
    assert heard and all(set(event.data) == set(EVENT_DATA[event.name]) for event in HEARD)
    assert all(event.object_id > 0 or name == "option.changed" for event in heard)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_no_event_is_emitted_that_the_contract_does_not_list() -> None:
    emitted = set()
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "emit":
                emitted |= {one.value for one in ast.walk(node.args[0]) if _is_text(one)}
    assert emitted == set(EVENT_NAMES) == set(EVENT_DATA)
