"""All names of the record, to find people, countries, issues and meetings by any part of any of them."""

import re
from collections import Counter
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import CharField, Value
from django.urls import reverse
from django.utils.translation import get_language
from rapidfuzz import fuzz, process

from ..choices import AliasKind
from ..models import Alias, Country, Edition, Issue, Meeting, Negotiator
from ..models.alias import OWNERS
from ..partial_dates import PartialDate
from ..search.tokens import fold, is_unspaced, stem

# In the order in which namesakes are shown.
KINDS = {model._meta.model_name: model for model in (Negotiator, Country, Issue, Meeting)}
SHOWN = 6
SHOWN_OF_A_KIND = 3
MOST_WORDS = 32  # of a search that are compared with names
# A name is taken for a misspelt one from this likeness (of 100) on, and from so many letters on.
ALIKE = 82
FEWEST_LETTERS = 4
EXACT, WHOLE_WORDS, PARTS, MISSPELT = 4, 3, 2, 1
WORD = re.compile(r"[^\W_]+")
# Names that are words of other meaning: good where they stand alone, noise within a longer search.
LOOSE = {AliasKind.AMBIGUOUS, AliasKind.MISSPELLING, AliasKind.METONYM, AliasKind.DEMONYM}


@dataclass(frozen=True)
class Known:
    """A country, issue, person or meeting of the record; `since` is the day a meeting began."""

    kind: str
    slug: str
    name: str
    since: str = ""

    @property
    def address(self):
        return reverse(f"articles:{self.kind}", args=[self.slug])

    @property
    def label(self):
        """What kind of thing it is, in the page's language."""
        return KINDS[self.kind]._meta.verbose_name


@dataclass(frozen=True)
class Form:
    """One way in which one Known is written: as words, folded, and their stems.

    `own` is its name in some language; a further name is `loose` if it means other things too.
    """

    known: Known
    words: tuple[str, ...]
    stems: tuple[str, ...]
    own: bool = False
    loose: bool = False


def words_of(text) -> tuple[str, ...]:
    """Return the words of a text in the one spelling in which names are compared."""
    return tuple(WORD.findall(fold(text)))


def all_forms() -> list[Form]:
    """Return every form of every name, kept until a name changes."""
    number = Edition.objects.values_list("number", flat=True).filter(name=Edition.ALIASES).first()
    return cache.get_or_set(f"names:{number}:{get_language()}", _read_forms)


def forms_by(day) -> list[Form]:
    """Return the forms of what there was by a day; all of them where no day is given."""
    forms = all_forms()
    return [form for form in forms if form.known.since <= day.isoformat()] if day else forms


def _read_forms():
    known, forms = {}, {}
    for kind, pk, slug, name, names, since in _rows():
        local = names.get(get_language() or "en") or name
        known[kind, pk] = Known(kind, slug, local, PartialDate(since))
        for text in {name, *names.values()}:
            _add(forms, known[kind, pk], text, own=True)
    owner_ids = [f"{owner}_id" for owner in OWNERS]
    for text, alias_kind, *owners in Alias.objects.values_list("text", "kind", *owner_ids):
        owner = next((kind, pk) for kind, pk in zip(OWNERS, owners, strict=True) if pk)
        _add(forms, known[owner], text, loose=alias_kind in LOOSE)
    return list(forms.values())


def _rows():
    """Return (kind, pk, slug, name, names, since) of all that has a name, in one query."""
    selects = [
        model.objects.order_by().values_list(
            Value(kind, output_field=CharField()),
            "pk",
            "slug",
            "name",
            "names",
            "start" if model is Meeting else Value("", output_field=CharField()),
        )
        for kind, model in KINDS.items()
    ]
    return selects[0].union(*selects[1:], all=True)


def _add(forms, known, text, **how):
    words = words_of(text)
    if words:
        forms.setdefault((known, words), Form(known, words, tuple(map(stem, words)), **how))


def find(text, forms, *, limit=SHOWN) -> list[tuple[int, Known]]:
    """Return (how well, Known) of what the words are a name of by all_forms(), or part of one, best first.

    Only where nothing is written like them are names that look alike taken for what was meant.
    """
    words = words_of(text)[:MOST_WORDS]
    if not words:
        return []
    stems = tuple(map(stem, words))
    best = {}
    for form in forms:
        if rank := _rank(form, words, stems):
            best[form.known] = min(best.get(form.known, (0,)), (-rank, not form.own, len(form.words)))
    if not best:
        best = _alike(" ".join(words), forms)
    order = list(KINDS)
    ranked = sorted(
        best,
        key=lambda known: (best[known][0], order.index(known.kind), *best[known][1:], known.name),
    )
    seen = Counter()
    return [
        (-best[known][0], known)
        for known in ranked
        if seen.update([known.kind]) or seen[known.kind] <= SHOWN_OF_A_KIND
    ][:limit]


def _rank(form, words, stems):
    """Return how well the words fit a form of a name; 0 for not at all."""
    if form.words == words:
        return EXACT
    # "Japan" is hardly the "Japan Post insurance" under which an issue is also found.
    if form.own or len(form.words) <= 2 * len(words):
        # Where no space parts words, a whole one and a beginning cannot be told apart (甘利, 甘利明).
        if set(stems) <= set(form.stems) and not is_unspaced(words[0]):
            return WHOLE_WORDS
        if _is_enough(words) and all(any(_begins(name, word) for name in form.words) for word in words):
            return PARTS
    # A name within a longer search: beef tariffs in Japan.
    count = len(form.stems)
    if not form.loose and any(stems[at : at + count] == form.stems for at in range(len(stems) - count + 1)):
        return PARTS
    return 0


def _is_enough(words):
    """Whether so little says anything: one letter is the beginning of half of all names, one sign is not."""
    return len("".join(words)) > 1 or is_unspaced(words[0])


def _begins(name, word):
    return word in name if is_unspaced(word) else name.startswith(word)


def _alike(text, forms):
    """Return {Known: (-MISSPELT, place, unlikeness)} of the names most like a text."""
    if len(text) < FEWEST_LETTERS:
        return {}
    written = [" ".join(form.words) for form in forms]
    found = process.extract(text, written, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=SHOWN)
    alike = {}
    for place, (_text, likeness, at) in enumerate(found):
        alike.setdefault(forms[at].known, (-MISSPELT, place, -likeness))
    return alike
