"""Search that stays linear when the same thing is looked for again and again from further on."""


class Finder:
    """`str.find` in one text, for starts that only grow per needle: what does not come again is looked for once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._next: dict[str, int] = {}

    def find(self, needle: str, start: int) -> int:
        """Return where `needle` comes next at or behind `start`, or -1."""
        known = self._next.get(needle)
        if known is None or 0 <= known < start:
            known = self._next[needle] = self.text.find(needle, start)
        return known

    def find_on_line(self, needle: str, start: int) -> int:
        """Like `find`, but -1 when a line ends before."""
        place = self.find(needle, start)
        line_end = self.find("\n", start)
        return -1 if 0 <= line_end < place else place
