"""Form fields and widgets of the desk."""

import re

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import ProseEditorWidget
from taggit.models import Tag

from ..cleaning import clean_html, tidy_text


class TidyCharField(forms.CharField):
    """Text without characters nobody can see: a NUL that came with a paste must not stop a save."""

    def to_python(self, value):
        return super().to_python(tidy_text(value) if isinstance(value, str) else value)


class EditorWidget(ProseEditorWidget):
    """The prose editor; without JavaScript the same text as HTML. It offers what cleaning.py lets through."""

    EXTENSIONS = {
        "Bold": True,
        "Italic": True,
        "Strike": True,
        "Subscript": True,
        "Superscript": True,
        "Heading": {"levels": [2, 3, 4]},
        "BulletList": True,
        # Bodies keep no numbering but 1, 2, 3: other kinds would be gone after a save.
        "OrderedList": {"enableListAttributes": False},
        "ListItem": True,
        "Blockquote": True,
        "HorizontalRule": True,
        "HardBreak": True,
        "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
        "Table": True,
        "TableRow": True,
        "TableHeader": True,
        "TableCell": True,
        "History": True,
        "HTML": True,
    }

    def __init__(self, attrs=None):
        super().__init__(
            attrs={"rows": 24, "class": "source"} | (attrs or {}),
            config={"extensions": self.EXTENSIONS},
            preset="configurable",
        )

    def get_config(self):
        return super().get_config() | {"js_modules": [static("js/desk-editor.js")]}


class BodyField(TidyCharField):
    """A report's text, in the one form in which bodies are kept."""

    widget = EditorWidget

    def clean(self, value):
        return clean_html(super().clean(value))


class TagsField(TidyCharField):
    """Tag names with commas between them. A known tag is used as it is written, whatever the case."""

    LONGEST = 100

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else ", ".join(value)

    def clean(self, value):
        text = super().clean(value)
        names = dict.fromkeys(
            " ".join(part.strip(" \t\"'“”").split()) for part in re.split(r"[,，、\n]", text)
        )
        names = {name.casefold(): name for name in reversed(names) if name}
        for name in names.values():
            if len(name) > self.LONGEST:
                raise ValidationError(
                    _("“%(name)s…” is too long for a tag: at most %(most)d letters. Commas part tags."),
                    params={"name": name[:30], "most": self.LONGEST},
                )
            if not any(map(str.isalnum, name)):
                raise ValidationError(
                    _("“%(name)s” has no letter, so it cannot be a tag."), params={"name": name}
                )
        known = _known_tags(names)
        return [known.get(folded, name) for folded, name in reversed(names.items())]


def _known_tags(names):
    """Return {folded name: name as in use} of the tags among the names that there are already."""
    same = Q(pk__in=[])
    for name in names.values():
        same |= Q(name__iexact=name)
    return {known.casefold(): known for known in Tag.objects.filter(same).values_list("name", flat=True)}


class LinesField(TidyCharField):
    """A list of texts, one a line."""

    widget = forms.Textarea

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("One a line."))
        super().__init__(**{"widget": self.widget(attrs={"rows": 4})} | kwargs)

    def prepare_value(self, value):
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value):
        return [line.strip() for line in super().to_python(value).splitlines() if line.strip()]

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)


class NamesField(TidyCharField):
    """A name in other languages, as a dict by language code; a line for each: ja: 日本."""

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("One language a line, as in “ja: 日本”."))
        super().__init__(**{"widget": forms.Textarea(attrs={"rows": 4})} | kwargs)

    def prepare_value(self, value):
        return (
            "\n".join(f"{code}: {name}" for code, name in value.items()) if isinstance(value, dict) else value
        )

    def to_python(self, value):
        names = {}
        for line in super().to_python(value).splitlines():
            code, mark, name = (part.strip() for part in line.partition(":"))
            if not code:
                continue
            if code not in dict(settings.LANGUAGES) or not mark or not name:
                raise ValidationError(
                    _("“%(line)s” is not a language and a name. Write “ja: 日本”; languages: %(codes)s."),
                    params={"line": line[:60], "codes": ", ".join(dict(settings.LANGUAGES))},
                )
            names[code] = name
        return names

    def has_changed(self, initial, data):
        try:
            return (initial or {}) != self.to_python(data)
        except ValidationError:
            return True
