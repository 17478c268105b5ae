"""Item schema and list arguments of media (WordPress 7.1 and 6.8; the order counts)."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.options import site
from wirepress.content.posts import types as post_types
from wirepress.core.markup.fields.text_fields import sanitize_text_field
from wirepress.core.rest import types
from wirepress.core.rest.errors import RestError
from wirepress.core.rest.routes import Request, Schema
from wirepress.core.rest.schema import validate
from wirepress.web.rest.v2.posts.params import collection_params as post_params
from wirepress.web.rest.v2.posts.params import read_names
from wirepress.web.rest.v2.posts.schema import post_schema
from wirepress.web.rest.v2.properties import EDIT_ONLY, VIEW_EDIT, prop, rendered

KIND: Final = post_types.known("attachment")
SIZES: Final = ("thumbnail", "medium", "medium_large", "large", "1536x1536", "2048x2048")
_FAMILIES: Final = ["image", "video", "text", "application", "audio"]
_QUALITY: Final[dict[str, Any]] = {"type": "integer", "minimum": 1, "maximum": 100}


def _text(value: Any, request: Request, name: str) -> str:
    return sanitize_text_field(types.to_text(value))


def media_schema() -> Schema:
    """Return the schema of media documents."""
    schema = post_schema(KIND)
    properties = schema["properties"]
    properties.pop("password", None)
    properties.update(
        {
            "alt_text": prop(
                "string", "What the picture shows, for those who do not see it.", arg_options={"sanitize": _text}
            ),
            "caption": rendered("caption"),
            "description": rendered("description", shown=VIEW_EDIT),
            "media_type": prop("string", "Picture or other file.", enum=["image", "file"], readonly=True),
            "mime_type": prop("string", "The file's MIME type.", readonly=True),
            "media_details": prop("object", "What is known of the file, by its kind.", readonly=True),
            "post": prop("integer", "Number of the item that the file belongs to.", VIEW_EDIT),
            "source_url": prop("string", "Address of the file.", format="uri", readonly=True),
            "missing_image_sizes": {
                "description": "Sizes that were not made yet.",
                "type": "array",
                "items": {"type": "string"},
                "context": list(EDIT_ONLY),
                "readonly": True,
            },
        }
    )
    if site.compat() != "6.8":
        properties.update(_facts_of_71())
    links = schema.pop("links")  # `links` stands last
    schema["links"] = links
    return schema


def _facts_of_71() -> dict[str, Schema]:
    sizes = {"type": "object", "properties": {size: dict(_QUALITY) for size in SIZES}}
    return {
        "filename": prop("string", "Name of the file as it was uploaded.", VIEW_EDIT, readonly=True),
        "filesize": prop(["integer", "null"], "Size of the file, bytes.", VIEW_EDIT, readonly=True),
        "exif_orientation": prop("integer", "How the camera was held, 1 to 8.", EDIT_ONLY, readonly=True),
        "image_quality": prop(
            "object",
            "Quality of sizes that are made, 1 to 100.",
            EDIT_ONLY,
            readonly=True,
            properties={"default": dict(_QUALITY), "sizes": sizes},
        ),
        "image_output_format": prop(["string", "null"], "MIME type that sizes are made in.", EDIT_ONLY, readonly=True),
        "image_save_progressive": prop("boolean", "Whether sizes are made progressive.", EDIT_ONLY, readonly=True),
    }


def _statuses(value: Any, request: Request, name: str) -> Any:
    """inherit for everybody; private and trash for who may edit media."""
    from wirepress.content.posts import access

    names = read_names(value)
    for status in names:
        if status != "inherit":
            allowed = access.may_edit_type(request.actor, "attachment")
            if not (allowed or (status == "private" and access.may_read_private(request.actor, "attachment"))):
                code = 403 if request.signed_in else 401
                raise RestError("rest_forbidden_status", "You are not allowed to list files with that status.", code)
        validate(status, {"type": "string", "enum": ["inherit", "private", "trash"]}, name)
    return names


def collection_params() -> dict[str, Schema]:
    """Return the arguments that the list of media takes."""
    params = post_params(KIND)
    params["status"] = {
        "default": "inherit",
        "description": "Only files of these states.",
        "type": "array",
        "items": {"enum": ["inherit", "private", "trash"], "type": "string"},
        "sanitize": _statuses,
    }
    if site.compat() == "6.8":
        params["media_type"] = {
            "default": None,
            "description": "Only files of this family.",
            "type": "string",
            "enum": list(_FAMILIES),
        }
        params["mime_type"] = {"default": None, "description": "Only files of this MIME type.", "type": "string"}
    else:
        items: Schema = {"type": "string", "enum": list(_FAMILIES)}
        params["media_type"] = {
            "default": None,
            "description": "Only files of these families.",
            "type": "array",
            "items": items,
        }
        params["mime_type"] = {
            "default": None,
            "description": "Only files of these MIME types.",
            "type": "array",
            "items": {"type": "string"},
        }
    return params
