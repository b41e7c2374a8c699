"""Every rule of reading: what the public may see, and how pages ask for it.

Rules are said once, here, and every page, feed, count and command calls them. Querysets reach models
through self.model and so import none. `at` is a moment (aware datetime) and defaults to now, asked
for on each call; `day` is a date and means the end of that day in UTC.
"""

import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce, ExtractMonth, ExtractYear
from django.utils import timezone

from .choices import CorrectionKind, PositionStanding, RevisionKind, Status
from .desk_lists import DeskLists
from .partial_dates import running_on, shortest

# How many reports about each person and issue of a report are compared with it, and for how many of those.
NEIGHBOURS = 30
COMPARED_LINKS = 4


def end_of_day(day):
    """Return the last moment of a day in UTC, as an aware datetime."""
    return datetime.datetime.combine(day, datetime.time.max, tzinfo=datetime.UTC)


def is_public(*, at=None, prefix=""):
    """Return the one condition that makes an article readable; prefix leads to it ("article__")."""
    return Q(**{f"{prefix}status": Status.PUBLISHED, f"{prefix}published_at__lte": at or timezone.now()})


class ArticleQuerySet(DeskLists, models.QuerySet):
    """Articles. Chain published() first on anything a reader can reach."""

    def published(self, *, at=None):
        """Return the articles the public may read at the given moment."""
        return self.filter(is_public(at=at))

    def as_of(self, day):
        """Return what the public can read about the time up to the end of a day."""
        return self.published(at=min(end_of_day(day), timezone.now()))

    def scheduled(self, *, at=None):
        """Return the articles that will go public by themselves after the given moment."""
        return self.filter(status=Status.PUBLISHED, published_at__gt=at or timezone.now())

    def ending(self):
        """Return the published articles that are to be withdrawn at a set time, the next one first."""
        return self.filter(status=Status.PUBLISHED, unpublish_at__isnull=False).order_by("unpublish_at", "pk")

    def unpublished(self):
        """Return the articles readers have never been able to see."""
        return self.filter(status__in=[Status.DRAFT, Status.IN_REVIEW])

    def in_hand(self):
        """Return the articles somebody works on: never read by anybody, or with a draft beside them."""
        drafted = Q(draft__isnull=False) & ~Q(status=Status.BINNED)
        return self.filter(Q(status__in=[Status.DRAFT, Status.IN_REVIEW]) | drafted)

    def withdrawn(self):
        """Return the articles that readers had and that were taken away from them."""
        # A withdrawal of what was only scheduled is older than its first public moment.
        return self.filter(status=Status.WITHDRAWN, first_public_at__lte=models.F("updated_at"))

    def owned_by(self, user):
        """Return the articles a user began."""
        return self.filter(created_by=user)

    def about(self, *, link, values, every=False):
        """Return the articles linked to any (or every) of the values.

        `link` is the related name of a link table ("country_links") or "meeting"; `values` are the
        objects. Links are asked about by EXISTS, so that no article appears twice.
        """
        if link == "meeting":
            return self.filter(meeting__in=values)
        link_model = self.model._meta.get_field(link).related_model
        target = link_model.target_name
        links = link_model.objects.filter(**{link_model.article_name: OuterRef("pk")})
        if not every:
            return self.filter(Exists(links.filter(**{f"{target}__in": values})))
        articles = self
        for value in values:
            articles = articles.filter(Exists(links.filter(**{target: value})))
        return articles

    def by_month(self):
        """Return (year, month, how many) of the months that have any, the latest first."""
        parts = {"year": ExtractYear("published_at"), "month": ExtractMonth("published_at")}
        counted = self.order_by().annotate(**parts).values_list("year", "month")
        return list(counted.annotate(total=models.Count("pk")).order_by("-year", "-month"))

    def of_month(self, year, month):
        """Return the articles of one month, in UTC."""
        return self.filter(published_at__year=year, published_at__month=month)

    def lasting(self, at):
        """Leave out what is to be withdrawn by a moment; for a look at what is to come."""
        return self.exclude(unpublish_at__lte=at)

    def newest_first(self):
        """Order by date, newest first."""
        return self.order_by("-published_at", "-pk")

    def along(self, *, link=None, value=None, beyond=None, forward=False):
        """Put articles in date order, newest first (forward: oldest first), from a place on.

        With a link table and one value, the articles linked to it, read in that table's own date order.
        `beyond` is the (moment, pk) of the last article before those wanted. Place and link share one
        filter() call: in two, each would join the link table anew.
        """
        if link:
            link_model = self.model._meta.get_field(link).related_model
            keys = [f"{link}__live_at", f"{link}__{link_model.article_name}_id"]
            wanted = Q(**{f"{link}__{link_model.target_name}": value, f"{link}__live_at__isnull": False})
        else:
            keys = ["published_at", "pk"]
            wanted = Q()
        if beyond:
            side = "gt" if forward else "lt"
            moment, pk = beyond
            # The first condition alone would do for an index; the second settles reports of one moment.
            wanted &= Q(**{f"{keys[0]}__{side}e": moment})
            wanted &= Q(**{f"{keys[0]}__{side}": moment}) | Q(**{f"{keys[1]}__{side}": pk})
        return self.filter(wanted).order_by(*(key if forward else f"-{key}" for key in keys))

    def for_cards(self):
        """Load what a listing shows of each article: one query, and one each for countries and issues."""
        return self.defer("body").select_related("meeting", "photo").prefetch_related(*self._cards())

    def with_text(self):
        """Load what a search result shows: a card, and the text its passage is cut from."""
        return self.select_related("meeting").prefetch_related(*self._cards())

    def sharing_links_with(self, article):
        """Return the other articles that share most with one loaded by for_page(), newest first.

        Issues and people count double: that two reports are about the same country says little. Only the
        newest about each person and issue are compared, each read from its link table's own date order.
        """
        near, shared = Q(pk__in=[]), models.Value(0)
        for target, weight in (("country", 1), ("issue", 2), ("negotiator", 2)):
            link_model = self.model._meta.get_field(f"{target}_links").related_model
            shown = [getattr(link, f"{target}_id") for link in getattr(article, f"shown_{target}_links")]
            links = link_model.objects.filter(article=OuterRef("pk"), **{f"{target}__in": shown})
            counted = links.order_by().values("article").annotate(n=models.Count("pk")).values("n")
            shared = shared + Coalesce(models.Subquery(counted), 0) * weight
            for each in shown[:COMPARED_LINKS] if weight > 1 else ():
                newest = link_model.objects.filter(**{target: each}, live_at__lte=timezone.now())
                near |= Q(pk__in=newest.order_by("-live_at", "-article_id").values("article")[:NEIGHBOURS])
        found = self.filter(near).exclude(pk=article.pk).annotate(shared=shared)
        return found.order_by("-shared", "-published_at", "-pk")

    def in_other_languages(self, article):
        """Return the articles that tell the same as one: what it translates, and all translations of that."""
        original = article.translation_of_id or article.pk
        same = self.filter(Q(pk=original) | Q(translation_of=original))
        return same.exclude(pk=article.pk).order_by("language", "pk")

    def for_page(self):
        """Load all that an article's own page shows of it."""
        return self.select_related("meeting", "photo").prefetch_related(
            *self._cards(),
            self._links("negotiator"),
            "sources",
            "tags",
        )

    def for_fields(self, fields):
        """Load what programs are told of each article under the names of fields, and no more.

        Of what it is linked to the slugs alone: a country has thirty columns, a list a hundred links.
        """
        lookups = [
            self._links(target, "article_id", f"{target}__slug", **conditions)
            for name, target, conditions in (
                ("countries", "country", {}),
                ("issues", "issue", {"derived": False}),
                ("negotiators", "negotiator", {}),
            )
            if name in fields
        ]
        lookups += [name for name in ("sources", "tags") if name in fields]
        told = self if "body" in fields else self.defer("body")
        return told.select_related("meeting").prefetch_related(*lookups)

    def _cards(self):
        return self._links("country"), self._links("issue", derived=False)

    def _links(self, target, *columns, **conditions):
        """Prefetch one kind of link, in the order the editor gave, as `shown_…` lists."""
        link_model = self.model._meta.get_field(f"{target}_links").related_model
        rows = link_model.objects.filter(**conditions).select_related(target).order_by("pk")
        rows = rows.only(*columns) if columns else rows
        return Prefetch(f"{target}_links", queryset=rows, to_attr=f"shown_{target}_links")


