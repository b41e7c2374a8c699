"""Whatever is sent to the API, its answer is one that its own description promises: never a 500."""

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from tests import api_world, factories
from tpp_tracker.wsgi import application

pytestmark = pytest.mark.django_db

FUZZED = settings(
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
    ],
)


@pytest.fixture(autouse=True)
def connection_kept():
    """Keep the test's connection, and its transaction, from one request to the next, as Django's client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def authorization():
    """Write a world, and return the headers of a tool that may do all an administrator may.

    It takes no packed answers, since schemathesis does not unpack those of an application in its own process.
    """
    api_world.make_world()
    token = api_world.make_token(factories.make_user(superuser=True))
    return {"Authorization": f"Bearer {token}", "Accept-Encoding": "identity"}


@pytest.fixture
def description(authorization):
    cache.clear()
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


def fuzz(description, authorization, *, examples):
    """Send so many random cases, fit and unfit ones, to every operation; return how many were sent."""
    sent = 0
    for found in description.get_all_operations():
        operation = found.ok()

        @settings(FUZZED, max_examples=examples)
        @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
        def fit(case):
            nonlocal sent
            sent += 1
            case.call_and_validate(headers=authorization)

        @settings(FUZZED, max_examples=examples)
        @given(case=operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))
        def unfit(case):
            nonlocal sent
            sent += 1
            case.call_and_validate(headers=authorization)

        fit()
        unfit()
    return sent


def test_every_answer_is_as_described(description, authorization):
    assert fuzz(description, authorization, examples=2) >= 100


@pytest.mark.long
def test_every_answer_is_as_described_2000_times(description, authorization):
    assert fuzz(description, authorization, examples=45) >= 2000
