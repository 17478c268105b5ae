"""The routes of media."""

from __future__ import annotations

from typing import Any, Final

from wirepress.content.options import site
from wirepress.core.rest.routes import CREATE, DELETE, EDIT, READ, Endpoint, Route, Schema
from wirepress.web.rest.request.args import args_from_schema
from wirepress.web.rest.v2.media import read, write
from wirepress.web.rest.v2.media.schema import KIND, collection_params, media_schema
from wirepress.web.rest.v2.posts import preload
from wirepress.web.rest.v2.properties import context_arg, force_arg, id_arg

BASE: Final = KIND.rest_path
_ITEM: Final = BASE + r"/(?P<id>[\d]+)"


def create_args() -> dict[str, Schema]:
    """Arguments of an upload."""
    args = args_from_schema(media_schema(), "POST")
    if site.compat() != "6.8":
        args["generate_sub_sizes"] = {
            "type": "boolean",
            "default": True,
            "description": "Whether smaller sizes are made at once.",
        }
        args["convert_format"] = {
            "type": "boolean",
            "default": True,
            "description": "Whether the picture may change its format.",
        }
        args["url"] = {"type": "string", "format": "uri", "description": "Address that the file is fetched from."}
    return args


def _percent(description: str) -> Schema:
    return {"description": description, "type": "number", "minimum": 0, "maximum": 100}


def _modifier(title: str, name: str, args: dict[str, Any]) -> Schema:
    return {
        "title": title,
        "properties": {
            "type": {"description": f"{title}.", "type": "string", "enum": [name]},
            "args": {"description": "How.", "type": "object", "required": list(args), "properties": args},
        },
    }


def edit_args() -> dict[str, Schema]:
    """Arguments of editing a picture."""
    number = {"type": "number"}
    sides: dict[str, Any] = {
        name: {"description": f"{name} of the part, percent of the picture.", **number}
        for name in ("left", "top", "width", "height")
    }
    flips = {
        "flip": {
            "description": "Which way.",
            "type": "object",
            "required": ["horizontal", "vertical"],
            "properties": {
                way: {"description": f"Turn it {way}ly.", "type": "boolean"} for way in ("horizontal", "vertical")
            },
        }
    }
    forms = [
        _modifier("Rotate", "rotate", {"angle": {"description": "Degrees, clockwise.", **number}}),
        _modifier("Crop", "crop", sides),
    ]
    if site.compat() != "6.8":
        forms.insert(0, _modifier("Flip", "flip", flips))
    args: dict[str, Schema] = {
        "src": {"description": "Address of the picture.", "type": "string", "format": "uri", "required": True},
        "modifiers": {
            "description": "What is done to it, in this order.",
            "type": "array",
            "minItems": 1,
            "items": {"description": "One change.", "type": "object", "required": ["type", "args"], "oneOf": forms},
        },
        "rotation": {
            "description": "Degrees, clockwise. Use modifiers instead.",
            "type": "integer",
            "minimum": 0,
            "exclusiveMinimum": True,
            "maximum": 360,
            "exclusiveMaximum": True,
        },
        "x": _percent("Left edge of the part. Use modifiers instead."),
        "y": _percent("Upper edge of the part. Use modifiers instead."),
        "width": _percent("Width of the part. Use modifiers instead."),
        "height": _percent("Height of the part. Use modifiers instead."),
    }
    if site.compat() != "6.8":
        own = args_from_schema(media_schema(), "PUT")
        args.update({name: own[name] for name in ("caption", "description", "title", "post", "alt_text")})
    return args


def media_routes() -> list[Route]:
    """Collection, item, and what is done to a picture afterwards."""
    action: Schema = {
        "type": "string",
        "enum": ["create-image-subsizes"],
        "required": True,
    }
    return [
        Route(
            "wp/v2",
            BASE,
            (
                Endpoint(READ, read.get_list, collection_params, read.may_list),
                Endpoint(CREATE, write.create, create_args, write.may_create),
            ),
            media_schema,
        ),
        Route(
            "wp/v2",
            _ITEM,
            (
                Endpoint(
                    READ,
                    read.get_one,
                    {"id": id_arg(), "context": context_arg()},
                    read.may_get,
                    gather=preload.preload_posts,
                ),
                Endpoint(
                    EDIT,
                    write.update,
                    lambda: {"id": id_arg(), **args_from_schema(media_schema(), "PUT")},
                    write.may_update,
                ),
                Endpoint(DELETE, write.delete, {"id": id_arg(), "force": force_arg()}, write.may_delete),
            ),
            media_schema,
        ),
        Route(
            "wp/v2",
            _ITEM + "/post-process",
            (Endpoint(CREATE, write.make_sizes, {"id": id_arg(), "action": action}, write.may_update),),
        ),
        Route("wp/v2", _ITEM + "/edit", (Endpoint(CREATE, write.edit_picture_file, edit_args, write.may_edit),)),
    ]
