"""Two states of a report compared in words: for a conflict, the history and what publishing would change."""

import difflib
import re
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ..cleaning import text_of
from ..drafting.merging import ROWS
from ..models import Article, Country, Issue, Meeting, Negotiator, Photo
from ..models.content import moment_of, named
from .form import ArticleForm
from .rows import PositionForm, QuoteForm, SourceForm

SAME, GONE, NEW = "same", "gone", "new"
# One character of a script without spaces is a word.
WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+|\s+|[^\w\s]")
LISTS = {"sources": _("Sources"), "quotes": _("Quotations"), "positions": _("Positions")}
ONE_OF = {"sources": _("Source"), "quotes": _("Quotation"), "positions": _("Position")}
ROW_FORMS = {"sources": SourceForm, "quotes": QuoteForm, "positions": PositionForm}
LINKED = {
    "countries": Country, "counterparts": Country, "issues": Issue, "issue": Issue,
    "negotiators": Negotiator, "speaker": Negotiator, "meeting": Meeting,
}  # fmt: skip
MOMENTS = ("published_at", "unpublish_at")
NUMBERED = {"photo": Photo, "translation_of": Article}


@dataclass
class Difference:
    """One field in which two states differ.

    parts is [(SAME | GONE | NEW, text)] for a text; gone and new are the names a list lost and won;
    rows are Differences of the rows of a list, each with its own parts by column.
    """

    label: str
    parts: list[tuple[str, str]] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    rows: list["Difference"] = field(default_factory=list)


def words(before, after):
    """Return [(SAME | GONE | NEW, text)] that turns one text into the other, word by word."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    parts = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append((SAME, "".join(old[a:b])))
        else:
            parts += [(GONE, "".join(old[a:b])), (NEW, "".join(new[c:d]))]
    return [(kind, text) for kind, text in parts if text]


def differences(before, after):
    """Return the Differences of two Contents, in the order of the desk."""
    old, new = before.to_json(), after.to_json()
    names = _Names(old, new)
    found = []
    for name in new:
        if name in ROWS:
            rows = _row_differences(name, old[name], new[name], names)
            if rows:
                found.append(Difference(label(name), rows=rows))
        elif isinstance(new[name], list):
            gone = [names.of(name, each) for each in old[name] if each not in new[name]]
            won = [names.of(name, each) for each in new[name] if each not in old[name]]
            if gone or won:
                found.append(Difference(label(name), gone=gone, new=won))
        elif old[name] != new[name]:
            found.append(Difference(label(name), parts=_value_parts(name, old[name], new[name], names)))
    return found


def _row_differences(name, old, new, names):
    key = ROWS[name]
    before, after = ({row[key]: row for row in rows} for rows in (old, new))
    found = []
    for each in dict.fromkeys([*before, *after]):
        columns = before.get(each, {}).keys() | after.get(each, {}).keys()
        shown = [column for column in ROW_FORMS[name].base_fields if column in columns and column != key]
        shown += sorted(columns - set(shown) - {key})
        cells = [
            Difference(column_label(name, column), parts=_value_parts(column, one, other, names))
            for column in shown
            if (one := before.get(each, {}).get(column) or "")
            != (other := after.get(each, {}).get(column) or "")
        ]
        if cells:
            found.append(Difference(str(ONE_OF[name]), rows=cells))
        elif before.keys() ^ after.keys() >= {each}:
            here = GONE if each in before else NEW
            found.append(Difference(str(ONE_OF[name]), parts=[(here, names.of(name, each))]))
    return found


def _value_parts(name, old, new, names):
    if name in MOMENTS:
        # A moment is one word: of its digits nobody reads which changed.
        both = ((GONE, in_words(name, old, names)), (NEW, in_words(name, new, names)))
        return [(kind, text) for kind, text in both if text]
    return words(in_words(name, old, names), in_words(name, new, names))


def in_words(name, value, names=None):
    """Return the value of a field as an editor would write it."""
    if name == "body":
        return text_of(value)
    if name in MOMENTS:
        moment = moment_of(value)
        return f"{date_format(moment, 'DATETIME_FORMAT')} UTC" if moment else str(value or "")
    if isinstance(value, list):
        return ", ".join(in_words(name, each, names) for each in value)
    return names.of(name, value) if names else str(value or "")


def label(name):
    """Return the words that stand over a field of the desk."""
    if name in LISTS:
        return str(LISTS[name])
    shown = ArticleForm.base_fields.get(name)
    return str(shown.label) if shown else str(OTHER_LABELS.get(name, name))


def column_label(name, column):
    shown = ROW_FORMS[name].base_fields.get(column)
    return str(shown.label) if shown else str(OTHER_LABELS.get(column, column))


OTHER_LABELS = {
    "countries": _("Countries"), "negotiators": _("Negotiators"), "issues": _("Issues"),
    "meeting": _("Meeting"), "photo": _("Photograph"), "outcomes": _("Outcomes"), "speaker": _("Speaker"),
    "translation_of": _("Translation of"), "issue": _("Issue"), "groups": _("Groups"),
    "counterparts": _("Toward countries"),
    "counterpart_groups": _("Toward groups"), "documents": _("Documents"),
    "unpublish_at": _("To be withdrawn at"),
}  # fmt: skip


class _Names:
    """The names of what two documents link to by slug or number, asked for once a model."""

    def __init__(self, *documents):
        slugs = {}
        for document in documents:
            rows = [row for name in ROWS for row in document[name]]
            for holder in [document, *rows]:
                for name in LINKED.keys() & holder.keys():
                    value = holder[name]
                    slugs.setdefault(LINKED[name], set()).update(
                        value if isinstance(value, list) else [value]
                    )
        self._found = {model: named(model, sorted(filter(None, each))) for model, each in slugs.items()}
        self._numbered = {
            name: model.objects.in_bulk([each[name] for each in documents if each[name]])
            for name, model in NUMBERED.items()
        }

    def of(self, name, value):
        if name in NUMBERED:
            row = self._numbered[name].get(value)
            return str(row) if row else ""
        row = self._found.get(LINKED.get(name), {}).get(value)
        return row.name if row else str(value or "")
