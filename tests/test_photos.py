"""Photographs on their way in: known by what they hold, kept once, without what a camera wrote."""

import io
import itertools
import struct
import zlib
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.utils import timezone
from PIL import Image, ImageCms

from articles import imaging, publishing
from articles.admin import waiting
from articles.models import Photo
from articles.renditions import CROPS, FORMATS, renditions_of
from tests import factories
from tests.pictures import (
    HEIC,
    LEFT,
    MARK,
    RIGHT,
    drawn,
    encoded,
    exif,
    make_photo,
    private_files,
    sent,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]

__all__ = ["private_files"]
ADD = "/admin/articles/photo/add/"
WORDS = {"alt": "Two men at a table", "credit": "Government", "caption": "", "focal_x": "50", "focal_y": "50"}


def make_account(role, name):
    account = factories.make_user(name)
    account.groups.add(Group.objects.get(name=role))
    return account


@pytest.fixture
def editor(client):
    editor = make_account("Editor", "editor")
    client.force_login(editor)
    return editor


def upload(client, data=None, name="talks.jpg", **words):
    return client.post(ADD, WORDS | {"file": sent(data, name)} | words)


def change(photo):
    return f"/admin/articles/photo/{photo.pk}/change/"


def near(colour, other):
    return all(abs(one - two) < 24 for one, two in zip(colour, other, strict=True))


def kept(photo):
    with photo.image.open("rb") as file:
        return Image.open(io.BytesIO(file.read()))


# ---------------------------------------------------------------------------- taking in

GOOD = {
    "JPEG": lambda: encoded(),
    "PNG": lambda: encoded(kind="PNG"),
    "WebP": lambda: encoded(kind="WEBP"),
    "AVIF": lambda: encoded(kind="AVIF"),
    "HEIC": lambda: HEIC,
    "a palette": lambda: encoded(drawn((400, 300)).quantize(16), "PNG"),
    "print colours": lambda: encoded(drawn((400, 300), mode="CMYK")),
    "several in one, as cameras write": lambda: encoded(
        drawn((400, 300)), "MPO", save_all=True, append_images=[drawn((400, 300))]
    ),
}


@pytest.mark.parametrize("kind", GOOD)
def test_a_photograph_is_known_by_what_it_holds(client, editor, kind):
    assert upload(client, GOOD[kind](), "talks.bin").status_code == 302
    photo = Photo.objects.get()
    picture = kept(photo)
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (photo.width, photo.height))
    assert near(picture.getpixel((9, 9)), LEFT) and near(picture.getpixel((photo.width - 9, 9)), RIGHT)
    assert (photo.uploaded_by, photo.alt, photo.credit) == (editor, "Two men at a table", "Government")


def test_a_name_that_lies_is_told_so_and_the_photograph_read_as_what_it_is(client, editor):
    response = client.post(ADD, WORDS | {"file": sent(encoded(kind="PNG"), "talks.jpg")}, follow=True)
    assert "Its name ends in “.jpg”, but it holds PNG" in response.content.decode()
    assert kept(Photo.objects.get()).format == "JPEG"


@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_photograph_is_turned_as_its_camera_noted(orientation):
    upright = drawn((800, 500))
    undo = {
        2: [Image.Transpose.FLIP_LEFT_RIGHT], 3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM], 5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90], 7: [Image.Transpose.TRANSVERSE], 8: [Image.Transpose.ROTATE_270],
    }  # fmt: skip
    stored = upright
    for step in undo[orientation]:
        stored = stored.transpose(step)
    taken = imaging.take_in(sent(encoded(stored, exif=exif(orientation=orientation))))
    picture = Image.open(io.BytesIO(taken.data))
    assert picture.size == (800, 500)
    assert near(picture.getpixel((20, 20)), LEFT) and near(picture.getpixel((200, 250)), MARK)
    assert "upright" in str(taken.notes[0])


