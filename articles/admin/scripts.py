"""What the browser loads for the writing desk: the prose editor and the modules of static/js/desk."""

from js_asset import ImportMap, Media, Script

from .fields import EditorWidget

MODULES = (
    "answers", "chips", "chooser", "combobox", "comments", "copies", "jumps", "page", "paste", "photo",
    "popup", "presence", "preview", "reading", "recovery", "rows", "saving", "sending", "session",
    "shortcuts", "tags", "times", "why",
)  # fmt: skip

# Modules name each other as "desk/page"; the map leads to the files as they are served, digests and all.
IMPORT_MAP = ImportMap({f"desk/{name}": f"js/desk/{name}.js" for name in MODULES})


def media(*, nonce):
    """Return the desk's scripts and styles. Its fields are no widgets of the admin's: they need no jQuery."""
    own = Media(importmap=IMPORT_MAP, js=[Script("js/desk/main.js", type="module")])
    return Media.from_media(EditorWidget().media + own, nonce=nonce)
