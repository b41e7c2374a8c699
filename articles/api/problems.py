"""What is answered when something is not as asked: JSON by RFC 9457, with a sentence for each thing wrong."""

import json

from django.http import HttpResponse
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field

CONTENT_TYPE = "application/problem+json"


class ProblemSchema(BaseModel):
    """What was wrong. `errors` has a sentence for each parameter or value that was not understood."""

    model_config = ConfigDict(extra="allow", title="Problem")

    type: str = Field(description="Always “about:blank”: the status says what kind of problem it is.")
    title: str = Field(description="The kind of problem in a few words.")
    status: int = Field(description="The HTTP status.")
    errors: list[str] = Field(description="A sentence for each thing that was wrong.")


class Problem(Exception):
    """A request that is refused: its HTTP status, sentences for whoever sent it, and what else to tell."""

    def __init__(self, status, *errors, headers=None, **more):
        self.status = status
        self.errors = [str(error) for error in errors]
        self.headers = headers or {}
        self.more = more
        super().__init__(" ".join(self.errors))

    @property
    def title(self):
        return {
            400: _("Not understood"),
            401: _("No valid token"),
            403: _("Not allowed"),
            404: _("Not found"),
            405: _("Method not allowed"),
            409: _("Changed meanwhile"),
            410: _("Withdrawn"),
            413: _("Too large"),
        }[self.status]

    def response(self):
        document = {
            "type": "about:blank",
            "title": str(self.title),
            "status": self.status,
            "errors": self.errors,
        } | self.more
        content = json.dumps(document, ensure_ascii=False)
        return HttpResponse(content, status=self.status, content_type=CONTENT_TYPE, headers=self.headers)


def not_found():
    """Return the Problem of an address at which there is nothing."""
    return Problem(404, _("There is nothing at this address."))
