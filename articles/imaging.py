"""Photographs on their way in: what a file is, read from its bytes, and its picture made fit to be kept.

What is kept is a JPEG of our own, upright, in sRGB, without anything that a camera or a program wrote beside
the picture: place, device, names, thumbnails of what was cut away.
"""

import io
import re
from dataclasses import dataclass, field
from pathlib import PurePath

import pi_heif
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageCms, ImageOps

from .uploads import BROKEN, digest_of

pi_heif.register_heif_opener()

# What Pillow calls a format, what people call it, and the endings that names of such files have.
KINDS = {
    "JPEG": ("JPEG", {".jpg", ".jpeg", ".jpe", ".jfif"}),
    "PNG": ("PNG", {".png"}),
    "WEBP": ("WebP", {".webp"}),
    "AVIF": ("AVIF", {".avif"}),
    "HEIF": ("HEIC", {".heic", ".heif", ".hif"}),
}
# A camera's JPEG with further pictures behind the first, which is the photograph; HEIC may have them too.
SEVERAL_IN_ONE = {"MPO": "JPEG"}
# How files of these kinds begin, in small letters, whether or not all of the file is there.
BEGINNINGS = re.compile(rb"\xff\xd8\xff|\x89png|riff....webp|....ftyp(?:avi[fs]|hei[cx]|mif1)", re.DOTALL)
START = 1_024
LONGEST = 3_200  # pixels of the longer side that are kept
SMALLEST = 200  # pixels of the shorter side that there must be
QUALITY = 92
# Modes whose pixels can be mixed; those of palettes have to be looked up first.
CONTINUOUS = ("RGB", "RGBA", "L", "LA", "CMYK")
WHITE = (255, 255, 255)
# Fingerprints of one picture in two sizes or qualities differ in no more bits than this, of 64.
ALIKE = 5

SVG = _(
    "“%(name)s” is a drawing in SVG, which can carry programs and is no photograph. "
    "Save it as PNG and choose it again."
)
OTHER = _(
    "“%(name)s” is no photograph of a kind that can be shown: JPEG, PNG, WebP, AVIF or HEIC. "
    "What it is was read from the file itself, not from its name. Save it as one of these and choose it "
    "again."
)
LARGE = _("“%(name)s” has %(size)s; there is room for %(most)s. Save it smaller and choose it again.")
HUGE = _(
    "“%(name)s” has %(pixels)s megapixels; there is room for %(most)s. "
    "Save it with fewer and choose it again."
)
SMALL = _(
    "“%(name)s” has %(width)d × %(height)d pixels, too few to be shown: both sides need %(least)d. "
    "Choose a larger copy."
)
MOVING = _(
    "“%(name)s” is animated: it holds %(count)d pictures. Save the one that readers are to see as a picture "
    "of its own and choose that."
)

MISLABELLED = _("Its name ends in “%(ending)s”, but it holds %(kind)s; it was read as what it is.")
TURNED = _("It was turned upright, as the camera noted.")
PLACE_REMOVED = _("The place at which it was taken was written in it and was removed.")
MADE_SMALLER = _("It was made smaller: %(width)d × %(height)d pixels are kept.")


@dataclass(frozen=True)
class Taken:
    """A photograph taken in: a JPEG and its size in pixels, and what was done to it, in sentences.

    digest is the SHA-256 of the file that was sent, fingerprint tells pictures apart by their look; both in
    hexadecimal.
    """

    data: bytes
    width: int
    height: int
    digest: str
    fingerprint: str
    notes: list = field(default_factory=list)


def take_in(file):
    """Return the Taken of an open binary file with a name and a size; ValidationError says why it is none."""
    most = settings.PHOTO_MAX_MB * 1024 * 1024
    if file.size > most:
        raise _refusal(LARGE, file, size=filesizeformat(file.size), most=filesizeformat(most))
    image = _opened(file)
    notes, size = _notes(image, file), _upright_size(image)
    picture = _decoded(image, file)
    if picture.size != size:
        notes.append(MADE_SMALLER % {"width": picture.width, "height": picture.height})
    data = io.BytesIO()
    picture.save(data, "JPEG", quality=QUALITY, subsampling=0, progressive=True, optimize=True)
    return Taken(data.getvalue(), *picture.size, digest_of(file), fingerprint(picture), notes)


def fingerprint(picture):
    """Return the difference hash of a picture: in 8 rows of 9 cells, whether each is darker than the next."""
    cells = picture.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    rows = (cells[start : start + 9] for start in range(0, 72, 9))
    bits = "".join("01"[left < right] for row in rows for left, right in zip(row, row[1:], strict=False))
    return f"{int(bits, 2):016x}"


