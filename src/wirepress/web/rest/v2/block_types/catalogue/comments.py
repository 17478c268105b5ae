"""Blocks of what readers said."""

from __future__ import annotations

from typing import Final

from wirepress.web.rest.v2.block_types.kinds import USUAL, Kind

_ALIGN: Final = {"align": True, **USUAL}
_COMMENT: Final = ("commentId",)
_INSIDE: Final = ("core/comment-template",)
_PAGES: Final = ("core/comments-pagination",)
KINDS: Final = (
    Kind("core/comments", "Comments", "theme", 'tagName:s="div" legacy:b=false', "What readers said.", supports=_ALIGN, uses=("postId", "postType")),
    Kind("core/comment-template", "Comment template", "design", "", "How each is shown.", supports=_ALIGN, parent=("core/comments",), uses=("postId",)),
    Kind("core/comment-author-name", "Comment author name", "theme", 'isLink:b=true linkTarget:s="_self" textAlign:s', "Who said it.", supports=USUAL,
         uses=_COMMENT, ancestor=_INSIDE),
    Kind("core/comment-author-avatar", "Comment author avatar", "theme", "width:n=96 height:n=96", "An older form of the avatar.", supports={"inserter": False},
         uses=_COMMENT, dynamic=True),
    Kind("core/comment-content", "Comment content", "theme", "textAlign:s", "What was said.", supports=USUAL, uses=_COMMENT, ancestor=_INSIDE),
    Kind("core/comment-date", "Comment date", "theme", "format:s isLink:b=true", "When it was said.", supports=USUAL, uses=_COMMENT, ancestor=_INSIDE),
    Kind("core/comment-edit-link", "Comment edit link", "theme", 'linkTarget:s="_self" textAlign:s', "A way to change it.", supports=USUAL, uses=_COMMENT,
         ancestor=_INSIDE, dynamic=True),
    Kind("core/comment-reply-link", "Comment reply link", "theme", "textAlign:s", "A way to answer.", supports=USUAL, uses=_COMMENT, ancestor=_INSIDE, dynamic=True),
    Kind("core/comments-pagination", "Comments pagination", "theme", 'paginationArrow:s="none"', "Ways to other pages.", supports={"layout": True, **_ALIGN},
         parent=("core/comments",), provides={"comments/paginationArrow": "paginationArrow"}, dynamic=True),
    Kind("core/comments-pagination-next", "Next comments", "theme", "label:s", "Newer ones.", supports=USUAL, parent=_PAGES,
         uses=("postId", "comments/paginationArrow"), dynamic=True),
    Kind("core/comments-pagination-previous", "Previous comments", "theme", "label:s", "Older ones.", supports=USUAL, parent=_PAGES,
         uses=("postId", "comments/paginationArrow"), dynamic=True),
    Kind("core/comments-pagination-numbers", "Comment pages", "theme", "", "All pages.", supports=USUAL, parent=_PAGES, uses=("postId",), dynamic=True),
    Kind("core/comments-title", "Comments title", "theme", "textAlign:s showPostTitle:b=true showCommentsCount:b=true level:n=2 levelOptions:a", "How many there are.",
         supports=_ALIGN, ancestor=("core/comments",), uses=("postId", "postType")),
    Kind("core/post-comments-form", "Comments form", "theme", "textAlign:s", "Where readers write.", supports=USUAL, uses=("postId", "postType"), dynamic=True),
    Kind("core/post-comments-count", "Comments count", "theme", "textAlign:s", "How many there are.", supports=USUAL, uses=("postId",)),
    Kind("core/post-comments-link", "Comments link", "theme", "textAlign:s", "A way to them.", supports=USUAL, uses=("postType", "postId")),
)  # fmt: skip
