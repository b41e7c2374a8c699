"""The book of names: what the people of the alias table are called, by surname and by every word of their
names."""

from collections import defaultdict

from .english import words
from .text import fold

# Where the family name comes first, or where either part is used alone.
FAMILY_FIRST = words("vietnam china taiwan south-korea singapore malaysia brunei cambodia")
PARTICLES = words(
    """
    de del della da dos di van von der la le al el bin binti ibn ter ten sta y
    """
)


def name_words(name):
    """Return the folded words of a name, without initials and full stops."""
    return [word for word in fold(name).replace(".", " ").replace("-", " ").split() if len(word) > 1]


class NameBook:
    """Full names and surnames of the people in the alias table."""

    def __init__(self, rows):
        self.full_names = defaultdict(list)  # folded full name -> owners
        self.by_surname = defaultdict(list)  # folded surname -> owners, whether or not it is an alias
        self.words_of = defaultdict(set)  # slug -> folded words of all the names of the person
        self.by_word = defaultdict(set)  # folded word -> full names that contain it
        for row in rows:
            if row.owner.kind != "negotiator" or row.kind == "misspelling":
                continue
            for name in (row.text, row.owner.name):
                self._add(name, row.owner)
        self.known_words = frozenset(word for words in self.words_of.values() for word in words)
        self._by_cut = defaultdict(set)  # a word with one letter left out -> the words it may be
        for word in self.known_words:
            for cut in _cuts(word):
                self._by_cut[cut].add(word)

    def near(self, word):
        """Return the words of names that are at most a letter or two from the word, the word itself left
        out."""
        found = set()
        for cut in _cuts(word):
            found |= self._by_cut.get(cut, set())
        found.discard(word)
        return found

    def _add(self, name, owner):
        words = name_words(name)
        if not words or not name[0].isascii() and not name[0].isalpha():
            return
        self.words_of[owner.slug].update(words)
        if len(words) < 2 or fold(name).startswith(
            ("president ", "prime minister ", "minister ", "ambassador ")
        ):
            return
        form = " ".join(words)
        if owner not in self.full_names[form]:
            self.full_names[form].append(owner)
            for word in words:
                self.by_word[word].add(form)
        if name == owner.name:
            for surname in surnames(name, owner.country):
                if owner not in self.by_surname[surname]:
                    self.by_surname[surname].append(owner)


def _cuts(word):
    """Yield the word and the word with any one letter left out: two words that share one differ by a
    letter or two."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def surnames(name, country=""):
    """Return the words by which a person may be called alone: the family name, and the last word."""
    words = name_words(name)
    found = {words[-1]} if words else set()
    if country in FAMILY_FIRST and len(words) > 1:
        found.add(words[0])
    for at, word in enumerate(words[1:], 1):
        if word in PARTICLES:
            found.add(" ".join(words[at:]))
            break
    return found
