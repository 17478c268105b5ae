"""What a plugin adds to REST."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from wirepress.core.contract.json_value import JSON
from wirepress.core.rest.routes import Actor, Schema

ObjectType = Literal["post", "term", "user", "comment"]


@dataclass(frozen=True, slots=True)
class MetaField:
    """A registered meta key: shown in REST under `meta` in the order of registration."""

    object_type: ObjectType
    key: str
    type: str = "string"
    subtype: str = ""  # post type or taxonomy; empty: all of them
    single: bool = True
    default: JSON | Callable[[], JSON] = None  # a value, or a function without arguments that gives one
    schema: Schema = field(default_factory=dict)  # beside type, title, description and default
    description: str = ""
    show_in_rest: bool = True
    revisions: bool = False
    may_write: Callable[[Actor, int], bool] | None = (
        None  # (actor, object id); None: protected keys nobody, others whoever may edit
    )
    stored_key: str = ""  # the key of the stored row where it is not the shown one
    prepare: Callable[[JSON], JSON] | None = None  # stored value -> shown value, before the schema judges it
    clean: Callable[[JSON, Actor], JSON] | None = None  # (valid value, who writes it) -> value to store

    @property
    def row_key(self) -> str:
        """The key under which rows are stored."""
        return self.stored_key or self.key

    def default_value(self) -> JSON:
        """The default, computed when it is a function."""
        return self.default() if callable(self.default) else self.default


@dataclass(frozen=True, slots=True)
class RestField:
    """A further top-level field of REST documents, after WordPress's own and before `_links`."""

    objects: Sequence[str]  # post types, taxonomies, "user", "comment"; "*post" for every public post type
    name: str
    # Rows are of four sorts (a post, term, user or comment), so that no one type names them. (row, render context of a post) -> value
    get: Callable[[Any, Any], JSON]
    schema: Schema | None = None  # None: not in the schema, never writable
    update: Callable[[JSON, Any], None] | None = None  # (value, the object's row)
    after: str = "class_list"


@dataclass(frozen=True, slots=True)
class GatheredWrite:
    """A small write of readers that comes in crowds (a vote): those that wait are committed together, and answered below the
    framework. It stands beside a POST route that does the same; whatever is not plain goes there.

    `read` makes of (the match of `pattern` on the route, the JSON body, headers, the reader's address) the write, or None: ask the
    route. `write` does many in one transaction and answers for each the JSON of its 200, or None: ask the route. `pause`: seconds that
    a write waits for others, where nobody waits for its answer.
    """

    pattern: str
    read: Callable[[re.Match[str], JSON, Mapping[str, str], str], object | None]
    write: Callable[[Sequence[Any]], Sequence[JSON]]  # what `read` made: the feature's own sort of thing
    headers: Mapping[str, str] = field(default_factory=dict)  # beside those of every REST answer
    allow: str = "GET, POST"
    pause: float = 0.0
