"""Every word of the interface is marked for translation, and translated in every language of the site."""

import gettext
import re
from collections import Counter
from functools import partial
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from django.conf import settings
from django.contrib import admin
from django.template.base import Lexer, TokenType
from django.utils.functional import Promise

from articles import catalogues
from articles.apps import translations_are_compiled

CATALOGUES = [(language, domain) for language in catalogues.LANGUAGES for domain in catalogues.SOURCES]
PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sdif]|{\w*}")
# Not the end of an address: "year:2014".
TAG = re.compile(r"</?[a-z][^<>]*>")


@pytest.fixture(scope="module", params=catalogues.SOURCES)
def domain(request):
    return request.param


@pytest.fixture(scope="module")
def strings(domain):
    """Return every marked string of one domain; reading them all takes a moment."""
    return catalogues.marked(domain)


@pytest.fixture(params=catalogues.LANGUAGES)
def catalogue(request, domain):
    return catalogues.read(catalogues.path(request.param, domain))


def names(catalogue) -> set:
    """Return what tells the messages of a catalogue apart: (context, message or its two forms)."""
    return {(message.context, message.id) for message in catalogue if message.id}


def forms(message: Message) -> list[tuple[str, str]]:
    """Return (original, translation) of each form of a message. A lone plural form stands for both."""
    if isinstance(message.id, str):
        return [(message.id, message.string)]
    translations = message.string if isinstance(message.string, tuple) else (message.string,)
    return list(zip(message.id[-len(translations) :], translations, strict=True))


def complaints(message: Message) -> list[str]:
    """Return a sentence for each thing that is wrong with the translation of one message."""
    found = []
    if message.fuzzy:
        found.append("is marked fuzzy")
    for original, translation in forms(message):
        if not translation:
            found.append("is not translated")
            continue
        for what, pattern in (("placeholders", PLACEHOLDER), ("tags", TAG)):
            if Counter(pattern.findall(original)) != Counter(pattern.findall(translation)):
                found.append(f"has other {what}: {translation}")
        if re.match(r"\s*", original)[0] != re.match(r"\s*", translation)[0]:
            found.append(f"begins with other blanks: {translation!r}")
        if re.search(r"\s*\Z", original)[0] != re.search(r"\s*\Z", translation)[0]:
            found.append(f"ends with other blanks: {translation!r}")
    return found


def test_the_site_has_a_catalogue_for_each_of_its_other_languages():
    assert {code for code, _ in settings.LANGUAGES} == {settings.LANGUAGE_CODE, *catalogues.LANGUAGES}


def test_a_catalogue_holds_each_marked_string_and_no_other(catalogue, strings):
    assert names(strings) - names(catalogue) == set(), "Run make messages, then translate what is new."
    assert names(catalogue) - names(strings) == set(), "Run make messages."
    assert list(catalogue.obsolete) == [], "Run make messages."


def test_every_string_is_translated_with_the_same_placeholders_and_tags(catalogue):
    found = {message.id: complaints(message) for message in catalogue if message.id}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_a_catalogue_has_as_many_plural_forms_as_its_language(catalogue):
    expected = {"ja": 1, "vi": 1, "es": 2, "fr": 2}[str(catalogue.locale)]
    plurals = [message for message in catalogue if isinstance(message.id, tuple)]
    assert catalogue.num_plurals == expected
    assert {len(forms(message)) for message in plurals} <= {expected}


