"""What a REST route is: a declaration that reads like a table. Who answers requests lies in `web/rest`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from wirepress.core.rest.errors import RestError

Schema = dict[str, Any]
Sanitizer = Callable[[Any, "Request", str], Any]  # raises RestError when the value will not do
Validator = Callable[[Any, "Request", str], "RestError | bool | None"]


class Actor(Protocol):
    """Whoever asks: an anonymous reader (id 0) or a user."""

    @property
    def id(self) -> int: ...

    def can(self, capability: str) -> bool:
        """Return whether the actor has a plain capability."""
        ...


@dataclass(slots=True)
class Upload:
    """One file of a multipart body."""

    filename: str
    content_type: str
    data: bytes


@dataclass(slots=True)
class Request:
    """One REST request after its path was matched. Parameters are looked up as WordPress does: JSON, body, query, path, defaults."""

    method: str
    route: str
    actor: Actor
    query: dict[str, Any] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    json: dict[str, Any] | None = None
    path_params: dict[str, Any] = field(default_factory=dict)
    defaults: dict[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)  # lower-case names
    raw_body: bytes = b""
    files: dict[str, Upload] = field(default_factory=dict)
    attributes: dict[str, Any] = field(default_factory=dict)  # anything the kernel or a handler wants to carry along
    by_query: bool = False  # reached by ?rest_route=
    address: str = ""  # the reader's address, proxies already judged

    def sources(self) -> list[dict[str, Any]]:
        """Return the parameter sources, first wins."""
        found: list[dict[str, Any]] = []
        if self.json is not None:
            found.append(self.json)
        if self.method in ("POST", "PUT", "PATCH", "DELETE"):
            found.append(self.body)
        found += [self.query, self.path_params, self.defaults]
        return found

    def get(self, name: str, default: Any = None) -> Any:
        """Return the parameter's value; an explicit null counts as absent."""
        for source in self.sources():
            value = source.get(name)
            if value is not None:
                return value
        return default

    def has(self, name: str) -> bool:
        """Return whether the client or a default gave the parameter (null included)."""
        return any(name in source for source in self.sources())

    def __getitem__(self, name: str) -> Any:
        return self.get(name)

    def set(self, name: str, value: Any) -> None:
        """Put the value where it will be found first."""
        for source in self.sources():
            if name in source:
                source[name] = value
                return
        self.sources()[0][name] = value

    @property
    def signed_in(self) -> bool:
        """Return whether a user was identified."""
        return self.actor.id > 0


@dataclass(slots=True)
class Response:
    """A handler's answer before `_fields`, `_embed` and the envelope are applied."""

    data: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    links: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    raw: bytes | None = None  # not JSON: these bytes are sent as they are (images, XML)
    content_type: str = "application/json; charset=UTF-8"
    totals_as_text: bool = False  # X-WP-Total is a text in the envelope, as WordPress has it on some routes


# One argument by name: its JSON schema as OPTIONS shows it, plus keys that are never shown:
#   required   bool
#   validate   True (by the schema, before anything is sanitised) or a function that returns a RestError, False, or anything else for "fine"
#   sanitize   True (by the schema), None (not at all) or a function; without the key the value is validated and sanitised by its schema
Args = Mapping[str, Schema]
Permission = Callable[[Request], "RestError | bool | None"]
Handler = Callable[[Request], "Response | Any"]


def everyone(request: Request) -> None:
    """Permit everybody: return None, which is no refusal."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Methods of a route that share arguments, permission and handler. A permission returns None or True to allow,
    False for a plain refusal, or a RestError."""

    methods: tuple[str, ...]
    handler: Handler
    args: Args | Callable[[], Args] = field(default_factory=dict)
    permission: Permission = everyone
    batch: bool | None = None  # False: the index says so aloud
    hidden: bool = False  # not shown in the index, which is WordPress's
    gather: Callable[[Sequence[Request]], None] | None = None  # reads at once what many requests will need (`_embed`)


@dataclass(frozen=True, slots=True)
class Route:
    """A path pattern (a regular expression as the index shows it), its endpoints and its item schema."""

    namespace: str
    pattern: str
    endpoints: tuple[Endpoint, ...]
    schema: Callable[[], Schema] | None = None

    @property
    def hidden(self) -> bool:
        """Return whether the index leaves it out."""
        return all(endpoint.hidden for endpoint in self.endpoints)

    @property
    def batch(self) -> bool:
        """Return whether /batch/v1 may call the route."""
        return any(endpoint.batch for endpoint in self.endpoints)


READ = ("GET",)
CREATE = ("POST",)
EDIT = ("POST", "PUT", "PATCH")
DELETE = ("DELETE",)
