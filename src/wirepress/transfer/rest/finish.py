"""What follows from all documents together: counts, totals, the next ids."""

from __future__ import annotations

from django.core.management.color import no_style
from django.db import connection

from wirepress.content.posts import totals
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.transfer.rest.apply import Applier


def finish(applier: Applier) -> None:
    """Count anew what the import touched and let new rows get ids behind the imported ones."""
    if not applier.wrote:
        return
    totals.recount()
    totals.count_terms(applier.terms)
    statements = connection.ops.sequence_reset_sql(no_style(), [Post, Term, User])
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