class OfArticleQuerySet(models.QuerySet):
    """What belongs to one article and is public with it: quotes, corrections."""

    def published(self, *, at=None):
        """Return the rows whose article the public may read."""
        return self.filter(is_public(at=at, prefix="article__"))


class CorrectionQuerySet(OfArticleQuerySet):
    def listed(self, *, at=None):
        """Return the notes on reports the public may read, and those on why one was taken away.

        Only readers of the address of a withdrawn report see its note else; of what was never public there
        is nothing to take back.
        """
        at = at or timezone.now()
        withdrawn = Q(
            kind=CorrectionKind.WITHDRAWAL,
            article__status=Status.WITHDRAWN,
            article__first_public_at__lte=models.F("published_at"),
        )
        return self.filter(is_public(at=at, prefix="article__") | withdrawn, published_at__lte=at)


class QuoteQuerySet(OfArticleQuerySet):
    def as_of(self, day):
        """Return the words said, and reported to the public, by the end of a day."""
        said = Q(said_on="") | Q(said_on__lte=day.isoformat())
        return self.published(at=min(end_of_day(day), timezone.now())).filter(said)


def on_record(day, *, since="since"):
    """Return the condition that a position or an offer could be read by the end of a day.

    One known to the month or the year counts from its first day, which is how such text compares. `since`
    names what holds that date.
    """
    at = min(end_of_day(day), timezone.now())
    begun = Q(**{f"{since}__lte": day.isoformat()})
    return begun & (Q(article=None) | is_public(at=at, prefix="article__"))


