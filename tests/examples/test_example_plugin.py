"""The sample plugin works from its wheel, every part of it, and leaves no trace when it is off."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests import serving
from tests.serving import Service

pytestmark = pytest.mark.usefixtures("recipe")
STORY = '<!-- wp:example/stars {"label":"Verdict"} /-->\n\n<p>Boil. [servings for="6"]</p>'


def _wirepress(kitchen: Service, *words: str) -> str:
    return serving.run(kitchen.folder, kitchen.environment, *words)


def _rest(kitchen: Service, method: str, route: str, data: Any = None, *, signed: bool = True) -> serving.Answer:
    return kitchen.ask(method, f"/wp-json{route}", data=data, signed=signed)


@pytest.fixture(scope="module")
def cuisine(kitchen: Service) -> dict[str, Any]:
    answer = _rest(kitchen, "POST", "/wp/v2/cuisines", {"name": "Harbour"})
    assert answer.status == 201, answer.body
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture(scope="module")
def recipe(kitchen: Service, cuisine: dict[str, Any]) -> dict[str, Any]:
    data = {"title": "Eel soup", "content": STORY, "status": "publish", "cuisines": [cuisine["id"]]}
    answer = _rest(kitchen, "POST", "/wp/v2/recipes", data)
    assert answer.status == 201, answer.body
    tasted = _rest(kitchen, "POST", f"/example/v1/tastings/{answer.json()['id']}", {"taster": "Ina", "stars": 4})
    assert tasted.status == 201, tasted.body
    found: dict[str, Any] = answer.json()
    return found


def test_the_list_of_plugins_names_its_release_and_hooks(kitchen: Service) -> None:
    rows = json.loads(_wirepress(kitchen, "plugins", "--json"))["plugins"]
    (row,) = [row for row in rows if row["name"] == "example"]
    assert (row["version"], row["on"], row["api_version"], row["fault"]) == ("1.2.0", True, 1, "")
    assert {"post_types", "taxonomies", "blocks", "shortcodes", "routes", "commands", "before_save"} <= set(
        row["hooks"]
    )


def test_its_post_type_and_taxonomy_are_in_rest(
    kitchen: Service, recipe: dict[str, Any], cuisine: dict[str, Any]
) -> None:
    read = _rest(kitchen, "GET", f"/wp/v2/recipes/{recipe['id']}", signed=False).json()
    assert read["type"] == "recipe" and read["cuisines"] == [cuisine["id"]]
    assert "cuisine-harbour" in read["class_list"]
    kind = _rest(kitchen, "GET", "/wp/v2/types/recipe", signed=False).json()
    assert kind["rest_base"] == "recipes" and kind["taxonomies"] == ["cuisine"] and kind["has_archive"] is True
    assert _rest(kitchen, "GET", "/wp/v2/taxonomies/cuisine", signed=False).json()["types"] == ["recipe"]
    listed = _rest(kitchen, "GET", f"/wp/v2/recipes?cuisines={cuisine['id']}", signed=False)
    assert [one["id"] for one in listed.json()] == [recipe["id"]] and listed.headers["x-wp-total"] == "1"
    index = _rest(kitchen, "GET", "/", signed=False).json()
    assert {"/wp/v2/recipes", "/wp/v2/cuisines"} <= set(index["routes"]) and "example/v1" in index["namespaces"]


def test_it_has_addresses_feeds_and_sitemaps(kitchen: Service, recipe: dict[str, Any], cuisine: dict[str, Any]) -> None:
    home = f"http://127.0.0.1:{kitchen.port}"
    assert recipe["link"] == f"{home}/recipes/eel-soup/" and cuisine["link"] == f"{home}/cuisine/harbour/"
    for path, words in (
        ("/recipes/eel-soup/", b"Eel soup"),
        ("/recipes/", b"Eel soup"),
        ("/cuisine/harbour/", b"Eel soup"),
        ("/recipes/feed/", b"<title>Eel soup</title>"),
        ("/cuisine/harbour/feed/", b"<title>Eel soup</title>"),
        ("/wp-sitemap.xml", b"wp-sitemap-posts-recipe-1.xml"),
        ("/wp-sitemap-posts-recipe-1.xml", b"/recipes/eel-soup/"),
        ("/wp-sitemap-taxonomies-cuisine-1.xml", b"/cuisine/harbour/"),
    ):
        answer = kitchen.get(path)
        assert answer.status == 200 and words in answer.body, (path, answer.status)
    for path in (f"/?p={recipe['id']}", f"/?post_type=recipe&p={recipe['id']}", "/?recipe=eel-soup"):
        answer = kitchen.get(path)
        assert (answer.status, answer.headers["location"]) == (301, recipe["link"]), path
    assert kitchen.get("/recipes/no-such-soup/").status == 404


def test_its_block_and_shortcode_show(kitchen: Service, recipe: dict[str, Any]) -> None:
    text = _rest(kitchen, "GET", f"/wp/v2/recipes/{recipe['id']}", signed=False).json()["content"]["rendered"]
    assert '<p class="example-stars">Verdict: 4.0 of 5</p>' in text
    assert '<span class="example-servings">For 6 people</span>' in text
    kind = _rest(kitchen, "GET", "/wp/v2/block-types/example/stars").json()
    assert kind["attributes"]["label"]["default"] == "The kitchen says" and kind["is_dynamic"] is True
    drawn = _rest(kitchen, "GET", f"/wp/v2/block-renderer/example/stars?context=edit&post_id={recipe['id']}").json()
    assert drawn["rendered"] == '<p class="example-stars">The kitchen says: 4.0 of 5</p>'


def test_its_head_tag_and_its_public_address_show(kitchen: Service, recipe: dict[str, Any]) -> None:
    assert b'<meta name="example:stars" content="4.0">' in kitchen.get("/recipes/eel-soup/").body
    assert b"example:stars" not in kitchen.get("/").body
    for path in ("/todays-recipe/", "/todays-recipe"):
        answer = kitchen.get(path)
        assert (answer.status, answer.headers["location"]) == (302, recipe["link"]), path


def test_its_rest_route_judges_arguments_and_rights(kitchen: Service, recipe: dict[str, Any]) -> None:
    path = f"/example/v1/tastings/{recipe['id']}"
    assert _rest(kitchen, "GET", path, signed=False).json()[-1]["taster"] == "Ina"
    assert _rest(kitchen, "POST", path, {"taster": "Ina", "stars": 9}).json()["code"] == "rest_invalid_param"
    assert _rest(kitchen, "POST", path, {"taster": "Ina", "stars": 1}, signed=False).status == 401
    assert _rest(kitchen, "GET", "/example/v1/tastings/999999", signed=False).json()["code"] == "example_no_recipe"


def test_what_its_check_refuses_is_not_stored(kitchen: Service) -> None:
    before = _rest(kitchen, "GET", "/wp/v2/recipes?status=any&per_page=100").json()
    answer = _rest(kitchen, "POST", "/wp/v2/recipes", {"title": "Dry", "content": "Burn.", "status": "publish"})
    assert answer.status == 400 and answer.json()["code"] == "example_no_servings"
    assert "servings" in answer.json()["message"]
    assert _rest(kitchen, "GET", "/wp/v2/recipes?status=any&per_page=100").json() == before


def test_its_pages_stand_in_the_newsroom(kitchen: Service, recipe: dict[str, Any]) -> None:
    assert kitchen.get("/wp-admin/tastings/").status == 302
    look = _Newsroom(kitchen)
    page = look.get("/wp-admin/tastings/")
    assert page.status == 200 and b"Eel soup" in page.body and b"<td>4</td>" in page.body
    (sheet,) = re.findall(r'href="([^"]*tastings[^"]*\.css)"', page.body.decode())
    assert b".example-tastings" in kitchen.get(sheet).body
    assert b"/wp-admin/types/recipe/" in page.body and b"/wp-admin/taxonomies/cuisine/" in page.body
    assert b"Eel soup" in look.get("/wp-admin/types/recipe/").body
    form = look.get(f"/wp-admin/types/recipe/{recipe['id']}/change/").body
    assert b"Eel soup" in form and b"Harbour" in form and b'name="terms_cuisine"' in form
    assert b"Harbour" in look.get("/wp-admin/taxonomies/cuisine/").body
    assert look.get(f"/wp-admin/post.php?post={recipe['id']}&action=edit&classic").headers["location"] == (
        f"/wp-admin/types/recipe/{recipe['id']}/change/"
    )


def test_its_command_and_job_run(kitchen: Service) -> None:
    assert _wirepress(kitchen, "tastings").strip() == "4.0  Eel soup"
    assert _wirepress(kitchen, "tastings", "--least", "5") == ""
    assert "How the recipes were liked" not in _wirepress(kitchen, "version")
    assert "tastings" in _wirepress(kitchen, "--help") and "--least" in _wirepress(kitchen, "tastings", "--help")
    assert "example." in _wirepress(kitchen, "jobs", "list")
    _wirepress(kitchen, "jobs", "run", "example.forget_old_tastings")
    assert _wirepress(kitchen, "tastings").strip() == "4.0  Eel soup"


def test_where_no_site_is_its_command_is_listed_and_no_file_is_made(kitchen: Service, tmp_path: Path) -> None:
    shown = serving.run(tmp_path, kitchen.environment, "--help")
    assert "tastings" in shown and list(tmp_path.iterdir()) == []


def test_it_hears_that_a_recipe_is_deleted(kitchen: Service) -> None:
    made = _rest(kitchen, "POST", "/wp/v2/recipes", {"title": "Gone", "content": "[servings]", "status": "publish"})
    number = made.json()["id"]
    assert _rest(kitchen, "POST", f"/example/v1/tastings/{number}", {"taster": "Ole", "stars": 2}).status == 201
    look = _Newsroom(kitchen)
    assert b"<td>Ole</td>" in look.get("/wp-admin/tastings/").body
    assert _rest(kitchen, "DELETE", f"/wp/v2/recipes/{number}?force=true").status == 200
    assert b"<td>Ole</td>" not in look.get("/wp-admin/tastings/").body


def test_switched_off_it_leaves_no_trace(kitchen: Service, recipe: dict[str, Any]) -> None:
    look = _Newsroom(kitchen)
    sheet = re.findall(r'href="([^"]*tastings[^"]*\.css)"', look.get("/wp-admin/tastings/").body.decode())[0]
    draft = _rest(kitchen, "POST", "/wp/v2/posts", {"title": "Plain", "content": STORY, "status": "publish"}).json()
    _wirepress(kitchen, "feature", "disable", "example")
    try:
        for path in (
            "/wp/v2/recipes",
            f"/wp/v2/recipes/{recipe['id']}",
            "/wp/v2/cuisines",
            "/wp/v2/types/recipe",
            "/wp/v2/taxonomies/cuisine",
            "/wp/v2/block-types/example/stars",
            f"/example/v1/tastings/{recipe['id']}",
        ):
            assert _rest(kitchen, "GET", path).status == 404, path
        index = kitchen.get("/wp-json/").body
        assert b"recipe" not in index and b"cuisine" not in index and b"example" not in index
        for path in ("/recipes/eel-soup/", "/recipes/", "/cuisine/harbour/", sheet):
            assert kitchen.get(path).status == 404, path
        assert kitchen.get("/todays-recipe/").status == 404
        feed, other = kitchen.get("/recipes/feed/"), kitchen.get("/nothing/feed/")
        assert feed.status == other.status and b"Recipes" not in feed.body and b"Eel" not in feed.body
        assert kitchen.get("/wp-sitemap-posts-recipe-1.xml").status == 404
        assert b"recipe" not in kitchen.get("/wp-sitemap.xml").body
        for path in ("/wp-admin/tastings/", "/wp-admin/types/recipe/", "/wp-admin/taxonomies/cuisine/"):
            assert look.get(path).status == 404, path
        assert b"recipe" not in look.get("/wp-admin/").body
        plain = _rest(kitchen, "GET", f"/wp/v2/posts/{draft['id']}", signed=False).json()
        assert "example-stars" not in plain["content"]["rendered"] and "[servings" in plain["content"]["rendered"]
        assert "tastings" not in _wirepress(kitchen, "--help")
        assert "example." not in _wirepress(kitchen, "jobs", "list")
    finally:
        _wirepress(kitchen, "feature", "enable", "example")
    assert kitchen.get("/recipes/eel-soup/").status == 200


class _Newsroom:
    """The administrator at a browser."""

    def __init__(self, kitchen: Service) -> None:
        self._kitchen = kitchen
        password = "seven-grey-herons"
        if "pilot" not in {one["slug"] for one in _rest(kitchen, "GET", "/wp/v2/users?context=edit").json()}:
            data = {"username": "pilot", "email": "p@kitchen.example", "password": password, "roles": ["administrator"]}
            assert _rest(kitchen, "POST", "/wp/v2/users", data).status == 201
        self._cookies = _sign_in(kitchen, "pilot", password)

    def get(self, path: str) -> serving.Answer:
        """A page as the administrator sees it."""
        return self._kitchen.get(path, Cookie=self._cookies)


def _sign_in(kitchen: Service, login: str, password: str) -> str:
    """Cookies of a session."""
    import http.cookiejar
    import urllib.parse
    import urllib.request

    jar = http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(rfc2965=True))
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    address = f"http://127.0.0.1:{kitchen.port}/wp-login.php"
    page = opener.open(address, timeout=30).read().decode()
    hidden = dict(re.findall(r'name="(csrfmiddlewaretoken)" value="([^"]+)"', page))
    data = urllib.parse.urlencode({**hidden, "log": login, "pwd": password, "redirect_to": "/wp-admin/"}).encode()
    opener.open(urllib.request.Request(address, data, {"Referer": address}), timeout=30).read()
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)