def test_the_place_and_all_a_camera_wrote_is_removed_and_said(client, editor):
    data = encoded(exif=exif(place=True), comment=b"secret", icc_profile=b"")
    assert b"Synthetic Camera" in data
    page = client.post(ADD, WORDS | {"file": sent(data)}, follow=True).content.decode()
    assert "The place at which it was taken was written in it and was removed." in page
    picture = kept(Photo.objects.get())
    assert not picture.getexif() and "comment" not in picture.info
    files = [path.read_bytes() for path in kept_files()]
    assert files and not any(b"Synthetic Camera" in each or b"secret" in each for each in files)


def kept_files():
    """Return all files that are kept, whatever was made of them."""
    return [path for path in Path(storages["private"].location).rglob("*") if path.is_file()]


def test_what_is_clear_lies_on_white_and_grey_of_sixteen_bits_stays_grey():
    clear = imaging.take_in(sent(encoded(Image.new("RGBA", (300, 300), (0, 0, 0, 0)), "PNG")))
    assert Image.open(io.BytesIO(clear.data)).getpixel((5, 5)) == (255, 255, 255)
    deep = imaging.take_in(sent(encoded(Image.new("I;16", (300, 300), 40_000), "PNG")))
    assert near(Image.open(io.BytesIO(deep.data)).getpixel((5, 5)), (156, 156, 156))


def test_more_than_is_shown_is_made_smaller_and_said():
    taken = imaging.take_in(sent(encoded(drawn((4_000, 2_500)))))
    assert (taken.width, taken.height) == (3_200, 2_000)
    assert "3200 × 2000" in str(taken.notes[-1])


def test_colours_of_another_profile_become_those_of_every_screen():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    taken = imaging.take_in(sent(encoded(drawn((400, 300)), icc_profile=profile)))
    assert "icc_profile" not in Image.open(io.BytesIO(taken.data)).info


# ---------------------------------------------------------------------------- refusing


