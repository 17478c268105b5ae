"""Who writes in the demo newspaper, and who reads it: inventions all."""

from __future__ import annotations

from typing import Final

EDITORS: Final[tuple[tuple[str, str, str, str], ...]] = (  # login, name, role, about
    ("editor", "Mira Castell", "administrator", "Edits the paper and answers the telephone."),
    ("j.harke", "Jonte Harke", "editor", "Night desk. Knows every tram driver by name."),
    ("s.ould", "Saskia Ould", "author", "Writes about the harbour from a window above it."),
    ("p.lind", "Peer Lind", "author", "Politics and budgets; reads the annexes first."),
    ("a.bay", "Ana Bayard", "author", "Science, mostly with wet feet."),
    ("t.rook", "Teo Rook", "contributor", "Culture, sport and soup."),
)

READERS: Final[tuple[str, ...]] = (
    "Wilma Ost",
    "Karel N.",
    "A reader from Mill Lane",
    "Tove",
    "Benno Drift",
    "Old Ferryman",
    "Philippa",
    "Yusuf A.",
    "Greta from the market",
)

REMARKS: Final[tuple[str, ...]] = (
    "About time! I have been waiting for this since the old line was closed.",
    "Could you add a map next time? My mother could not find the place.",
    "I was there. It was colder than it looks in the picture.",
    "Thank you for asking the people who do the work and not only those who announce it.",
    "Is there a date yet? The harbour office told me something else on the telephone.",
    "My grandmother says this happened once before, in 1961, and it rained then too.",
    "I do not agree, but it is fairly told.",
    "The second paragraph made me laugh out loud on the tram.",
)

ANSWERS: Final[tuple[str, ...]] = (
    "Good point, we have added it.",
    "Same here. See you at the next one!",
    "The harbour office has corrected itself this morning.",
)
