"""The P in WordPress is a capital one. WordPress 7.1 behaviour (capital_P_dangit)."""

import re

_MISSPELT = re.compile(r"(?<=[ >(])Wordpress|(?<=&#8216;)Wordpress|(?<=&#8220;)Wordpress")


def capital_p_dangit(text: str, title: bool = False) -> str:
    """Correct the name after a blank, tag, parenthesis or opening quote; in a title wherever it stands."""
    if title:
        return text.replace("Wordpress", "WordPress")
    return _MISSPELT.sub("WordPress", text) if "Wordpress" in text else text
