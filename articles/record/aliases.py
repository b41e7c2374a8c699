"""Every other way that what the record names is written, with the rules of which reading wins."""

import re
import unicodedata

from ..choices import AliasKind
from .files import Entry, RecordError
from .kinds import Fact

OWNERS = ("country", "negotiator", "issue", "meeting")
# A text of these kinds means its owner without further context, so it can have but one.
FIRM = frozenset({AliasKind.NAME, AliasKind.DEMONYM, AliasKind.MISSPELLING})
CHINESE_WRITING = frozenset({"CHN", "TWN", "SGP"})

_OF_COUNTRY = {
    "name": AliasKind.NAME,
    "official_name": AliasKind.NAME,
    "native_name": AliasKind.NAME,
    "aliases": AliasKind.NAME,
    "demonym": AliasKind.DEMONYM,
    "metonyms": AliasKind.METONYM,
}
_OF_PERSON = {
    "name": AliasKind.NAME,
    "native_name": AliasKind.NAME,
    "aliases": AliasKind.NAME,
    "ambiguous_aliases": AliasKind.AMBIGUOUS,
    "misspellings": AliasKind.MISSPELLING,
}
_OF_ISSUE = {"name": AliasKind.NAME, "aliases": AliasKind.NAME}
_OF_MEETING = {"name": AliasKind.NAME}
# Owner kind -> files its records are in, and which of their fields hold what kind of alias.
FILES = {
    "country": (("countries.yaml",), _OF_COUNTRY),
    "negotiator": (("negotiators.yaml", "people_more.yaml"), _OF_PERSON),
    "issue": (("issues.yaml",), _OF_ISSUE),
    "meeting": (("meetings.yaml",), _OF_MEETING),
}
ADDITIONS = "aliases*.yaml"


def aliases(files, keys):
    """Return the Facts of all aliases; keys is {owner kind: keys that the record has}.

    The first reading of a text wins where one owner has it twice (its name is also among its aliases),
    except that the aliases*.yaml, which are written to settle such things, win over every other file.
    """
    facts = {}
    for kind, (names, fields) in FILES.items():
        for name in names:
            for slug, entry in files.entries(name).items():
                for text, alias_kind in _texts(entry, fields):
                    fact = _fact(entry, kind, slug, text, alias_kind, _language(text, entry))
                    facts.setdefault(fact.key, fact)
    _share_recurring_names(facts.values())
    for fact in _additions(files, keys):
        facts[fact.key] = fact
    _no_two_firm(facts.values())
    return list(facts.values())


def _texts(entry, fields):
    for field, kind in fields.items():
        value = entry.values.get(field)
        for text in [value] if isinstance(value, str) else entry.texts(field):
            yield text, kind


def _additions(files, keys):
    for file, by_kind in files.mappings(ADDITIONS):
        for kind, owners in by_kind.items():
            if kind not in OWNERS:
                raise RecordError(f"is not one of {', '.join(OWNERS)}", file=file, record=kind)
            for slug, rows in (owners or {}).items():
                if slug not in keys[kind]:
                    raise RecordError("is not in the record: correct it", file=file, record=f"{kind} {slug}")
                for row in rows:
                    yield _addition(Entry(file, f"{kind} {slug}", row), kind, slug)


def _addition(entry, kind, slug):
    text, language = entry.text("text"), entry.text("language")
    alias_kind = entry.one("kind", {each.value: each for each in AliasKind})
    entry.done()
    return _fact(entry, kind, slug, text, alias_kind, language)


def _fact(entry, kind, slug, text, alias_kind, language):
    text = unicodedata.normalize("NFC", text)
    values = {"text": text, "kind": str(alias_kind), "language": language, "folded": text.casefold()}
    values |= {owner: slug if owner == kind else "" for owner in OWNERS}
    return Fact(f"{kind}:{slug}:{text.casefold()}", values, entry)


def _language(text, entry):
    """Return the language of a text by its script; Latin letters are taken for English."""
    if re.search("[\u3040-\u30ff]", text):
        return "ja"
    if re.search("[\uac00-\ud7af]", text):
        return "ko"
    if re.search("[\u3400-\u9fff]", text):
        codes = {entry.values.get(field) for field in ("iso3", "country", "country_code")}
        return "zh" if codes & CHINESE_WRITING and entry.file != "meetings.yaml" else "ja"
    return "en"


def _share_recurring_names(facts):
    """Make ambiguous what several meetings are called ("Oe-Cutler talks"): they do not claim it alone."""
    called = {}
    for fact in facts:
        if fact.values["meeting"]:
            called.setdefault(fact.values["folded"], []).append(fact)
    for namesakes in called.values():
        if len(namesakes) > 1:
            for fact in namesakes:
                fact.values["kind"] = str(AliasKind.AMBIGUOUS)


def _no_two_firm(facts):
    """Complain of texts that two owners claim without needing context.

    They are not made ambiguous silently: which of them a reader means is for whoever keeps the record.
    """
    claims = {}
    for fact in facts:
        if fact.values["kind"] in FIRM:
            claims.setdefault(fact.values["folded"], []).append(fact)
    clashes = [rivals for rivals in claims.values() if len(rivals) > 1]
    if clashes:
        entry = clashes[0][0].entry
        told = "; ".join(f"“{rivals[0].values['text']}”: {_claimants(rivals)}" for rivals in clashes)
        raise RecordError(
            f"firmly names more than one ({told}). Give each of them the kind ambiguous in {ADDITIONS}, "
            "or take it from all but one",
            file=entry.file,
            record=entry.record,
            field="aliases",
        )


def _claimants(rivals):
    return ", ".join(f"{fact.entry.record} in {fact.entry.file}" for fact in rivals)
