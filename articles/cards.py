"""The picture that stands for a report where its address is shared: 1200 by 630 pixels, a PNG."""

import functools
import io
import unicodedata

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
MARGIN = 72
PAPER, INK, SOFT, ACCENT = "#fbfaf6", "#1a2024", "#566069", "#0a5b63"
# Looked for on the machine; without any, Pillow's own, which has no letter outside ASCII.
SERIFS = ("DejaVuSerif-Bold.ttf", "LiberationSerif-Bold.ttf", "NotoSerif-Bold.ttf")
SANS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "NotoSans-Regular.ttf")
HEADLINE_SIZES = range(68, 35, -4)
MOST_LINES = 5
LINE = 1.22  # of the letters' size
# Raised when the drawing changes, so that no kept picture is of the old one.
DRAWING = 1
MISSING = "\uffff"


def draw(*, headline, label, foot):
    """Return the PNG of a card: a line above the headline, and one at the foot.

    A headline in a script that no font here has is left out: the card then shows its other lines larger
    rather than a row of boxes.
    """
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SIZE[0], 18), fill=ACCENT)
    width = SIZE[0] - 2 * MARGIN
    pen.text((MARGIN, 62), settings.SITE_NAME, font=font(SERIFS, 38), fill=ACCENT)
    small = font(SANS, 30)
    pen.text((MARGIN, 124), _one_line(writable(label, small), small, width), font=small, fill=SOFT)
    lines, letters = _fitted(headline if is_writable(headline, font(SERIFS, 40)) else label, width)
    for number, line in enumerate(lines):
        pen.text((MARGIN, 192 + number * letters.size * LINE), line, font=letters, fill=INK)
    foot_at = SIZE[1] - MARGIN - 24
    pen.line((MARGIN, foot_at - 22, SIZE[0] - MARGIN, foot_at - 22), fill=SOFT, width=2)
    pen.text((MARGIN, foot_at), _one_line(writable(foot, small), small, width), font=small, fill=SOFT)
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


@functools.lru_cache
def font(names, size):
    """Return the first of these fonts that the machine has, else Pillow's own."""
    for name in names:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def is_writable(text, letters):
    """Whether a font has most letters of a text, plain forms of accented ones included."""
    written = [character for character in text if character.isalnum()]
    kept = [character for character in writable(text, letters) if character.isalnum()]
    return len(kept) * 3 >= len(written) * 2 > 0


def writable(text, letters):
    """Return a text in the letters a font has: a plain letter for an accented one, nothing for the rest."""
    return " ".join("".join(_written(character, letters) for character in text).split())


def _written(character, letters):
    if character.isspace() or unicodedata.category(character).startswith("C"):
        return " "
    if _has(letters, character):
        return character
    plain = unicodedata.normalize("NFKD", character)[:1]
    if plain != character and _has(letters, plain):
        return plain
    return "-" if unicodedata.category(character) == "Pd" else ""


def _has(letters, character):
    return bytes(letters.getmask(character)) != bytes(letters.getmask(MISSING))


def _fitted(text, width):
    """Return the lines of a headline and the font in which they fit, the largest that does."""
    for size in HEADLINE_SIZES:
        letters = font(SERIFS, size)
        lines = _wrapped(writable(text, letters), letters, width)
        if len(lines) <= MOST_LINES:
            return lines, letters
    return [*lines[: MOST_LINES - 1], _one_line(" ".join(lines[MOST_LINES - 1 :]), letters, width)], letters


def _wrapped(text, letters, width):
    lines = [""]
    for word in text.split():
        word = _one_line(word, letters, width)
        longer = f"{lines[-1]} {word}".strip()
        if letters.getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _one_line(text, letters, width):
    """Return a text cut to a line, three points for what was cut."""
    if letters.getlength(text) <= width:
        return text
    while text and letters.getlength(f"{text}...") > width:
        text = text[:-1]
    return f"{text.rstrip()}..."
