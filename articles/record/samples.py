"""Sample reports into published articles, by the verbs that an editor's report goes through.

What was published of each is remembered by its slug: the article, its version, and a digest of the file.
A file that did not change is not even parsed; one that did is published again, as a new version, if nobody
else has touched the article.
"""

import datetime
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from django.db import transaction

from .. import drafting, publishing
from ..choices import Language, SourceKind, Status
from ..desk.checks import Refusal
from ..desk.intake import IntakeError, read_report
from ..models import (
    Article,
    Content,
    Country,
    Draft,
    Edition,
    Issue,
    Meeting,
    Negotiator,
    Outcome,
    Position,
    RecordedFact,
)
from ..models.content import named
from . import REFERENCE
from .files import Entry, RecordError

REPORTS = REFERENCE / "reports"
KIND = "sample"
BYLINE = "TPP Tracker"
# A report known by its day alone stands in the middle of it, and so on that day for most readers.
TIME = datetime.time(12, tzinfo=datetime.UTC)


@dataclass
class SampleTally:
    """What became of the sample reports; all but the numbers are slugs, for a report."""

    published: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: list = field(default_factory=list)
    withdrawn: list = field(default_factory=list)
    dropped: list = field(default_factory=list)


def load_samples(folder=REPORTS):
    """Publish the sample reports of a folder (*.md), all or on error none, and return a SampleTally."""
    paths = sorted(Path(folder).glob("*.md"))
    if not paths:
        raise RecordError("holds no reports (*.md)", file=folder)
    if not Country.objects.exists():
        raise RecordError(
            "need the countries and people they name: run load_reference first", file="The reports"
        )
    with transaction.atomic():
        # As every act of publishing does; two loaders at one time take turns, too.
        Edition.objects.select_for_update().get(name=Edition.SITE)
        return Samples().load(paths)


class Samples:
    """The reports published so far, and the loading of more."""

    def __init__(self):
        self.memory = {each.key: each for each in RecordedFact.objects.filter(model=KIND)}
        self.by_digest = {each.values["digest"]: each.key for each in self.memory.values()}
        self.seen = set()
        self.record = Record()
        self.tally = SampleTally()

    def load(self, paths):
        for path in paths:
            data = path.read_bytes()
            digest = blake2b(data, digest_size=16).hexdigest()
            if digest in self.by_digest:
                self.seen.add(self.by_digest[digest])
                self.tally.unchanged += 1
            else:
                self._load(path.name, data, digest)
        self.tally.dropped = sorted(self.memory.keys() - self.seen)
        return self.tally

    def _load(self, name, data, digest):
        entry, body = _read(name, data)
        slug = entry.text("slug")
        if slug in self.seen:
            raise entry.error("slug", "is that of another report, too: choose another")
        self.seen.add(slug)
        known = self.memory.get(slug)
        article = Article.objects.filter(pk=known.values["article"]).first() if known else None
        if known and (article is None or article.status == Status.WITHDRAWN):
            self.tally.withdrawn.append(slug)
        elif _was_edited(article, known) if known else Article.objects.filter(slug=slug).exists():
            self.tally.kept.append(slug)
        else:
            self._publish(entry, slug, article, _content(entry, slug, body, self.record), digest)

    def _publish(self, entry, slug, article, content, digest):
        if article is None:
            article = drafting.begin(content=content, by=None)
            self.tally.published += 1
        else:
            # An editor may have given the article another address; it stays.
            content.slug = article.slug
            drafting.save(article=article, content=content, by=None)
            self.tally.updated += 1
        try:
            version = publishing.publish(article=article, by=None)
        except Refusal as refusal:
            raise entry.error("", f"cannot be published. {refusal}") from refusal
        values = {"article": article.pk, "version": version.number, "digest": digest}
        RecordedFact.objects.update_or_create(model=KIND, key=slug, defaults={"values": values})


def _was_edited(article, known):
    """Whether anybody published a version of their own or is at work on one."""
    return article.version != known.values["version"] or Draft.objects.filter(article=article).exists()


def _read(name, data):
    """Return the front matter of a report as an Entry, and its body as clean HTML."""
    try:
        report = read_report(data, name=name)
    except IntakeError as error:
        raise RecordError(str(error), file=name) from error
    return Entry(name, "", report.metadata), report.body_html


def _content(entry, slug, body, record):
    """Return the document of a report; record says what it may name."""
    content = Content(
        headline=entry.text("headline"),
        slug=slug,
        summary=entry.text("summary"),
        body=body,
        byline=BYLINE,
        dateline=entry.text("place", ""),
        language=entry.one("language", _values(Language)),
        published_at=datetime.datetime.combine(entry.value("date", datetime.date), TIME).isoformat(),
        is_sample=entry.value("sample", bool),
        meeting=entry.one("meeting", record.of(Meeting), ""),
        countries=_left(entry.many("countries", record.of(Country))),
        issues=_left(entry.many("issues", record.of(Issue))),
        negotiators=_left(entry.many("negotiators", record.of(Negotiator))),
        tags=entry.texts("tags"),
        outcomes=_left(entry.many("outcomes", record.of(Outcome))),
        positions=[{"slug": each} for each in _left(entry.many("positions", record.of(Position)))],
        sources=[_source(part) for part in entry.parts("sources")],
        quotes=[_quote(part, slug, record) for part in entry.parts("quotes")],
    )
    entry.done()
    return content


def _source(part):
    source = {
        "title": part.text("title"),
        "url": part.text("url", ""),
        "kind": part.one("kind", _values(SourceKind), ""),
        "outlet": part.text("outlet", ""),
    }
    part.done()
    return source


def _quote(part, slug, record):
    words = part.text("text")
    quote = {
        # Made of the report and the words, so that publishing a changed file keeps the quotation's address.
        "uid": blake2b(f"{slug} {words}".encode(), digest_size=6).hexdigest(),
        "speaker": part.one("speaker", record.of(Negotiator), ""),
        "speaker_name": part.text("speaker_name", ""),
        "text": words,
        "said_on": part.date("said_on", ""),
        "issues": _left(part.many("issues", record.of(Issue))),
    }
    part.done()
    return quote


def _left(slugs):
    """Return the slugs without those of what an editor deleted."""
    return [slug for slug in slugs if slug]


def _values(choices):
    return {value: value for value in choices.values}


class Record:
    """What reports may name: {slug in the record: slug now}, as an editor may have changed it.

    A slug whose row an editor merged into another leads to that one; what was deleted leads to nothing ("").
    """

    def __init__(self):
        self._of = {}

    def of(self, model):
        if model not in self._of:
            now = dict(model.objects.values_list("pk", "slug"))
            loaded = RecordedFact.objects.filter(model=model._meta.model_name).values_list("key", "values")
            known = {key: now.get(values["id"], "") for key, values in loaded}
            merged = named(model, [key for key, slug in known.items() if not slug])
            known |= {key: each.slug for key, each in merged.items()}
            self._of[model] = {slug: slug for slug in now.values()} | known
        return self._of[model]
