"""The authors of export files, with who they would become here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from wirepress.transfer.importing.authors import ForeignAuthor
from wirepress.transfer.importing.request import ImportRequest
from wirepress.transfer.wxr.survey import survey_files
from wirepress.transfer.wxr.write.authors import find_user


def list_authors_of_files(paths: Sequence[Path], request: ImportRequest) -> Sequence[ForeignAuthor]:
    """Return the authors, those with the most stories first. Raises UnreadableSource."""
    survey = survey_files(paths, request.site_url, lambda done, total: None, plan=False)
    found = []
    for author in sorted(survey.authors.values(), key=lambda one: (-one.stories, one.login)):
        user = find_user(author)
        chosen = request.authors.get(author.login, user.login if user else "")
        found.append(
            ForeignAuthor(author.login, author.display_name or author.login, author.email, author.stories, chosen)
        )
    return found
