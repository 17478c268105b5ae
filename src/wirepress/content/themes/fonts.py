"""Font families and their faces, kept as posts: what a face is called, which files it has. WordPress 7.1 behaviour."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from wirepress.content.errors import ActionRefused
from wirepress.content.media.files import NewFiles, remove_files
from wirepress.content.options import site
from wirepress.content.posts.actions.create import create_post
from wirepress.content.posts.actions.trash import delete_post
from wirepress.content.posts.actions.update import update_post
from wirepress.content.posts.actions.write_terms_and_meta import set_meta
from wirepress.content.posts.listing import queries
from wirepress.content.posts.models import Post
from wirepress.content.posts.rows import meta_values
from wirepress.core.markup.fields.filenames import sanitize_file_name
from wirepress.core.php import json as php_json
from wirepress.core.rest.routes import Actor

FAMILY: Final = "wp_font_family"
FACE: Final = "wp_font_face"
FOLDER: Final = "fonts"  # below the uploads folder
FILE_META: Final = "_wp_font_face_file"
# Extension -> the first bytes of such a file.
FORMATS: Final[dict[str, tuple[bytes, ...]]] = {
    "ttf": (b"\x00\x01\x00\x00", b"true"),
    "otf": (b"OTTO", b"\x00\x01\x00\x00"),
    "woff": (b"wOFF",),
    "woff2": (b"wOF2",),
}
_KEY_PARTS: Final = (
    ("fontFamily", ""),
    ("fontStyle", "normal"),
    ("fontWeight", "400"),
    ("fontStretch", "100%"),
    ("unicodeRange", "U+0-10FFFF"),
)
_WEIGHTS: Final = {"normal": "400", "bold": "700"}


def read_settings(post: Post) -> dict[str, Any]:
    """Return the settings in a post's text; empty where it holds none."""
    try:
        found = json.loads(post.content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def family_settings(post: Post) -> dict[str, Any]:
    """Return a family's settings as clients know them."""
    own = read_settings(post)
    texts = {name: str(own.get(name) or "") for name in ("fontFamily", "preview")}
    return {"name": post.title, "slug": post.slug, **texts}


def face_ids(families: list[int]) -> dict[int, list[int]]:
    """Family -> numbers of its faces, oldest first."""
    found: dict[int, list[int]] = {number: [] for number in families}
    rows = Post.objects.filter(type=FACE, status="publish", parent_id__in=families).order_by("id")
    for parent, number in rows.values_list("parent_id", "id"):
        found[parent].append(number)
    return found


def make_family(settings: dict[str, Any], *, actor: Actor) -> Post:
    """Make a family. Raises ActionRefused (rest_duplicate_font_family)."""
    slug = str(settings["slug"])
    if Post.objects.filter(type=FAMILY, slug=slug, status="publish").exists():
        raise ActionRefused("rest_duplicate_font_family", f"There is a font family called {slug} already.", 400)
    return create_post({**_family_fields(settings), "slug": slug}, actor=actor, post_type=FAMILY)


def change_family(post: Post, settings: dict[str, Any], *, actor: Actor) -> None:
    """Change what is given."""
    update_post(post, _family_fields({**family_settings(post), **settings}), actor=actor)


def _family_fields(settings: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in settings.items() if name not in ("name", "slug")}
    return {"title": str(settings["name"]), "content": php_json.encode(kept).decode(), "status": "publish"}


def face_key(settings: dict[str, Any]) -> str:
    """Return what tells faces of one family apart: family, style, weight, stretch, range."""
    parts = []
    for name, default in _KEY_PARTS:
        value = str(settings.get(name) or default)
        value = re.sub(r"\s+", " ", value).strip().lower() if name != "unicodeRange" else value.strip()
        parts.append(_WEIGHTS.get(value, value) if name == "fontWeight" else value)
    return ";".join(parts).replace(",", "").replace('"', "").replace("'", "")


def make_face(family: Post, settings: dict[str, Any], files: dict[str, tuple[str, bytes]], *, actor: Actor) -> Post:
    """Make a face; an entry of `src` that names one of `files` (key -> name, bytes) becomes the stored file's address. Raises ActionRefused."""
    key = face_key(settings)
    siblings = Post.objects.filter(type=FACE, parent_id=family.pk, status="publish", title=key)
    if siblings.exists():
        raise ActionRefused("rest_duplicate_font_face", "The family already has a face with these settings.", 400)
    sources = settings["src"] if isinstance(settings["src"], list) else [settings["src"]]
    for name, data in files.values():  # all are judged before one is kept
        _check_file(name, data)
    with NewFiles() as kept:
        paths, shown = [], []
        for source in sources:
            if source in files:
                name, data = files[source]
                paths.append(kept.store(f"{FOLDER}/{sanitize_file_name(name)}", data).rpartition("/")[2])
                shown.append(site.uploads_url(f"{FOLDER}/{paths[-1]}"))
            else:
                shown.append(source)
        whole = {**settings, "src": shown if isinstance(settings["src"], list) else shown[0]}
        fields = {"title": key, "content": php_json.encode(whole).decode(), "status": "publish", "parent": family.pk}
        post = create_post(fields, actor=actor, post_type=FACE)
        if paths:
            set_meta(post, FILE_META, paths[0] if len(paths) == 1 else paths)
    return post


def _check_file(name: str, data: bytes) -> None:
    extension = sanitize_file_name(name).rpartition(".")[2].lower()
    if not data.startswith(FORMATS.get(extension, ()) or (b"\0never",)):
        raise ActionRefused(
            "rest_font_upload_invalid_file_type", "A font file must be a TTF, OTF, WOFF or WOFF2 file.", 400
        )


def delete_face(post: Post, *, actor: Actor) -> None:
    """Delete a face and its files."""
    names = [name for value in meta_values(post, FILE_META) for name in (value if isinstance(value, list) else [value])]
    delete_post(post, actor=actor)
    remove_files([f"{FOLDER}/{name}" for name in names if "/" not in str(name)])


def delete_family(post: Post, *, actor: Actor) -> None:
    """Delete a family with its faces and their files."""
    for face in queries.load_posts(face_ids([post.pk])[post.pk]):
        delete_face(face, actor=actor)
    delete_post(post, actor=actor)
