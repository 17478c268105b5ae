"""Questions to a network's API, by the one HTTP client. Whatever goes wrong becomes one of the types of errors.py.

Texts of errors never hold an address with its path (some networks put tokens there), nor a secret.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from wirepress.core.error_descriptions import describe_fetch_error
from wirepress.core.http.client import FetchError, fetch
from wirepress.core.http.response import FetchedResponse
from wirepress.features.social.networks import errors
from wirepress.features.social.networks.protocol import now_gmt

SECONDS: Final = 30.0
UPLOAD_SECONDS: Final = 180.0
SIZE: Final = 8 * 1024 * 1024
WORDS_MAX: Final = 400
RETRY_DEFAULT: Final = timedelta(minutes=15)
RETRY_MAX: Final = timedelta(days=1)
Part = tuple[str, str, bytes, str]  # name, file name ("" for a plain value), content, type


@dataclass(frozen=True, slots=True)
class Answer:
    """What a network said. `creating`: the call was one that makes something readers see."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    creating: bool = False
    path: str = ""

    @property
    def json(self) -> Any:
        """Return the body as JSON; None when it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None

    @property
    def fields(self) -> Mapping[str, Any]:
        """Return the body as a JSON object; empty when it is none."""
        found = self.json
        return found if isinstance(found, dict) else {}

    def part(self, *names: str) -> Any:
        """Return a value inside the JSON object; None where there is none."""
        here: Any = self.fields
        for name in names:
            here = here.get(name) if isinstance(here, dict) else None
        return here

    def text(self, *names: str) -> str:
        """Return a text or number inside the JSON object as text; "" where there is none."""
        found = self.part(*names)
        return str(found) if isinstance(found, str | int | float) and not isinstance(found, bool) else ""


Judge = Callable[["Api", Answer], None]


@dataclass(frozen=True)
class Api:
    """One API: where it is, what every request carries, and how its answers are judged (raises NetworkError)."""

    title: str
    base: str
    judge: Judge
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)  # headers
    hidden: Sequence[str] = field(default=(), repr=False)  # values that no message repeats
    headers: Mapping[str, str] = field(default_factory=dict)
    allow_private: bool = False

    def get(self, path: str, query: Mapping[str, Any] | None = None) -> Answer:
        """Return the answer to a GET."""
        return self.ask("GET", path, query=query)

    def post(self, path: str, *, creating: bool = False, **given: Any) -> Answer:
        """Return the answer to a POST; the names of `ask`."""
        return self.ask("POST", path, creating=creating, **given)

    def ask(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        data: Any = None,
        form: Mapping[str, Any] | None = None,
        parts: Sequence[Part] = (),
        body: bytes = b"",
        kind: str = "",
        headers: Mapping[str, str] | None = None,
        creating: bool = False,
        seconds: float = 0.0,
    ) -> Answer:
        """Return the answer to one request. `data` goes as JSON, `form` as a form, `parts` as multipart, `body` as it is.

        `creating`: it makes something that readers see, so that no answer, or one of a broken server, is an OutcomeUnknown.
        Raises NetworkError: what the judge makes of the answer.
        """
        if data is not None:
            body, kind = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), "application/json"
        elif form is not None:
            body, kind = urlencode(given_only(form), doseq=True).encode(), "application/x-www-form-urlencoded"
        elif parts:
            body, kind = write_multipart(parts)
        url = path if "://" in path else f"{self.base}{path}"
        if query := given_only(query or {}):
            url += ("&" if "?" in url else "?") + urlencode(query, doseq=True)
        sent = {"User-Agent": user_agent(), "Accept": "application/json", **self.headers, **(headers or {})}
        if kind:
            sent["Content-Type"] = kind
        timed = seconds or (UPLOAD_SECONDS if len(body) > 100_000 else SECONDS)
        try:
            answer = self._fetch(url, method, sent, body, timed)
        except FetchError as error:
            raise self._no_answer(error, creating) from None
        found = Answer(answer.status, answer.headers, answer.body, creating, urlsplit(url).path)
        self.judge(self, found)
        return found

    def _fetch(self, url: str, method: str, headers: Mapping[str, str], body: bytes, seconds: float) -> FetchedResponse:
        # What leaves our server by another address than the API's (an upload's, a plugin's) goes without its secrets.
        own = urlsplit(url)[:2] == urlsplit(self.base)[:2]
        return fetch(
            url,
            method=method,
            headers=headers,
            secrets=self.secrets if own else {},
            body=body,
            seconds=seconds,
            size=SIZE,
            redirects=3 if method == "GET" else 0,
            allow_private=self.allow_private,
        )

    def _no_answer(self, error: FetchError, creating: bool) -> errors.NetworkError:
        host = urlsplit(self.base).hostname or self.title
        if error.redirected:
            return errors.Refused(f"{self.title} ({host}) leads to another address, which is not followed.")
        if error.refused:
            hint = "" if self.allow_private else " If it stands in your own network, connect it with --allow-private."
            return errors.Refused(f"{self.title} cannot be asked: {self.hide(str(error))}{hint}")
        reason = describe_fetch_error(error.__cause__) if error.__cause__ else "its answer cannot be read"
        if error.arrived and creating:
            return errors.OutcomeUnknown(
                f"{self.title} ({host}) was sent the post and gave no answer ({reason}). Whether it took it is not known."
            )
        return errors.Unavailable(f"{self.title} ({host}) cannot be reached: {reason}.")

    def hide(self, text: str) -> str:
        """Return the text without secrets, on one line, of a length that people read."""
        for secret in self.hidden:
            if len(secret) > 5:
                text = text.replace(secret, "***")
        return " ".join(text.split())[:WORDS_MAX]


def user_agent() -> str:
    """Return how we name ourselves: product, release, the site's address (Reddit and Tumblr want one that stays)."""
    from wirepress import __version__
    from wirepress.settings.settings import get_settings

    return f"Wirepress/{__version__} (+{get_settings().url})"


