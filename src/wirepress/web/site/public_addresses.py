"""Public addresses of features, behind all addresses of our own and those at which content is."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from django.urls import ResolverMatch
from django.urls.resolvers import RegexPattern, URLPattern

from wirepress.content.options.features import extensions
from wirepress.content.posts.addresses.resolve import resolve
from wirepress.core.contract.pages.site import PublicAddress
from wirepress.web.site.views.page import ADDRESS_MAX, site_page

# To WordPress these are files, whatever stories are called.
_FILES: Final = re.compile(r"wp-(?:admin|content|includes)/.*|(?:.*/)?[^/]+\.php", re.DOTALL)


class PublicAddresses(URLPattern):
    """The addresses of the features that are on at the moment, as one entry of the URL configuration. Django judges a view that is
    resolved here as any other: methods, tokens and errors are as the view says."""

    def __init__(self) -> None:
        super().__init__(RegexPattern(r"^"), site_page)

    def resolve(self, path: str) -> ResolverMatch | None:
        """Return the feature's view for a path, None when no feature has one or content is there."""
        declared: list[PublicAddress] = extensions().declared("public_addresses")
        if not declared or not path or len(path) > ADDRESS_MAX or "\x00" in path:
            return None
        for address in declared:
            found = re.fullmatch(address.pattern, path)
            if found is not None and not _is_taken(path):
                named = {name: text for name, text in found.groupdict().items() if text is not None}
                return ResolverMatch(
                    address.view,
                    (),
                    named,
                    address.name,
                    route=address.pattern,
                    captured_kwargs=named,
                    extra_kwargs={},
                )
        return None


def _is_taken(path: str) -> bool:
    """Whether a story, a page or a list is at the path. Leads that WordPress only guesses do not count."""
    if _FILES.fullmatch(path):
        return False
    return resolve(quote(f"/{path}", safe="/-_.~%"), {}).kind not in ("missing", "redirect")
