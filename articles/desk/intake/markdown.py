"""Markdown with front matter: CommonMark and tables, no HTML inside."""

import datetime
import re

import yaml
from django.utils.translation import gettext as _
from frontmatter import YAMLHandler
from markdown_it import MarkdownIt

from ...cleaning import clean_html, html_of_text, tidy_text
from .front import details_in
from .report import Block, IntakeError, blocks_of

MAX_FRONT_MATTER = 50_000  # characters
MAX_YAML_DEPTH = 12
MAX_MARKS = 50_000  # characters that begin Markdown's markup

# Field of Report -> keys of the front matter, the first that is there.
KEYS = {
    "headline": ("headline", "title"),
    "summary": ("summary", "standfirst", "description"),
    "dateline": ("dateline", "place"),
    "date": ("date", "published"),
    "byline": ("byline", "author"),
    "source": ("source", "outlet"),
    "source_url": ("source_url", "url", "link"),
    "language": ("language", "lang"),
}
_SECOND_REPORT = re.compile(r"^---[ \t]*\n(?:[\w-]+:.*\n|[ \t-].*\n)*?(?:headline|title):", re.M | re.I)
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


class _Loader(yaml.SafeLoader):
    """YAML as people mean it: "no" is Norway, 10:30 a time of day; only true and false are truth values."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if tag not in {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:int", "tag:yaml.org,2002:merge"}
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile("[-+]?[0-9]{1,18}$"), list("-+0123456789"))


def read_markdown(text):
    """Return (blocks, fields, metadata) of a Markdown text."""
    text = tidy_text(text).strip("\n \t")
    metadata, body = {}, text
    handler = YAMLHandler()
    if re.match(r"---[ \t]*\n", text):
        metadata, body = _front_matter(handler, text)
    if len(_SECOND_REPORT.findall(body)) > (0 if metadata else 1):
        raise IntakeError(
            _("There are several reports in this, each with its front matter. Send them one by one.")
        )
    if sum(map(body.count, "[*_`&|")) > MAX_MARKS:
        raise IntakeError(
            _("There is more markup in this than a report can have. Send tables and lists apart.")
        )
    return blocks_of(clean_html(_markdown.render(body))), _fields(metadata), metadata


def _front_matter(handler, text):
    """Return (metadata, the text below it); what stands between the rules must be YAML keys and values."""
    try:
        matter, body = handler.split(text)
    except ValueError as error:
        raise IntakeError(
            _("The front matter is not closed: put a line of three hyphens (---) below its last key.")
        ) from error
    if len(matter) > MAX_FRONT_MATTER:
        raise IntakeError(_("The front matter is too long. Close it with a line of three hyphens (---)."))
    try:
        _refuse_tricks(matter)
        metadata = handler.load(matter, Loader=_Loader)
    except yaml.YAMLError as error:
        raise IntakeError(_bad_yaml(error)) from error
    except (ValueError, OverflowError) as error:  # 2014-02-30 has the form of a date.
        raise IntakeError(
            _("The front matter holds a date or number that does not exist: %s.") % error
        ) from error
    if metadata is None:
        return {}, body
    if not isinstance(metadata, dict) or not all(isinstance(key, str) for key in metadata):
        raise IntakeError(_("The front matter must be lines of the form “key: value”, as in “headline: …”."))
    return {key.lower(): value for key, value in metadata.items()}, body


def _refuse_tricks(matter):
    """Refuse what can make a few lines of YAML grow without end: references, and deep nesting."""
    depth = 0
    for event in yaml.parse(matter, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            raise IntakeError(_("The front matter refers to itself (*name). Write the value out instead."))
        if getattr(event, "tag", None):
            raise IntakeError(_("The front matter holds a type tag (!…). Leave it out."))
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_YAML_DEPTH:
            raise IntakeError(_("The front matter is nested too deeply. Use plain keys, values and lists."))


def _bad_yaml(error):
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _("The front matter is not valid YAML. Put values with a colon or a quote in quotation marks.")
    return _(
        "The front matter is not valid YAML at line %(line)s, column %(column)s: %(problem)s. "
        "Put values with a colon or a quote in quotation marks."
    ) % {"line": mark.line + 1, "column": mark.column + 1, "problem": error.problem or error.context}


def _fields(metadata):
    """Return the fields of Report in the front matter; a date of a month or year stays in metadata only."""
    fields = {}
    for field, keys in KEYS.items():
        value = next((metadata[key] for key in keys if metadata.get(key) not in (None, "")), None)
        if value is None:
            continue
        if field == "date":
            if day := _day(value):
                fields["date"] = day
        elif isinstance(value, str | int | float):
            fields[field] = " ".join(str(value).split())
        elif isinstance(value, list) and all(isinstance(each, str) for each in value):
            fields[field] = ", ".join(value)
        else:
            raise IntakeError(
                _("“%(key)s” in the front matter must be plain words.") % {"key": field.replace("_", " ")}
            )
    return _first_source(metadata.get("sources")) | fields


def _day(value):
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if re.fullmatch(r"\d{4}(?:-\d\d)?", str(value)):
        return None
    details = details_in(Block("p", html_of_text(f"Date: {value}")))
    if "date" not in details:
        raise IntakeError(
            _("The date “%(date)s” in the front matter cannot be read. Write it as 2014-04-25.")
            % {"date": str(value)[:40]}
        )
    return details["date"]


def _first_source(sources):
    """Return outlet and address of the first of the sources listed."""
    first = sources[0] if isinstance(sources, list) and sources else sources
    if isinstance(first, str):
        return {"source": first}
    if not isinstance(first, dict):
        return {}
    found = {"source": first.get("outlet") or first.get("title"), "source_url": first.get("url")}
    return {field: value for field, value in found.items() if isinstance(value, str) and value}
