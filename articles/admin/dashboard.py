"""What waits, on the first page of the admin: own work, what is coming, where coverage is wanting.

A fixed number of queries, none of which counts or reads all reports. Each panel is shown to whoever may see
what is in it.
"""

import datetime
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import parties, workflow
from ..desk_querysets import grown_stale, quiet
from ..models import Article, Correction, Country, Draft, FrontState, Issue, Mistake, Position

SHOWN = 6
NAMED = 8
DAYS = (30, 90, 365)


@dataclass(frozen=True)
class Item:
    """One line of a panel: words, where they lead, and what else there is to say."""

    text: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Panel:
    """A list with its heading; `more` is the address of all of it, `empty` what is said where it has none."""

    heading: str
    items: list[Item] = field(default_factory=list)
    more: str = ""
    empty: str = ""
    after: str = ""


def context(request):
    """Return what the template of the first page shows: panels in three groups, and the days of silence."""
    days = _days(request.GET.get("quiet", ""))
    now = timezone.now()
    groups = [
        (_("Yours"), "yours", [*_own(request), *_waiting(request)]),
        (_("The site"), "site", [*_coming(request), *_front(request), *_corrections(request)]),
        (_("Where coverage is wanting"), "gaps", _gaps(request, now - datetime.timedelta(days=days))),
    ]
    return {
        "groups": [(name, key, panels) for name, key, panels in groups if panels],
        "quiet": days,
        "quiet_choices": DAYS,
    }


def _days(text):
    return int(text) if text in map(str, DAYS) else DAYS[0]


# ---------------------------------------------------------------------------- what waits for an account


def _own(request):
    if not request.user.has_perm("articles.view_article"):
        return
    drafts = Draft.objects.in_hand_of(request.user).select_related("article").defer("document")
    yield Panel(
        _("My work"),
        [_report(draft.article, _saved(draft)) for draft in drafts.defer("article__body")[:SHOWN]],
        empty=_("Nothing in hand."),
    )


def _saved(draft):
    standing = draft.article.get_status_display()
    if draft.article.has_had_readers:
        standing = _("changes not published")
    return _("%(standing)s, saved %(moment)s") % {"standing": standing, "moment": _moment(draft.updated_at)}


def _waiting(request):
    """Yield what waits for an account: in the newsroom's workflow, and from readers."""
    for waiting in workflow.waiting_for(request.user):
        items = [Item(each.words, each.address, _detail(each)) for each in waiting.items]
        yield Panel(waiting.title, items, more=waiting.address)
    if request.user.has_perm("articles.view_mistake"):
        notes = Mistake.objects.open().select_related("article", "taken_by").defer("article__body")
        if not request.user.has_perm("articles.change_any_article"):
            notes = notes.filter(article__created_by=request.user)
        yield Panel(
            _("Mistakes reported"),
            [
                Item(_short(note.wrong), _page("mistake", note.pk), _about_note(note))
                for note in notes.order_by("-sent_at")[:SHOWN]
            ],
            more=_list("mistake"),
            empty=_("None that is open."),
        )


def _detail(item):
    day = date_format(item.moment, "DATE_FORMAT") if item.moment else ""
    return " · ".join(filter(None, [item.detail, day]))


def _about_note(note):
    who = _("taken up by %(who)s") % {"who": note.taken_by} if note.taken_by else _moment(note.sent_at)
    return f"{note.article.headline} · {who}"


# ---------------------------------------------------------------------------- the site


def _coming(request):
    if request.user.has_perm("articles.view_article"):
        scheduled = _reports(request).scheduled().order_by("published_at", "pk")[:SHOWN]
        yield Panel(
            _("Scheduled next"),
            [_report(article, _moment(article.published_at)) for article in scheduled],
            more=_list("article", "standing=scheduled"),
            empty=_("Nothing is scheduled."),
        )