class OnRecordQuerySet(models.QuerySet):
    """Dated records (`since`): public unless the article behind them is not."""

    def published(self, *, at=None):
        """Return the records that rest on no article, or on one the public may read."""
        return self.filter(Q(article=None) | is_public(at=at, prefix="article__"))

    def as_of(self, day):
        """Return the records that could be read by the end of a day."""
        return self.filter(on_record(day))


class PositionQuerySet(OnRecordQuerySet):
    """Positions, offers and linkages."""

    def standing(self):
        """Leave out retracted records."""
        return self.exclude(standing=PositionStanding.RETRACTED)

    def held_by(self, country):
        """Return the positions of a country: its own, and those of groups it was in on that day."""
        memberships = country.memberships.all()
        as_member = Q(pk__in=[])
        for membership in memberships:
            within = Q(groups=membership.group_id, since__gte=shortest(membership.start.first_day))
            if membership.end:
                within &= Q(since__lte=membership.end.last_day.isoformat())
            as_member |= within
        return self.filter(Q(countries=country) | as_member).distinct()

    def for_rows(self):
        """Load what a list of positions shows of each; parties.attach() adds who holds them."""
        return self.select_related("issue", "article", "meeting")


class SpanQuerySet(models.QuerySet):
    """What lasts from a start to an end: offices, memberships, meetings."""

    def begun(self, day):
        """Return what began by a day, or is not known when it began; all of it where no day is given."""
        return self.filter(start__lte=str(day)) if day else self.all()

    def held_on(self, day):
        """Return what was running on a day (a date or ISO text)."""
        return self.filter(running_on(day))


class LinkedQuerySet(models.QuerySet):
    """What articles are linked to: countries, issues, people."""

    def most_reported(self, *, at=None):
        """Return those with any report readers can see, each with its `total`, most reports first.

        Counted over the link table alone.
        """
        live = Q(article_links__live_at__lte=at or timezone.now())
        counted = self.annotate(total=models.Count("article_links", filter=live))
        return counted.filter(total__gt=0).order_by("-total", "name")

    def with_latest(self, *, at=None):
        """Add the row number of the newest report about each, as `latest`, and its date, as `latest_at`."""
        links = self.model._meta.get_field("article_links").related_model.objects
        about = links.filter(**{links.model.target_name: OuterRef("pk")}, live_at__lte=at or timezone.now())
        newest = about.order_by("-live_at", "-article_id")
        return self.annotate(
            latest=models.Subquery(newest.values("article")[:1]),
            latest_at=models.Subquery(newest.values("live_at")[:1]),
        )


class CountryQuerySet(LinkedQuerySet):
    def milestones(self):
        """Return {"signed", "in_force"}: the day of the first signature and of the first entry into force.

        Partial dates, None where the record has none.
        """
        return self.aggregate(
            signed=models.Min("tpp_signed", filter=~Q(tpp_signed="")),
            in_force=models.Min("cptpp_in_force", filter=~Q(cptpp_in_force="")),
        )


class IssueQuerySet(LinkedQuerySet):
    def parents(self):
        """Return {issue pk: parent pk or None} of the whole tree, in one query."""
        return dict(self.model.objects.values_list("pk", "parent_id"))


