"""Import of REST documents, as WordPress sites answer them."""

from wirepress.transfer.report import Report
from wirepress.transfer.rest.run import run

__all__ = ["Report", "run"]