def _front(request):
    if not request.user.has_perm("articles.change_frontchoice"):
        return
    now = timezone.now()
    states = FrontState.objects.to_come_or_on(at=now).prefetch_related("places__article")[:SHOWN]
    yield Panel(
        _("Front page"),
        [Item(_leads(state), _page("frontchoice", state.choice_id), _when(state, now)) for state in states],
        more=_list("frontchoice"),
        empty=_("Nobody chose: the newest report leads."),
    )


def _leads(state):
    places = state.places.all()
    return places[0].article.headline if places else state.note or _("Nothing any more")


def _when(state, now):
    if state.starts_at > now:
        return _("planned for %(moment)s") % {"moment": _moment(state.starts_at)}
    return _("until %(moment)s") % {"moment": _moment(state.ends_at)} if state.ends_at else _("now")


def _corrections(request):
    if request.user.has_perm("articles.view_correction"):
        notes = Correction.objects.listed().select_related("article").defer("article__body")[:SHOWN]
        yield Panel(
            _("Recent corrections"),
            [
                Item(_short(note.text), f"{note.article.get_absolute_url()}#correction-{note.pk}",
                     f"{note.get_kind_display()} · {note.article.headline} · {_moment(note.published_at)}")
                for note in notes
            ],
            more=_list("correction"),
            empty=_("No report has been corrected so far."),
        )  # fmt: skip


# ---------------------------------------------------------------------------- where coverage is wanting


def _gaps(request, since):
    panels = []
    for model, heading in ((Country, _("Countries without a report")), (Issue, _("Issues without a report"))):
        name = model._meta.model_name
        if request.user.has_perm(f"articles.view_{name}"):
            related = {Country: "countries", Issue: "issues"}[model]
            panels.append(_silent(list(quiet(model.objects.all(), since=since)), heading, related))
    if request.user.has_perm("articles.view_position"):
        stale = grown_stale(Position.objects.all(), since=since.date()).select_related("issue")[:SHOWN]
        items = [_position(each) for each in parties.attach(stale, parties.OF_POSITION)]
        empty = _("None: all that is open was recorded lately.")
        panels.append(Panel(_("Positions grown stale"), items, more=_list("position"), empty=empty))
    return panels


def _silent(things, heading, related):
    reported = [each for each in things if each.latest_at]
    never = [each.local_name for each in things if not each.latest_at]
    after = ""
    if never:
        names = ", ".join(never[:NAMED]) + (" …" if len(never) > NAMED else "")
        after = _("Never reported (%(n)d): %(names)s") % {"n": len(never), "names": names}
    items = [
        Item(
            each.local_name,
            _list("article", f"{related}__id__exact={each.pk}"),
            _("last on %(day)s") % {"day": date_format(each.latest_at, "DATE_FORMAT")},
        )
        for each in reported[:SHOWN]
    ]
    return Panel(heading, items, empty="" if never else _("None."), after=after)


def _position(position):
    holders = ", ".join(party.name for party in position.holders)
    said = f"{holders} · {position.issue.local_name}: {position.get_stance_display()}"
    return Item(said, _page("position", position.pk), _("since %(day)s") % {"day": position.since})


# ---------------------------------------------------------------------------- how it is said


def _reports(request):
    articles = Article.objects.defer("body")
    if request.user.has_perm("articles.change_any_article"):
        return articles
    return articles.owned_by(request.user)


def _report(article, note=""):
    return Item(article.headline or _("Untitled"), _page("article", article.pk), note)


def _page(model, number):
    return reverse(f"admin:articles_{model}_change", args=[number])


def _list(model, query=""):
    return reverse(f"admin:articles_{model}_changelist") + (f"?{query}" if query else "")


def _moment(moment):
    return f"{date_format(moment, 'DATE_FORMAT')}, {date_format(moment, 'H:i')} UTC"


def _short(text):
    words = " ".join(text.split())
    return words if len(words) <= 110 else f"{words[:110].rstrip()} …"
