"""Smaller formats of pictures lie beside them, are offered by pages, and go with them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image

from wirepress.content.media.actions import make_formats, upload
from wirepress.content.media.files import upload_storage
from wirepress.content.media.models import MediaFile, PictureFormats
from wirepress.content.users.actions.create import create_user
from wirepress.web.site.present import pictures

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawing() -> MediaFile:
    """An uploaded photograph-like picture, 900 x 600."""
    author = create_user(login="pim", email="pim@desk.example", password="nine-copper-kettles", role="editor")
    noise = Image.effect_noise((90, 60), 60).resize((900, 600), Image.Resampling.BICUBIC)
    out = io.BytesIO()
    Image.merge("RGB", (noise, noise.rotate(180), noise)).save(out, "JPEG", quality=92)
    post = upload.upload_media(out.getvalue(), "weir.jpg", author=author)
    return MediaFile.objects.select_related("post").get(post=post)


def test_a_picture_is_offered_in_smaller_formats(drawing: MediaFile, client: Client) -> None:
    assert pictures.from_file(drawing).sources == ()
    assert make_formats.make_formats_job(post_id=drawing.pk) == 1
    row = MediaFile.objects.select_related("post", "formats").get(pk=drawing.pk)
    shown = pictures.from_file(row)
    assert [kind for kind, _ in shown.sources] == ["image/avif", "image/webp"]
    assert shown.shade.startswith("shade-")
    for kind, srcset in shown.sources:
        assert len(srcset.split(", ")) == len(shown.srcset.split(", "))
        for entry in srcset.split(", "):
            address, _, width = entry.partition(" ")
            answer = client.get(address)
            data = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
            assert answer.headers["Content-Type"] == kind
            assert Image.open(io.BytesIO(data)).width == int(width[:-1])
            original = client.get(address.rpartition(".")[0])
            assert len(data) < len(b"".join(original.streaming_content))  # type: ignore[attr-defined]
    assert make_formats.make_formats(row) is False  # nothing has changed


def test_what_is_no_picture_is_not_tried_again(drawing: MediaFile) -> None:
    upload_storage().overwrite(drawing.path, b"not a picture")
    assert make_formats.make_formats_job() == 1 and make_formats.make_formats_job() == 0
    formats = PictureFormats.objects.get(pk=drawing.pk)
    assert formats.avif == [] and formats.color == ""


def test_the_smaller_files_go_with_the_picture(drawing: MediaFile) -> None:
    make_formats.make_formats(drawing)
    made = PictureFormats.objects.get(pk=drawing.pk)
    folder = Path(drawing.path).parent
    paths = [f"{folder}/{name}.avif" for name in made.avif]
    assert paths and all(upload_storage().facts(path) for path in paths)
    upload.delete_files(drawing)
    assert not any(upload_storage().facts(path) for path in paths)
