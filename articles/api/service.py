"""The API put together: every address with its view and its OpenAPI description."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from pydantic import BaseModel, ConfigDict, Field, create_model

from . import articles, drafts, listing
from .nouns import NOUNS
from .problems import Problem, ProblemSchema, not_found
from .schemas import ArticleSchema
from .schemas.draft import DraftList, DraftSchema, Stale
from .tokens import Token

VERSION = "1"
PREFIX = "api/v1/"
DESCRIPTION = """\
The public record of the talks and the reports on them: read it freely, from any site, without a key.

A list is read by following `next` until it is null; pages go by key, so that nothing is doubled or lost where
something is added meanwhile. Filters are those of the site's own pages: repeat one to ask for any of several
values. `asof=2014-04-25` tells what was on record by the end of that day (UTC). Every answer has an `ETag`:
send it back as `If-None-Match` and an unchanged answer costs nothing (304). What is not understood is refused
(400) with a sentence for each parameter or value, never left out.
"""


class Page(BaseModel):
    model_config = ConfigDict(extra="forbid")

    next: str | None = Field(description="The address of the next page, or null at the end.")


class ArticlePage(Page):
    previous: str | None = Field(description="The address of the page before.")
    filtered_by: str = Field(description="The filters in force, in words.")


def page_schema(name, schema, base=Page):
    """Return the schema of a list of a noun."""
    title = "".join(word.title() for word in name.split("-")) + "Page"
    return create_model(title, __base__=base, items=(list[schema], ...), __doc__=f"A page of {name}.")


api = NinjaAPI(
    title=f"{settings.SITE_NAME} API",
    version=VERSION,
    description=DESCRIPTION,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
)


def add(path, view, *, name, summary, responses, parameters=(), tag, url_name="", method="GET", auth=None):
    """Give a view an address; `responses` are the schemas of its answers by status."""
    api.default_router.add_api_operation(
        path,
        [method],
        view,
        auth=auth,
        response=responses,
        operation_id=name,
        url_name=url_name or name,
        summary=summary,
        tags=[tag],
        openapi_extra={"parameters": [each.openapi() for each in parameters]},
    )


def refusals(*statuses):
    """Return the responses of the statuses with which a request can be refused."""
    return dict.fromkeys(statuses, ProblemSchema)


add(
    "/articles/",
    articles.article_list,
    name="articles",
    summary="Reports, newest first",
    responses={200: page_schema("articles", ArticleSchema, ArticlePage)} | refusals(400),
    parameters=articles.PARAMETERS,
    tag="articles",
)
add(
    "/articles/{slug:name}/",
    articles.article,
    name="article",
    summary="One report, as it is or as it read on a day",
    responses={200: ArticleSchema} | refusals(400, 404, 410),
    parameters=articles.PARAMETERS_OF_ONE,
    tag="articles",
)
for _noun in NOUNS:
    add(
        f"/{_noun.name}/",
        listing.list_of(_noun),
        name=_noun.name,
        summary=_noun.title,
        responses={200: page_schema(_noun.name, _noun.schema)} | refusals(400),
        parameters=_noun.parameters,
        tag=_noun.name,
    )
    if _noun.has_page:
        add(
            f"/{_noun.name}/{{slug:name}}/",
            listing.one_of(_noun),
            name=f"one-of-{_noun.name}",
            summary=_noun.schema.__doc__,
            responses={200: _noun.schema} | refusals(400, 404),
            parameters=_noun.parameters_of_one,
            tag=_noun.name,
        )

TOKEN = Token()
REFUSED = refusals(400, 401, 403)
REFUSED_DOCUMENT = REFUSED | refusals(413)
add(
    "/drafts/",
    drafts.draft_list,
    name="drafts",
    summary="Reports in hand that the account of the token may work on, newest first",
    responses={200: DraftList} | REFUSED,
    parameters=drafts.PARAMETERS,
    tag="drafts",
    auth=TOKEN,
)
add(
    "/drafts/",
    drafts.begin,
    name="begin-draft",
    url_name="drafts",
    summary="Begin a report",
    responses={201: DraftSchema} | REFUSED_DOCUMENT,
    tag="drafts",
    method="POST",
    auth=TOKEN,
)
add(
    "/drafts/{int:number}/",
    drafts.draft,
    name="draft",
    summary="One report in hand, with what stands in the way of publishing it",
    responses={200: DraftSchema} | REFUSED | refusals(404),
    tag="drafts",
    auth=TOKEN,
)
add(
    "/drafts/{int:number}/",
    drafts.change,
    name="change-draft",
    url_name="draft",
    summary="Change a report in hand; of a published one readers go on seeing the old text",
    responses={200: DraftSchema, 409: Stale} | REFUSED_DOCUMENT | refusals(404),
    tag="drafts",
    method="PATCH",
    auth=TOKEN,
)


@api.exception_handler(Problem)
def refused(request, problem):
    return problem.response()


@api.exception_handler(Http404)
def nothing(request, error):
    return not_found().response()


@api.exception_handler(ValidationError)
def unfit(request, error):
    return Problem(400, *map(_sentence, error.errors)).response()


@api.exception_handler(RequestDataTooBig)
def too_large(request, error):
    return Problem(413, _("What was sent is too large.")).response()


@api.exception_handler(HttpError)
def unreadable(request, error):
    headers = {"WWW-Authenticate": "Bearer"} if error.status_code == 401 else {}
    return Problem(error.status_code, error.message, headers=headers).response()


def _sentence(error):
    """Return what pydantic says of one value, with the place of the value."""
    place = ".".join(str(part) for part in error["loc"] if part != "body")
    return f"{place}: {error['msg']}."
