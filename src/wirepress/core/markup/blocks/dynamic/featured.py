"""The picture that stands for a post. WordPress 7.1 behaviour (core/post-featured-image)."""

from __future__ import annotations

from wirepress.core.markup.blocks.parts import current_post, post_title, rel_of, target_of
from wirepress.core.markup.blocks.registry import BlockCall, renders
from wirepress.core.markup.blocks.wrapper import wrapper
from wirepress.core.markup.content_lookup import PostRecord
from wirepress.core.markup.excerpts.shorten import strip_all_tags
from wirepress.core.markup.html.escape import esc_attr
from wirepress.core.markup.images.tag import attachment_image
from wirepress.core.markup.kses import filter_css
from wirepress.core.markup.kses.urls import esc_url


@renders("core/post-featured-image")
def featured_image(call: BlockCall) -> str:
    """The picture in its figure; nothing for a post without one."""
    post = current_post(call)
    picture = call.ctx.lookup.attachment(post.thumbnail) if post and post.thumbnail else None
    if post is None or picture is None:
        return ""
    size = call.attrs.text("sizeSlug", "post-thumbnail")
    extra = {"class": f"attachment-{size} size-{size} wp-post-image", "alt": strip_all_tags(picture.alt).strip()}
    if call.attrs.flag("isLink"):
        extra["alt"] = strip_all_tags(post_title(post, call.ctx)) or f"Untitled post {post.id}"
    style = _image_style(call)
    image = attachment_image(picture, size, call.ctx, extra | ({"style": style} if style else {}))
    return f"<figure {wrapper(call, _figure(call), skip=('border', 'shadow'))}>{_linked(call, post, image)}</figure>"


def _image_style(call: BlockCall) -> str:
    attrs = call.attrs
    css = ""
    if attrs.text("aspectRatio"):
        css = "width:100%;height:100%;"
    elif attrs.text("height"):
        css = f"height:{attrs.text('height')};"
    scale = attrs.text("scale", "cover")
    return _safe(f"{css}object-fit:{scale};" if scale else css)


def _figure(call: BlockCall) -> dict[str, str]:
    attrs = call.attrs
    names = (("aspect-ratio", "aspectRatio"), ("width", "width"), ("height", "height"))
    css = _safe("".join(f"{name}:{attrs.text(attribute)};" for name, attribute in names if attrs.text(attribute)))
    return {"style": css} if css else {}


def _safe(css: str) -> str:
    return f"{kept};" if (kept := filter_css(css)) else ""


def _linked(call: BlockCall, post: PostRecord, image: str) -> str:
    overlay = _overlay(call)
    if not call.attrs.flag("isLink"):
        return image + overlay
    height = call.attrs.text("height")
    style = f' style="{esc_attr(_safe(f"height:{height}"))}"' if height else ""
    rel = f" {rel_of(call)}" if rel_of(call) else " "
    return f'<a href="{esc_url(post.url)}" target="{esc_attr(target_of(call))}"{rel}{style}>{image}{overlay}</a>'


def _overlay(call: BlockCall) -> str:
    """Return a veil of colour over the picture."""
    attrs = call.attrs
    ratio = attrs.number("dimRatio")
    color, gradient = attrs.text("overlayColor"), attrs.text("gradient")
    custom = attrs.text("customOverlayColor") or attrs.text("customGradient")
    if not ratio or not (color or gradient or custom):
        return ""
    names = ["wp-block-post-featured-image__overlay", "has-background-dim", f"has-background-dim-{ratio}"]
    names += [f"has-{color}-background-color"] if color else []
    names += ["has-background-gradient", f"has-{gradient}-gradient-background"] if gradient else []
    style = (
        _safe(f"background:{custom};" if attrs.text("customGradient") else f"background-color:{custom};")
        if custom
        else ""
    )
    css = f' style="{esc_attr(style)}"' if style else ""
    return f'<span class="{esc_attr(" ".join(names))}"{css} aria-hidden="true"></span>'
