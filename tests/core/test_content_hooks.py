"""Hooks of text, formats and networks: blocks, shortcodes and titles; importers; wire formats; share networks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import structlog
from django.test import Client

from tests.plugins import install, make_plugin
from wirepress.content.options import features, store
from wirepress.content.posts import types
from wirepress.content.posts.models import Post
from wirepress.content.terms import taxonomies
from wirepress.content.terms.actions.create import create_term
from wirepress.content.terms.models import TermPost
from wirepress.content.users.actions.create import create_user
from wirepress.core.hooks import BlockType, ContentFilter, Importer, ImportResult, Notice, PostType, Shortcode, Taxonomy
from wirepress.features.social import accounts, services
from wirepress.features.social.hooks import ShareNetwork
from wirepress.features.social.networks.basic_network import BasicNetwork
from wirepress.features.social.networks.protocol import Facts, Limits, Message
from wirepress.features.social.networks.registry import UnknownNetwork, find_network
from wirepress.features.wire.decode import NotAFeed
from wirepress.features.wire.decode.registered import decode_document
from wirepress.features.wire.hooks import Entry, WireDecoder, WireDocument
from wirepress.transfer import plugin_importers
from wirepress.transfer.report import Report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clean(db: None) -> Any:
    """No test sees what another's plugins made of the same options."""
    yield
    store.derived_values().clear()
    store.forget()


def _fail(*given: object) -> str:
    raise RuntimeError("a plugin that sank")


def _story(content: str, title: str = "Eels") -> dict[str, Any]:
    moment = "2026-05-04 06:00:00"
    post = Post.objects.create(
        status="publish", title=title, slug="eels", content=content, date=moment, date_gmt=moment
    )
    found: dict[str, Any] = Client().get(f"/?rest_route=/wp/v2/posts/{post.pk}").json()
    return found


def test_blocks_shortcodes_and_titles_are_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    plugin = make_plugin(
        "pier",
        blocks=lambda: [
            BlockType(
                "pier/box",
                "Box",
                lambda call: f"<b>{call.attrs.number('n')}</b>",
                {"n": {"type": "integer", "default": 7}},
            )
        ],
        shortcodes=lambda: [Shortcode("knot", lambda call: f"<i>{call.get('kind')}|{call.content}</i>")],
        title_filters=lambda: [ContentFilter(20, "shout", lambda text, ctx: text + "!")],
    )
    install(monkeypatch, plugin)
    document = _story('<!-- wp:pier/box /--><!-- wp:pier/box {"n":3} /-->[knot kind="bow line"]a[/knot]')
    assert "<b>7</b><b>3</b><i>bow line|a</i>" in document["content"]["rendered"]
    assert document["title"]["rendered"] == "Eels!"
    features.switch("pier", False)
    document = Client().get(f"/?rest_route=/wp/v2/posts/{document['id']}").json()
    assert "<b>" not in document["content"]["rendered"] and "[knot" in document["content"]["rendered"]
    assert document["title"]["rendered"] == "Eels"


def test_text_functions_that_fail_are_logged_and_leave_the_story(monkeypatch: pytest.MonkeyPatch) -> None:
    plugin = make_plugin(
        "wreck",
        blocks=lambda: [BlockType("wreck/box", "Box", _fail)],
        shortcodes=lambda: [Shortcode("sink", _fail), Shortcode("number", lambda call: 7)],  # type: ignore[arg-type,return-value]
        title_filters=lambda: [ContentFilter(20, "sunk", _fail)],
        content_filters=lambda: [ContentFilter(20, "sunk", _fail)],
    )
    install(monkeypatch, plugin)
    with structlog.testing.capture_logs() as logs:
        document = _story("<!-- wp:wreck/box /--><p>Still [sink][number]here.</p>")
    assert "<p>Still here.</p>" in document["content"]["rendered"] and document["title"]["rendered"] == "Eels"
    failed = [
        (line["what"], line["name"], bool(line.get("exc_info"))) for line in logs if line["event"] == "plugin.failed"
    ]
    assert {
        ("block", "wreck/box", True),
        ("shortcode", "sink", True),
        ("shortcode", "number", False),
        ("filter", "sunk", True),
    } <= set(failed)


