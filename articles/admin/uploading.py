"""A photograph sent with a report from the desk: taken in and chosen for the report in the same save.

It needs no script and no other page. What is wrong with it is said beside all else that could not be kept,
and the report is saved all the same.
"""

from django.contrib import messages
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ..models import Photo
from .photos import USE, PhotoForm, say_taken

PREFIX = "upload"
ADD = "articles.add_photo"


class ReportPhotoForm(PhotoForm):
    """The point is chosen with the photograph itself, which the desk leads to."""

    class Meta(PhotoForm.Meta):
        fields = ("alt", "credit", "caption")


class Upload:
    """What a request to the desk brings of a photograph.

    form is the one to show (bound if a photograph was sent), data what the desk's own form was sent, with the
    photograph chosen in it if there is one now.
    """

    def __init__(self, request):
        self.request = request
        self.used = request.POST.get(f"{PREFIX}{USE}", "")
        is_sent = bool(request.FILES.get(f"{PREFIX}-file") or request.POST.get(f"{PREFIX}-waiting"))
        self.is_sent = not self.used and (is_sent or "_upload" in request.POST)
        self.is_allowed = request.user.has_perm(ADD)
        self.form = ReportPhotoForm(*((request.POST, request.FILES) if self.is_sent else ()), prefix=PREFIX)

    @cached_property
    def data(self):
        photo = self._taken() if self.is_sent and self.is_allowed else None
        number = str(photo.pk) if photo else self.used
        if not number:
            return self.request.POST
        data = self.request.POST.copy()
        data["photo"] = number
        return data

    def _taken(self):
        """Take the photograph in; where it is here already, that one is meant."""
        form = self.form
        if form.is_valid():
            form.instance.uploaded_by = self.request.user
            photo = form.save()
            say_taken(self.request, form)
            return photo
        if form.same:
            words = _("This photograph was here already, and is chosen now, with the words it has here.")
            messages.info(self.request, words)
            return form.same[0]
        return None

    def errors(self):
        """Return what stands in the way of the photograph, as DeskForms.errors() tells it."""
        if not self.is_sent or self.form.same:
            return []
        if not self.is_allowed:
            return [_told(self.form["file"], _("Your account cannot add photographs."))]
        return [_told(self.form[name], " ".join(said)) for name, said in self.form.errors.items()]


def _told(field, message):
    return {"field": field.auto_id, "label": str(field.label), "message": message}


def shown(request, forms, upload=None):
    """Return what the desk's page needs of photographs: the one chosen, and the form for a new one."""
    number = forms.article["photo"].value()
    form = upload.form if upload and upload.errors() else ReportPhotoForm(prefix=PREFIX)
    return {
        "photo": forms.chosen.of(Photo).numbered([number]).get(str(number)) if number else None,
        "photo_form": form,
        "photo_twins": form.alike,
        "photo_kept": form.kept,
        "may_add_photo": request.user.has_perm(ADD),
    }