@pytest.mark.parametrize(("language", "domain"), CATALOGUES)
def test_what_is_compiled_is_what_is_written(language, domain):
    file = catalogues.path(language, domain)
    with file.with_suffix(".mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    for message in catalogues.read(file):
        if message.id and isinstance(message.id, str) and message.string:
            read = partial(compiled.pgettext, message.context) if message.context else compiled.gettext
            assert read(message.id) == message.string, "Run manage.py compilemessages."


@pytest.mark.parametrize(
    ("message", "complaint"),
    [
        (Message("Report", ""), "is not translated"),
        (Message("Report", "記事", flags=["fuzzy"]), "is marked fuzzy"),
        (Message("As of %(day)s", "Al %(dia)s"), "has other placeholders: Al %(dia)s"),
        (Message("Value: {}", "値：{0}"), "has other placeholders: 値：{0}"),
        (Message("<b>Old</b>", "<i>Cũ</i>"), "has other tags: <i>Cũ</i>"),
        (Message("Toward ", "Frente a"), "ends with other blanks: 'Frente a'"),
        (Message(("%(n)s report", "%(n)s reports"), ("%(n)s noticia", "")), "is not translated"),
        (Message(("one", "%(n)s reports"), ("記事",)), "has other placeholders: 記事"),
    ],
)
def test_a_bad_translation_is_found(message, complaint):
    assert complaints(message) == [complaint]


@pytest.mark.parametrize(
    "message",
    [
        Message("As of %(day)s by %(who)s", "%(who)s（%(day)s）"),
        Message(("one report", "%(n)s reports"), ("%(n)s本",)),
        Message(("%(n)s report", "%(n)s reports"), ("%(n)s article", "%(n)s articles")),
    ],
)
def test_a_good_translation_is_not_reported(message):
    assert complaints(message) == []


def test_refreshing_keeps_what_is_translated_and_guesses_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    before, after = Catalog(), Catalog()
    for word in ("Report", "Country"):
        before.add(word)
    for word in ("Report", "Reports"):
        after.add(word)
    file = catalogues.path("ja", "django")
    catalogues.refresh("ja", "django", before)
    file.write_text(file.read_text().replace('"Report"\nmsgstr ""', '"Report"\nmsgstr "記事"'))
    catalogues.refresh("ja", "django", after)
    assert {each.id: each.string for each in catalogues.read(file) if each.id} == {
        "Report": "記事",
        "Reports": "",
    }
    once = file.read_bytes()
    catalogues.refresh("ja", "django", after)
    assert file.read_bytes() == once


def test_a_catalogue_that_is_not_compiled_is_warned_of(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path)
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    monkeypatch.setattr(catalogues, "LANGUAGES", ["ja"])
    for domain in catalogues.SOURCES:
        catalogues.refresh("ja", domain, Catalog())
    assert [each.id for each in translations_are_compiled(None)] == ["articles.W001"] * 2
    for file in catalogues.paths():
        catalogues.compile_file(file)
    assert translations_are_compiled(None) == []


def test_compiling_leaves_out_what_is_not_translated(tmp_path):
    file = tmp_path / "ja" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Report"\nmsgstr "記事"\n\n'
        'msgid "%(n)s cell"\nmsgid_plural "%(n)s cells"\nmsgstr[0] ""\n',
        encoding="utf-8",
    )
    assert catalogues.compile_file(file) is True
    assert catalogues.compile_file(file) is False
    with file.with_suffix(".mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    assert compiled.gettext("Report") == "記事"
    assert compiled.ngettext("%(n)s cell", "%(n)s cells", 2) == "%(n)s cells"


def test_marked_strings_are_found_in_code_templates_and_scripts(tmp_path):
    sources = {
        "articles/views.py": '_("In code")\nngettext_lazy("one", "many", n)\npgettext("stance", "Final")',
        "templates/page.html": '{% translate "In a tag" %}\n  {% blocktranslate trimmed %}\n  In a\n'
        "  block of {{ n }}\n{% endblocktranslate %}<p title=\"{{ _('In an attribute')|upper }}\">It's",
        "templates/mail.txt": '{% translate "In a mail" %}',
        "static/js/desk.js": 'const t = `a ${gettext("In a script")}`;',
    }
    for name, text in sources.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert names(catalogues.marked("django", root=tmp_path)) == {
        (None, "In code"),
        (None, ("one", "many")),
        ("stance", "Final"),
        (None, "In a tag"),
        (None, "In a block of %(n)s"),
        (None, "In an attribute"),
        (None, "In a mail"),
    }
    assert names(catalogues.marked("djangojs", root=tmp_path)) == {(None, "In a script")}


# ---------------------------------------------------------------- nothing visible is left unmarked

TEMPLATES = catalogues.ROOT / "templates"
SAID = {"alt", "aria-description", "aria-label", "content", "label", "placeholder", "summary", "title"}
# Names, which are the same in every language.
SAME_EVERYWHERE = {"TPP", "Tracker", "UTC", "CSV", "JSON", "Lines", "Atom", "RSS", "BibTeX", "Markdown"}
# Elements of no words, or of a machine's: names of keys, commands.
UNREAD = {"script", "style", "code", "kbd"}
# Blocks of templates that stand in a class attribute.
CLASS_BLOCKS = {"page", "bodyclass", "coltype"}
WORD = re.compile(r"[^\W\d_]+")


class UnmarkedWords(HTMLParser):
    """Collects words that a page would show as they stand in its template."""

    def __init__(self, template: str):
        super().__init__()
        self.found = []
        self.unread = 0
        self.feed(without_template_syntax(template))
        self.close()

    def handle_starttag(self, tag, attributes):
        if tag in UNREAD:
            self.unread += 1
        values = {name: value or "" for name, value in attributes}
        for name in SAID & values.keys():
            # The content of a meta element is a sentence only in its description.
            if name != "content" or values.get("name") == "description":
                self.report(values[name])

    def handle_endtag(self, tag):
        if tag in UNREAD:
            self.unread -= 1

    def handle_data(self, data):
        if not self.unread:
            self.report(data)

    def report(self, text):
        if set(WORD.findall(text)) - SAME_EVERYWHERE:
            before = text[: len(text) - len(text.lstrip())]
            line = self.getpos()[0] + before.count("\n")
            self.found.append(f"line {line}: {' '.join(text.split())}")


def without_template_syntax(template: str) -> str:
    """Return the HTML of a template, its tags, variables, comments and translated blocks left out."""
    kept, until = [], None
    for token in Lexer(template).tokenize():
        if token.token_type == TokenType.BLOCK:
            word, *names = token.split_contents()
            if word == until:
                until = None
            elif word in {"blocktranslate", "blocktrans", "comment"} or CLASS_BLOCKS & set(names):
                until = f"end{word}"
        if token.token_type == TokenType.TEXT and not until:
            kept.append(token.contents)
        else:
            # Lines stay where they are, for the report.
            kept.append("\n" * token.contents.count("\n"))
    return "".join(kept)


def test_every_word_in_a_template_is_marked_for_translation():
    found = {
        str(path.relative_to(TEMPLATES)): UnmarkedWords(path.read_text(encoding="utf-8")).found
        for path in sorted([*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")])
    }
    assert found
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>Reports</p>", ["line 1: Reports"]),
        ("{% translate 'A' %}\n{{ n }} of {{ m }}", ["line 2: of"]),
        ("{% blocktranslate %}Said{% endblocktranslate %} again", ["line 1: again"]),
        ('<a title="{{ x }} more" href="/about/">{{ y }}</a>', ["line 1: more"]),
        ('<meta name="description" content="A site">', ["line 1: A site"]),
        ("<th>記事</th>", ["line 1: 記事"]),
    ],
)
def test_an_unmarked_word_is_found(template, words):
    assert UnmarkedWords(template).found == words


@pytest.mark.parametrize(
    "template",
    [
        '<p class="meta">{% translate "Reports" %}</p>',
        "<p>{% blocktranslate with a=b %}Held by {{ a }}{% endblocktranslate %} · 1–2 {{ x }}</p>",
        '<meta name="viewport" content="width=device-width"><script src="x.js"></script>',
        '<script type="application/json">{"key": true}</script>',
        '{% extends "base.html" %}{% block page %}home{% endblock page %}',
        "{# said here #}{% comment %}and here{% endcomment %}<td>UTC</td>",
    ],
)
def test_marked_words_and_markup_are_not_reported(template):
    assert UnmarkedWords(template).found == []


def test_no_template_is_of_a_kind_that_nothing_reads():
    kinds = {path.suffix for path in TEMPLATES.rglob("*") if path.is_file()}
    read = {Path(pattern).suffix for sources in catalogues.SOURCES.values() for _, pattern, _ in sources}
    assert kinds - {".css"} <= read


# ---------------------------------------------------------------- what the desk makes of names


def unmarked_names(model_admin) -> list[str]:
    """Return what the desk would show of a model by an English name: fields, columns, the model itself."""
    options = model_admin.model._meta
    names = {options.model_name: options.verbose_name, f"{options.model_name}s": options.verbose_name_plural}
    for field in options.get_fields():
        if getattr(field, "editable", False) and not field.primary_key:
            names[field.name] = field.verbose_name
    for column in model_admin.list_display:
        shown = getattr(model_admin, column, None)
        if hasattr(shown, "short_description"):
            names[column] = shown.short_description
    return sorted(name for name, words in names.items() if not isinstance(words, Promise))


def test_every_name_the_desk_shows_is_marked():
    ours = [each for each in admin.site._registry.values() if each.opts.app_label == "articles"]
    found = {type(each).__name__: unmarked_names(each) for each in ours}
    assert found
    # A version's document is shown as what it says, not as a field.
    found["VersionAdmin"].remove("document")
    assert {name: words for name, words in found.items() if words} == {}
