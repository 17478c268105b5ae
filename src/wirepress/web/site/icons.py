"""The icon that a site chose, in the size that is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from wirepress.content.media.models import MediaFile
from wirepress.content.options import site, store
from wirepress.core.php.numbers import absint


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon. `size` is its width in pixels, 0 where it is not known; `type` its media type."""

    url: str
    size: int = 0
    type: str = "image/png"

    @property
    def sizes(self) -> str:
        """The size as HTML and manifests write it."""
        return f"{self.size}x{self.size}" if self.size else "any"


def chosen_icon(size: int) -> Icon | None:
    """Return the site's icon in the smallest size from so many pixels on, the whole file where none is as large; None: none was chosen."""
    chosen = store.get("site_icon")
    row = MediaFile.objects.filter(post_id=int(chosen)).select_related("post").first() if chosen else None
    if row is None or not row.path:
        return None
    facts = row.metadata if isinstance(row.metadata, dict) else {}
    listed = facts.get("sizes")
    sizes = [
        one
        for one in (listed.values() if isinstance(listed, dict) else ())
        if isinstance(one, dict) and one.get("file")
    ]
    fitting = sorted((absint(one.get("width")), str(one["file"])) for one in sizes if absint(one.get("width")) >= size)
    folder = row.path.rpartition("/")[0]
    kind = row.post.mime_type or "image/png"
    if fitting:
        return Icon(site.uploads_url(f"{folder}/{fitting[0][1]}".lstrip("/")), fitting[0][0], kind)
    return Icon(site.uploads_url(row.path), absint(facts.get("width")), kind)
