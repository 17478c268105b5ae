"""Who publishes the site, and the site itself."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.options import site, store
from wirepress.content.posts.addresses import permalinks
from wirepress.content.posts.models import Post
from wirepress.content.users.models import User
from wirepress.features.seo.head import pictures, texts
from wirepress.features.seo.head.smart_tags import replace_tags
from wirepress.features.seo.schema.json_ld import Node, language, node, ref
from wirepress.features.seo.schema.page_ids import Graph
from wirepress.features.seo.schema.people import person_node
from wirepress.features.seo.settings.schema import SchemaSettings

# Field of the settings -> property of schema.org. The first two belong to any organisation, the others to newsrooms.
_POLICIES: Final = {
    "publishing_principles": "publishingPrinciples",
    "corrections_policy": "correctionsPolicy",
    "ethics_policy": "ethicsPolicy",
    "diversity_policy": "diversityPolicy",
    "diversity_staffing_report": "diversityStaffingReport",
    "unnamed_sources_policy": "unnamedSourcesPolicy",
    "feedback_policy": "actionableFeedbackPolicy",
    "ownership": "ownershipFundingInfo",
    "fact_checking_policy": "verificationFactCheckingPolicy",
    "masthead": "masthead",
    "mission_priorities": "missionCoveragePrioritiesPolicy",
    "no_bylines_policy": "noBylinesPolicy",
}
_OF_NEWSROOMS: Final = frozenset(("fact_checking_policy", "masthead", "mission_priorities", "no_bylines_policy"))


def publisher_node(graph: Graph) -> Node:
    """Return the organisation or the person behind the site."""
    settings = graph.settings
    if settings.represents == "person":
        return _person(graph)
    # Only a newsroom's own mark counts for a site that answers as AIOSEO did, which knows no other.
    logo = pictures.by_setting(settings.logo) if graph.plugin_like else pictures.logo(graph.page, settings.logo)
    made = node(
        settings.organization_type,
        graph.organization,
        name=settings.name or site_name(),
        legalName=settings.legal_name,
        url=site.home("/"),
        description=texts.squeeze(replace_tags(settings.description, graph.meta.scope)),
        telephone=settings.phone,
        email=settings.email,
        foundingDate=settings.founded,
        logo=_logo(logo),
        image=ref(site.home("/#organizationLogo")) if logo else None,
        sameAs=[line.strip() for line in settings.same_as if line.strip()],
    )
    return {**made, **_policies(settings)}


def _logo(picture: pictures.SharedPicture | None) -> Node | None:
    if picture is None:
        return None
    return node(
        "ImageObject",
        site.home("/#organizationLogo"),
        url=picture.url,
        width=picture.width,
        height=picture.height,
        caption=picture.alt,
    )


def _person(graph: Graph) -> Node:
    value = graph.settings.person.strip()
    user = User.objects.filter(pk=int(value)).first() if value.isdigit() and len(value) < 18 else None
    if user is not None:
        return {**person_node(user, graph), "@id": graph.organization}
    picture = pictures.by_setting(graph.settings.logo)
    return node(
        "Person",
        graph.organization,
        name=value or graph.settings.name or site_name(),
        url=site.home("/"),
        image=node("ImageObject", url=picture.url, width=picture.width, height=picture.height) if picture else None,
        sameAs=[line.strip() for line in graph.settings.same_as if line.strip()],
    )


def _policies(settings: SchemaSettings) -> dict[str, str]:
    """Addresses of the newsroom's policies; a number names a page."""
    values = {
        field: str(getattr(settings, field)).strip()
        for field in _POLICIES
        if settings.organization_type == "NewsMediaOrganization" or field not in _OF_NEWSROOMS
    }
    ids = [int(value) for value in values.values() if value.isdigit() and len(value) < 18]
    pages = (
        {post.pk: permalinks.post_link(post) for post in Post.objects.filter(pk__in=ids, status="publish")}
        if ids
        else {}
    )
    found = {_POLICIES[name]: pages.get(int(value), "") if value.isdigit() else value for name, value in values.items()}
    return {name: address for name, address in found.items() if address}


def site_name() -> str:
    """Return the site's title as text."""
    return texts.decoded(str(store.get("blogname")))


def website_node(graph: Graph) -> Node:
    """Return the site with its search."""
    action: dict[str, Any] | None = None
    if graph.settings.search_action and not graph.plugin_like:
        action = {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": site.home("/?s={search_term_string}")},
            "query-input": "required name=search_term_string",
        }
    return node(
        "WebSite",
        graph.website,
        url=site.home("/"),
        name=site_name(),
        description=texts.decoded(str(store.get("blogdescription"))),
        inLanguage=language(),
        publisher=ref(graph.organization),
        potentialAction=action,
    )
