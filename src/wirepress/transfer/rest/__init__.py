"""Import of REST documents, as WordPress sites answer them."""

from wirepress.transfer.report import Report
from wirepress.transfer.rest.import_documents import import_documents

__all__ = ["Report", "import_documents"]
