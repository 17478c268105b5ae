"""What a recipe needs before it is published."""

from __future__ import annotations

from collections.abc import Sequence

from wirepress.core.hooks import Change, Refusal


def check_recipe(change: Change) -> Sequence[Refusal]:
    """Refuse to publish a recipe that does not say for how many people it is."""
    if change.kind != "post" or change.type != "recipe" or change.text("status") != "publish":
        return ()
    if "[servings" in change.text("content"):
        return ()
    return (Refusal("example_no_servings", 'Say for how many people it is: put [servings for="4"] into the text.'),)
