"""Photographs: taken in by what they hold, each once, with the words and the point that pages need."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from ..imaging import take_in
from ..models import Article, Negotiator, Photo
from . import waiting
from .base import BaseAdmin
from .filters import date_steps

# What a browser offers first when a file is chosen; what a file is, is read from it all the same.
ACCEPTED = "image/jpeg,image/png,image/webp,image/avif,image/heic,image/heif,.heic,.heif"
ASKED = ("alt", "credit", "caption", "focal_x", "focal_y")
# The name of the button that takes a photograph which is there already.
USE = "_use"


class PhotoWords(forms.ModelForm):
    """What is said of a photograph, and its point."""

    class Meta:
        model = Photo
        fields = ASKED
        widgets = {
            "alt": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
            "credit": forms.TextInput(attrs={"class": "vTextField"}),
            "caption": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        }


class PhotoForm(PhotoWords):
    """A photograph that is new here.

    same and alike are the photographs on record of the same file, and those that look the same; taken is the
    one sent, if it can be read, and stays with the form when the form has to be sent again.
    """

    file = forms.FileField(
        label=_("Photograph"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("JPEG, PNG, WebP, AVIF or HEIC. What the camera noted, the place too, is removed."),
    )
    another = forms.BooleanField(label=_("It is another photograph: keep both."), required=False)
    waiting = forms.CharField(required=False, widget=forms.HiddenInput)

    field_order = ["file", *ASKED, "another", "waiting"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.taken = None
        self.same = self.alike = ()

    def clean_file(self):
        if file := self.cleaned_data["file"]:
            self.taken = take_in(file)
        return file

    def clean(self):
        cleaned = super().clean()
        if self.taken is None and "file" not in self.errors:
            self.taken = waiting.recall(cleaned.get("waiting", ""))
            if self.taken is None:
                self.add_error("file", ValidationError(_("Choose a photograph."), code="required"))
        if self.taken:
            self._compare(cleaned)
        return cleaned

    def _compare(self, cleaned):
        self.same, self.alike = Photo.twins(self.taken.digest, self.taken.fingerprint)
        if self.same:
            self.add_error("file", _("This photograph is here already. Use it, or choose another."))
        elif self.alike and not cleaned.get("another"):
            self.add_error(
                "file",
                _("It looks like one that is here already. Use that one, or say that this is another."),
            )

    @property
    def kept(self):
        """The word by which the photograph sent is had back with the next form; "" if none was read."""
        return waiting.keep(self.taken) if self.taken and not self.same else ""

    def save(self, commit=True):
        photo, taken = self.instance, self.taken
        photo.image = ContentFile(taken.data, f"{photo.uid}.jpg")
        for name in waiting.TOLD:
            setattr(photo, name, getattr(taken, name))
        return super().save(commit)


class PhotoAdmin(BaseAdmin):
    add_form_template = change_form_template = "admin/articles/photo/change_form.html"
    used_in = [(Article, "photo"), (Negotiator, "portrait")]
    list_display = ["thumbnail", "alt", "credit", "caption", "shown_size", "uploaded_by", "uploaded_at"]
    list_display_links = ["thumbnail", "alt"]
    list_filter = [date_steps("uploaded_at", _("uploaded at"))]
    list_select_related = ["uploaded_by"]
    search_fields = ["alt", "caption", "credit"]
    # Many at once would go past the rule that a published report keeps its photograph.
    actions = None

    def get_form(self, request, obj=None, change=False, **kwargs):
        return PhotoWords if obj else PhotoForm

    def get_fields(self, request, obj=None):
        return list(ASKED) if obj else ["file", *ASKED]

    def has_change_permission(self, request, obj=None):
        """Whoever sent a photograph in may mend its words until readers have it."""
        if super().has_change_permission(request, obj):
            return True
        is_own = obj is not None and obj.uploaded_by_id == request.user.pk
        return is_own and self.has_add_permission(request) and not _has_readers(obj)

    def has_delete_permission(self, request, obj=None):
        """Only what goes with nothing that readers have, or had, may be deleted."""
        return super().has_delete_permission(request, obj) and not (obj and _is_used(obj))

    def add_view(self, request, form_url="", extra_context=None):
        """Take in a photograph, or the one that is here already and was asked for in its place."""
        if request.method == "POST" and USE in request.POST:
            return self._use(request, request.POST[USE])
        return super().add_view(request, form_url, extra_context)

    def _use(self, request, number):
        if not self.has_view_permission(request):
            raise PermissionDenied
        photo = get_object_or_404(Photo, pk=number if number.isascii() and number.isdigit() else 0)
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, photo)
        return HttpResponseRedirect(reverse("admin:articles_photo_change", args=[photo.pk]))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        context |= {"photo": obj, "form": form, "has_file_field": add}
        context |= {"twins": [*form.same, *form.alike], "kept": form.kept} if add and form.is_bound else {}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.uploaded_by = request.user
        super().save_model(request, obj, form, change)
        if not change and IS_POPUP_VAR not in request.POST:
            say_taken(request, form)

    def response_add(self, request, obj, post_url_continue=None):
        """Go on to the photograph itself, where its point is chosen; a pop-up hands it to its opener."""
        if IS_POPUP_VAR in request.POST or "_addanother" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return HttpResponseRedirect(reverse("admin:articles_photo_change", args=[obj.pk]))

    def get_urls(self):
        picture = self.admin_site.admin_view(self.picture)
        return [path("<int:number>/picture", picture, name="articles_photo_picture"), *super().get_urls()]

    def picture(self, request, number):
        """Lead to the picture of a photograph that was just chosen at the desk."""
        photo = get_object_or_404(self.get_queryset(request), pk=number)
        if not self.has_view_permission(request, photo):
            raise PermissionDenied
        return HttpResponseRedirect(photo.address_of(photo.largest("wide")))

    def label(self, obj):
        return f"{obj.alt} ({obj.credit})"

    @admin.display(description=_("photograph"))
    def thumbnail(self, obj):
        small = obj.largest("square")
        return format_html(
            '<img class="small-photo" src="{}" width="60" height="60" alt="" loading="lazy">',
            obj.address_of(small),
        )

    @admin.display(description=_("size"), ordering="width")
    def shown_size(self, obj):
        return f"{obj.width} × {obj.height}"


def say_taken(request, form):
    """Tell who sent a photograph that it is here, and what was done to it."""
    notes = " ".join(map(str, form.taken.notes))
    messages.success(request, format_html("{} {}", _("The photograph is here."), notes))


def _has_readers(photo):
    return Photo.objects.published().filter(pk=photo.pk).exists()


def _is_used(photo):
    """Whether a report that had readers, or a person, has a photograph."""
    return photo.articles.filter(first_public_at__isnull=False).exists() or photo.portraits_of.exists()
