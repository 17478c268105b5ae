"""A browser without scripts, as far as forms go: it fills them and sends what they hold, tokens and hidden fields and all."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

import lxml.html
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.web.admin.conftest import PASSWORD

HOST = "http://news.example"


class Window:
    """One window of a person's browser; what it sends is checked as in earnest."""

    def __init__(self, client: Client | None = None) -> None:
        self.client = client or Client(SERVER_NAME="news.example", enforce_csrf_checks=True)
        self.answer: HttpResponse = HttpResponse()
        self.address = ""

    def open(self, address: str) -> str:
        """Go somewhere; gives the page's HTML."""
        return self._arrive(self.client.get(address, follow=True), address)

    def send(
        self,
        button: str = "",
        *,
        form: str = "//form[@method='post']",
        files: dict[str, Any] | None = None,
        **changes: str | list[str],
    ) -> str:
        """Send a form of the page by the button whose name (or formaction) that is, some fields changed; gives the next page's HTML."""
        page = lxml.html.fromstring(self.html)
        found = max(page.xpath(form), key=lambda one: len(list(one.inputs)))  # the frame has a button of its own
        data: dict[str, list[str]] = {}
        for name, value in found.form_values():
            data.setdefault(name, []).append(value)
        for name, value in changes.items():
            data[name] = value if isinstance(value, list) else [value]
        where = found.get("action") or self.address
        for one in page.xpath("//button|//input[@type='submit']"):
            if button and one.get("name") == button:
                data[button] = [one.get("value") or ""]
            if button and one.get("formaction") and one.get("formaction").endswith(button):
                where = one.get("formaction")
        where = urljoin(HOST + self.address, where).removeprefix(HOST)
        sent = {**data, **{name: SimpleUploadedFile(*file) for name, file in (files or {}).items()}}
        headers = {"Origin": HOST, "Sec-Fetch-Site": "same-origin"}
        return self._arrive(self.client.post(where, sent, headers=headers, follow=True), where)

    def sign_in(self, name: str, password: str = PASSWORD) -> str:
        """Fill the sign-in form that is open."""
        return self.send(form="//form[@action='/wp-login.php']", log=name, pwd=password)

    @property
    def html(self) -> str:
        """The page that is open."""
        return self.answer.content.decode()

    @property
    def status(self) -> int:
        """Its status."""
        return self.answer.status_code

    def _arrive(self, answer: Any, address: str) -> str:
        self.answer = answer
        self.address = answer.redirect_chain[-1][0] if answer.redirect_chain else address
        return self.html


def signed_in(name: str) -> Window:
    """A window of a person at work."""
    window = Window()
    window.open("/wp-login.php")
    window.sign_in(name)
    return window
