"""What is counted, as numbers that stand in the tables. A number never gets another meaning."""

from __future__ import annotations

from enum import IntEnum
from typing import Final


class Dimension(IntEnum):
    """By what counts are broken down. The value of a row is an id of the site's own (a story, a person, a term) or of a Label."""

    TOTAL = 0
    STORY = 1  # value: the post
    AUTHOR = 2  # value: the user
    SECTION = 3  # value: the category
    TAG = 4  # value: the tag
    VERSION = 5  # value: a StoryVersion
    CHANNEL = 6  # direct, search, social, site, mail, feed, campaign, inside
    SOURCE = 7  # the site that a reader came from
    REFERRER = 8  # the page of that site
    CAMPAIGN = 9  # source / medium / name
    DEVICE = 10  # phone, tablet, desktop
    LANGUAGE = 11  # as the browser says, "en-gb"
    COUNTRY = 12  # ISO 3166, as a CDN says
    PAGE = 13  # the address of a page that is no story
    SEARCH = 14  # words that were searched for on the site
    OUTBOUND = 15  # an address on another site that was followed
    DOWNLOAD = 16  # a file that was taken
    MISSING = 17  # an address with nothing at it
    SCROLL = 18  # value: 25, 50, 75, 100, the part of the page that was seen
    GOAL = 19
    SHARE = 20  # where a story was shared to
    REACTION = 21
    VISITS = 22  # value: how many visits a reader made within the day (5: five or more); filled when the day ends


LABELLED: Final = frozenset(
    (
        Dimension.CHANNEL,
        Dimension.SOURCE,
        Dimension.REFERRER,
        Dimension.CAMPAIGN,
        Dimension.DEVICE,
        Dimension.LANGUAGE,
        Dimension.COUNTRY,
        Dimension.PAGE,
        Dimension.SEARCH,
        Dimension.OUTBOUND,
        Dimension.DOWNLOAD,
        Dimension.MISSING,
        Dimension.GOAL,
        Dimension.SHARE,
        Dimension.REACTION,
    )
)
SITE: Final = 0  # in the place of a post: the whole site
LABEL_MAX: Final = 300  # characters of a label; longer ones are cut
VISITS_MOST: Final = 5
SCROLL_STEPS: Final = (25, 50, 75, 100)
