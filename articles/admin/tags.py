from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from ..choices import RedirectKind
from ..models import Article, Redirect
from .base import BaseAdmin
from .merging import Mergeable


class TagForm(forms.ModelForm):
    class Meta:
        model = Tag
        fields = ["name", "slug"]

    def clean_name(self):
        """Return the name, unless a tag has it already in other capitals or it could not be typed as one."""
        name = " ".join(self.cleaned_data["name"].split())
        same = Tag.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).first()
        if same:
            raise ValidationError(
                _("There is a tag “%(name)s” already; capitals make no difference."),
                params={"name": same.name},
            )
        if "," in name:
            raise ValidationError(_("A tag cannot hold a comma: commas stand between tags."))
        return name


class TagAdmin(Mergeable, BaseAdmin):
    form = TagForm
    used_in = [(Article, "tags")]
    list_display = ["name", "slug"]
    search_fields = ["name"]
    ordering = ["name"]
    prepopulated_fields = {"slug": ["name"]}

    def save_model(self, request, obj, form, change):
        """Leave a redirect at the old address of a renamed tag; its model is a package's and does not."""
        super().save_model(request, obj, form, change)
        if change and "slug" in form.changed_data:
            Redirect.record(kind=RedirectKind.TAG, old_slug=form.initial["slug"], new_slug=obj.slug)