@pytest.mark.parametrize("name", ["post", "page", "Recipe", "a" * 21, "x y", ""])
def test_post_types_whose_name_or_rest_name_is_taken_are_named_and_left_out(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = [
        PostType(name, "A", "B"),
        PostType("shell", "Shells", "Shell", rest_base="posts"),
        PostType("crab", "Crabs", "Crab"),
    ]
    own = [
        Taxonomy(name or "category", "A", "B", ("post",)),
        Taxonomy("reef", "Reefs", "Reef", ("post",), rest_base="tags"),
    ]
    before, features_own = types.known("post"), set(types.added())
    install(
        monkeypatch, make_plugin("pier", post_types=lambda: kinds, taxonomies=lambda: own if name != "page" else [])
    )
    with structlog.testing.capture_logs() as logs:
        assert set(types.added()) - features_own == {"crab"} and types.known("post") is before
        assert "reef" not in taxonomies.added() and taxonomies.known("category").builtin
    assert {line["event"] for line in logs} <= {"post_type.refused", "taxonomy.refused"} and len(logs) >= 2


def test_a_plugins_taxonomy_of_posts_is_in_their_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    port = Taxonomy("port", "Ports", "Port", ("post",), public=True, rest_base="ports")
    install(monkeypatch, make_plugin("pier", taxonomies=lambda: [port]))
    assert _story("x")["ports"] == []
    assert "port" in Client().get("/?rest_route=/wp/v2/types/post").json()["taxonomies"]
    features.switch("pier", False)
    assert "ports" not in Client().get("/?rest_route=/wp/v2/posts").json()[0]


def _logbook(path: Path, dry_run: bool) -> ImportResult:
    lines = path.read_text().splitlines()[1:]
    if "bad" in lines:
        raise ValueError("The logbook is wet.")
    return ImportResult(
        read=len(lines), created=0 if dry_run else len(lines), refusals=["Line 9 is torn."], notes=["Dried."]
    )


def test_importers_take_the_files_that_they_recognise(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    importers = [
        Importer("sunk", "Sunk", lambda first, path: bool(_fail()), _logbook),
        Importer("log", "Logbooks", lambda first, path: first.startswith(b"LOG\n"), _logbook),
    ]
    install(monkeypatch, make_plugin("pier", importers=lambda: importers))
    for name, text in (("a.log", "LOG\none\ntwo\n"), ("b.json", "[]"), ("c.log", "LOG\nbad\n")):
        (tmp_path / name).write_text(text)
    files = [str(tmp_path / name) for name in ("a.log", "b.json", "c.log")]
    chosen, others = plugin_importers.choose([*files, "-", str(tmp_path / "none")])
    assert [path.name for _, path in chosen] == ["a.log", "c.log"] and others == [files[1], "-", str(tmp_path / "none")]
    report = Report()
    for importer, path in chosen:
        plugin_importers.run(importer, path, report, dry_run=False)
    tally = report.tally("Logbooks")
    assert (tally.read, tally.created, tally.refused) == (2, 2, 2) and report.notes == ["Dried."]
    assert [one.reason for one in report.refusals] == ["Line 9 is torn.", "The logbook is wet."]


def _ship_news(document: WireDocument) -> Sequence[Entry] | None:
    if not document.body.startswith(b"SHIP"):
        return None
    lines = document.body.decode().splitlines()[1:]
    return [Entry(guid=line, title=line, url=f"{document.url}#{line}") for line in lines]


def test_wire_formats_are_asked_before_the_built_in_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    feed = b'{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","title":"A"}]}'
    install(monkeypatch, make_plugin("pier", wire_decoders=lambda: [WireDecoder("shipnews", _ship_news)]))
    found = decode_document(b"SHIP\nAnna\nBerta", url="https://port.example/list", content_type="text/plain")
    assert (found.format, [entry.title for entry in found.entries]) == ("shipnews", ["Anna", "Berta"])
    assert found.entries[0].url == "https://port.example/list#Anna"
    assert decode_document(feed, url="https://port.example/feed").format == "jsonfeed"
    with pytest.raises(NotAFeed, match="shipnews"):
        decode_document(b"SHIP\n\xff", url="https://port.example/")
    features.switch("pier", False)
    with pytest.raises(NotAFeed, match="neither"):
        decode_document(b"SHIP\nAnna", url="https://port.example/")


def test_share_networks_make_accounts(monkeypatch: pytest.MonkeyPatch) -> None:
    own = [ShareNetwork("pigeon", "Pigeon Post"), ShareNetwork("Bad Name", "Bad"), ShareNetwork("facebook", "Other")]
    assert accounts.add_accounts(["pigeon_12"]) == []
    install(monkeypatch, make_plugin("pier", share_networks=lambda: own))
    assert services.networks()["pigeon"] == "Pigeon Post" and services.networks()["facebook"] == "facebook"
    assert "Bad Name" not in services.networks()
    assert accounts.add_accounts(["pigeon_12", "parrot_1"]) == ["pigeon_12"] and accounts.active_accounts() == {
        "pigeon_12": "pigeon"
    }


def test_a_plugins_network_is_opened_once_and_needs_not_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pigeon(BasicNetwork):
        facts = Facts("pigeon", "Pigeon Post", frozenset(), ("token",), (), Limits(length=40))

    opened: list[Pigeon] = []

    def open_pigeon() -> Pigeon:
        opened.append(Pigeon())
        return opened[-1]

    own = [ShareNetwork("pigeon", "Pigeon Post", open_pigeon), ShareNetwork("parrot", "Parrot")]
    install(monkeypatch, make_plugin("pier", share_networks=lambda: own))
    assert find_network("pigeon") is find_network("Pigeon") is opened[0] and len(opened) == 1
    assert find_network("pigeon").compose(Message("x" * 41), Limits(length=40)).problems
    with pytest.raises(UnknownNetwork, match=r"Known: .*pigeon"):
        find_network("parrot")
    assert find_network("X").facts.name == "twitter"


def test_notices_stand_on_the_newsrooms_first_page_for_those_whom_they_concern(monkeypatch: pytest.MonkeyPatch) -> None:
    own = [
        Notice("The pier is <closed>.", level="warning"),
        Notice("The crane has fallen.", level="error", link="/crane", link_text="Lift it", capability="manage_options"),
    ]
    install(monkeypatch, make_plugin("pier", newsroom_notices=lambda: own))
    pages = {}
    for role in ("administrator", "author"):
        client = Client()
        client.force_login(create_user(login=role, email=f"{role}@desk.example", password="four-red-buoys", role=role))
        pages[role] = client.get("/wp-admin/").content.decode()
    assert "The pier is &lt;closed&gt;." in pages["author"] and "crane" not in pages["author"]
    assert pages["administrator"].index("The crane has fallen.") < pages["administrator"].index("The pier is")
    assert '<a class="nr-button nr-small" href="/crane">Lift it</a>' in pages["administrator"]
    own.clear()
    assert "nr-notice" not in client.get("/wp-admin/").content.decode()


def test_the_newsrooms_form_has_the_plugins_taxonomies(monkeypatch: pytest.MonkeyPatch) -> None:
    port = Taxonomy("port", "Ports", "Port", ("post",), public=True, show_ui=True, rest_base="ports")
    coast = Taxonomy(
        "coast", "Coasts", "Coast", ("post",), public=True, hierarchical=True, show_ui=True, rest_base="coasts"
    )
    install(monkeypatch, make_plugin("pier", taxonomies=lambda: [port, coast]))
    chief = create_user(login="chief", email="chief@desk.example", password="four-red-buoys", role="administrator")
    north = create_term("coast", "North")
    client = Client()
    client.force_login(chief)
    page = client.get("/wp-admin/posts/add/").content.decode()
    assert 'name="terms_port"' in page and "North" in page
    data = {"title": "Eels", "content": "x", "status": "draft", "terms_port": "Husum, Büsum", "terms_coast": [north.pk]}
    assert client.post("/wp-admin/posts/add/", data).status_code == 302
    post = Post.objects.get(title="Eels")
    given = TermPost.objects.filter(post_id=post.pk).values_list("term__taxonomy", "term__name")
    assert {("port", "Husum"), ("port", "Büsum"), ("coast", "North")} <= set(given)
    form = client.get(f"/wp-admin/posts/{post.pk}/change/").content.decode()
    assert 'value="Husum, Büsum"' in form or 'value="Büsum, Husum"' in form
    features.switch("pier", False)
    assert "terms_port" not in client.get(f"/wp-admin/posts/{post.pk}/change/").content.decode()
