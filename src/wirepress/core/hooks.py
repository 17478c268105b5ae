"""The whole extension contract. A plugin is a module (entry point group `wirepress.plugins`) whose functions carry these names,
each marked `@hook`. Every one is optional; each answers a list. Built-in features use nothing else.

A plugin's module also has `NAME` (its switch in `wirepress feature`), `TITLE`, `DESCRIPTION` and, for imports,
`WORDPRESS_PLUGINS`: the folders of WordPress plugins whose presence switches it on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, Literal

import pluggy

from wirepress.core.cache.slots import LiveValues
from wirepress.core.cache.watched import Watched
from wirepress.core.rest.routes import Actor, Route, Schema

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from wirepress.core.markup.context import ContentFilter

PROJECT: Final = "wirepress"
hook = pluggy.HookimplMarker(PROJECT)
_spec = pluggy.HookspecMarker(PROJECT)

ObjectType = Literal["post", "term", "user", "comment"]


@dataclass(frozen=True, slots=True)
class MetaField:
    """A registered meta key: shown in REST under `meta` in the order of registration."""

    object_type: ObjectType
    key: str
    type: str = "string"
    subtype: str = ""  # post type or taxonomy; empty: all of them
    single: bool = True
    default: Any = None  # a value, or a function without arguments that gives one
    schema: Schema = field(default_factory=dict)  # beside type, title, description and default
    description: str = ""
    show_in_rest: bool = True
    revisions: bool = False
    may_write: Callable[[Actor, int], bool] | None = (
        None  # (actor, object id); None: protected keys nobody, others whoever may edit
    )
    stored_key: str = ""  # the key of the stored row where it is not the shown one
    prepare: Callable[[Any], Any] | None = None  # stored value -> shown value, before the schema judges it
    clean: Callable[[Any, Actor], Any] | None = None  # (valid value, who writes it) -> value to store

    @property
    def row_key(self) -> str:
        """The key under which rows are stored."""
        return self.stored_key or self.key

    def default_value(self) -> Any:
        """The default, computed when it is a function."""
        return self.default() if callable(self.default) else self.default


@dataclass(frozen=True, slots=True)
class RestField:
    """A further top-level field of REST documents, after WordPress's own and before `_links`."""

    objects: Sequence[str]  # post types, taxonomies, "user", "comment"; "*post" for every public post type
    name: str
    get: Callable[[Any, Any], Any]  # (the object's row, render context) -> JSON value
    schema: Schema | None = None  # None: not in the schema, never writable
    update: Callable[[Any, Any], None] | None = None  # (value, the object's row)
    after: str = "class_list"


@dataclass(frozen=True, slots=True)
class SettingField:
    """A typed option. With `rest_name` it is shown in /wp/v2/settings."""

    option: str
    type: str
    default: Any = None
    label: str = ""
    help: str = ""
    rest_name: str = ""
    schema: Schema = field(default_factory=dict)
    group: str = "general"
    choices: Sequence[tuple[Any, str]] = ()
    sanitize: Callable[[Any], Any] | None = None
    hidden: bool = False  # kept for clients, not set in the newsroom


@dataclass(frozen=True, slots=True)
class Job:
    """Background work: run by name with JSON arguments, and on a schedule when `every` is given."""

    name: str
    run: Callable[..., Any]
    every: timedelta | None = None
    retries: int = 3


@dataclass(frozen=True, slots=True)
class AdminPage:
    """A page of the newsroom under /wp-admin/PATH, in the menu under `section`."""

    path: str
    title: str
    view: Callable[[HttpRequest], HttpResponse]
    capability: str = "manage_options"
    section: str = "Features"
    icon: str = "extension"
    in_menu: bool = True  # false: reached from another page


@dataclass(frozen=True, slots=True)
class AjaxAction:
    """An action of /wp-admin/admin-ajax.php. The answer is the response's text."""

    name: str
    run: Callable[[HttpRequest], str]
    anonymous: bool = True


