"""Two editors' changes to one document made into one, with nothing thrown away.

A three-way merge by path. A path names the smallest thing that is somebody's choice:

    (field,)                 a text or a single value: ("headline",)
    (field, member)          that a list of names has a member: ("countries", "japan")
    (field, key)             that a list of rows has a row: ("quotes", "3f9a…")
    (field, key, column)     a value in a row: ("quotes", "3f9a…", "text")

Documents are the JSON of a Content. Only single values can be in conflict: of two lists each keeps what
either editor added and loses what either took away, and a row that one took away while the other
changed it stays.
"""

from dataclasses import dataclass, field

# Lists of rows, and the column by which a row is known.
ROWS = {"sources": "uid", "quotes": "uid", "positions": "slug"}
NOTHING = object()


@dataclass(frozen=True)
class Conflict:
    """One value that two editors changed to different ones; number is the state that holds theirs."""

    path: tuple[str, ...]
    mine: object
    theirs: object
    number: int


@dataclass
class Merged:
    """The document that came of a merge; where it is in conflict, it has theirs."""

    document: dict
    conflicts: list[Conflict] = field(default_factory=list)


def changes(before, after):
    """Return the set of paths at which two documents differ."""
    found = set()
    for name in before.keys() | after.keys():
        old, new = before.get(name), after.get(name)
        if name in ROWS:
            found |= _row_changes(name, _by_key(name, old), _by_key(name, new))
        elif _is_list(old, new):
            found |= {(name, member) for member in set(old or ()) ^ set(new or ())}
        elif old != new:
            found.add((name,))
    return found


def _row_changes(name, old, new):
    found = {(name, key) for key in old.keys() ^ new.keys()}
    for key in old.keys() & new.keys():
        columns = old[key].keys() | new[key].keys()
        found |= {(name, key, each) for each in columns if not _same(old[key].get(each), new[key].get(each))}
    return found


def contested(start, states, *, tab):
    """Return {path: number of the newest state in which another page than `tab` changed it}.

    start is the document the page was opened on; states the Revisions since then, oldest first.
    """
    found = {}
    before = start
    for state in states:
        if not tab or state.tab != tab:
            found |= dict.fromkeys(changes(before, state.document), state.number)
        before = state.document
    return found


def merge(base, mine, theirs, *, contested, settled=None):
    """Return the Merged of two documents that both come from base.

    contested is what others changed since (see `contested`): what nobody else touched is simply mine.
    settled is {path: number}: conflicts that the editor was shown, with the state that caused them, and in
    which mine is now to stand; or {path: None} where theirs is.
    """
    return _Merge(contested, settled or {}).run(base, mine, theirs)


class _Merge:
    def __init__(self, contested, settled):
        self.contested = contested
        self.settled = settled
        self.conflicts = []

    def run(self, base, mine, theirs):
        document = {}
        for name in theirs.keys() | mine.keys():
            versions = [each.get(name) for each in (base, mine, theirs)]
            if name in ROWS:
                document[name] = self._rows(name, *versions)
            elif _is_list(*versions):
                document[name] = self._members(name, *versions)
            else:
                document[name] = self._value((name,), *versions)
        return Merged(document, self.conflicts)

    def _value(self, path, base, mine, theirs):
        # A value in a row that somebody else added is theirs, too.
        last = self.contested.get(path) or self.contested.get(path[:2], 0)
        if _same(mine, theirs) or (last and _same(mine, base)):
            return theirs
        seen = self.settled.get(path, 0)
        if seen is None:
            return theirs
        if _same(theirs, base) or last <= seen:
            return mine
        self.conflicts.append(Conflict(path, mine, theirs, last))
        return theirs

    def _members(self, name, base, mine, theirs):
        base, mine, theirs = base or [], mine or [], theirs or []
        first, second = (mine, theirs) if theirs == base else (theirs, mine)
        every = dict.fromkeys([*first, *second])
        return [each for each in every if self._has((name, each), each in base, each in mine, each in theirs)]

    def _has(self, path, in_base, in_mine, in_theirs):
        return in_theirs if path in self.contested and in_mine == in_base else in_mine

    def _rows(self, name, base, mine, theirs):
        keys = [list(_by_key(name, each)) for each in (base, mine, theirs)]
        base, mine, theirs = (_by_key(name, each) for each in (base, mine, theirs))
        first, second = (mine, theirs) if keys[2] == keys[0] else (theirs, mine)
        merged = (
            self._row(name, key, base.get(key), mine.get(key), theirs.get(key)) for key in {**first, **second}
        )
        return [row for row in merged if row is not None]

    def _row(self, name, key, base, mine, theirs):
        if mine and theirs:
            columns = dict.fromkeys([*theirs, *mine])
            return {
                each: self._value((name, key, each), (base or {}).get(each), mine.get(each), theirs.get(each))
                for each in columns
            }
        is_contested = any(path[:2] == (name, key) for path in self.contested)
        if mine:
            # Taken away by somebody else, it comes back only if it was changed here.
            return None if is_contested and base is not None and _same_row(mine, base) else mine
        return theirs if is_contested else None


def _by_key(name, rows):
    """Return {key: row}; of two rows with one key the second gets a key of its own."""
    found = {}
    for row in rows or ():
        key = row.get(ROWS[name]) or ""
        while key in found:
            key += "'"
        found[key] = row
    return found


def _is_list(*values):
    return any(isinstance(value, list) for value in values)


def _same(one, other):
    """Whether two values say the same: one that was never filled in and an empty one do."""
    return one == other or (not one and not other)


def _same_row(one, other):
    return all(_same(one.get(each), other.get(each)) for each in one.keys() | other.keys())
