"""Names of files whose bytes are the body: as the header's bytes say them."""

from __future__ import annotations

import base64
import io
from urllib.parse import quote

import pytest
from django.test import Client
from PIL import Image

from wirepress.content.users import application_passwords
from wirepress.content.users.models import User


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (20, 10), "teal").save(drawn, "JPEG")
    return drawn.getvalue()


FORMS = ("utf-8", "latin-1", "extended", "both", "multipart")
NAMES = {
    "Снимок экрана": "Снимок-экрана",
    "Möwe": "Mowe",
    "写真": "写真",
    "plain": "plain",
}  # the name -> as files are named
CASES = [(name, form) for name in NAMES for form in FORMS if form != "latin-1" or all(ord(char) < 256 for char in name)]


@pytest.mark.parametrize(("name", "form"), CASES)
def test_the_name_is_kept(people: dict[str, User], name: str, form: str) -> None:
    basic = base64.b64encode(f"author:{application_passwords.create(people['author'], 'pen')[1]}".encode()).decode()
    file = f"{name}.jpg"
    extended = f"filename*=UTF-8''{quote(file)}"
    sent = {
        "utf-8": f'attachment; filename="{file}"'.encode().decode("latin-1"),
        "latin-1": f'attachment; filename="{file}"',
        "extended": f"attachment; {extended}",
        "both": f'attachment; filename="x.jpg"; {extended}',
    }
    headers = {"HTTP_AUTHORIZATION": f"Basic {basic}"}
    if form == "multipart":
        upload = io.BytesIO(picture())
        upload.name = file
        answer = Client().post("/wp-json/wp/v2/media", {"file": upload}, **headers)  # type: ignore[arg-type]
    else:
        headers["HTTP_CONTENT_DISPOSITION"] = sent[form]
        answer = Client().generic("POST", "/wp-json/wp/v2/media", picture(), content_type="image/jpeg", **headers)  # type: ignore[arg-type]
    found = answer.json()
    assert answer.status_code == 201, found
    assert found["title"]["raw"] == NAMES[name]
    stored = found["source_url"].rpartition("/")[2]
    assert stored.startswith(NAMES[name]) and stored.endswith(".jpg")
