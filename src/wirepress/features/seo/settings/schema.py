"""Settings of the structured data: who publishes, which kinds of articles and pages, rights of pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from wirepress.features.seo.settings.part import Part, choice, lines, mapping, switch, text

ARTICLE_TYPES: Final = ("NewsArticle", "Article", "BlogPosting", "LiveBlogPosting")
WEB_PAGE_TYPES: Final = (
    "WebPage",
    "AboutPage",
    "CheckoutPage",
    "CollectionPage",
    "ContactPage",
    "FAQPage",
    "ItemPage",
    "MedicalWebPage",
    "ProfilePage",
    "QAPage",
    "RealEstateListing",
    "SearchResultsPage",
)
_ORGANIZATIONS: Final = (
    ("NewsMediaOrganization", "A newsroom"),
    ("Organization", "Another organisation"),
)


@dataclass(frozen=True, slots=True)
class SchemaSettings(Part):
    """What machines are told of the site and its stories."""

    NAME: ClassVar[str] = "schema"
    OPTION: ClassVar[str] = "seo_schema"
    TITLE: ClassVar[str] = "Structured data"
    ABOUT: ClassVar[str] = "Who publishes, and what a story is, for machines."

    represents: str = choice(
        "organization",
        "The site stands for",
        (("organization", "An organisation"), ("person", "A person")),
        group="Publisher",
    )
    organization_type: str = choice("NewsMediaOrganization", "It is", _ORGANIZATIONS, group="Publisher")
    name: str = text("", "Name", "Empty: the site's title.", group="Publisher", max_length=200)
    legal_name: str = text("", "Legal name", group="Publisher", max_length=200)
    description: str = text("", "Description", group="Publisher", several_lines=True)
    logo: str = text(
        "", "Logo", "An address, or the ID of a file under Media. Empty: the site's logo.", group="Publisher"
    )
    person: str = text("", "Person", "The ID of a user, or a name.", group="Publisher", max_length=200)
    founded: str = text("", "Founded", "A year or a date, 1987-05-04.", group="Publisher", max_length=20)
    email: str = text("", "Email", group="Publisher", max_length=200)
    phone: str = text("", "Phone", group="Publisher", max_length=50)
    same_as: Sequence[str] = lines((), "Profiles elsewhere", "An address a line.", group="Publisher")

    publishing_principles: str = text("", "Publishing principles", "An address, or the ID of a page.", group="Policies")
    corrections_policy: str = text("", "Corrections", group="Policies")
    ethics_policy: str = text("", "Ethics", group="Policies")
    diversity_policy: str = text("", "Diversity", group="Policies")
    diversity_staffing_report: str = text("", "Diversity of the staff", group="Policies")
    fact_checking_policy: str = text("", "Fact checking", group="Policies")
    unnamed_sources_policy: str = text("", "Unnamed sources", group="Policies")
    feedback_policy: str = text("", "Feedback", group="Policies")
    masthead: str = text("", "Masthead", group="Policies")
    mission_priorities: str = text("", "Mission and coverage priorities", group="Policies")
    ownership: str = text("", "Ownership and funding", group="Policies")
    no_bylines_policy: str = text("", "Stories without a byline", group="Policies")

    article_types: Mapping[str, str] = mapping(
        {"post": "NewsArticle"},
        "Kinds of articles",
        "By post type; `none` for no article.",
        values={"type": "string", "enum": [*ARTICLE_TYPES, "none"]},
        group="Stories",
    )
    page_types: Mapping[str, str] = mapping(
        {}, "Kinds of pages", "By post type.", values={"type": "string", "enum": list(WEB_PAGE_TYPES)}, group="Stories"
    )
    paid_selectors: Sequence[str] = lines(
        (), "Parts behind the paywall", "CSS selectors, one a line, of what readers pay for.", group="Stories"
    )
    speakable: Sequence[str] = lines(
        ("h1", ".standfirst"), "Read aloud", "CSS selectors, one a line, of what assistants may read.", group="Stories"
    )
    faq_and_how_to: bool = switch(True, "Questions and steps", "From the blocks of a story.", group="Stories")
    search_action: bool = switch(True, "Name the site's search", group="Site")
    breadcrumb_home: str = text("Home", "First breadcrumb", group="Site", max_length=100)
    breadcrumbs: bool = switch(True, "Show breadcrumbs to readers", "Above stories and lists.", group="Site")

    image_license: str = text(
        "", "Licence of pictures", "An address, for pictures without their own.", group="Pictures"
    )
    acquire_license: str = text("", "Where a licence can be had", "An address.", group="Pictures")
    image_credit: str = text(
        "", "Credit of pictures", "For pictures without their own.", group="Pictures", max_length=300
    )
