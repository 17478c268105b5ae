"""`wirepress export static`: the public site as files that any web server hands out."""

from wirepress.transfer.export.static.export_static import StaticOptions, export_static

__all__ = ["StaticOptions", "export_static"]
