"""What is made of a photograph for readers: its crops, in a few widths and formats; a closed set for each.

The point that matters in a photograph is given in per cent from its left and top, and keeps that place in
every crop, as `object-position` does in a style sheet: what is chosen at the desk is what readers get.
"""

import functools
import io
from dataclasses import dataclass

from PIL import Image, ImageOps

# Raised when the same name is to mean another picture; files of before are then made anew.
MAKING = 1


@dataclass(frozen=True)
class Crop:
    """A shape: width by height (None: the photograph's own), and the widths it is made in, in pixels."""

    widths: tuple
    shape: tuple | None = None
    endings: tuple = ("avif", "webp", "jpg")


CROPS = {
    "whole": Crop((480, 800, 1280)),
    "wide": Crop((480, 800, 1280), (16, 9)),
    "tall": Crop((160, 320), (4, 5)),
    "square": Crop((120, 240), (1, 1)),
    # For sites on which an address is shared; many read nothing but JPEG.
    "social": Crop((1200,), (1200, 630), ("jpg",)),
}


@dataclass(frozen=True)
class Format:
    pillow: str
    media_type: str
    options: dict


FORMATS = {
    "avif": Format("AVIF", "image/avif", {"quality": 52, "speed": 6}),
    "webp": Format("WEBP", "image/webp", {"quality": 74, "method": 4}),
    "jpg": Format("JPEG", "image/jpeg", {"quality": 78, "progressive": True, "optimize": True}),
}


@dataclass(frozen=True)
class Rendition:
    """One picture made of a photograph: width and height in pixels, focal in per cent (None: all of it)."""

    crop: str
    width: int
    height: int
    ending: str
    focal: tuple | None

    @property
    def name(self):
        """What it is called in addresses: one name is one picture for ever."""
        place = "-{}x{}".format(*self.focal) if self.focal else ""
        return f"{self.crop}-{self.width}{place}.{self.ending}"

    @property
    def stem(self):
        """The name less the point: what stays when the point is moved."""
        return f"{self.crop}-{self.width}.{self.ending}"

    @property
    def media_type(self):
        return FORMATS[self.ending].media_type

    def made_from(self, file):
        """Return the bytes of the picture, made from an open file of the photograph."""
        with Image.open(file) as image:
            # A JPEG is unpacked no larger than it takes; a crop may need up to its whole height or width.
            image.draft("RGB", (2 * self.width, 2 * self.height))
            x, y = self.focal or (50, 50)
            size = (self.width, self.height)
            picture = ImageOps.fit(image, size, Image.Resampling.LANCZOS, centering=(x / 100, y / 100))
        data = io.BytesIO()
        picture.save(data, FORMATS[self.ending].pillow, **FORMATS[self.ending].options)
        return data.getvalue()


@functools.lru_cache(maxsize=512)
def renditions_of(width, height, focal):
    """Return {name: Rendition} of a photograph's size and point; none is larger than the photograph."""
    made = [
        Rendition(name, *size, ending, focal if crop.shape else None)
        for name, crop in CROPS.items()
        for size in _sizes(crop, width, height)
        for ending in crop.endings
    ]
    return {each.name: each for each in made}


def _sizes(crop, width, height):
    across, down = crop.shape or (width, height)
    # As wide as the shape can be cut out of the photograph.
    most = min(width, height * across // down) or 1
    widths = [each for each in crop.widths if each <= most] or [most]
    return [(each, max(1, round(each * down / across))) for each in widths]
