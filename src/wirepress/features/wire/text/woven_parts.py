"""What plugins of other sites weave into their stories: reading times, reactions, share buttons, lists of related stories.

None of it is the story; its counters change with every reader. Known by the classes that the plugins give it.
"""

from __future__ import annotations

import re
from typing import Final

# Classes of whole blocks, as the plugins write them (facts of theirs).
_BLOCKS: Final = (
    "booster-block twp-read-time twp-reactions-icons twp-social-share be-face-icons "  # Booster Extension, and our own engagement
    "sharedaddy sd-sharing sd-like jp-relatedposts jetpack-likes-widget-wrapper "  # Jetpack
    "addtoany_share_save_container addtoany_content heateor_sss_sharing_container heateor_sss_vertical_sharing "
    "ssba ssba-wrap essb_links swp_social_panel mashsb-container sharethis-inline-share-buttons shareaholic-canvas "
    "addthis_toolbox addthis_inline_share_toolbox social-share share-buttons post-share sharing-buttons novashare-buttons "
    "yarpp yarpp-related crp_related rp4wp-related-posts related-posts relpost-thumb-wrapper wp_rp_wrap zemanta-related "
    "kk-star-ratings post-ratings wpulike wp_ulike_general_class pvc_stats post-views entry-post-views tptn_counter "
    "feedflare mc4wp-form wp-block-mailpoet-subscription-form-block wpdiscuz_top_clearing span-reading-time rt-reading-time"
).split()
_MARK: Final = re.compile(
    r"""class\s*=\s*["'][^"'<>]{0,400}?(?<![\w-])(?:""" + "|".join(map(re.escape, _BLOCKS)) + r")(?![\w-])",
    re.IGNORECASE,
)
_SELECTOR: Final = ", ".join(f".{name}" for name in _BLOCKS)
# The reading time at the head of a text that was made from such a story, as its plugin writes it when nobody has changed its words.
_READ_TIME: Final = re.compile(
    r"\A\s*(?:<p>\s*)?Read Time:\s*\d{1,4} Minutes?(?:, \d{1,2} Seconds?)?\s*|\A\s*Read Time:\s*\d{1,2} Seconds?\s*"
)
LENGTH_MAX: Final = 1024 * 1024


def remove_woven_parts(markup: str) -> str:
    """Return HTML without what plugins wove in; the HTML itself, byte for byte, where there is nothing of that kind."""
    if "Read Time:" in markup[:200]:
        markup = _READ_TIME.sub(lambda found: "<p>" if "<p>" in found[0] else "", markup)
    if "class" not in markup or _MARK.search(markup[:LENGTH_MAX]) is None:
        return markup
    from selectolax.lexbor import LexborHTMLParser

    from wirepress.features.wire.text.html_tree import is_too_deep

    if is_too_deep(markup):
        return markup
    tree = LexborHTMLParser(markup[:LENGTH_MAX])
    if tree.body is None:
        return markup
    for node in tree.css(_SELECTOR):
        node.decompose()
    return (tree.body.inner_html or "").strip()