@dataclass(frozen=True, slots=True)
class GatheredWrite:
    """A small write of readers that comes in crowds (a reaction): those that wait are committed together, and answered below the
    framework. It stands beside a POST route that does the same; whatever is not plain goes there.

    `read` makes of (the match of `pattern` on the route, the JSON body, headers, the reader's address) the write, or None: ask the
    route. `write` does many in one transaction and answers for each the JSON of its 200, or None: ask the route.
    """

    pattern: str
    read: Callable[[re.Match[str], Any, Mapping[str, str], str], Any]
    write: Callable[[Sequence[Any]], Sequence[Any]]
    headers: Mapping[str, str] = field(default_factory=dict)  # beside those of every REST answer
    allow: str = "GET, POST"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to content, told after the transaction committed."""

    name: str  # post.published, post.updated, post.trashed, post.deleted, comment.created, term.changed, user.changed, option.changed
    object_id: int
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Metric:
    """One number of /-/metrics. Rows of the same name stand together; `labels` tell them apart."""

    name: str  # as Prometheus writes names; a counter's without `_total`
    help: str
    value: float
    kind: Literal["gauge", "counter"] = "gauge"
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fragment:
    """HTML for a place of the public site, computed per page.

    A page is kept and shown to every reader until content changes. What a fragment reads that changes by itself it names with
    `core.cache.depends.on`; what is one reader's own with `depends.on_reader`.
    """

    place: Literal["head", "before_story", "after_story", "footer"]
    render: Callable[[HttpRequest, Any], str]  # (request, the page's post or None)
    order: int = 10


class Hooks:
    """Every hook, in one list."""

    @_spec
    def meta_fields(self) -> Sequence[MetaField]:
        """Registered meta."""
        raise NotImplementedError

    @_spec
    def rest_fields(self) -> Sequence[RestField]:
        """Further fields of REST documents."""
        raise NotImplementedError

    @_spec
    def content_filters(self) -> Sequence[ContentFilter]:
        """Filters of a story's content, with their order among WordPress's own (blocks 9, texturize and autop 10, shortcodes 11, images 12)."""
        raise NotImplementedError

    @_spec
    def excerpt_filters(self) -> Sequence[ContentFilter]:
        """Filters of an excerpt (texturize, smilies and autop are at 10)."""
        raise NotImplementedError

    @_spec
    def post_classes(self, post: Any) -> Sequence[str]:
        """Further CSS classes of a post, after WordPress's own."""
        raise NotImplementedError

    @_spec
    def prepare_posts(self, post_ids: Sequence[int], context: Any) -> Sequence[None]:
        """Told once before a list of posts is rendered: read here what the filters need, in one query, into `context.extras`."""
        raise NotImplementedError

    @_spec
    def jobs(self) -> Sequence[Job]:
        """Background jobs."""
        raise NotImplementedError

    @_spec
    def routes(self) -> Sequence[Route]:
        """REST routes."""
        raise NotImplementedError

    @_spec
    def gathered_writes(self) -> Sequence[GatheredWrite]:
        """Small writes of readers that come in crowds."""
        raise NotImplementedError

    @_spec
    def ajax_actions(self) -> Sequence[AjaxAction]:
        """Actions of admin-ajax.php."""
        raise NotImplementedError

    @_spec
    def namespaces(self) -> Sequence[str]:
        """REST namespaces of the WordPress plugin that this feature stands for: each has an index, whatever routes are in it."""
        raise NotImplementedError

    @_spec
    def admin_pages(self) -> Sequence[AdminPage]:
        """Pages of the newsroom."""
        raise NotImplementedError

    @_spec
    def settings(self) -> Sequence[SettingField]:
        """Options with their types and defaults."""
        raise NotImplementedError

    @_spec
    def site_fragments(self) -> Sequence[Fragment]:
        """HTML for places of the public site."""
        raise NotImplementedError

    @_spec
    def canonical(self, post: Any) -> Sequence[str]:
        """Where a post was published first, when that is not here: its page names the address as canonical. The first answer counts."""
        raise NotImplementedError

    @_spec
    def metrics(self) -> Sequence[Metric]:
        """Numbers for /-/metrics, computed when they are asked for: a few quick queries at most."""
        raise NotImplementedError

    @_spec
    def take_out_of_import(self, document: Mapping[str, Any], html: str) -> Sequence[str]:
        """Given a REST document and its content.rendered: the story without what this feature's WordPress plugin wove in
        (empty list: nothing of ours in it). May keep counters for `imported`."""
        raise NotImplementedError

    @_spec
    def imported(self, document: Mapping[str, Any], post: Any, created: bool) -> Sequence[str]:
        """Told after a REST document became a post: read the feature's own data back. Answers what was lost, in words."""
        raise NotImplementedError

    @_spec
    def adopt_tables(self) -> Sequence[str]:
        """Told after a WordPress database was imported: take over the rows that the feature's WordPress plugin kept in meta and
        options. Answers what was lost, in words."""
        raise NotImplementedError

    @_spec
    def watched_tables(self) -> Sequence[Watched]:
        """How changes of the feature's own tables are told to the caches. A table that is not named here is of the kind `other`:
        any change of it makes every cached answer anew."""
        raise NotImplementedError

    @_spec
    def live_values(self) -> Sequence[LiveValues]:
        """Values in posts' documents that change without the post (marked with `core.cache.slots.mark` when it is rendered)."""
        raise NotImplementedError

    @_spec
    def reader_names(self, address: str, agent: str) -> Sequence[str]:
        """The names under which the feature keeps what one reader did, as changes of its tables tell them (kind `reader`)."""
        raise NotImplementedError

    @_spec
    def reader_sees_own(self, address: str, agent: str, tags: Sequence[str]) -> Sequence[bool]:
        """Whether an answer that depends on these tags shows this reader something that others do not see ([True]; else nothing).
        Without tags: whether any answer does."""
        raise NotImplementedError

    @_spec
    def on_event(self, event: Event) -> Sequence[None]:
        """Told of every event, after commit."""
        raise NotImplementedError
