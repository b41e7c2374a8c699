"""What a cell names: countries, issues, people, meetings, groups, by any of their written forms.

All forms are read at once, so that a table of ten thousand rows asks no more than one of ten.
"""

import re
from collections import defaultdict

from django.utils.translation import gettext as _
from rapidfuzz import process

from ..choices import RedirectKind
from ..models import OWNERS, Alias, Country, Group, Issue, Meeting, Negotiator, Redirect

MODELS = {"country": Country, "issue": Issue, "negotiator": Negotiator, "meeting": Meeting}
ALIKE = 80  # of 100, from which on a name is proposed for one that is not known
SHOWN = 4
SPLIT = re.compile(r"\s*[;\n|；]\s*")


class Names:
    """Every written form on record; `objects` is {kind: {slug: row}}."""

    def __init__(self):
        self.objects = {
            kind: {each.slug: each for each in model.objects.all()} for kind, model in MODELS.items()
        }
        self.objects["group"] = {each.code: each for each in Group.objects.all()}
        self.forms = {kind: defaultdict(list) for kind in self.objects}
        self._moved = defaultdict(dict)
        for kind, slugs in self.objects.items():
            for slug, each in slugs.items():
                codes = [getattr(each, name, "") for name in ("iso2", "iso3", "label", "native_name")]
                for form in [each.name, *each.names.values(), *codes]:
                    self._add(kind, form, slug)
        owners = [f"{kind}__slug" for kind in OWNERS]
        for folded, *slugs in Alias.objects.values_list("folded", *owners):
            for kind, slug in zip(OWNERS, slugs, strict=True):
                if slug:
                    self._add(kind, folded, slug)
        known = {str(kind) for kind in RedirectKind if kind in MODELS}
        for kind, old, new in Redirect.objects.filter(kind__in=known).values_list(
            "kind", "old_slug", "new_slug"
        ):
            self._moved[kind][old] = new

    def _add(self, kind, form, slug):
        folded = (form or "").casefold()
        if folded and slug not in self.forms[kind][folded]:
            self.forms[kind][folded].append(slug)

    def one(self, kind, text, row, column):
        """Return the slug that a text names, or "" with what is wrong put down in the row."""
        found = self._find(kind, text)
        if len(found) == 1:
            return found[0]
        row.wrong(column, self._several(kind, text, found) if found else self._none(kind, text))
        return ""

    def several(self, kind, text, row, column):
        """Return the slugs that a cell names, semicolons between them; or commas, where no name has one."""
        slugs = []
        for part in filter(None, SPLIT.split(text)):
            parts = [part]
            if "," in part and not self._find(kind, part):
                parts = [each.strip() for each in part.split(",") if each.strip()]
            slugs += [self.one(kind, each, row, column) for each in parts]
        return list(dict.fromkeys(filter(None, slugs)))

    def _find(self, kind, text):
        slugs = self.objects[kind]
        if text in slugs:
            return [text]
        if self._moved[kind].get(text) in slugs:
            return [self._moved[kind][text]]
        return self.forms[kind].get(text.casefold(), [])

    def _several(self, kind, text, slugs):
        named = ", ".join(f"{self.objects[kind][slug].name} ({slug})" for slug in slugs[:SHOWN])
        message = _("“%(text)s” can mean more than one: %(names)s. Write the word in brackets.")
        return message % {"text": text[:60], "names": named}

    def _none(self, kind, text):
        known = self.forms[kind]
        best = process.extractOne(text.casefold(), known.keys(), score_cutoff=ALIKE) if known else None
        said = {"kind": _noun(kind), "text": text[:60]}
        if best:
            said["name"] = self.objects[kind][known[best[0]][0]].name
            message = _("There is no %(kind)s “%(text)s” on record. Is %(name)s meant? Then write that.")
            return message % said
        return _("There is no %(kind)s “%(text)s” on record. Add it first, or take it out.") % said


def _noun(kind):
    model = Group if kind == "group" else MODELS[kind]
    return model._meta.verbose_name
