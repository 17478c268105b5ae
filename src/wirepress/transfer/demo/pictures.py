"""Draws a picture for a story: sky, land and sea out of the story's number, so that every run draws the same."""

from __future__ import annotations

import io
import math
import random

from PIL import Image, ImageDraw, ImageFilter

SIZE = (1600, 900)
_SKIES = (
    ((24, 44, 84), (236, 148, 92)),
    ((70, 130, 180), (240, 236, 220)),
    ((38, 58, 72), (150, 176, 186)),
    ((112, 72, 120), (250, 196, 140)),
    ((18, 26, 48), (70, 96, 140)),
    ((120, 170, 200), (252, 244, 214)),
)
_LANDS = ((34, 58, 54), (52, 66, 74), (74, 62, 52), (40, 52, 70), (66, 84, 66))

Color = tuple[int, int, int]


def _mix(one: Color, other: Color, share: float) -> Color:
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))  # type: ignore[return-value]


def draw(number: int, section: str) -> bytes:
    """A JPEG of 1600 x 900 pixels."""
    dice = random.Random(number * 7919)
    top, low = dice.choice(_SKIES)
    picture = Image.new("RGB", SIZE)
    pen = ImageDraw.Draw(picture)
    horizon = dice.randint(480, 600)
    for y in range(horizon):
        pen.line([(0, y), (SIZE[0], y)], fill=_mix(top, low, y / horizon))
    _sun(pen, dice, horizon, low)
    for depth in range(3):
        _ridge(pen, dice, horizon, depth, _mix(dice.choice(_LANDS), low, 0.55 - depth * 0.25))
    if section in ("City", "Politics", "Economy", "Culture"):
        _town(pen, dice, horizon, top)
    _sea(pen, dice, horizon, _mix(top, low, 0.35))
    if section in ("Harbour", "Sport", "Economy", "Science"):
        _boats(pen, dice, horizon)
    picture = picture.filter(ImageFilter.GaussianBlur(1.1))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82, progressive=True)
    return out.getvalue()


def _sun(pen: ImageDraw.ImageDraw, dice: random.Random, horizon: int, low: Color) -> None:
    x, y, r = dice.randint(200, 1400), dice.randint(140, horizon - 60), dice.randint(36, 80)
    for ring in range(6, 0, -1):
        grow = r + ring * 9
        pen.ellipse([x - grow, y - grow, x + grow, y + grow], fill=_mix(low, (255, 244, 220), 0.12 * (7 - ring)))
    pen.ellipse([x - r, y - r, x + r, y + r], fill=(255, 244, 220))


def _ridge(pen: ImageDraw.ImageDraw, dice: random.Random, horizon: int, depth: int, color: Color) -> None:
    waves = [(dice.uniform(0.002, 0.009), dice.uniform(0, 6.3), dice.uniform(10, 60 - depth * 12)) for _ in range(3)]
    base = horizon - 70 + depth * 34
    points = [(x, base - sum(h * math.sin(x * f + p) for f, p, h in waves)) for x in range(0, SIZE[0] + 20, 20)]
    pen.polygon([(0, SIZE[1]), *points, (SIZE[0], SIZE[1])], fill=color)


def _town(pen: ImageDraw.ImageDraw, dice: random.Random, horizon: int, top: Color) -> None:
    x = dice.randint(80, 300)
    end = dice.randint(1000, 1500)
    while x < end:
        wide, high = dice.randint(34, 90), dice.randint(50, 190)
        wall = _mix((58, 54, 58), top, dice.uniform(0.1, 0.4))
        pen.rectangle([x, horizon - high, x + wide, horizon + 6], fill=wall)
        if dice.random() < 0.6:
            pen.polygon(
                [(x - 5, horizon - high), (x + wide / 2, horizon - high - 34), (x + wide + 5, horizon - high)],
                fill=_mix(wall, (90, 40, 30), 0.6),
            )
        for row in range(horizon - high + 14, horizon - 14, 24):
            for column in range(x + 8, x + wide - 10, 18):
                if dice.random() < 0.5:
                    pen.rectangle([column, row, column + 7, row + 10], fill=(250, 222, 150))
        x += wide + dice.randint(-4, 16)


def _sea(pen: ImageDraw.ImageDraw, dice: random.Random, horizon: int, color: Color) -> None:
    deep = _mix(color, (8, 20, 34), 0.6)
    for y in range(horizon, SIZE[1]):
        pen.line([(0, y), (SIZE[0], y)], fill=_mix(color, deep, (y - horizon) / (SIZE[1] - horizon)))
    for _ in range(240):
        y = horizon + int((SIZE[1] - horizon) * dice.random() ** 1.6)
        long = int(10 + (y - horizon) * 0.35 * dice.random())
        x = dice.randint(0, SIZE[0])
        pen.line(
            [(x, y), (x + long, y)],
            fill=_mix(color, (255, 250, 236), dice.uniform(0.1, 0.45)),
            width=1 + (y - horizon) // 160,
        )


def _boats(pen: ImageDraw.ImageDraw, dice: random.Random, horizon: int) -> None:
    for _ in range(dice.randint(1, 4)):
        x, y, s = dice.randint(120, 1480), dice.randint(horizon + 20, horizon + 220), dice.uniform(0.6, 1.7)
        hull = [(x - 60 * s, y - 14 * s), (x + 64 * s, y - 14 * s), (x + 46 * s, y + 12 * s), (x - 44 * s, y + 12 * s)]
        pen.polygon(hull, fill=dice.choice(((120, 34, 34), (30, 44, 60), (230, 226, 214))))
        pen.line([(x, y - 14 * s), (x, y - 120 * s)], fill=(40, 34, 30), width=max(2, int(4 * s)))
        pen.polygon([(x + 4 * s, y - 116 * s), (x + 4 * s, y - 24 * s), (x + 62 * s, y - 24 * s)], fill=(244, 240, 228))
        pen.polygon([(x - 4 * s, y - 100 * s), (x - 4 * s, y - 24 * s), (x - 40 * s, y - 24 * s)], fill=(226, 220, 204))
