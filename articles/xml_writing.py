"""Writing XML that every parser accepts, whatever an editor pasted."""

import re
from xml.etree import ElementTree

# What no XML 1.0 document may hold, not even escaped.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def add(parent, tag, text=None, **attributes):
    """Add an element with its text and attributes and return it."""
    clean = {name: FORBIDDEN.sub("", value) for name, value in attributes.items()}
    element = ElementTree.SubElement(parent, tag, clean)
    if text is not None:
        element.text = FORBIDDEN.sub("", text)
    return element


def document(root) -> bytes:
    """Return the whole document of a root element."""
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
