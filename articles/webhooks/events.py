"""What webhooks are told: which events there are for each, and what the message of one says."""

from django.db.models import Exists, F, OuterRef, Q

from ..addresses import site_origin
from ..choices import CorrectionKind, Status, WebhookEvent
from ..models import Article, Correction, Position, WebhookDelivery
from ..news import OVERLAP, filters_of, moves_of, new_articles, new_positions


def collect(webhook, *, now) -> int:
    """Write down a delivery for each thing a webhook is to be told of and was not; return how many."""
    filters = filters_of(webhook.query, now=now)
    if filters.errors:
        return 0
    since = webhook.told_from
    if webhook.covered_until:
        since = max(since, webhook.covered_until - OVERLAP)
    wanted = {}
    if webhook.tells_articles:
        wanted[WebhookEvent.ARTICLE] = ("article", new_articles(filters, since=since, now=now))
    if webhook.tells_corrections:
        wanted[WebhookEvent.CORRECTION] = ("correction", _corrections(filters, since=since, now=now))
    if webhook.tells_moves:
        moved = new_positions(filters, since=since, after=webhook.positions_after, now=now)
        wanted[WebhookEvent.MOVE] = ("position", moved)
    count = 0
    for event, (name, rows) in wanted.items():
        told = WebhookDelivery.objects.filter(webhook=webhook, **{name: OuterRef("pk")})
        pks = list(rows.filter(~Exists(told)).values_list("pk", flat=True))
        # Another process may be writing the same down: the database lets each in once.
        WebhookDelivery.objects.bulk_create(
            [WebhookDelivery(webhook=webhook, event=event, due_at=now, **{f"{name}_id": pk}) for pk in pks],
            ignore_conflicts=True,
        )
        count += len(pks)
    type(webhook).objects.filter(pk=webhook.pk).update(covered_until=now)
    return count


def _corrections(filters, *, since, now):
    """Return the notes since on reports that pass filters, and on those that were taken from readers."""
    passing = Q(article__in=filters.articles().values("pk"))
    if not filters.is_active:
        passing |= _withdrawals()
    corrections = Correction.objects.filter(published_at__gt=since, published_at__lte=now)
    return corrections.filter(passing).order_by("published_at", "pk")


def _withdrawals():
    """Return the condition of a note on the withdrawal of a report that readers had."""
    return Q(
        kind=CorrectionKind.WITHDRAWAL,
        article__status=Status.WITHDRAWN,
        article__first_public_at__lte=F("published_at"),
    )


def payload(delivery) -> dict | None:
    """Return the message of a delivery as plain data, or None if readers cannot see any more what it tells.

    `id` is the same at every attempt: by it a receiver knows what it has had before.
    """
    about = {
        WebhookEvent.ARTICLE: _article,
        WebhookEvent.CORRECTION: _correction,
        WebhookEvent.MOVE: _move,
    }[delivery.event](delivery)
    if about is None:
        return None
    return {
        "id": delivery.key,
        "event": delivery.event,
        "made_at": delivery.created_at.isoformat(),
        "data": about,
    }


def _article(delivery):
    article = Article.objects.published().for_page().filter(pk=delivery.article_id).first()
    return article and {
        "url": site_origin() + article.get_absolute_url(),
        "slug": article.slug,
        "headline": article.headline,
        "summary": article.summary,
        "language": article.language,
        "published_at": article.published_at.isoformat(),
        "first_public_at": article.first_public_at.isoformat(),
        "version": article.version,
        "is_sample": article.is_sample,
        "countries": [link.country.slug for link in article.shown_country_links],
        "issues": [link.issue.slug for link in article.shown_issue_links],
        "negotiators": [link.negotiator.slug for link in article.shown_negotiator_links],
        "meeting": article.meeting.slug if article.meeting else None,
        "tags": [tag.name for tag in article.tags.all()],
    }


def _correction(delivery):
    readable = Correction.objects.published() | Correction.objects.filter(_withdrawals())
    correction = readable.select_related("article").filter(pk=delivery.correction_id).first()
    return correction and {
        "url": site_origin() + correction.article.get_absolute_url(),
        "slug": correction.article.slug,
        "headline": correction.article.headline,
        "kind": correction.kind,
        "text": correction.text,
        "version": correction.version,
        "published_at": correction.published_at.isoformat(),
    }


def _move(delivery):
    moves = moves_of(Position.objects.published().standing().filter(pk=delivery.position_id))
    if not moves:
        return None
    position, before = moves[0].position, moves[0].before
    return {
        "record": position.slug,
        "issue": position.issue.slug,
        "stance": position.stance,
        "since": position.since,
        "summary": position.summary,
        "attribution": position.grade,
        "standing": position.standing,
        "held_by": [party.slug or party.name for party in position.holders],
        "toward": [party.slug or party.name for party in position.toward],
        "before": before and {"record": before.slug, "stance": before.stance, "since": before.since},
        "url": site_origin() + position.issue.get_absolute_url(),
        "report": site_origin() + position.article.get_absolute_url() if position.article else None,
    }
