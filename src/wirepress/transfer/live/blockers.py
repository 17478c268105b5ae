"""What stands between us and a site's REST API, told from an answer: firewalls, plugins, locks of hosts. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from wirepress.core.http.response import FetchedResponse
from wirepress.transfer.live.parse_answer import parse_answer

_LOOKED_AT: Final = 60_000  # bytes of a page
OTHER_WAYS: Final = (
    "The site's export file (Tools, Export), an archive of its backup or a dump of its database need no API."
)
_LET_US_IN: Final = "Let the User-Agent “Wirepress” pass there while the import runs, or the address of this server."


@dataclass(frozen=True, slots=True)
class Sign:
    """How a blocker is known. `header`: name of a header and a pattern of its value; `page`: a pattern of its page."""

    name: str
    advice: str
    page: str = ""
    header: tuple[str, str] = ("", "")


# Facts: what these services and plugins answer in place of the site. The first one that fits counts.
_SIGNS: Final = (
    Sign(
        "Cloudflare asks whether a person is there",
        f"{_LET_US_IN} In Cloudflare: Security, WAF, a custom rule that skips.",
        r"challenge-platform|cf[-_]chl|cf-browser-verification|Just a moment\.\.\.|cf-turnstile",
        ("cf-mitigated", "challenge"),
    ),
    Sign(
        "Cloudflare blocks this server",
        _LET_US_IN,
        r"Attention Required! \| Cloudflare|cf-error-details|error code: 10\d\d",
    ),
    Sign("the plugin Wordfence blocks this server", f"{_LET_US_IN} In Wordfence: Firewall, Allowlist.", r"Wordfence"),
    Sign("the firewall Sucuri blocks this server", _LET_US_IN, r"Sucuri Website Firewall", ("x-sucuri-block", ".")),
    Sign("Imunify360 blocks this server", _LET_US_IN, r"imunify360|I360WAF"),
    Sign("the plugin Solid Security blocks this server", _LET_US_IN, r"ithemes-security|itsec|Solid Security"),
    Sign(
        "a filter of its web server (ModSecurity) refuses the question",
        f"{_LET_US_IN} Its host can do so.",
        r"Mod_?Security|Not Acceptable!|not acceptable",
    ),
    Sign("AWS WAF asks whether a person is there", _LET_US_IN, "", ("x-amzn-waf-action", ".")),
    Sign(
        "its web server asks for a name and a password of its own before WordPress is reached",
        "Take that lock off while the import runs, or import on the machine itself.",
        "",
        ("www-authenticate", "(?i)basic|digest"),
    ),
    Sign(
        "it is under maintenance",
        "Run the same import again later.",
        r"Briefly unavailable for scheduled maintenance|wp-die-message.{0,200}maintenance",
    ),
)
_CLOSED_CODES: Final = {
    "rest_login_required",
    "rest_not_logged_in",
    "rest_cannot_access",
    "rest_disabled",
    "rest_api_disabled",
    "rest_forbidden",
    "rest_authentication_error",
    "rest_unauthorized",
    "itsec_rest_api_access_restricted",
    "rest_user_cannot_view",
    "forbidden",
    "unauthorized",
    "mo_rest_api_authentication",
}
_PASSWORD_CODES: Final = {
    "incorrect_password": "it is not the right one",
    "invalid_username": "the site knows nobody of that name",
    "invalid_email": "the site knows nobody of that mail address",
    "invalid_application_credentials": "name and password do not belong together",
    "application_passwords_disabled": "the site does not take application passwords",
    "application_passwords_disabled_for_user": "the site takes no application passwords of this person",
    "rest_invalid_application_password": "it is not the right one",
}


def find_blocker(answer: FetchedResponse) -> str:
    """Return what stands in the way and what to do, as sentences; "" where nothing that is known does."""
    if answer.status < 400 and not (answer.status in (200, 202) and answer.kind == "text/html"):
        return ""
    if isinstance(parse_answer(answer.body[:_LOOKED_AT]), dict):
        return ""  # WordPress itself spoke
    page = answer.body[:_LOOKED_AT].decode("utf-8", "replace")
    for sign in _SIGNS:
        name, pattern = sign.header
        if name and re.search(pattern, answer.headers.get(name, "")):
            return _word(sign, answer)
        if sign.page and answer.status >= 400 and re.search(sign.page, page, re.IGNORECASE | re.DOTALL):
            return _word(sign, answer)
        if sign is _SIGNS[0] and re.search(sign.page, page):  # with status 200 now and then
            return _word(sign, answer)
    return ""


def _word(sign: Sign, answer: FetchedResponse) -> str:
    return f"{sign.name} (status {answer.status}). {sign.advice} {OTHER_WAYS}"


def explain_closed(answer: FetchedResponse, user: str) -> str:
    """Return why an API did not answer, and what to do, as sentences. `user`: as whom it was asked."""
    if blocker := find_blocker(answer):
        return blocker
    code = error_code(parse_answer(answer.body))
    if code in _CLOSED_CODES or (code and answer.status in (401, 403)):
        told = f"its REST API is closed (status {answer.status}, {code})"
    elif answer.status in (401, 403, 406):
        told = f"its server refuses to answer programs (status {answer.status}, no word of WordPress)"
        return f"{told}. {_LET_US_IN} {OTHER_WAYS}"
    else:
        return ""
    advice = (
        "Switch off the plugin that closes it while the import runs."
        if user
        else "Read it as somebody of the site: name them, and give an application password of theirs (Users, Profile there), or switch"
        " off the plugin that closes it while the import runs."
    )
    return f"{told}. {advice} {OTHER_WAYS}"


def explain_password(answer: FetchedResponse, user: str) -> str:
    """Return why an application password was refused; "" where the answer does not say so."""
    code = error_code(parse_answer(answer.body))
    if code in _PASSWORD_CODES:
        return (
            f"The application password of {user} is refused: {_PASSWORD_CODES[code]} ({code}). Make one there under Users, Profile,"
            " Application Passwords; the password of the sign-in page is none."
        )
    return ""


def explain_nobody(user: str, *, offered: bool, right: bool | None) -> str:
    """Return what it means that a site takes us for nobody though a password was sent.

    `offered`: its index offers that way; `right`: the password is the right one, as another door of the site says (None: nobody says).
    """
    refused = f"The application password of {user} is refused: "
    if not offered:
        return f"{refused}the site does not take any. WordPress takes them from 5.6 on, over https only, unless a plugin switches them off."
    wrong = (
        "name and password do not belong together. Make one there under Users, Profile, Application Passwords; the password of the"
        " sign-in page is none."
    )
    dropped = (
        "it does not reach WordPress, because the web server drops the header Authorization, as hosts with CGI do. For Apache this line in"
        f' its .htaccess lets it through: SetEnvIf Authorization "(.*)" HTTP_AUTHORIZATION=$1. {OTHER_WAYS}'
    )
    if right is None:
        return f"{refused}either {wrong} Or {dropped}"
    return f"{refused}{dropped if right else wrong}"


def error_code(document: Any) -> str:
    """Return the code of WordPress's error answer; "" for anything else."""
    code = document.get("code") if isinstance(document, dict) and "message" in document else None
    return code if isinstance(code, str) else ""
