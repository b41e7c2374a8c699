"""The catalogues of the interface: marked strings out of the code, translations into what Django reads.

Django's own makemessages and compilemessages call GNU gettext, which a fresh machine does not have; Babel
does the same in Python. One catalogue a language and domain: "django" for code and templates, "djangojs"
for scripts.
"""

import re
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = Path(__file__).resolve().parent / "locale"
LANGUAGES = ("ja", "es", "fr", "vi")

KEYWORDS = DEFAULT_KEYWORDS | {
    f"{name}{ending}": DEFAULT_KEYWORDS[name]
    for name in ("gettext", "ngettext", "pgettext", "npgettext")
    for ending in ("_lazy", "_noop")
}
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plural_forms}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
COMMENT_MARK = "Translators:"
# domain -> (folder, pattern, what reads it)
SOURCES = {
    "django": [
        ("articles", "*.py", "python"),
        ("tpp_tracker", "*.py", "python"),
        ("templates", "*.html", "template"),
        ("templates", "*.txt", "template"),
    ],
    "djangojs": [("static/js", "*.js", "javascript")],
}


def path(language, domain) -> Path:
    """Return where the translations of a domain are written by hand; the compiled ones stand beside it."""
    return LOCALE / language / "LC_MESSAGES" / f"{domain}.po"


def paths() -> Iterator[Path]:
    """Yield the file of every language and domain."""
    for language in LANGUAGES:
        for domain in SOURCES:
            yield path(language, domain)


def marked(domain, *, root=ROOT) -> Catalog:
    """Return every string that is marked for translation under a folder, in the order of the files."""
    catalog = Catalog(fuzzy=False)
    for folder, pattern, kind in SOURCES[domain]:
        for file in sorted((root / folder).rglob(pattern)):
            name = file.relative_to(root).as_posix()
            for line, message, comments, context in _strings(file, kind):
                # Without the mark, which is for the extractor.
                comments = [comment.removeprefix(COMMENT_MARK).strip() for comment in comments]
                catalog.add(message, locations=[(name, line)], auto_comments=comments, context=context)
    return catalog


def _strings(file, kind):
    """Yield (line, message or (singular, plural), comments, context or None) of one file."""
    text = file.read_text(encoding="utf-8")
    if kind == "template":
        # What Django makes of a template for xgettext has calls in the right places and blanks elsewhere;
        # to Python's tokenizer, blanks at the beginning of a line would be an indentation.
        kind = "python"
        text = re.sub(r"^[ \t]+", "", templatize(text, origin=str(file)), flags=re.MULTILINE)
    yield from extract(
        kind,
        BytesIO(text.encode()),
        keywords=KEYWORDS,
        comment_tags=[COMMENT_MARK],
        options={"encoding": "utf-8", "parse_template_string": True},
    )


def read(file) -> Catalog:
    """Return the catalogue in a .po file."""
    with file.open("rb") as stream:
        return read_po(stream, locale=file.parent.parent.name, abort_invalid=True)


def refresh(language, domain, strings) -> Catalog:
    """Bring a .po file up to the strings marked: new ones come in untranslated, unused ones go.

    A changed string is a new one: a translation guessed from a similar string is worse than none.
    """
    file = path(language, domain)
    catalog = read(file) if file.exists() else Catalog(locale=language)
    catalog.update(strings, no_fuzzy_matching=True)
    _write(file, partial(_write_po, catalog=catalog))
    return catalog


def _write_po(stream, catalog):
    # Babel's own header has dates and its version, which would change with every run.
    stream.write(HEADER.format(language=catalog.locale, plural_forms=catalog.plural_forms).encode())
    write_po(stream, catalog, width=0, include_lineno=False, ignore_obsolete=True, omit_header=True)


def is_translated(message) -> bool:
    """Say whether a message has all its forms in the catalogue's language."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(forms)


def is_compiled(file) -> bool:
    """Say whether a .po file has a .mo file that is newer."""
    compiled = file.with_suffix(".mo")
    return compiled.exists() and compiled.stat().st_mtime_ns > file.stat().st_mtime_ns


def compile_file(file) -> bool:
    """Write the .mo file of a .po file, unless it has one that is newer; say whether it was written."""
    if is_compiled(file):
        return False
    catalog = read(file)
    for message in [each for each in catalog if each.id and not is_translated(each)]:
        # Left out, it is shown in English; compiled as it is, a plural would be shown as nothing.
        catalog.delete(message.id, message.context)
    _write(file.with_suffix(".mo"), partial(write_mo, catalog=catalog))
    return True


def _write(file, write):
    """Write a file whole or not at all: a site that starts meanwhile reads the old one or the new one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(f"{file.name}.new")
    with fresh.open("wb") as stream:
        write(stream)
    fresh.replace(file)
