"""Pictures: screens of applications, a network drawing and a photo-like picture, all drawn with Pillow."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

_WHITE, _INK, _GREY, _LINE = "#ffffff", "#1f2933", "#66727f", "#d5dbe1"


@dataclass(frozen=True)
class Screen:
    """What stands on an application's screen."""

    url: str
    app: str
    owner: str
    heading: str
    menu: tuple[str, ...]
    buttons: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    cards: tuple[tuple[str, str], ...] = ()
    accent: str = "#0b5394"
    note: str = ""


def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont), "Pillow without FreeType cannot draw the screens"
    return font


def draw(screen: Screen) -> Image.Image:
    """The screen as a picture of 1100 x 470 points, as a browser shows it."""
    picture = Image.new("RGB", (1100, 470), _WHITE)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 1100, 34), fill="#e4e7eb")
    for number, colour in enumerate(("#e06c66", "#e5b64b", "#6fbf73")):
        pen.ellipse((14 + 20 * number, 11, 26 + 20 * number, 23), fill=colour)
    pen.rounded_rectangle((90, 6, 1080, 28), 8, fill=_WHITE)
    pen.text((102, 9), screen.url, _GREY, _font(13))
    pen.rectangle((0, 34, 1100, 92), fill=screen.accent)
    pen.text((22, 42), screen.app, _WHITE, _font(24))
    pen.text((22, 70), screen.owner, "#e8eef4", _font(13))
    pen.text((950, 55), "Admin  |  Keluar", _WHITE, _font(13))
    pen.rectangle((0, 92, 200, 470), fill="#f3f5f7")
    for number, entry in enumerate(screen.menu):
        top = 108 + 36 * number
        if number == 0:
            pen.rectangle((0, top - 8, 200, top + 24), fill="#dfe7ef")
        pen.text((20, top), entry, _INK, _font(15))
    pen.text((224, 106), screen.heading, _INK, _font(21))
    left = 224
    for words in screen.buttons:
        label = words.replace(" ", "  ")  # wide enough for text recognition to see two words
        width = int(_font(16).getlength(label)) + 26
        pen.rounded_rectangle((left, 140, left + width, 174), 6, fill="#dfe9f2")
        pen.text((left + 13, 148), label, _INK, _font(16))
        left += width + 12
    top = 190
    for number, (label, value) in enumerate(screen.cards):
        x = 224 + 214 * number
        pen.rounded_rectangle((x, top, x + 200, top + 68), 8, outline=_LINE, width=2)
        pen.text((x + 12, top + 8), label, _GREY, _font(13))
        pen.text((x + 12, top + 30), value, screen.accent, _font(24))
    if screen.cards:
        top += 86
    _grid(pen, screen.rows, 224, top, 852)
    if screen.note:
        pen.text((224, 444), screen.note, _GREY, _font(13))
    return picture


def _grid(pen: ImageDraw.ImageDraw, rows: Sequence[Sequence[str]], left: int, top: int, width: int) -> None:
    if not rows:
        return
    longest = [max(len(row[column]) for row in rows) + 2 for column in range(len(rows[0]))]
    edges = [left + width * sum(longest[:column]) // sum(longest) for column in range(len(longest) + 1)]
    for number, row in enumerate(rows):
        y = top + 32 * number
        if number == 0:
            pen.rectangle((left, y, left + width, y + 32), fill="#e9eef3")
        for column, text in enumerate(row):
            pen.text((edges[column] + 8, y + 8), text, _INK, _font(14))
        pen.line((left, y + 32, left + width, y + 32), fill=_LINE)
    pen.rectangle((left, top, left + width, top + 32 * len(rows)), outline=_LINE)


def png(picture: Image.Image) -> bytes:
    """The picture as PNG with at most 64 colours (small, and as sharp as drawn)."""
    target = io.BytesIO()
    picture.quantize(64, dither=Image.Dither.NONE).save(target, "PNG", optimize=True)
    return target.getvalue()


def jpg(picture: Image.Image) -> bytes:
    """The picture as JPEG."""
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=62)
    return target.getvalue()


def topology(title: str, centre: str, links: Sequence[tuple[str, str]], note: str) -> Image.Image:
    """A network drawing: one centre, and around it units with the kind of their link."""
    picture = Image.new("RGB", (1100, 660), _WHITE)
    pen = ImageDraw.Draw(picture)
    pen.text((30, 20), title, _INK, _font(24))
    pen.rounded_rectangle((400, 290, 700, 370), 12, fill="#0b5394")
    pen.text((550, 330), centre, _WHITE, _font(18), anchor="mm", align="center")
    half = (len(links) + 1) // 2
    for number, (unit, link) in enumerate(links):
        row, upper = number % half, number < half
        x, y = 120 + (860 * row) // max(half - 1, 1), 130 if upper else 530
        pen.line((x, y, 550, 290 if upper else 370), fill="#6c7a89", width=2)
        pen.rounded_rectangle((x - 92, y - 30, x + 92, y + 30), 8, fill="#eef3f8", outline="#0b5394")
        pen.text((x, y - 9), unit, _INK, _font(13), anchor="mm")
        pen.text((x, y + 12), link, _GREY, _font(12), anchor="mm")
    pen.text((30, 620), note, _GREY, _font(14))
    return picture


def meeting_photo(seed: int) -> Image.Image:
    """A blurred, photo-like picture of a meeting table; it says nothing about what it shows."""
    dice = random.Random(seed)
    picture = Image.new("RGB", (640, 420), "#c9b79c")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 640, 190), fill="#dcd3c3")
    pen.rectangle((180, 30, 460, 150), fill="#f6f6f2", outline="#8a8378", width=4)
    pen.polygon([(60, 420), (190, 230), (450, 230), (580, 420)], fill="#7a5a3c")
    for number in range(10):
        side, step = number % 2, number // 2
        x = 150 - 26 * step + dice.randint(-6, 6) if side == 0 else 490 + 26 * step + dice.randint(-6, 6)
        y = 220 + 38 * step
        pen.ellipse((x - 16, y - 50, x + 16, y - 18), fill=dice.choice(["#8d6748", "#a47b58", "#6f4f37"]))
        pen.rounded_rectangle((x - 26, y - 18, x + 26, y + 34), 10, fill=dice.choice(["#3b5b7a", "#58774e", "#7d4b4b"]))
    grain = Image.frombytes("L", (160, 105), dice.randbytes(160 * 105)).resize(picture.size, Image.Resampling.BICUBIC)
    return Image.blend(picture, grain.convert("RGB"), 0.08)
