"""`wirepress tastings`."""

from __future__ import annotations

from typing import Annotated

import typer


def tastings(least: Annotated[int, typer.Option(help="Only recipes with at least so many stars.")] = 1) -> None:
    """Show how the recipes were liked."""
    from wirepress.content.posts.models import Post
    from wirepress_example.tastings import average_stars

    for post in Post.objects.filter(type="recipe", status="publish").order_by("id"):
        stars = average_stars(post.pk)
        if stars is not None and stars >= least:
            typer.echo(f"{stars:.1f}  {post.title}")
