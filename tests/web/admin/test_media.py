"""Files and terms."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.web.admin.conftest import Enter
from wirepress.content.media.models import MediaFile
from wirepress.content.options import store
from wirepress.content.posts.models import Post
from wirepress.content.terms.models import Term
from wirepress.content.users.models import User
from wirepress.settings.settings import get_settings

pytestmark = pytest.mark.django_db


def _picture(name: str = "quay.png") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (320, 200), (20, 80, 140)).save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


def test_a_picture_is_uploaded_described_and_deleted(enter: Enter) -> None:
    client = enter("author")
    answer = client.post("/wp-admin/media/add/", {"files": [_picture()], "alt": "Boats at a quay"})
    file = MediaFile.objects.get()
    assert answer["Location"] == f"/wp-admin/media/{file.pk}/change/"
    assert file.alt == "Boats at a quay" and file.metadata["width"] == 320
    stored = get_settings().uploads_folder / file.path
    assert stored.is_file()
    assert file.path.rpartition("/")[2][:4] in client.get("/wp-admin/media/").content.decode()
    data = {"title": "The quay", "alt": "Three boats", "caption": "At dawn", "description": "", "slug": "quay"}
    assert client.post(f"/wp-admin/media/{file.pk}/change/", data).status_code == 302
    file = MediaFile.objects.select_related("post").get()
    assert (file.alt, file.post.title, file.post.excerpt) == ("Three boats", "The quay", "At dawn")
    client.post(f"/wp-admin/media/{file.pk}/delete/", {"post": "yes"})
    client.post(f"/wp-admin/media/{file.pk}/delete/", {"post": "yes"})
    assert not Post.objects.filter(type="attachment").exists() and not stored.exists()


def test_dangerous_files_are_refused(enter: Enter) -> None:
    client = enter("author")
    files = [
        SimpleUploadedFile("page.php", b"<?php"),
        SimpleUploadedFile("fake.png", b"not a picture"),
        SimpleUploadedFile("empty.png", b""),
        SimpleUploadedFile("tide.html", b"<html>"),
        SimpleUploadedFile("tide.js", b"let tide = 1"),
        SimpleUploadedFile("pier.svg", b"<svg/>"),
    ]
    answer = client.post("/wp-admin/media/add/", {"files": files}, follow=True)
    assert answer.status_code == 200 and not MediaFile.objects.exists()
    assert client.post("/wp-admin/media/add/").status_code == 302


def test_another_s_file_is_out_of_reach(enter: Enter) -> None:
    enter("author2").post("/wp-admin/media/add/", {"files": [_picture()]})
    number = MediaFile.objects.get().pk
    assert enter("author").get(f"/wp-admin/media/{number}/change/").status_code == 403
    assert enter("author").post(f"/wp-admin/media/{number}/delete/", {"post": "yes"}).status_code == 403
    assert MediaFile.objects.exists()


def test_a_story_gets_a_new_lead_picture(enter: Enter) -> None:
    data = {"title": "Quay reopens", "status": "draft", "content": "Soon.", "new_picture": _picture()}
    assert enter("author").post("/wp-admin/posts/add/", data).status_code == 302
    assert Post.objects.get(type="post").featured_media == MediaFile.objects.get().pk


def test_categories_form_a_tree(enter: Enter, write: Callable[..., Post]) -> None:
    client = enter("editor")
    client.post("/wp-admin/categories/add/", {"name": "Coast"})
    coast = Term.objects.get(name="Coast")
    client.post("/wp-admin/categories/add/", {"name": "Harbours", "parent": str(coast.pk)})
    harbours = Term.objects.get(name="Harbours")
    assert harbours.parent_id == coast.pk
    client.post(
        f"/wp-admin/categories/{harbours.pk}/change/", {"name": "Ports", "slug": "ports", "parent": str(coast.pk)}
    )
    harbours.refresh_from_db()
    assert (harbours.name, harbours.slug) == ("Ports", "ports")
    story = write("author", categories=[coast.pk])
    client.post(f"/wp-admin/categories/{coast.pk}/delete/", {"post": "yes"})
    harbours.refresh_from_db()
    assert harbours.parent_id == 0 and Post.objects.filter(pk=story.pk).exists()
    answer = client.post("/wp-admin/categories/add/", {"name": "Ports"})
    assert answer.status_code == 200 and answer.context["adminform"].form.errors


def test_the_default_category_stays(staff: dict[str, User], enter: Enter) -> None:
    number = store.get("default_category")
    assert enter("editor").post(f"/wp-admin/categories/{number}/delete/", {"post": "yes"}).status_code == 403
    enter("editor").post(
        "/wp-admin/categories/",
        {"action": "delete_many", "_selected_action": [number], "index": "0", "confirmed": "yes"},
    )
    assert Term.objects.filter(pk=number).exists()
