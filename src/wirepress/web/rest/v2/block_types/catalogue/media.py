"""Blocks of pictures, sound and files."""

from __future__ import annotations

from typing import Final

from wirepress.web.rest.v2.block_types.block_type import USUAL, BlockType

_ALIGN: Final = {"align": True, **USUAL}
KINDS: Final = (
    BlockType(
        "core/image",
        "Image",
        "media",
        'blob:s url:s alt:s="" caption:r lightbox:o title:s href:s rel:s linkClass:s id:n width:s height:s '
        "aspectRatio:s scale:s focalPoint:o sizeSlug:s linkDestination:s linkTarget:s",
        "A picture.",
        supports={"align": ["left", "center", "right", "wide", "full"], **USUAL},
        uses=("allowResize", "imageCrop", "fixedHeight", "postId", "postType", "queryId"),
        keywords=("photo", "picture"),
    ),
    BlockType(
        "core/gallery",
        "Gallery",
        "media",
        "images:a=[] ids:a=[] shortCodeTransforms:a=[] columns:n caption:r imageCrop:b=true randomOrder:b=false "
        'fixedHeight:b=true linkTarget:s linkTo:s sizeSlug:s="large" allowResize:b=false aspectRatio:s="auto" navigationButtonType:s="icon"',
        "Several pictures.",
        supports={"layout": True, **_ALIGN},
        provides={"allowResize": "allowResize", "imageCrop": "imageCrop", "fixedHeight": "fixedHeight"},
    ),
    BlockType(
        "core/audio",
        "Audio",
        "media",
        "blob:s src:s caption:r id:n autoplay:b loop:b preload:s",
        "A sound.",
        supports=_ALIGN,
    ),
    BlockType(
        "core/video",
        "Video",
        "media",
        'autoplay:b caption:r controls:b=true id:n loop:b muted:b poster:s preload:s="metadata" blob:s src:s '
        "playsInline:b tracks:a=[]",
        "A film.",
        supports=_ALIGN,
    ),
    BlockType(
        "core/file",
        "File",
        "media",
        "id:n blob:s href:s fileId:s fileName:r textLinkHref:s textLinkTarget:s showDownloadButton:b=true "
        "downloadButtonText:r displayPreview:b previewHeight:n=600",
        "A file to load.",
        supports=_ALIGN,
    ),
    BlockType(
        "core/cover",
        "Cover",
        "media",
        'url:s useFeaturedImage:b=false id:n alt:s="" hasParallax:b=false isRepeated:b=false dimRatio:n=100 '
        'overlayColor:s customOverlayColor:s isUserOverlayColor:b backgroundType:s="image" focalPoint:o minHeight:n minHeightUnit:s gradient:s '
        'customGradient:s contentPosition:s isDark:b=true allowedBlocks:a templateLock:s|b tagName:s="div" sizeSlug:s poster:s',
        "Words on a picture.",
        supports={"layout": True, **_ALIGN},
        uses=("postId", "postType"),
    ),
    BlockType(
        "core/media-text",
        "Media & text",
        "media",
        'align:s="none" mediaAlt:s="" mediaPosition:s="left" mediaId:n mediaUrl:s mediaLink:s linkDestination:s '
        "linkTarget:s href:s rel:s linkClass:s mediaType:s mediaWidth:n=50 mediaSizeSlug:s isStackedOnMobile:b=true verticalAlignment:s imageFill:b "
        "focalPoint:o allowedBlocks:a useFeaturedImage:b=false",
        "A picture beside words.",
        supports={"align": ["wide", "full"], **USUAL},
        uses=("postId", "postType"),
    ),
    BlockType(
        "core/embed",
        "Embed",
        "embed",
        "url:s caption:r type:s providerNameSlug:s allowResponsive:b=true responsive:b=false previewable:b=true",
        "Something of another site.",
        supports={"align": True, "spacing": {"margin": True}},
    ),
    BlockType(
        "core/playlist",
        "Playlist",
        "media",
        'currentTrack:s type:s="audio" order:s="asc" showTracklist:b=true showImages:b=true showArtists:b=true '
        "showNumbers:b=true caption:s",
        "Sounds one after the other.",
        supports=_ALIGN,
    ),
    BlockType(
        "core/playlist-track",
        "Playlist track",
        "media",
        'blob:s id:n uniqueId:s src:s type:s="audio" album:s artist:s image:s length:s title:s',
        "One of them.",
        supports=USUAL,
        parent=("core/playlist",),
    ),
)