def png_of(width, height):
    """Return a PNG of a few bytes whose head promises so many pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 100))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def moving(kind):
    frames = [drawn((400, 300), mark=(place / 10, 0.5)) for place in (2, 5, 8)]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:])


CUT = "is damaged or was cut off"
REFUSED = {
    "JPEG cut off": (lambda: encoded()[:9_000], CUT),
    "JPEG cut off in its head": (lambda: encoded()[:30], CUT),
    "PNG cut off": (lambda: encoded(kind="PNG")[:900], CUT),
    "WebP cut off": (lambda: encoded(kind="WEBP")[:800], CUT),
    "AVIF cut off": (lambda: encoded(kind="AVIF")[:700], CUT),
    "HEIC cut off": (lambda: HEIC[:200], CUT),
    "a bomb": (lambda: png_of(12_000, 12_000), "has 144 megapixels; there is room for 64"),
    "a larger bomb": (lambda: png_of(60_000, 60_000), "megapixels; there is room for 64"),
    "moving PNG": (lambda: moving("PNG"), "is animated: it holds 3 pictures"),
    "moving WebP": (lambda: moving("WEBP"), "is animated: it holds 3 pictures"),
    "moving AVIF": (lambda: moving("AVIF"), "is animated: it holds 3 pictures"),
    "moving GIF": (lambda: moving("GIF"), "no photograph of a kind that can be shown"),
    "SVG": (lambda: b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "a drawing in SVG"),
    "HTML": (lambda: b"<!doctype html><script>alert(1)</script>", "no photograph of a kind"),
    "PDF": (lambda: b"%PDF-1.7\n%%EOF", "no photograph of a kind"),
    "a program": (lambda: b"MZ\x90\0" * 50, "no photograph of a kind"),
    "a stamp": (lambda: encoded(drawn((150, 150))), "150 × 150 pixels, too few"),
    "nothing": (lambda: b"", "empty"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_shown_is_refused_with_its_reason(client, editor, what):
    data, said = REFUSED[what]
    response = upload(client, data())
    page = response.content.decode()
    assert response.status_code == 200
    assert said in page
    assert ">\nTwo men at a table</textarea>" in page
    assert not Photo.objects.exists() and not kept_files()


def test_a_file_too_large_is_told_what_there_is_room_for(client, editor, settings):
    settings.PHOTO_MAX_MB = 0
    assert "there is room for 0\xa0bytes" in upload(client).content.decode()


@pytest.mark.once
def test_no_cut_and_no_flipped_byte_of_any_format_is_more_than_refused():
    """A damaged file is a photograph all the same, or refused in words; nothing else is ever raised."""
    small = drawn((240, 200))
    for kind in ("JPEG", "PNG", "WEBP", "AVIF"):
        whole = encoded(small, kind)
        for place in itertools.islice(range(0, len(whole), max(1, len(whole) // 25)), 25):
            flipped = whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]
            for data in (whole[:place] or b"x", flipped):
                try:
                    assert imaging.take_in(sent(data)).data
                except ValidationError as refusal:
                    assert refusal.messages[0]


@pytest.mark.parametrize("lacking", ["alt", "credit"])
def test_words_are_asked_for_and_the_photograph_need_not_be_sent_again(client, editor, lacking):
    response = upload(client, **{lacking: " "})
    assert response.status_code == 200 and not Photo.objects.exists()
    word = response.context["kept"]
    assert f'name="waiting" value="{word}"' in response.content.decode()
    assert client.post(ADD, WORDS | {"waiting": word}).status_code == 302
    assert near(kept(Photo.objects.get()).getpixel((9, 9)), LEFT)


@pytest.mark.parametrize("word", ["", "forged", "x:y:z"])
def test_without_a_photograph_one_is_asked_for(client, editor, word):
    assert "Choose a photograph." in client.post(ADD, WORDS | {"waiting": word}).content.decode()


def test_what_waits_is_thrown_away_after_a_day(time_machine):
    time_machine.move_to(timezone.now())
    word = waiting.keep(imaging.take_in(sent()))
    assert waiting.recall(word).width == 1_600
    time_machine.shift(25 * 3600)
    assert waiting.recall(word) is None
    waiting.keep(imaging.take_in(sent(encoded(drawn((400, 300))))))
    assert len(kept_files()) == 1


# ---------------------------------------------------------------------------- each once


def test_the_same_file_is_here_already_and_offered(client, editor):
    old = make_photo(alt="The first", credit="Agency")
    response = upload(client)
    page = response.content.decode()
    assert "This photograph is here already." in page and "The first" in page
    assert f'name="_use" value="{old.pk}"' in page
    assert Photo.objects.count() == 1
    assert client.post(ADD, WORDS | {"_use": old.pk}).headers["Location"] == change(old)
    popup = client.post(ADD, WORDS | {"_use": old.pk, "_popup": "1"}).content.decode()
    assert "popup_response" in popup and f"&quot;value&quot;: &quot;{old.pk}&quot;" in popup


def test_one_that_looks_the_same_is_asked_about_and_may_be_another(client, editor):
    old = make_photo(alt="The first")
    smaller = encoded(drawn().resize((800, 500)), quality=60)
    response = upload(client, smaller)
    assert "It looks like one that is here already." in response.content.decode()
    assert f'name="_use" value="{old.pk}"' in response.content.decode()
    again = WORDS | {"waiting": response.context["kept"], "another": "on"}
    assert client.post(ADD, again).status_code == 302
    assert Photo.objects.count() == 2


def test_another_photograph_is_no_twin():
    make_photo()
    taken = imaging.take_in(sent(encoded(Image.effect_mandelbrot((600, 400), (-2, -1.5, 1, 1.5), 60))))
    assert Photo.twins(taken.digest, taken.fingerprint) == ([], [])


@pytest.mark.parametrize("number", ["0", "999", "x", "²", "9" * 30])
def test_one_that_is_not_there_cannot_be_used(client, editor, number):
    assert client.post(ADD, {"_use": number}).status_code == 404


# ---------------------------------------------------------------------------- what is made of it


def test_crops_come_in_few_widths_and_three_formats_none_larger_than_the_photograph():
    made = renditions_of(1_600, 1_000, (50, 50)).values()
    assert {(each.crop, each.ending) for each in made} == {
        (name, ending) for name, crop in CROPS.items() for ending in crop.endings
    }
    assert {each.width for each in made if each.crop == "wide"} == {480, 800, 1_280}
    small = renditions_of(300, 400, (50, 50)).values()
    assert all(each.width <= 300 and each.height <= 400 for each in small)
    assert {each.crop for each in small} == set(CROPS)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("crop", ["whole", "wide", "square"])
def test_a_rendition_is_what_it_says(crop, ending):
    photo = make_photo()
    rendition = photo.of_crop(crop, ending)[0]
    with photo.image.open("rb") as file:
        picture = Image.open(io.BytesIO(rendition.made_from(file)))
    assert picture.get_format_mimetype() == rendition.media_type
    assert picture.size == (rendition.width, rendition.height)
    assert not picture.getexif()


@pytest.mark.parametrize("focal, shows", [((0, 50), LEFT), ((100, 50), RIGHT)])
def test_a_crop_is_cut_around_the_point_that_matters(focal, shows):
    photo = make_photo(drawn((2_000, 800), mark=(0.5, 0.5)))
    photo.focal_x, photo.focal_y = focal
    rendition = photo.largest("square")
    with photo.image.open("rb") as file:
        picture = Image.open(io.BytesIO(rendition.made_from(file)))
    middle = picture.getpixel((rendition.width // 2, 10))
    assert near(middle, shows)


def test_the_point_is_two_numbers_from_nought_to_a_hundred(client, editor):
    photo = make_photo()
    response = client.post(change(photo), WORDS | {"focal_x": "101"})
    assert response.status_code == 200 and "less than or equal to 100" in response.content.decode()
    assert client.post(change(photo), WORDS | {"focal_x": "20", "focal_y": "30"}).status_code == 302
    photo.refresh_from_db()
    assert photo.of_crop("wide")[0].name == "wide-480-20x30.jpg"
    assert f"/photos/{photo.uid}/wide-1280-20x30.jpg" in client.get(change(photo)).content.decode()


# ---------------------------------------------------------------------------- who may what


def test_a_photograph_stays_what_it_was_whatever_is_said_of_it(client, editor):
    photo = make_photo()
    before = photo.image.name
    client.post(change(photo), WORDS | {"alt": "Two women", "file": sent(encoded(drawn((400, 300))))})
    photo.refresh_from_db()
    assert (photo.alt, photo.image.name, photo.width) == ("Two women", before, 1_600)


def test_a_reporter_mends_what_they_sent_until_readers_have_it(client):
    reporter = make_account("Reporter", "reporter")
    client.force_login(reporter)
    assert upload(client).status_code == 302
    own, other = Photo.objects.get(), make_photo(drawn((700, 500), mark=(0.8, 0.2)))
    assert client.post(change(own), WORDS | {"alt": "Mended"}).status_code == 302
    assert client.post(change(other), WORDS | {"alt": "Mended"}).status_code == 403
    factories.make_article("Talks", countries=[factories.make_country()], photo=own.pk)
    assert client.post(change(own), WORDS | {"alt": "Again"}).status_code == 403
    own.refresh_from_db()
    assert own.alt == "Mended"


def test_a_photograph_that_readers_had_is_not_deleted(client, editor):
    photo = make_photo()
    address = f"/admin/articles/photo/{photo.pk}/delete/"
    article = factories.make_draft("Talks", countries=[factories.make_country()], photo=photo.pk)
    assert client.get(address).status_code == 200
    publishing.publish(article=article, by=None)
    assert client.get(address).status_code == 403
    assert 'name="action"' not in client.get("/admin/articles/photo/").content.decode()


def test_a_popup_hands_the_new_photograph_to_the_desk(client, editor):
    response = client.post(f"{ADD}?_popup=1", WORDS | {"file": sent(), "_popup": "1"})
    assert "popup_response" in response.content.decode()


def test_without_permission_nothing_is_taken_in(client):
    client.force_login(factories.make_user("nobody"))
    assert upload(client).status_code == 403
    assert client.post(ADD, {"_use": make_photo().pk}).status_code == 403
