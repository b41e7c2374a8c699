"""The files of the record, read so that whatever is wrong is said with file, record and field."""

from pathlib import Path

import yaml
from django.core.exceptions import ValidationError

from ..partial_dates import parse

KEYS = {
    "chapters.yaml": "number",
    "countries.yaml": "slug",
    "final_outcomes.yaml": "slug",
    "groups.yaml": "slug",
    "issues.yaml": "slug",
    "linkages.yaml": "slug",
    "meetings.yaml": "slug",
    "negotiators.yaml": "slug",
    "offers.yaml": "slug",
    "people_more.yaml": "slug",
    "positions.yaml": "id",
    "red_lines.yaml": "slug",
}
# The C parser reads the same YAML ten times as fast; not every build of PyYAML has it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_REQUIRED = object()


class RecordError(Exception):
    """Something in the files of the record cannot be loaded; the message says where and what to mend."""

    def __init__(self, problem, *, file, record="", field=""):
        self.file, self.record, self.field = file, record, field
        place = ", ".join(part for part in (str(file), record, field) if part)
        super().__init__(f"{place}: {problem}")


class Entry:
    """One record of a file. Its readers check what they return and name the place when it is wrong."""

    def __init__(self, file, record, values):
        if not isinstance(values, dict):
            raise RecordError(f"expected fields and values, found {values!r}", file=file, record=record)
        self.file, self.record, self.values = file, record, values
        self._unread = set(values)

    def error(self, field, problem):
        """Return (not raise) the error for one field of this record."""
        return RecordError(problem, file=self.file, record=self.record, field=field)

    def value(self, field, of_type, default=_REQUIRED):
        """Return a field of a given type; an absent or null one is the default, if there is one."""
        self._unread.discard(field)
        value = self.values.get(field)
        if value is None:
            if default is _REQUIRED:
                raise self.error(field, "is missing")
            return default
        if not isinstance(value, of_type):
            wanted = (
                of_type.__name__ if isinstance(of_type, type) else " or ".join(t.__name__ for t in of_type)
            )
            raise self.error(field, f"expected {wanted}, found {value!r}")
        return value

    def text(self, field, default=_REQUIRED):
        return self.value(field, str, default)

    def texts(self, field):
        """Return a list of texts; absent is empty."""
        texts = self.value(field, list, [])
        for text in texts:
            if not isinstance(text, str) or not text.strip():
                raise self.error(field, f"expected texts, found {text!r}: put it in quotes or take it out")
        return texts

    def date(self, field, default=_REQUIRED):
        """Return an ISO date of day, month or year precision, as PartialDate."""
        try:
            return parse(self.text(field, default))
        except ValidationError as error:
            raise self.error(field, " ".join(error.messages)) from error

    def one(self, field, among, default=_REQUIRED):
        """Return what a reference leads to: among is {what may be written: key}."""
        written = self.text(field, default)
        return written if written == default else self._follow(field, written, among)

    def many(self, field, among):
        """Return what a list of references leads to, in order."""
        return [self._follow(field, written, among) for written in self.texts(field)]

    def part(self, field):
        """Return a mapping inside this record as an Entry; null or absent is an empty one."""
        return Entry(self.file, self._within(field), self.value(field, dict, {}))

    def parts(self, field):
        """Return a list of mappings inside this record as Entries."""
        rows = self.value(field, list, [])
        return [
            Entry(self.file, self._within(f"{field} {number}"), row) for number, row in enumerate(rows, 1)
        ]

    def done(self):
        """Complain of fields that nobody read: a misspelt one would else be dropped without a word."""
        if self._unread:
            field = sorted(map(str, self._unread))[0]
            raise self.error(field, "is not a field of this kind of record: correct its name or take it out")

    def _within(self, place):
        return f"{self.record}, {place}" if self.record else place

    def _follow(self, field, written, among):
        if written not in among:
            raise self.error(
                field, f"{written!r} is not in the record: correct it, or add what it names first"
            )
        return among[written]


def read_yaml(path):
    """Return what a YAML file holds; RecordError says what cannot be read."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError(f"cannot be read: {error}", file=path.name) from error
    except yaml.YAMLError as error:
        raise RecordError(f"is not valid YAML: {error}", file=path.name) from error


class Files:
    """The YAML files of one folder. A file that is not there holds nothing."""

    def __init__(self, folder):
        self.folder = Path(folder)
        if not self.folder.is_dir():
            raise RecordError("is not a folder: name the one that holds the YAML files", file=self.folder)
        if not any((self.folder / name).exists() for name in KEYS):
            raise RecordError(f"holds none of {', '.join(KEYS)}", file=self.folder)
        self._entries = {}

    def entries(self, name):
        """Return {key: Entry} of a file that holds a list of records, in its order."""
        if name not in self._entries:
            self._entries[name] = self._keyed(name)
        return self._entries[name]

    def mapping(self, name):
        """Return what a file holds that is a mapping by owner kind (aliases, translations)."""
        value = self._read(name) or {}
        if not isinstance(value, dict):
            raise RecordError("expected a mapping by country, negotiator, issue, …", file=name)
        return value

    def mappings(self, pattern):
        """Yield (file name, mapping) of every such file whose name matches a pattern ("aliases*.yaml")."""
        for path in sorted(self.folder.glob(pattern)):
            yield path.name, self.mapping(path.name)

    def _keyed(self, name):
        entries, key_field = {}, KEYS[name]
        rows = self._read(name) or []
        if not isinstance(rows, list):
            raise RecordError("expected a list of records", file=name)
        for number, row in enumerate(rows, 1):
            entry = Entry(name, f"record {number}", row)
            key = str(entry.value(key_field, (str, int)))
            if key in entries:
                raise RecordError("is there twice: take one out", file=name, record=key)
            entry.record = key
            entries[key] = entry
        return entries

    def _read(self, name):
        path = self.folder / name
        return read_yaml(path) if path.exists() else None
