"""What another release, another plugin or another address would write otherwise is made anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.server.documents.conftest import REST, Newsroom
from wirepress.server.documents import builder_version
from wirepress.server.models import Document, Page, Stale


def test_another_maker_s_documents_and_pages_are_made_anew(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    story = newsroom.write()
    assert builder_version.adopt_version()
    newsroom.finish()
    Page.objects.create(key="front", place=1, expires=1, made=1, tag="", headers="[]", body=b"")
    assert not builder_version.adopt_version()
    assert Document.objects.exists() and Page.objects.exists() and not Stale.objects.exists()
    monkeypatch.setattr(builder_version, "__version__", "another")
    assert builder_version.adopt_version()
    assert not Document.objects.exists() and not Page.objects.exists()
    assert list(Stale.objects.values_list("id", flat=True)) == [story.pk]
    assert newsroom.direct(f"{REST}/posts/{story.pk}") is None
    newsroom.finish()
    newsroom.same(f"{REST}/posts/{story.pk}")


def test_other_templates_make_pages_old_and_no_document(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WIREPRESS_SITE", str(tmp_path))
    newsroom.write()
    builder_version.adopt_version()
    newsroom.finish()
    for text in ("One", "Two", None):
        template = tmp_path / "templates" / "site" / "missing.html"
        if text is None:
            template.unlink()
        else:
            template.parent.mkdir(parents=True, exist_ok=True)
            template.write_text(text)
        Page.objects.create(key="front", place=1, expires=1, made=1, tag="", headers="[]", body=b"")
        assert not builder_version.adopt_version()
        assert not Page.objects.exists() and Document.objects.exists() and not Stale.objects.exists()
    Page.objects.create(key="front", place=1, expires=1, made=1, tag="", headers="[]", body=b"")
    builder_version.adopt_version()
    assert Page.objects.exists()
