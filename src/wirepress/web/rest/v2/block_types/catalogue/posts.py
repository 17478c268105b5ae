"""Blocks of a story's fields and of lists of stories."""

from __future__ import annotations

from typing import Final

from wirepress.web.rest.v2.block_types.kinds import USUAL, Kind

_ALIGN: Final = {"align": True, **USUAL}
_POST: Final = ("postId", "postType", "queryId")
_QUERY: Final = (
    "queryId",
    "query",
    "displayLayout",
    "templateSlug",
    "previewPostType",
    "enhancedPagination",
    "postType",
)
_PAGES: Final = ("queryId", "query", "enhancedPagination")
_LEVELS: Final = "levelOptions:a=[0,1,2,3,4,5,6]"
KINDS: Final = (
    Kind("core/post-title", "Title", "theme", f'textAlign:s level:n=2 {_LEVELS} isLink:b=false rel:s="" linkTarget:s="_self" placeholder:s', "The story's title.",
         supports=_ALIGN, uses=_POST),
    Kind("core/post-content", "Content", "theme", 'tagName:s="div"', "The story's text.", supports={"layout": True, **_ALIGN}, uses=_POST),
    Kind("core/post-excerpt", "Excerpt", "theme", "textAlign:s moreText:r showMoreOnNewLine:b=true excerptLength:n=55", "The story in short.",
         supports=_ALIGN, uses=_POST),
    Kind("core/post-date", "Date", "theme", 'datetime:s textAlign:s format:s isLink:b=false displayType:s', "When it came out.", supports=_ALIGN, uses=_POST),
    Kind("core/post-author", "Author", "theme", 'textAlign:s avatarSize:n=48 showAvatar:b=true showBio:b byline:s isLink:b=false linkTarget:s="_self"',
         "Who wrote it.", supports=_ALIGN, uses=_POST),
    Kind("core/post-author-name", "Author name", "theme", 'textAlign:s isLink:b=false linkTarget:s="_self"', "The writer's name.", supports=_ALIGN, uses=("postType", "postId")),
    Kind("core/post-author-biography", "Author biography", "theme", "textAlign:s", "About the writer.", supports=_ALIGN, uses=("postType", "postId")),
    Kind("core/post-featured-image", "Featured image", "theme", 'isLink:b=false aspectRatio:s width:s height:s scale:s="cover" sizeSlug:s rel:s="" '
         'linkTarget:s="_self" overlayColor:s customOverlayColor:s dimRatio:n=0 gradient:s customGradient:s useFirstImageFromPost:b=false', "The story's picture.",
         supports={"align": ["left", "right", "center", "wide", "full"], **USUAL}, uses=_POST),
    Kind("core/post-terms", "Post terms", "theme", 'term:s textAlign:s separator:s=",\\u0020" prefix:s="" suffix:s=""', "The story's terms.",
         supports=_ALIGN, uses=("postId", "postType")),
    Kind("core/post-navigation-link", "Post navigation link", "theme", 'textAlign:s type:s="next" label:s showTitle:b=false linkLabel:b=false arrow:s="none" taxonomy:s=""',
         "The story before or after.", supports=_ALIGN, uses=("postType",)),
    Kind("core/post-time-to-read", "Time to read", "theme", 'textAlign:s displayAsRange:b=true displayMode:s="time" averageReadingSpeed:n=189', "How long it takes to read.",
         supports=_ALIGN, uses=("postId", "postType")),
    Kind("core/read-more", "Read more", "theme", 'content:s linkTarget:s="_self"', "A way to the whole story.", supports=USUAL, uses=("postId",)),
    Kind("core/avatar", "Avatar", "theme", 'userId:n size:n=96 isLink:b=false linkTarget:s="_self"', "Somebody's picture.", supports=_ALIGN,
         uses=("postType", "postId", "commentId")),
    Kind("core/query", "Query loop", "theme", 'queryId:n query:o={"perPage":null,"pages":0,"offset":0,"postType":"post","order":"desc","orderBy":"date","author":"",'
         '"search":"","exclude":[],"sticky":"","inherit":true,"taxQuery":null,"parents":[],"format":[]} tagName:s="div" namespace:s enhancedPagination:b=false',
         "A list of stories.", supports={"align": ["wide", "full"], "layout": True, "html": False}, uses=("templateSlug",), dynamic=True,
         provides={"queryId": "queryId", "query": "query", "displayLayout": "displayLayout", "enhancedPagination": "enhancedPagination"}),
    Kind("core/post-template", "Post template", "theme", "", "How each story is shown.", supports={"layout": True, **_ALIGN}, uses=_QUERY, ancestor=("core/query",)),
    Kind("core/query-no-results", "No results", "theme", "", "What is shown for an empty list.", supports=USUAL, uses=("queryId", "query"), ancestor=("core/query",)),
    Kind("core/query-pagination", "Pagination", "theme", 'paginationArrow:s="none" showLabel:b=true', "Ways to other pages.", supports={"layout": True, **_ALIGN},
         uses=("queryId", "query"), ancestor=("core/query",), provides={"paginationArrow": "paginationArrow", "showLabel": "showLabel"}),
    Kind("core/query-pagination-next", "Next page", "theme", "label:s", "The next page.", supports=USUAL, parent=("core/query-pagination",),
         uses=(*_PAGES, "paginationArrow", "showLabel")),
    Kind("core/query-pagination-previous", "Previous page", "theme", "label:s", "The page before.", supports=USUAL, parent=("core/query-pagination",),
         uses=(*_PAGES, "paginationArrow", "showLabel")),
    Kind("core/query-pagination-numbers", "Page numbers", "theme", "midSize:n=2", "All pages.", supports=USUAL, parent=("core/query-pagination",), uses=_PAGES),
    Kind("core/query-title", "Query title", "theme", f'type:s textAlign:s level:n=1 {_LEVELS} showPrefix:b=true showSearchTerm:b=true', "What the list is.",
         supports=_ALIGN, uses=("query", "postType")),
    Kind("core/query-total", "Query total", "theme", 'displayType:s="total-results"', "How many there are.", supports=_ALIGN, uses=("queryId", "query"), ancestor=("core/query",)),
    Kind("core/term-description", "Term description", "theme", "textAlign:s", "What a term is about.", supports=_ALIGN, uses=("termId", "taxonomy")),
    Kind("core/term-name", "Term name", "theme", f"textAlign:s level:n=0 {_LEVELS} isLink:b=false", "A term's name.", supports=_ALIGN, uses=("termId", "taxonomy"), dynamic=False),
    Kind("core/term-count", "Term count", "theme", 'bracketType:s="round"', "How many stories it has.", supports=USUAL, uses=("termId", "taxonomy"), dynamic=False),
    Kind("core/terms-query", "Terms query", "theme", 'termQuery:o={"perPage":10,"taxonomy":"category","order":"asc","orderBy":"name","include":[],"hideEmpty":true,'
         '"showNested":false,"inherit":false} tagName:s="div"', "A list of terms.", supports={"layout": True, **_ALIGN}, uses=("templateSlug",), dynamic=False,
         provides={"termQuery": "termQuery"}),
    Kind("core/term-template", "Term template", "theme", "", "How each term is shown.", supports={"layout": True, **_ALIGN}, ancestor=("core/terms-query",),
         uses=("termQuery",), dynamic=False),
)  # fmt: skip
