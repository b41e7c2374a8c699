"""Names in other languages, from translations.yaml: {kind: {slug: {language: name}}}.

`round` holds no slugs but patterns by language, with {number} and {city}: nineteen rounds share one. What
`meeting_kind` holds belongs to no row: the words for it are in the message catalogues.
"""

from ..choices import Language
from .files import RecordError

FILE = "translations.yaml"
LANGUAGES = frozenset(Language.values) - {Language.ENGLISH}
PATTERN, NO_ROWS = "round", "meeting_kind"


class Translations:
    def __init__(self, files):
        # YAML reads the number of a chapter as one; keys are texts.
        self._by_kind = {
            kind: {str(slug): names for slug, names in (by_slug or {}).items()}
            for kind, by_slug in files.mapping(FILE).items()
        }
        self._used = {(PATTERN, language) for language in self._by_kind.get(PATTERN) or {}}

    def names(self, kind, slug):
        """Return {language: name} of one record."""
        self._used.add((kind, slug))
        return _checked((self._by_kind.get(kind) or {}).get(slug) or {}, f"{kind} {slug}")

    def meeting_names(self, slug, number, city):
        """Return {language: name} of a meeting; a round without a name of its own has that of its pattern."""
        patterns = _checked(self._by_kind.get(PATTERN) or {}, PATTERN) if number else {}
        names = {language: pattern.format(number=number, city=city) for language, pattern in patterns.items()}
        return names | self.names("meeting", slug)

    def done(self):
        """Complain of names whose record there is not."""
        for kind, by_slug in self._by_kind.items():
            for slug in (by_slug or {}) if kind != NO_ROWS else ():
                if (kind, slug) not in self._used:
                    raise RecordError(
                        "names nothing in the record: correct it", file=FILE, record=f"{kind} {slug}"
                    )


def _checked(names, record):
    for language, name in names.items():
        if language not in LANGUAGES:
            raise RecordError("is not a language of the site", file=FILE, record=record, field=str(language))
        if not isinstance(name, str) or not name.strip():
            raise RecordError(f"expected a name, found {name!r}", file=FILE, record=record, field=language)
    return dict(names)