class MeetingQuerySet(SpanQuerySet):
    def past(self, *, day):
        """Return the meetings that began on or before a day, latest first."""
        return self.begun(day).order_by("-start", "-pk")

    def around(self, day):
        """Return the last meeting begun by a day and the next one after it, or None, in one query."""
        last, following = (each.values("pk")[:1] for each in (self.past(day=day), self.coming(day=day)))
        found = {each.start <= str(day): each for each in self.filter(Q(pk__in=last) | Q(pk__in=following))}
        return found.get(True), found.get(False)

    def coming(self, *, day):
        """Return the meetings that begin after a day, soonest first."""
        return self.filter(start__gt=str(day)).order_by("start", "pk")


class VersionQuerySet(models.QuerySet):
    def readable(self):
        """Leave out versions that readers never had, and withdrawn ones."""
        return self.filter(is_public=True)

    def by(self, day):
        """Return the versions that there were by the end of a day."""
        return self.filter(current_from__lte=end_of_day(day))

    def current_for(self, articles, *, day):
        """Return {article pk: version} of several articles, each the one that current_on() gives."""
        current = {}
        for version in self.filter(article__in=articles).order_by("article", "number"):
            if version.article_id not in current or version.current_from <= end_of_day(day):
                current[version.article_id] = version
        return current

    def current_on(self, day):
        """Return the version current at the end of a day, else the first one, or None.

        A report whose date was moved back later has no version as old as that date.
        """
        latest = self.by(day).order_by("-number").first()
        return latest or self.order_by("number").first()


class RevisionQuerySet(models.QuerySet):
    def heads(self):
        """Leave out what was kept aside: the rest were the working copy, one after the other."""
        return self.exclude(kind=RevisionKind.ASIDE)

    def of(self, article):
        return self.filter(article=article).order_by("-number")


class PresenceQuerySet(models.QuerySet):
    # A page says every 20 seconds that it is open; one that missed three times is gone.
    GONE_AFTER = datetime.timedelta(seconds=60)

    def present(self, *, at=None):
        """Return the pages that are open now."""
        return self.filter(seen_at__gt=(at or timezone.now()) - self.GONE_AFTER)

    def gone(self, *, at=None):
        """Return the pages that are open no more."""
        return self.filter(seen_at__lte=(at or timezone.now()) - self.GONE_AFTER)


class DocumentQuerySet(models.QuerySet):
    def published(self, *, at=None):
        """Return the documents of articles the public may read."""
        through = self.model._meta.get_field("articles").through
        public = is_public(at=at, prefix="article__")
        return self.filter(Exists(through.objects.filter(public, document=OuterRef("pk"))))

    def open_to(self, user, *, at=None):
        """Return the documents an account may have: all, or its own, those of its reports and readers'."""
        if user.has_perm("articles.change_any_article"):
            return self.all()
        through = self.model._meta.get_field("articles").through
        reachable = is_public(at=at, prefix="article__") | Q(article__created_by=user)
        of_reports = Exists(through.objects.filter(reachable, document=OuterRef("pk")))
        return self.filter(Q(uploaded_by=user) | of_reports)


class PhotoQuerySet(models.QuerySet):
    def published(self, *, at=None):
        """Return the photographs of articles the public may read, and the portraits of people on record."""
        articles = self._using("articles").filter(is_public(at=at), photo=OuterRef("pk"))
        people = self._using("portraits_of").filter(portrait=OuterRef("pk"))
        return self.filter(Exists(articles) | Exists(people))

    def _using(self, relation):
        return self.model._meta.get_field(relation).related_model.objects.order_by()


class ShareLinkQuerySet(models.QuerySet):
    def open(self, *, at=None):
        """Return the links that still let their holders read: not ended, not revoked, no leaver's."""
        good = self.filter(revoked_at=None, expires_at__gt=at or timezone.now())
        return good.exclude(made_by__is_active=False)


class ApiTokenQuerySet(models.QuerySet):
    def usable(self, *, at=None):
        """Return the tokens that still open something: not revoked, not expired, of an account in use."""
        day = (at or timezone.now()).astimezone(datetime.UTC).date()
        lasting = Q(expires_on=None) | Q(expires_on__gte=day)
        return self.filter(lasting, revoked_at=None, owner__is_active=True, owner__is_staff=True)
