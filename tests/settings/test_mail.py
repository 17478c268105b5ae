"""The mail server that the settings name."""

from __future__ import annotations

import pytest

from wirepress.settings import mail
from wirepress.settings.settings import Settings


@pytest.mark.parametrize(
    ("url", "host", "port", "user", "secret", "tls", "ssl"),
    [
        ("smtp://mail.example", "mail.example", 25, "", "", False, False),
        ("smtp+tls://desk%40news:p%2Fq%3A@mail.example", "mail.example", 587, "desk@news", "p/q:", True, False),
        ("smtps://u:v@mail.example:4650", "mail.example", 4650, "u", "v", False, True),
    ],
)
def test_addresses(url: str, host: str, port: int, user: str, secret: str, tls: bool, ssl: bool) -> None:
    made = mail.django_settings(mail.check(url), "", "www.news.example:8000")
    assert (made["EMAIL_HOST"], made["EMAIL_PORT"], made["EMAIL_HOST_USER"], made["EMAIL_HOST_PASSWORD"]) == (
        host,
        port,
        user,
        secret,
    )
    assert (made["EMAIL_USE_TLS"], made["EMAIL_USE_SSL"], made["DEFAULT_FROM_EMAIL"]) == (
        tls,
        ssl,
        "wordpress@news.example",
    )


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://mail.example/inbox",
        "smtp://mail.example:0",
        "smtp://mail.example:x",
    ],
)
def test_what_is_no_mail_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="mail_url"):
        Settings(mail_url=url)


def test_without_one_mail_is_written_out() -> None:
    made = mail.django_settings("", "desk@news.example", "news.example")
    assert made["EMAIL_BACKEND"].endswith("console.EmailBackend") and made["DEFAULT_FROM_EMAIL"] == "desk@news.example"
