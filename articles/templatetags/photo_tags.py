"""Photographs in templates: a <picture> in the formats and widths there are, the browser choosing."""

from django import template

from ..renditions import CROPS, FORMATS

register = template.Library()


@register.inclusion_tag("articles/_picture.html")
def picture(photo, crop, sizes, *, at_once=False, is_told=True):
    """A photograph in one of the CROPS, shown in `sizes` (as of HTML); loaded when near, unless at once.

    is_told=False leaves its text to the page of the report: in lists the headline stands beside it.
    """
    sources = [
        (FORMATS[ending].media_type, _srcset(photo, crop, ending))
        for ending in CROPS[crop].endings
        if ending != "jpg"
    ]
    largest = photo.largest(crop)
    return {
        "photo": photo,
        "sources": sources,
        "srcset": _srcset(photo, crop, "jpg"),
        "address": photo.address_of(largest),
        "largest": largest,
        "sizes": sizes,
        "at_once": at_once,
        "alt": photo.alt if is_told else "",
    }


def _srcset(photo, crop, ending):
    return ", ".join(f"{photo.address_of(each)} {each.width}w" for each in photo.of_crop(crop, ending))


@register.simple_tag
def photo_address(photo, crop):
    """Where the largest JPEG of a crop of a photograph is."""
    return photo.address_of(photo.largest(crop))
