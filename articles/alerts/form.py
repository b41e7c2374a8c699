"""What a reader fills in beside the filters, and what keeps programs that fill in every form out."""

import datetime

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..choices import Language, WatchRate
from .timetable import OF_LANGUAGE, UTC, zones

STAMP = "articles.alerts.form"
# The page with the form is kept by caches for a day, and may lie open for another.
STAMP_DAYS = 3


class RhythmForm(forms.Form):
    """How often a mail comes, in which language and by which clock."""

    auto_id = "id_%s"

    rate = forms.ChoiceField(
        label=_("How often"),
        choices=WatchRate.choices,
        widget=forms.RadioSelect,
        initial=WatchRate.DAILY,
        error_messages={"required": _("Choose how often.")},
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=Language.choices)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=lambda: [(name, name.replace("_", " ")) for name in zones()]
    )


class AddressForm(forms.Form):
    """An address, a field that only programs fill in, and a stamp that no program can make up."""

    # The two forms stand on one page.
    auto_id = "address_%s"

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Write the address that the mail should go to.")},
    )
    website = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean_stamp(self):
        if not is_fresh(self.cleaned_data["stamp"]):
            raise ValidationError(_("This form was open for too long. Please send it again."))
        return self.cleaned_data["stamp"]

    @property
    def is_by_a_program(self):
        """Whether the field that no reader sees was filled in."""
        return bool(self.data.get("website"))


class FollowForm(RhythmForm, AddressForm):
    """All that it takes to follow something, beside the filters."""

    field_order = ["email", "rate", "language", "time_zone"]


def blank(form_class, *, language):
    """Return the form as a page shows it first: the same for every reader on one day."""
    given = {"language": language, "time_zone": OF_LANGUAGE.get(language, UTC), "stamp": stamp()}
    return form_class(initial=given, auto_id=form_class.auto_id)


def sent(form_class, data):
    """Return the form as a reader sent it; shown again it bears a new stamp."""
    form = form_class(data, auto_id=form_class.auto_id)
    if "stamp" in form.errors:
        form.data = form.data.copy()
        form.data["stamp"] = stamp()
    return form


def stamp():
    """Return the signed day, by which a form that this site gave out is known."""
    return signing.Signer(salt=STAMP).sign(timezone.now().date().isoformat())


def is_fresh(text):
    """Whether a text is a stamp of the last few days."""
    try:
        day = datetime.date.fromisoformat(signing.Signer(salt=STAMP).unsign(text))
    except (signing.BadSignature, ValueError):
        return False
    return datetime.timedelta(0) <= timezone.now().date() - day < datetime.timedelta(days=STAMP_DAYS)
