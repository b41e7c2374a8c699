"""What is on the page of a choice for the front page, as sent: times, reports in order, a pinned one."""

import datetime
from urllib.parse import urlencode

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import front, search
from ..cleaning import tidy_text
from ..models import Article, Draft
from ..models.base import new_uid

FOUND = 12
LOOKED_THROUGH = 500
LONGEST_NUMBER = 18


class Clock(forms.SplitDateTimeWidget):
    """A day and a time of day, by the browser's own controls where it has some."""

    def __init__(self, **kwargs):
        named = ({"aria-label": gettext_lazy("Day")}, {"aria-label": gettext_lazy("Time of day")})
        super().__init__(date_attrs=named[0], time_attrs=named[1], **kwargs)
        for widget, kind in zip(self.widgets, ("date", "time"), strict=True):
            widget.input_type = kind
        self.widgets[0].format, self.widgets[1].format = "%Y-%m-%d", "%H:%M"


def clock(**kwargs):
    return forms.SplitDateTimeField(required=False, widget=Clock(), **kwargs)


class Moment(forms.Form):
    """The moment for which the front page is looked at."""

    at = clock(label=gettext_lazy("The front page at (UTC)"))

    @classmethod
    def of(cls, moment):
        return cls(initial={"at": moment})

    def value(self, default):
        """Return the moment sent, or the default where none that can be read was."""
        return (self.is_valid() and self.cleaned_data["at"]) or default

    def query(self, moment):
        return urlencode(_clocked("at", moment))


class FrontForm(forms.Form):
    """The fields of a choice; the reports are hidden fields that buttons rearrange."""

    uid = forms.SlugField(max_length=12, widget=forms.HiddenInput)
    opened_on = forms.IntegerField(min_value=0, max_value=10**6, widget=forms.HiddenInput)
    starts = clock(label=gettext_lazy("From (UTC)"), help_text=gettext_lazy("Empty: at once."))
    ends = clock(
        label=gettext_lazy("Until (UTC)"), help_text=gettext_lazy("Empty: until another choice begins.")
    )
    note = forms.CharField(label=gettext_lazy("Note for the newsroom"), required=False, max_length=200)
    q = forms.CharField(label=gettext_lazy("Find a report"), required=False, max_length=200)

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        sent = plan_in(data) if data is not None else front.Plan()
        self.order, self.pinned = list(sent.order), sent.pinned

    @classmethod
    def of(cls, choice, head):
        """Return the form as it is opened, of a saved choice or a new one (None, None)."""
        wish = front.wish_of(head) if head else None
        form = cls(
            {
                "uid": choice.uid if choice else new_uid(),
                "opened_on": str(head.number) if head else "0",
                "note": wish.note if wish else "",
                **_clocked("starts", wish.starts_at if wish else None),
                **_clocked("ends", wish.ends_at if wish else None),
            }
        )
        form.is_valid()
        if wish:
            form.order, form.pinned = list(wish.plan.order), wish.plan.pinned
        return form

    # ------------------------------------------------------------------ what was sent

    @cached_property
    def choice_uid(self):
        return self.cleaned_data.get("uid") or new_uid()

    @property
    def state_seen(self):
        return self.cleaned_data.get("opened_on") or 0

    @property
    def starts_at(self):
        return self.cleaned_data.get("starts")

    @property
    def term(self):
        return tidy_text(self.cleaned_data.get("q") or "").strip()

    def instead(self, at, now):
        """Return what front.planned() counts in place of the saved state of this choice at a moment."""
        starts_at, ends_at = self.starts_at or min(at, now), self.cleaned_data.get("ends")
        runs = starts_at <= at and not (ends_at and ends_at <= at)
        plan = front.Plan(tuple(self.order), self.pinned)
        number = front.number_of(self.choice_uid)
        if number is None and plan == front.Plan():
            return None
        return number, starts_at, plan if runs else None

    def wish(self):
        """Return what the sender wants; only of a form that check() let through."""
        return front.Wish(
            plan=front.Plan(tuple(self.order), self.pinned),
            starts_at=self.starts_at or timezone.now().replace(second=0, microsecond=0),
            ends_at=self.cleaned_data.get("ends"),
            note=tidy_text(self.cleaned_data.get("note") or "").strip(),
        )

    def check(self, *, now):
        """Say whether the form can be saved; what is wrong stands in its errors."""
        starts_at, ends_at = self.starts_at or now, self.cleaned_data.get("ends")
        if ends_at and ends_at <= starts_at:
            self.add_error("ends", _("It ends before it begins. Choose a later end, or none."))
        elif ends_at and ends_at <= now:
            self.add_error("ends", _("That time is over. Choose a later end, or drop the choice."))
        if not self.order and not self.pinned:
            self.add_error(None, _("Choose at least one report."))
        wanted = {*self.order, *filter(None, [self.pinned])}
        gone = wanted - self._rows.keys()
        if gone:
            self.order = [pk for pk in self.order if pk not in gone]
            self.pinned = None if self.pinned in gone else self.pinned
            self.add_error(None, _("A report of this choice is no longer there. Look at it and save again."))
        return not self.errors

    def reopen(self, number):
        """Let the form be sent again after its sender has seen the state of that number."""
        self.data = self.data.copy()
        self.data["opened_on"] = str(number)

    # ------------------------------------------------------------------ the reports

    @cached_property
    def _rows(self):
        """{row number: report} of those on the page."""
        return Article.objects.defer("body").in_bulk([*self.order, *filter(None, [self.pinned])])

    def reports(self):
        return [self._rows[pk] for pk in self.order if pk in self._rows]

    def pinned_reports(self):
        return [self._rows[pk] for pk in [self.pinned] if pk in self._rows]

    def rearrange(self, act, number):
        """Do what a button says with a report; return why not, or "" where it was done."""
        if act not in ("lead", "add", "up", "down", "pin", "unpin", "out"):
            return ""
        pk = _number(number)
        if pk is None or not Article.objects.filter(pk=pk).exists():
            return _("There is no such report.")
        is_new = act in ("lead", "add") and pk not in self.order
        if is_new and len(self.order) >= front.SHOWN:
            return _("The front page has %(n)d places. Take a report out first.") % {"n": front.SHOWN}
        at = self.order.index(pk) if pk in self.order else len(self.order)
        if act == "pin":
            self.pinned = pk
        if act in ("unpin", "lead", "add") and self.pinned == pk:
            self.pinned = None
        if act != "unpin" and pk in self.order:
            self.order.remove(pk)
        if act in ("lead", "add", "up", "down"):
            self.order.insert({"lead": 0, "add": at, "up": max(at - 1, 0), "down": at + 1}[act], pk)
        self.__dict__.pop("_rows", None)
        return ""

    def query(self, at):
        """Return the query of the preview's address, which holds all that is on the page."""
        fields = [("uid", self.choice_uid)]
        fields += [*_clocked("starts", self.starts_at).items()]
        fields += [*_clocked("ends", self.cleaned_data.get("ends")).items()]
        fields += [("order", pk) for pk in self.order] + [("pinned", self.pinned or "")]
        return urlencode([*fields, *_clocked("at", at).items()])