def given_only(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values without those that are None; truth as APIs write it."""
    return {
        name: ("true" if value else "false") if isinstance(value, bool) else value
        for name, value in values.items()
        if value is not None
    }


def write_multipart(parts: Iterable[Part]) -> tuple[bytes, str]:
    """Return a multipart/form-data body and its type (RFC 7578)."""
    import httpx

    files: list[tuple[str, Any]] = [
        (name, (file or None, content, *([kind] if kind else []))) for name, file, content, kind in parts
    ]
    request = httpx.Request("POST", "http://localhost/", files=files)
    return request.read(), request.headers["content-type"]


def retry_after(headers: Mapping[str, str], *names: str, default: timedelta = RETRY_DEFAULT) -> timedelta:
    """Return how long to wait by the first of these headers (Retry-After before all) that says it.

    A value is seconds from now, a moment as unix seconds, an HTTP date or an ISO date: networks use all of them.
    """
    for name in ("retry-after", *names):
        found = read_wait(headers.get(name, ""))
        if found is not None:
            return found
    return default


def read_wait(value: str) -> timedelta | None:
    """Return the wait that a header's value means, never negative, a day at most; None when it means nothing."""
    value = value.strip()
    try:
        number = float(value)
    except ValueError:
        moment = _read_date(value)
        return None if moment is None else _bounded(moment - now_gmt())
    if not 0 <= number < 1e11:
        return None
    if number > 1e9:
        return _bounded(datetime.fromtimestamp(number, UTC).replace(tzinfo=None) - now_gmt())
    return _bounded(timedelta(seconds=number))


def _bounded(wait: timedelta) -> timedelta:
    return min(max(wait, timedelta(seconds=1)), RETRY_MAX)


def _read_date(value: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(value)
        except (ValueError, TypeError):
            continue
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    return None


def read_moment(value: Any) -> datetime | None:
    """Return a moment as APIs write it (ISO text, unix seconds) as naive GMT; None when it is none."""
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1e11:
        return datetime.fromtimestamp(value, UTC).replace(tzinfo=None)
    return _read_date(value) if isinstance(value, str) and value else None


def judge_by_status(api: Api, answer: Answer, words: str, *, code: str = "") -> None:
    """Raise what an HTTP status means by itself; nothing of a good one. `words`: the network's own."""
    status, title = answer.status, api.title
    if 200 <= status < 300:
        return
    words = api.hide(words)
    said = {"answer": words, "code": code or str(status)}
    told = f": {words}" if words else "."
    if status == 401:
        raise errors.TokenRevoked(f"{title} no longer accepts the access{told}", **said)
    if status == 402:
        raise errors.OutOfCredit(f"{title} wants to be paid first{told}", **said)
    if status == 403:
        raise errors.PermissionMissing(f"{title} does not allow it{told}", **said)
    if status in (404, 410):
        raise errors.Gone(f"{title} has nothing there (any more){told}", **said)
    if status == 429:
        wait = retry_after(answer.headers, "x-ratelimit-reset", "x-rate-limit-reset", "ratelimit-reset")
        raise errors.RateLimited(f"{title} has been asked too often{told}", retry_after=wait, **said)
    if status >= 500 and answer.creating:
        raise errors.OutcomeUnknown(
            f"{title} answered with an error of its own ({status}). Whether it took the post is not known.", **said
        )
    if status >= 500:
        raise errors.Unavailable(f"{title} is out of order ({status}){told}", **said)
    if status < 400:
        raise errors.Refused(f"{title} leads to another address, which is not followed.", **said)
    raise errors.Refused(f"{title} refused it{told}", **said)


def unreadable(api: Api, answer: Answer) -> errors.NetworkError:
    """Return the error for an answer that says nothing though it is a good one."""
    words = f"{api.title} gave an answer that does not say what happened ({answer.status})."
    return errors.OutcomeUnknown(words) if answer.creating else errors.Unavailable(words)
