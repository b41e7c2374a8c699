"""Mistakes that readers report: the editors' list, and the page on which one is handled."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .. import mistakes
from ..choices import MistakeState
from ..cleaning import tidy_text
from ..models import Correction, Mistake
from .base import BaseAdmin, OfReports
from .filters import RelationFilter, date_steps

NAME = "articles_mistake"
SHOWN = 90
OTHERS = 20


class StateFilter(admin.SimpleListFilter):
    """Open ones where nothing is chosen: that is what waits."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        # A correction's own page leads to the notes that it answered.
        self.default = "all" if "correction__id__exact" in request.GET else MistakeState.OPEN

    def lookups(self, request, model_admin):
        return [*MistakeState.choices, ("all", gettext_lazy("all"))]

    def choices(self, changelist):
        """Offer no "All" of Django's own, which would be the open ones."""
        for value, label in self.lookup_choices:
            yield {
                "selected": (self.value() or self.default) == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }

    def queryset(self, request, queryset):
        state = self.value() or self.default
        return queryset if state == "all" else queryset.filter(state=state)


class MistakeAdmin(OfReports, BaseAdmin):
    list_display = ["shown", "article", "state", "sent_at", "taken_by", "handled_by"]
    list_filter = [StateFilter, date_steps("sent_at", gettext_lazy("sent")), ("article", RelationFilter)]
    list_select_related = ["article", "taken_by", "handled_by"]
    search_fields = ["wrong", "words", "article__headline"]
    actions = ["forget_who_wrote"]
    view_on_site = False

    @admin.display(description=gettext_lazy("what is wrong"))
    def shown(self, mistake):
        text = " ".join(mistake.wrong.split())
        return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()} …"

    def has_add_permission(self, request):
        """Readers write them."""
        return False

    @admin.action(description=gettext_lazy("Forget name and address of those chosen"), permissions=["change"])
    def forget_who_wrote(self, request, queryset):
        count = mistakes.forget(Mistake.objects.filter(pk__in=queryset.values("pk")))
        told = ngettext("Forgotten of %(n)d note.", "Forgotten of %(n)d notes.", count)
        self.message_user(request, told % {"n": count}, messages.SUCCESS)

    # ------------------------------------------------------------------ one note

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        mistake = self.get_object(request, object_id)
        if mistake is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_permission(request, mistake):
            raise PermissionDenied
        if request.method == "POST":
            if not self.has_change_permission(request, mistake):
                raise PermissionDenied
            return self._act(request, mistake)
        return self._show(request, mistake)

    def _show(self, request, mistake, *, reason="", status=200):
        on_it = Mistake.objects.filter(article=mistake.article).exclude(pk=mistake.pk)
        context = self.admin_site.each_context(request) | {
            "title": _("A mistake reported"),
            "opts": self.opts,
            "mistake": mistake,
            "article": mistake.article,
            "others": on_it[:OTHERS],
            "corrections": mistake.article.corrections.filter(published_at__gte=mistake.sent_at),
            "reason": reason,
            "is_open": mistake.state == MistakeState.OPEN,
            "may_change": self.has_change_permission(request, mistake),
            "may_publish": request.user.has_perm("articles.publish_article"),
        }
        return render(request, "admin/articles/mistake/note.html", context, status=status)

    def _act(self, request, mistake):
        act = request.POST.get("act", "")
        reason = tidy_text(request.POST.get("reason", "")).strip()
        here = HttpResponseRedirect(reverse(f"admin:{NAME}_change", args=[mistake.pk]))
        done, said = False, ""
        if act == "correct":
            done, said = (
                mistakes.take_up(mistake, by=request.user),
                _("The note is yours now. Mend the report and publish the changes: the note stands there."),
            )
            here = HttpResponseRedirect(reverse("admin:articles_article_change", args=[mistake.article_id]))
        elif act == "dismiss":
            if not reason:
                messages.error(request, _("Write what was found: others will want to know."))
                return self._show(request, mistake, status=400)
            done, said = mistakes.dismiss(mistake, by=request.user, reason=reason), _("Dismissed.")
        elif act == "answer":
            correction = self._correction(request, mistake)
            if correction is None:
                messages.error(request, _("Choose the correction that answers it."))
                return self._show(request, mistake, reason=reason, status=400)
            count = mistakes.answer(
                [mistake.pk],
                article=mistake.article,
                by=request.user,
                correction=correction,
                reason=reason,
            )
            done, said = count == 1, _("Answered.")
        elif act == "reopen":
            done, said = mistakes.reopen(mistake), _("It is open again.")
        elif act == "forget":
            done = mistakes.forget(Mistake.objects.filter(pk=mistake.pk)) == 1
            said = _("Name and address are forgotten.")
        if done:
            self.log_change(request, mistake, f"{act}: {reason}" if reason else act)
            messages.success(request, said)
            return here
        messages.error(request, _("Somebody else was quicker. This is how it stands now."))
        return HttpResponseRedirect(reverse(f"admin:{NAME}_change", args=[mistake.pk]))

    def _correction(self, request, mistake):
        number = request.POST.get("correction", "")
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            return None
        return Correction.objects.filter(article=mistake.article, pk=number).first()

    def history_view(self, request, object_id, extra_context=None):
        return HttpResponseRedirect(reverse(f"admin:{NAME}_change", args=[object_id]))


def to_answer(article):
    """Return the open notes on a report, for the page that publishes its changes."""
    return list(Mistake.objects.open().filter(article=article).select_related("taken_by"))


def first_words(open_notes):
    """Return how a public note begins that answers the notes taken up: with the words that were wrong.

    A reader who quoted no words has said what is wrong; an editor puts it into words of the house.
    """
    taken = [note for note in open_notes if note.taken_by_id]
    return "\n".join(
        _("The report said: “%(words)s”.") % {"words": " ".join(note.words.split())}
        if note.words
        else " ".join(note.wrong.split())
        for note in taken
    )


def chosen(data):
    """Return the row numbers of the notes that a sent form says it answers."""
    return [number for number in data.getlist("mistake") if number.isascii() and number.isdigit()][:OTHERS]
