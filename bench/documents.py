"""`python -m bench.documents NEWEST [ID ...]`: makes the documents of the newest stories and of those named; no other one waits afterwards.

For a site of a million stories, whose documents the service would make for hours beside what is measured. A story without one is
answered by Django. The site is the one of WIREPRESS_SITE.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from bench import sites


def make(folder: Path, newest: int, also: Sequence[int], database: str = "") -> None:
    """Do it for a site, in a process of its own."""
    command = [sys.executable, "-m", "bench.documents", str(newest), *map(str, also)]
    subprocess.run(command, env=sites.environment(folder, database), check=True)


def main() -> int:
    """Do it for the site of the environment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wirepress.project.django")
    import django

    django.setup()
    from wirepress.content.posts.models import Post
    from wirepress.server.documents import refresh_documents, stale_documents
    from wirepress.server.models import Stale

    newest, also = int(sys.argv[1]), [int(word) for word in sys.argv[2:]]
    stale_documents.enqueue_missing()
    shown = Post.objects.filter(type="post", status="publish").order_by("-date", "-id").values_list("id", flat=True)
    Stale.objects.exclude(pk__in=[*shown[:newest], *also]).delete()
    while refresh_documents.refresh_documents(5.0):
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
