"""The newsroom's pages and the routes of redirects and of addresses not found."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.features.conftest import Send
from wirepress.content.users.actions.create import create_user
from wirepress.core.contract.pages.site import AnswerNote
from wirepress.features.seo.redirects.models import MissingAddress, RedirectRule
from wirepress.features.seo.redirects.notes import take
from wirepress.features.seo.redirects.rules import Rule
from wirepress.features.seo.redirects.save import NewRule, save_rule

pytestmark = pytest.mark.django_db
RULES, MISSING, FILE = "/wp-admin/seo-redirects/", "/wp-admin/seo-missing/", "/wp-admin/seo-redirects/file/"
FORM = {
    "deed": "save",
    "code": "301",
    "match": "exact",
    "query": "pass",
    "group": "manual",
    "enabled": "1",
    "ignore_case": "1",
    "ignore_slash": "1",
}


def desk(role: str) -> Client:
    client = Client()
    client.force_login(create_user(login=role, email=f"{role}@desk.example", password="six-green-lamps", role=role))
    return client


@pytest.mark.parametrize(
    ("role", "rules", "file"), [("author", 403, 403), ("editor", 200, 403), ("administrator", 200, 200)]
)
def test_who_sees_the_pages(role: str, rules: int, file: int) -> None:
    client = desk(role)
    assert [client.get(path).status_code for path in (RULES, MISSING, FILE)] == [rules, rules, file]


def test_a_rule_is_made_changed_switched_and_deleted() -> None:
    client = desk("editor")
    assert client.post(RULES, {**FORM, "source": "/old", "target": "/new"}).status_code == 302
    row = RedirectRule.objects.get()
    page = client.get(f"{RULES}?edit={row.pk}").content.decode()
    assert 'value="/old"' in page and "Change redirect" in page
    client.post(RULES, {**FORM, "number": str(row.pk), "source": "/old", "target": "/newer", "note": "<b>"})
    assert RedirectRule.objects.get().target == "/newer"
    assert "&lt;b&gt;" in client.get(RULES).content.decode()
    client.post(RULES, {"deed": "off", "item": [row.pk]})
    assert RedirectRule.objects.get().enabled is False
    client.post(RULES, {"deed": "delete", "item": [row.pk]})
    assert not RedirectRule.objects.exists()


def test_what_is_refused_stays_in_the_form_with_the_reason() -> None:
    client = desk("editor")
    answer = client.post(RULES, {**FORM, "source": "/loop", "target": "/loop/", "note": "Kept"})
    page = answer.content.decode()
    assert answer.status_code == 400 and "lead to itself" in page and 'value="Kept"' in page and "<details" in page


def test_an_address_not_found_becomes_a_redirect_with_one_click() -> None:
    client = desk("editor")
    take(
        [
            AnswerNote(404, "/lost/", "https://blog.example/a", "Mozilla/5.0 Firefox/128", 4),
            AnswerNote(404, "/.env", "", "zgrab", 9),
        ]
    )
    page = client.get(MISSING).content.decode()
    assert "/lost/" in page and "blog.example" in page and "/.env" not in page
    assert "/.env" in client.get(f"{MISSING}?bots=1").content.decode()
    link = page.split('class="nr-button nr-small" href="')[1].split('"')[0]
    form = client.get(link.replace("&amp;", "&")).content.decode()
    assert 'value="/lost/"' in form and '<details class="nr-card sr-card" open' in form
    client.post(RULES, {**FORM, "source": "/lost/", "target": "/found/"})
    assert Client().get("/lost/").status_code == 301
    assert not MissingAddress.objects.filter(path="/lost/").exists()
    client.post(MISSING, {"deed": "all"})
    assert not MissingAddress.objects.exists()


def test_lists_find_and_ask_a_fixed_number_of_queries(django_assert_max_num_queries: object) -> None:
    client = desk("editor")
    for number in range(60):
        save_rule(NewRule(Rule(0, "exact", f"/s{number}", f"/t{number}", group="old" if number % 2 else "new")))
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        page = client.get(RULES).content.decode()
    assert "Page 1 of 2" in page
    assert "/s7<" in client.get(f"{RULES}?search=/s7/").content.decode()
    assert "/s8<" not in client.get(f"{RULES}?group=old").content.decode()


def test_files_in_and_out() -> None:
    client = desk("administrator")
    file = SimpleUploadedFile("r.csv", b"source,target\n/a,/b\n/c,\n")
    client.post(FILE, {"file": file, "trial": "1"})
    assert not RedirectRule.objects.exists()
    file.seek(0)
    told = client.post(FILE, {"file": file}, follow=True).content.decode()
    assert "1 new" in told and "leads nowhere" in told
    out = client.get(f"{FILE}?out=1")
    assert b"/a,/b,301,exact" in b"".join(out.streaming_content)  # type: ignore[attr-defined]
    assert (
        "no file of redirects"
        in client.post(FILE, {"file": SimpleUploadedFile("x.txt", b"hello")}, follow=True).content.decode()
    )


@pytest.mark.django_db(transaction=True)
def test_the_routes(send: Send) -> None:
    base = "/wirepress/v1/seo/redirects"
    made = send("editor", base, {"source": "/old", "target": "/new", "group": "spring"})
    assert made.status_code == 201 and made.json()["code"] == 301
    number = made.json()["id"]
    listed = send("editor", f"{base}?search=/old")
    assert [one["id"] for one in listed.json()] == [number] and listed["X-WP-Total"] == "1"
    assert send("editor", f"{base}/{number}", {"target": "/newer"}).json()["group"] == "spring"
    assert send("editor", f"{base}/test?url=/old/").json() == {"rule": number, "code": 301, "target": "/newer"}
    assert send("editor", base, {"source": "/x", "target": "/x"}).json()["code"] == "seo_redirect_loop"
    assert send("editor", base, {"target": "/x"}).json()["code"] == "rest_missing_callback_param"
    assert send("editor", f"{base}/{number}", {"code": 999}).status_code == 400
    assert send("editor", f"{base}/99999999999999999999").status_code == 404
    done = send("administrator", f"{base}/file", {"text": "/p,/q\n/r,\n"}).json()
    assert (done["created"], done["refused"]) == (1, 1)
    assert "/p,/q" in send("administrator", f"{base}/file").content.decode()
    assert send("editor", f"{base}/{number}", method="DELETE").json()["deleted"] is True
    take([AnswerNote(404, "/lost", "", "Mozilla/5.0 Firefox/128", 4)])
    (missing,) = send("editor", "/wirepress/v1/seo/missing").json()
    assert (missing["path"], missing["readers"]) == ("/lost", 4)
    assert send("editor", f"/wirepress/v1/seo/missing/{missing['id']}", method="DELETE").status_code == 200
    assert json.loads(send("editor", "/wirepress/v1/seo/missing").content) == []
