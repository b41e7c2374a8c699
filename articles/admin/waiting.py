"""A photograph sent with a form that has to be sent again: kept for a day, so that it travels once."""

import datetime

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from ..imaging import Taken

FOLDER = "waiting"
SALT = "articles.waiting"
KEPT = datetime.timedelta(days=1)
TOLD = ("width", "height", "digest", "fingerprint")


def keep(taken):
    """Put a Taken aside and return the word by which it is had back."""
    storage = storages["private"]
    _throw_away_old(storage)
    name = _name(taken.digest)
    if not storage.exists(name):
        storage.save(name, ContentFile(taken.data))
    told = {each: getattr(taken, each) for each in TOLD} | {"notes": [str(note) for note in taken.notes]}
    return signing.dumps(told, salt=SALT, compress=True)


def recall(word):
    """Return the Taken that was put aside, or None where the word is not ours or the day is over."""
    storage = storages["private"]
    try:
        told = signing.loads(word, salt=SALT, max_age=KEPT)
        with storage.open(_name(told["digest"])) as file:
            return Taken(data=file.read(), **told)
    except (signing.BadSignature, FileNotFoundError):
        return None


def _name(digest):
    return f"{FOLDER}/{digest}.jpg"


def _throw_away_old(storage):
    try:
        _folders, names = storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    for name in names:
        if storage.get_modified_time(f"{FOLDER}/{name}") < timezone.now() - KEPT:
            storage.delete(f"{FOLDER}/{name}")
