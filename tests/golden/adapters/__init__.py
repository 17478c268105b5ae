"""Adapters from recorded function names to our callables, one file per area of the text pipeline.

An adapter takes the recorded `input` and `args` as Python values (invalid UTF-8 arrives as `str` with
surrogateescape) and returns what WordPress would return (`bytes` and tuples are accepted).
"""

from collections.abc import Callable
from typing import Any

Adapter = Callable[..., Any]
