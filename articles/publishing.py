"""The verbs that change what readers see: publish (and schedule), withdraw, correct.

Each is one transaction: the article, its links, its version, its search row and the record of the act
are all there for readers, or none is. Each takes the edition's row first, so that two acts at one
moment follow each other instead of waiting for each other crosswise.
"""

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from . import drafting, search
from .choices import CorrectionKind, Status, Verb
from .desk.checks import Refusal, blocking, impossible
from .models import (
    Article,
    Assignment,
    Correction,
    Country,
    Draft,
    Edition,
    Group,
    Issue,
    Negotiator,
    Outcome,
    Position,
    PublishingAct,
    Quote,
    Source,
    Version,
)
from .models.content import by_slug, tag_names
from .models.quote import new_uid


@transaction.atomic
def publish(*, article, by, at=None, override=""):
    """Make the working copy what readers see, from its own date on, and return the Version.

    A date still to come schedules it. Blocking checks raise Refusal unless override gives the reason
    for publishing over them, which is recorded. by is the account, or None for a command; at is the
    moment of the act (default now).
    """
    now = at or timezone.now()
    article = _take(article)
    content = drafting.working_copy(article)
    problems = impossible(content, article=article, at=now)
    if not override:
        problems += blocking(content, article=article, at=now)
    if problems:
        raise Refusal(problems)
    content.published_at = (content.date or now).isoformat()
    content.tags = tag_names(content.tags)
    was_public = article.status == Status.PUBLISHED
    article.status = Status.PUBLISHED
    article.version += 1
    # Once readers had it, the moment stands; while it is only scheduled, it moves with the date.
    if not article.first_public_at or article.first_public_at > now:
        article.first_public_at = max(now, content.date)
        article.versions.update(is_public=False)
    drafting.mirror(article, content, tags=content.tags)
    content.slug = article.slug
    _give_sources(article, content.sources)
    _give_quotes(article, content.quotes)
    _give_positions(article, content.positions)
    article.outcomes.set(Outcome.objects.filter(slug__in=content.outcomes))
    article.documents.set(content.attached())
    version = Version.objects.create(
        article=article,
        number=article.version,
        document=content.to_json(),
        current_from=content.date if article.version == 1 else now,
        created_by=by,
    )
    Draft.objects.filter(article=article).delete()
    Assignment.objects.filter(article=article, due_on__isnull=False).update(due_on=None)
    drafting.keep_published(article, version)
    search.index(article, names=searchable_names(article))
    verb = Verb.REPUBLISH if was_public else Verb.SCHEDULE if content.date > now else Verb.PUBLISH
    _record(article, verb, by=by, reason=override)
    return version


@transaction.atomic
def withdraw(*, article, by, note="", reason=""):
    """Take an article from readers; its address answers 410, with the public note if there is one.

    reason is for the record of the act alone; where it is empty the note stands there, too.
    """
    article = _take(article)
    if article.status != Status.PUBLISHED:
        raise Refusal([_("Only a published or scheduled article can be withdrawn.")])
    article.status = Status.WITHDRAWN
    article.save()
    article.versions.update(is_public=False)
    search.remove([article.pk])
    if note:
        Correction.objects.create(
            article=article, kind=CorrectionKind.WITHDRAWAL, text=note, version=article.version, created_by=by
        )
    _record(article, Verb.WITHDRAW, by=by, reason=reason or note)
    return article


@transaction.atomic
def withdraw_ended(*, at=None):
    """Withdraw what was to be withdrawn by itself by a moment (default now); return those articles.

    Of two processes that see the time has come, the second waits and then finds nothing to do.
    """
    Edition.objects.select_for_update().get(name=Edition.SITE)
    ended = Article.objects.ending().filter(unpublish_at__lte=at or timezone.now())
    # The reason is kept: it is in the site's own language, whatever the reader's whose request came first.
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("At the time set.")
    return [withdraw(article=article, by=None, reason=reason) for article in ended]


@transaction.atomic
def correct(*, article, by, kind, text, override=""):
    """Publish the working copy with a dated public note on what it puts right; return the Correction."""
    version = publish(article=article, by=by, override=override)
    correction = Correction.objects.create(
        article=version.article, kind=kind, text=text, version=version.number, created_by=by
    )
    _record(version.article, Verb.CORRECT, by=by, reason=text)
    return correction


def searchable_names(article):
    """Return the names of what an article is linked to, in every script, for the search row."""
    named = [*article.countries.all(), *article.negotiators.all()]
    names = [name for each in named for name in (each.name, each.native_name)]
    return [name for name in [*names, *(issue.name for issue in article.issues.all())] if name]


def _take(article):
    """Wait for any other act to end, then return the article as it is now, held until this act ends."""
    Edition.objects.select_for_update().get(name=Edition.SITE)
    return Article.objects.select_for_update().get(pk=article.pk)


def _record(article, verb, *, by, reason):
    PublishingAct.objects.create(
        article=article,
        headline=article.headline,
        verb=verb,
        version=article.version,
        done_by=by,
        reason=reason,
    )


def _give_sources(article, sources):
    article.sources.set([_source(described) for described in sources])


def _source(described):
    """Return the Source of a title and address; what is said of it here is put down, nothing is emptied."""
    source, is_new = Source.objects.get_or_create(title=described["title"], url=described.get("url", ""))
    for name in ("outlet", "kind", "archived_url", "accessed_on"):
        if described.get(name):
            setattr(source, name, described[name])
    source.save()
    return source


def _give_quotes(article, quotes):
    """Update quotations in place by their uid, so that an address of one stays good."""
    kept = []
    for order, words in enumerate(quotes):
        speakers = by_slug(Negotiator, [words["speaker"]] if words.get("speaker") else [])
        fields = {
            "article": article,
            "speaker": speakers[0] if speakers else None,
            "speaker_name": words.get("speaker_name", ""),
            "text": words["text"],
            "said_on": words.get("said_on", ""),
            "order": order,
        }
        quote, _created = Quote.objects.update_or_create(uid=words.get("uid") or new_uid(), defaults=fields)
        words["uid"] = quote.uid
        quote.issues.set(by_slug(Issue, words.get("issues", [])))
        kept.append(quote.pk)
    article.quotes.exclude(pk__in=kept).delete()


def _give_positions(article, positions):
    """Tie positions on record to the article, and record those first told in it.

    A position that another report told first stays with that one.
    """
    kept = []
    for told in positions:
        position = Position.objects.filter(slug=told["slug"]).first() or _new_position(told)
        if position.article_id is None:
            position.article = article
            position.save()
        kept.append(position.pk)
    article.positions.exclude(pk__in=kept).update(article=None)


def _new_position(told):
    issue = by_slug(Issue, [told["issue"]])[0]
    position = Position.objects.create(
        slug=told["slug"],
        issue=issue,
        stance=told["stance"],
        summary=told["summary"],
        since=told["since"],
        grade=told.get("grade", ""),
    )
    position.countries.set(by_slug(Country, told.get("countries", [])))
    position.counterparts.set(by_slug(Country, told.get("counterparts", [])))
    position.groups.set(Group.objects.filter(code__in=told.get("groups", [])))
    position.counterpart_groups.set(Group.objects.filter(code__in=told.get("counterpart_groups", [])))
    return position