def looks_like(one, other):
    """Say whether two fingerprints are of one picture, perhaps in another size or quality."""
    return (int(one, 16) ^ int(other, 16)).bit_count() <= ALIKE


def _opened(file):
    """Return the image of a file whose head is read, its pixels not yet; or refuse it."""
    file.seek(0)
    start = file.read(START).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<") and b"<svg" in start:
        raise _refusal(SVG, file)
    file.seek(0)
    try:
        image = Image.open(file, formats=list(KINDS))
    except Image.DecompressionBombError as error:
        raise _refusal(HUGE, file, pixels=_("more than 170"), most=settings.PHOTO_MAX_MEGAPIXELS) from error
    except Image.UnidentifiedImageError as error:
        raise _refusal(BROKEN if BEGINNINGS.match(start) else OTHER, file) from error
    except Exception as error:
        # Decoders raise whatever they meet in bytes that were made to break them.
        raise _refusal(BROKEN, file) from error
    _check_extent(image, file)
    return image


def _check_extent(image, file):
    """Refuse by what the head of a file says, before any pixel of it is unpacked."""
    width, height = image.size
    if width * height > settings.PHOTO_MAX_MEGAPIXELS * 1_000_000:
        pixels = number_format(width * height / 1_000_000, 0)
        raise _refusal(HUGE, file, pixels=pixels, most=settings.PHOTO_MAX_MEGAPIXELS)
    if min(width, height) < SMALLEST:
        raise _refusal(SMALL, file, width=width, height=height, least=SMALLEST)
    count = getattr(image, "n_frames", 1)
    if count > 1 and image.format not in (*SEVERAL_IN_ONE, "HEIF"):
        raise _refusal(MOVING, file, count=count)


def _notes(image, file):
    """Return the sentences on what a file says of itself and will say no more."""
    kind, endings = KINDS[SEVERAL_IN_ONE.get(image.format, image.format)]
    ending = PurePath(file.name).suffix.lower()
    notes = [MISLABELLED % {"ending": ending, "kind": kind}] if ending and ending not in endings else []
    exif = _exif(image)
    if exif.get(ExifTags.Base.Orientation, 1) in range(2, 9):
        notes.append(TURNED)
    if exif.get_ifd(ExifTags.IFD.GPSInfo):
        notes.append(PLACE_REMOVED)
    return notes


def _exif(image):
    try:
        exif = image.getexif()
        exif.get_ifd(ExifTags.IFD.GPSInfo)
    except Exception:
        # Notes nobody can read go like all others: the picture can be whole all the same.
        return Image.Exif()
    return exif


def _upright_size(image):
    lies = _exif(image).get(ExifTags.Base.Orientation, 1) in range(5, 9)
    return image.size[::-1] if lies else image.size


def _decoded(image, file):
    """Return the picture of an opened image, upright, in sRGB, on white, no longer than what is kept."""
    try:
        orientation = _exif(image).get(ExifTags.Base.Orientation, 1)
        # A JPEG of fifty megapixels is unpacked at half its size at once, in a quarter of the memory.
        image.draft(None, (LONGEST, LONGEST))
        image.load()
        if image.mode in CONTINUOUS and "transparency" not in image.info:
            # Before anything else is made of it: each copy of a large picture is hundreds of megabytes.
            _shrink(image)
    except Exception as error:
        raise _refusal(BROKEN, file) from error
    picture = _in_srgb(_on_white(_in_eight_bits(image)), image.info.get("icc_profile"))
    _shrink(picture)
    return _upright(picture, orientation)


def _shrink(image):
    image.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _upright(picture, orientation):
    """Return a picture turned as its camera noted; Pillow turns only what carries the note with it."""
    if orientation not in range(2, 9):
        return picture
    note = Image.Exif()
    note[ExifTags.Base.Orientation] = orientation
    picture.info["exif"] = note.tobytes()
    turned = ImageOps.exif_transpose(picture)
    turned.info.clear()
    return turned


def _in_eight_bits(image):
    """Return an image in a mode of eight bits a channel: scans in grey may have sixteen."""
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return image


def _on_white(image):
    if not image.has_transparency_data:
        return image
    layer = image.convert("RGBA")
    sheet = Image.new("RGB", layer.size, WHITE)
    sheet.paste(layer, mask=layer.getchannel("A"))
    return sheet


def _in_srgb(image, profile):
    """Return an image in the colours every screen understands, nothing but its pixels taken over."""
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            image = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            # A broken profile is worth a shade, not the photograph.
            image = image.convert("RGB")
    plain = Image.new("RGB", image.size)
    plain.paste(image.convert("RGB"))
    return plain


def _refusal(message, file, **params):
    return ValidationError(message, params={"name": file.name, **params})
