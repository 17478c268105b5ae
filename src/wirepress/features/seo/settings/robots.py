"""Settings of robots.txt, and of what programs may do with stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from wirepress.core.contract.json_value import JSON
from wirepress.core.rest.routes import Schema
from wirepress.features.seo.settings.part import Part, lines, mapping, switch, text

# Programs that are known by name -> who sends them, and what for.
BOTS: Final[Mapping[str, str]] = {
    "GPTBot": "OpenAI, training",
    "OAI-SearchBot": "OpenAI, search",
    "ChatGPT-User": "OpenAI, for one user",
    "ClaudeBot": "Anthropic, training",
    "Claude-SearchBot": "Anthropic, search",
    "Google-Extended": "Google, Gemini",
    "Applebot-Extended": "Apple, training",
    "meta-externalagent": "Meta, training",
    "PerplexityBot": "Perplexity, search",
    "Amazonbot": "Amazon",
    "Bytespider": "ByteDance, training",
    "CCBot": "Common Crawl",
    "cohere-training-data-crawler": "Cohere, training",
    "DuckAssistBot": "DuckDuckGo, answers",
    "MistralAI-User": "Mistral, for one user",
    "AhrefsBot": "Ahrefs, links",
    "SemrushBot": "Semrush, links",
}
USAGE: Final[Schema] = {
    "type": "object",
    "properties": {
        "search": {"type": "boolean"},
        "ai_input": {"type": "boolean"},
        "ai_train": {"type": "boolean"},
        "policy": {"type": "string", "maxLength": 500},
    },
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class RobotsSettings(Part):
    """What robots are told: where they may go, and what may be done with what they find."""

    NAME: ClassVar[str] = "robots"
    OPTION: ClassVar[str] = "seo_robots"
    TITLE: ClassVar[str] = "Robots and rights"
    ABOUT: ClassVar[str] = "robots.txt, and what programs may do with your stories."

    closed: Sequence[str] = lines((), "Programs kept out", "Names of programs, one a line.", group="Programs")
    rules: Sequence[str] = lines(
        (),
        "Further rules",
        "Lines of robots.txt: User-agent, Disallow, Allow, Crawl-delay.",
        group="Programs",
        most=500,
    )
    usage: Mapping[str, Mapping[str, JSON]] = mapping(
        {},
        "What may be done",
        "By `/` (everything), a path such as /opinion/*, `section:SLUG` or `source:SLUG`.",
        values=USAGE,
        group="Rights",
    )
    content_signal: bool = switch(True, "Content-Signal in robots.txt", group="Rights")
    tdmrep: bool = switch(True, "TDM reservation protocol", "/.well-known/tdmrep.json and a header.", group="Rights")
    rsl: bool = switch(True, "RSL licence", "/license.xml, named in robots.txt.", group="Rights")
    contact: str = text("", "Who grants licences", "An address of the web or of mail, for RSL.", group="Rights")
