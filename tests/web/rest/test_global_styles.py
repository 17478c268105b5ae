"""The site's own styles, their revisions, and what the theme says."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web.rest.conftest import Ask
from wirepress.content.posts.models import Post

pytestmark = pytest.mark.django_db
EMPTY = '{"version":3,"isGlobalStylesUserThemeJSON":true}'


@pytest.fixture
def path(write: Callable[..., Post]) -> str:
    """Where the site's styles are."""
    styles = write("Custom Styles", by="administrator", kind="wp_global_styles", content=EMPTY)
    return f"/wp/v2/global-styles/{styles.pk}"


def test_what_is_given_changes_and_the_rest_stays(ask: Ask, path: str) -> None:
    assert '"settings":{},"styles":{}' in ask(path, "administrator").content.decode()
    color = {"color": {"background": "#fffdf5"}}
    assert ask(path, "administrator", "POST", {"styles": color}).json()["styles"] == color
    changed = ask(path, "administrator", "POST", {"settings": {"layout": {"contentSize": "40rem"}}}).json()
    assert (changed["styles"], changed["settings"]) == (color, {"layout": {"contentSize": "40rem"}})
    assert ask(path, "administrator", "POST", {"title": "Sand"}).json()["title"]["raw"] == "Sand"
    kept = ask(f"{path}/revisions", "administrator").json()
    assert kept[0]["styles"] == color and kept[0]["parent"] == int(path.rpartition("/")[2])
    assert ask(f"{path}/revisions/{kept[0]['id']}", "administrator").json()["settings"] == kept[0]["settings"]


@pytest.mark.parametrize("css", ["</style><script>", "a{} <b>", "x</STYLE>"])
def test_css_holds_no_markup(ask: Ask, path: str, css: str) -> None:
    answer = ask(path, "administrator", "POST", {"styles": {"css": css}})
    assert (answer.status_code, answer.json()["code"]) == (400, "rest_custom_css_illegal_markup")
    assert ask(path, "administrator").json()["styles"] == {}


@pytest.mark.parametrize(
    ("role", "seen", "changed"),
    [("", 401, 401), ("subscriber", 403, 403), ("author", 200, 403), ("editor", 200, 403), ("administrator", 200, 200)],
)
def test_who_may(ask: Ask, path: str, role: str, seen: int, changed: int) -> None:
    assert ask(path, role).status_code == seen
    assert ask(path, role, "POST", {"title": "Mine"}).status_code == changed
    theme = ask("/wp/v2/global-styles/themes/twentytwentyfive", role).status_code
    assert theme == seen


def test_text_that_is_none_of_ours_shows_nothing(ask: Ask, write: Callable[..., Post]) -> None:
    odd = write("Odd", by="administrator", kind="wp_global_styles", content='{"styles": {"color": 1}}')
    assert ask(f"/wp/v2/global-styles/{odd.pk}", "administrator").json()["styles"] == {}


@pytest.mark.parametrize(("number", "status"), [("0", 404), ("999999", 404), ("9" * 20, 404), ("1/2", 400), ("+", 400)])
def test_numbers_that_lead_nowhere(ask: Ask, number: str, status: int) -> None:
    assert ask(f"/wp/v2/global-styles/{number}", "administrator").status_code == status


def test_the_theme_names_its_colours(ask: Ask) -> None:
    theme = ask("/wp/v2/global-styles/themes/twentytwentyfive", "administrator").json()
    assert {"default", "theme"} <= set(theme["settings"]["color"]["palette"])
    assert ask("/wp/v2/global-styles/themes/other", "administrator").json()["code"] == "rest_theme_not_found"
    assert ask("/wp/v2/global-styles/themes/twentytwentyfive/variations", "administrator").json() == []
