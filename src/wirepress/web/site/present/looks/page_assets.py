"""Style sheets and scripts that features put into a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from wirepress.content.options.features import extensions
from wirepress.content.posts.models import Post
from wirepress.core.call_plugin import call_plugin
from wirepress.core.contract.pages.site import PageAsset, PageKind


@dataclass(frozen=True, slots=True)
class AssetTags:
    """Tags by their place: `styles` and `scripts` in the head, `late_styles` at the end of the page."""

    styles: SafeString
    scripts: SafeString
    late_styles: SafeString


def asset_tags(request: HttpRequest, kind: PageKind, post: Post | None) -> AssetTags:
    """The tags for one page."""
    declared: list[PageAsset] = extensions().declared("page_assets")
    wanted = [asset for asset in declared if kind in asset.pages and _is_wanted(asset, request, post)]
    unique = {asset.name: asset for asset in sorted(wanted, key=lambda asset: -asset.order)}  # the earliest counts
    chosen = sorted(unique.values(), key=lambda asset: asset.order)
    styles = [asset for asset in chosen if asset.is_style]
    return AssetTags(
        styles=_joined(_style(asset) for asset in styles if asset.loading == "critical"),
        scripts=_joined(_script(asset) for asset in chosen if not asset.is_style),
        late_styles=_joined(_style(asset) for asset in styles if asset.loading == "deferred"),
    )


def _is_wanted(asset: PageAsset, request: HttpRequest, post: Post | None) -> bool:
    return asset.wanted is None or bool(call_plugin("page_assets", asset.wanted, request, post))


def _joined(tags: Iterable[str]) -> SafeString:
    return mark_safe("".join(f"{tag}\n" for tag in tags))


def _style(asset: PageAsset) -> str:
    return f'<link rel="stylesheet" href="{escape(static(asset.name))}">'


def _script(asset: PageAsset) -> str:
    defer = " defer" if asset.loading == "deferred" else ""
    return f'<script src="{escape(static(asset.name))}"{defer}></script>'
