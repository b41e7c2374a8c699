"""What the loader remembers of the rows of one kind: their number, and field by field what it wrote."""

from ..models import RecordedFact

ROW = "id"


class Memory:
    """The RecordedFacts of one kind, read at once and written at once, and only where they changed."""

    def __init__(self, kind):
        self.kind = kind
        self._known = {each.key: each for each in RecordedFact.objects.filter(model=kind.name)}
        self._new, self._changed = {}, {}

    def row_numbers(self):
        return [each.values[ROW] for each in self._known.values()]

    def row_number(self, key):
        """Return the number of the row loaded for a key, or None if none ever was."""
        return self._known[key].values[ROW] if key in self._known else None

    def values(self, key):
        """Return what was last written of a key's row, without fields never written."""
        return self._known[key].values

    def add(self, key, number, values):
        """Remember a row just created."""
        self._known[key] = self._new[key] = RecordedFact(
            model=self.kind.name, key=key, values={ROW: number, **values}
        )

    def adopt(self, key, number):
        """Remember a row found to be there already, with nothing of it written yet."""
        if key not in self._known:
            self.add(key, number, {})

    def note(self, key, name, value):
        """Remember what a field holds by the record's will."""
        fact = self._known[key]
        if name not in fact.values or fact.values[name] != value:
            fact.values[name] = value
            if key not in self._new:
                self._changed[key] = fact

    def dropped(self, facts, stored):
        """Return the keys that the record no longer has, of rows that are still there."""
        return [key for key, each in self._known.items() if key not in facts and each.values[ROW] in stored]

    def follow_corrections(self, facts):
        """Let a memory go over to the new key where the record corrected what its key is made of.

        Siblings that agree in one of kind.corrected_by are one row, if there is one of them on each side.
        """
        for fields in self.kind.corrected_by:
            gone = {key: each.values for key, each in self._known.items() if key not in facts}
            new = {key: fact.values for key, fact in facts.items() if key not in self._known}
            told_gone, told_new = _one_each(gone, fields), _one_each(new, fields)
            for told in told_gone.keys() & told_new.keys():
                fact = self._known.pop(told_gone[told])
                fact.key = told_new[told]
                self._known[fact.key] = self._changed[fact.key] = fact

    def save(self):
        RecordedFact.objects.bulk_create(self._new.values())
        RecordedFact.objects.bulk_update(self._changed.values(), ["key", "values"], batch_size=500)


def _one_each(rows, fields):
    """Return {values of the fields: key} of rows ({key: values}) that no other agrees with in them."""
    keys = {}
    for key, values in rows.items():
        keys.setdefault(tuple(values.get(name) for name in fields), []).append(key)
    return {told: key for told, (key, *others) in keys.items() if not others}
