"""What is counted, and by which piece of time. A period is the first day of a month or a day as a number: 20260401; 0: without a date."""

from __future__ import annotations

from typing import Final

MONTH: Final = 1  # posts of a type and status, by month (ref 0)
DAY: Final = 2  # the same by day
AUTHOR: Final = 3  # published posts of an author, by month
TERM: Final = 4  # published posts marked with a term, by month
TREE: Final = 5  # published posts marked with a term or one below it, by month; kept for terms that have terms below
NUMBER: Final = 6  # published posts by their number, NUMBERS to a period
NUMBERS: Final = 4096
UNDATED: Final = 0
