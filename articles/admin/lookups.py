"""What autocompletes answer: labels that tell namesakes apart, in a fixed number of queries."""

from django.contrib.admin.views.autocomplete import AutocompleteJsonView

from ..cleaning import tidy_text


class LabelledAutocomplete(AutocompleteJsonView):
    def process_request(self, request):
        term, *rest = super().process_request(request)
        return tidy_text(term), *rest

    def get_queryset(self):
        """Return what the term finds; without limit_choices_to, which reverse relations do not have."""
        admin = self.model_admin
        found, has_duplicates = admin.get_search_results(
            self.request, admin.get_queryset(self.request), self.term
        )
        return admin.for_labels(found.distinct() if has_duplicates else found)

    def serialize_result(self, obj, to_field_name):
        return {"id": str(getattr(obj, to_field_name)), "text": self.model_admin.label(obj)}
