"""Pictures for tests, drawn by Pillow: of two colours and a mark, so that crops can be told apart."""

import base64
import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image, ImageDraw

from articles import imaging
from articles.models import Photo

LEFT, RIGHT, MARK = (200, 60, 40), (40, 90, 160), (250, 240, 80)
# 240 × 200 pixels, the left half red, the right half blue; made once by the package that can write it.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAVVtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAA"
    "AAAAACJpbG9jAAAAAERAAAEAAQAAAAABeQABAAAAAAAAAFQAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAA"
    "AA5waXRtAAAAAAABAAAA1WlwcnAAAAC2aXBjbwAAAHdodmNDAQNwAAAAkAAAAAAAPPAA/P34+AAADwNgAAEAGEABDAH//wNw"
    "AAADAJAAAAMAAAMAPLoCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwA8oB4gMllupJKa5uAhoMCAAAAMgAAAAwCEYgABAAdEAcFy"
    "sGJAAAAAE2NvbHJuY2x4AAEADQAGgAAAABRpc3BlAAAAAAAAAPAAAADIAAAAEHBpeGkAAAAAAwgICAAAABdpcG1hAAAAAAAA"
    "AAEAAQSBAgMEAAAAXG1kYXQAAABQKAGvUhrCB4D5DpJf/+iFf/21+Q94vTGxWRMo6B/Uwtf2lC1MZ9nfG0yAhQoDwverAFJA"
    "AZuwABvH94CdAS2ig//HJzhhwJ2AArQMvwDmjIA="
)


@pytest.fixture
def private_files(tmp_path, monkeypatch):
    """Keep files of tests out of the site's own folder, and return where they are instead."""
    for name in ("base_location", "location"):
        monkeypatch.setattr(storages["private"], name, str(tmp_path))
    return tmp_path


def drawn(size=(1600, 1000), *, mark=(0.25, 0.5), mode="RGB"):
    """Return a picture, one colour on its left and another on its right, with a disc at the mark."""
    image = Image.new("RGB", size, LEFT)
    pen = ImageDraw.Draw(image)
    pen.rectangle((size[0] // 2, 0, *size), fill=RIGHT)
    x, y, r = size[0] * mark[0], size[1] * mark[1], min(size) / 12
    pen.ellipse((x - r, y - r, x + r, y + r), fill=MARK)
    return image.convert(mode)


def encoded(image=None, kind="JPEG", **options):
    """Return the bytes of a picture in one of Pillow's formats."""
    data = io.BytesIO()
    (image or drawn()).save(data, kind, **options)
    return data.getvalue()


def exif(*, orientation=1, place=False):
    """Return the notes of a camera; place: with a position in Tokyo."""
    notes = Image.Exif()
    notes[ExifTags.Base.Orientation] = orientation
    notes[ExifTags.Base.Model] = "Synthetic Camera"
    if place:
        notes.get_ifd(ExifTags.IFD.GPSInfo).update(
            {1: "N", 2: (35.0, 40.0, 30.0), 3: "E", 4: (139.0, 45.0, 0.0)}
        )
    return notes


def sent(data=None, name="talks.jpg", content_type="image/jpeg"):
    """Return an upload of bytes under a name and a word for its kind, which may both be wrong."""
    return SimpleUploadedFile(name, encoded() if data is None else data, content_type=content_type)


def make_photo(image=None, *, alt="Two men at a table", credit="Government", **fields):
    """Return a Photo with a file of its own."""
    taken = imaging.take_in(sent(encoded(image)))
    facts = {name: getattr(taken, name) for name in ("width", "height", "digest", "fingerprint")}
    return Photo.objects.create(
        image=ContentFile(taken.data, "a.jpg"), alt=alt, credit=credit, **facts | fields
    )