def plan_in(data):
    """Return the front.Plan of sent data; what is no row number is left out."""
    sent = data.getlist("order") if hasattr(data, "getlist") else []
    order = [pk for pk in dict.fromkeys(map(_number, sent)) if pk][: front.SHOWN]
    pinned = _number(data.get("pinned", ""))
    return front.Plan(tuple(order), pinned)


def found_reports(term, user):
    """Return the reports found by words, public, scheduled or still in the making, the newest first."""
    if not term:
        return []
    may_all = user.has_perm("articles.change_any_article")
    reports = Article.objects.all() if may_all else Article.objects.owned_by(user)
    ids = search.newest(term, reports, limit=FOUND)
    listed = reports.defer("body").in_bulk(ids)
    # Of those still in the making no index of words knows: the ones saved last are looked through.
    drafts = Draft.objects.order_by("-updated_at").values("article")[:LOOKED_THROUGH]
    making = reports.unpublished().filter(pk__in=drafts, headline__icontains=term)
    making = making.order_by("-updated_at")
    return [*(listed[pk] for pk in ids if pk in listed), *making.defer("body")[: FOUND // 2]]


def _number(text):
    text = str(text)
    is_one = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    return int(text) or None if is_one else None


def _clocked(name, moment):
    """Return the two fields of a moment, as clock() reads them."""
    if moment is None:
        return {f"{name}_0": "", f"{name}_1": ""}
    moment = moment.astimezone(datetime.UTC)
    return {f"{name}_0": f"{moment:%Y-%m-%d}", f"{name}_1": f"{moment:%H:%M:%S}".removesuffix(":00")}
