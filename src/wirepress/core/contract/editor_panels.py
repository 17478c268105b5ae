"""What a plugin shows in the block editor, beside the story: declared here, drawn by the editor. No JavaScript has to be built."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from wirepress.core.contract.content.post_facts import PostFacts
    from wirepress.core.rest.routes import Actor


@dataclass(frozen=True, slots=True)
class EditorField:
    """A field that is bound to a registered meta key of the story (`MetaField`): saved, undone and kept by autosaves with the story."""

    meta: str
    label: str
    kind: Literal["text", "area", "number", "switch", "choice"] = "text"
    help: str = ""
    choices: Mapping[str, str] | None = None  # of a choice: value -> what people read


@dataclass(frozen=True, slots=True)
class EditorFact:
    """A line of a panel that only tells something: what it is of, plain text, and where it leads ("": nowhere)."""

    label: str
    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class EditorPanel:
    """A panel of the block editor, for who may edit the story and has the capability.

    `facts` is asked when the panel is opened and after each save. `script` is the address of a script of the plugin's own, which finds the
    editor's packages under WordPress's names (`wp.plugins`, `wp.editor`, `wp.data` ...). A `StoryPanel` is shown in the block editor by
    itself, with its form; one of the same name here stands in its place.
    """

    name: str  # small letters and underscores
    title: str
    fields: Sequence[EditorField] = ()
    facts: Callable[[PostFacts, Actor], Sequence[EditorFact]] | None = None
    script: str = ""
    before_publish: bool = False  # shown among the checks before publishing, too
    capability: str = "edit_posts"
    types: tuple[str, ...] = ("post", "page")
