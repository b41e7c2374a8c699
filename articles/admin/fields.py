"""Form fields and widgets of the desk."""

import re

from django import forms
from django.conf import settings
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.templatetags.static import static
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django_prose_editor.widgets import ProseEditorWidget
from taggit.models import Tag

from ..cleaning import clean_html, tidy_text

LONGEST_ID = 2**63 - 1


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


class PossibleOnly:
    """Shows no choice for a value that can be nobody's number, instead of failing over it."""

    def optgroups(self, name, value, attr=None):
        return super().optgroups(name, [each for each in value if is_possible_id(each)], attr)


class LinkWidget(PossibleOnly, AutocompleteSelect):
    """One choice, found by typing a part of its name."""


class LinksWidget(PossibleOnly, AutocompleteSelectMultiple):
    """Shows what is chosen in the order in which it was chosen."""

    def optgroups(self, name, value, attr=None):
        groups = super().optgroups(name, value, attr)
        order = {str(each): place for place, each in enumerate(value)}
        groups[0][1].sort(key=lambda option: order[str(option["value"])])
        return groups


class LinksField(forms.ModelMultipleChoiceField):
    """Rows of the model at the other end of a relation, in the order chosen.

    relation is a many-to-many field or the reverse of a foreign key.
    """

    def __init__(self, relation, site, **kwargs):
        admin = site.get_model_admin(relation.related_model)
        widget = LinksWidget(relation, site)
        kwargs.setdefault("label", capfirst(getattr(relation, "verbose_name", relation.name)))
        super().__init__(
            admin.for_labels(relation.related_model._default_manager.all()),
            required=False,
            widget=widget,
            **kwargs,
        )
        self.label_from_instance = admin.label

    def clean(self, value):
        _refuse_impossible_ids(self, value or [])
        found = {str(each.pk): each for each in super().clean(value)}
        return [found[each] for each in dict.fromkeys(map(str, value or []))]


class LinkField(forms.ModelChoiceField):
    """One row of the model that a foreign key leads to, or none."""

    def __init__(self, relation, site, **kwargs):
        admin = site.get_model_admin(relation.related_model)
        kwargs.setdefault("label", capfirst(relation.verbose_name))
        super().__init__(
            admin.for_labels(relation.related_model._default_manager.all()),
            required=False,
            widget=LinkWidget(relation, site),
            **kwargs,
        )
        self.label_from_instance = admin.label

    def clean(self, value):
        _refuse_impossible_ids(self, [value] if value else [])
        return super().clean(value)


def is_possible_id(value):
    """Whether a row can have this number; "" stands for no choice."""
    text = str(value)
    return text == "" or (re.fullmatch(r"\d{1,19}", text, re.ASCII) is not None and int(text) <= LONGEST_ID)


def _refuse_impossible_ids(field, values):
    """Refuse a number that no row can have: SQLite raises an error of its own over one."""
    for value in values:
        if not is_possible_id(value):
            raise ValidationError(
                _("“%(value)s” is not among the choices. Choose from the list."),
                code="invalid_choice",
                params={"value": str(value)[:50]},
            )


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
        return [_known_tags(names).get(folded, name) for folded, name in reversed(names.items())]


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
