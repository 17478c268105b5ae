"""`wirepress export wxr`: WordPress's own export file, WXR 1.2."""

from wirepress.transfer.export.wxr.export_wxr import export_wxr, stream_wxr
from wirepress.transfer.export.wxr.selection import Selection

__all__ = ["Selection", "export_wxr", "stream_wxr"]
