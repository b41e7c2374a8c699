"""What a reader writes about a mistake, and what of it is refused: always with a sentence, never silently."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..cleaning import tidy_text
from ..models import Mistake
from .keeping_out import has_markup, links_in, read_ticket, ticket_for

MOST_LINKS = 2
MOST_SOURCE_LINKS = 5
SAME_WORDS = datetime.timedelta(days=1)
SHORTEST = 10


def _area(rows):
    return forms.Textarea(attrs={"rows": rows})


class MistakeForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Which words are wrong?"),
        help_text=gettext_lazy("Copy them from the report."),
        required=False,
        max_length=1000,
        widget=_area(3),
    )
    wrong = forms.CharField(
        label=gettext_lazy("What is wrong with them?"),
        min_length=SHORTEST,
        max_length=2000,
        widget=_area(5),
        error_messages={
            "required": gettext_lazy("Write what is wrong."),
            "min_length": gettext_lazy("Write a little more: a whole sentence helps us to check it."),
        },
    )
    source = forms.CharField(
        label=gettext_lazy("Where can that be seen?"),
        help_text=gettext_lazy("An address, a document, your own knowledge."),
        required=False,
        max_length=500,
        widget=_area(2),
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    wants_answer = forms.BooleanField(
        label=gettext_lazy("Tell me by mail if it is corrected"), required=False
    )
    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )
    ticket = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, article, **kwargs):
        super().__init__(*args, **kwargs)
        self.article = article

    def clean(self):
        typed = super().clean()
        for name in ("words", "wrong", "source", "name"):
            typed[name] = tidy_text(typed.get(name) or "").strip()
        texts = [typed[name] for name in ("words", "wrong", "name")]
        if links_in(*texts) > MOST_LINKS or links_in(typed["source"]) > MOST_SOURCE_LINKS:
            self.add_error(
                None, _("Too many links. Put the one that matters under “Where can that be seen?”.")
            )
        if has_markup(*texts, typed["source"]):
            self.add_error(None, _("Write plain text, without tags or codes."))
        if typed.get("wants_answer") and not typed.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write the address that the mail should go to."))
        if typed.get("website"):
            self.add_error(
                None,
                _("A field that is not for readers was filled in, perhaps by your browser. It has been "
                  "emptied: please send your note again."),
            )  # fmt: skip
        self._check_ticket(typed.get("ticket") or "")
        if not self.errors and self._was_sent_elsewhere(typed["wrong"]):
            self.add_error(
                "wrong", _("The same words were sent about another report. Write what is wrong here.")
            )
        return typed

    def _check_ticket(self, text):
        now = timezone.now()
        self.ticket = read_ticket(text)
        if self.ticket is None or self.ticket.article != self.article.pk or self.ticket.is_too_old(now):
            self.renew()
            raise ValidationError(
                _("This form was open too long, or is not ours. Look over what you wrote and send it again.")
            )
        if self.ticket.is_too_soon(now):
            raise ValidationError(_("That was very quick. Look over what you wrote and send it again."))

    def renew(self):
        """Give the form a ticket of its own for being sent again."""
        self.data = self.data.copy()
        self.data["ticket"] = ticket_for(self.article)

    def _was_sent_elsewhere(self, wrong):
        since = timezone.now() - SAME_WORDS
        return Mistake.objects.filter(sent_at__gt=since, wrong=wrong).exclude(article=self.article).exists()

    def refuse(self, message):
        """Say why the note of a form was not taken though nothing is wrong with it."""
        self.add_error(None, message)


def given(article) -> MistakeForm:
    """Return the form as a page shows it first."""
    return MistakeForm(article=article, initial={"ticket": ticket_for(article)})


def sent(data, article) -> MistakeForm:
    """Return the form as a reader sent it; shown again the field for programs is empty."""
    form = MistakeForm(data, article=article)
    form.is_valid()
    if form.data.get("website"):
        form.data = form.data.copy()
        form.data["website"] = ""
    return form
