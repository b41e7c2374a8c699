"""The desk costs no more processor time than Django's own admin with django-reversion."""

import json
import subprocess
import sys

import pytest

from tests.desk_cost import __name__ as measuring

pytestmark = pytest.mark.long


def test_the_desk_opens_and_saves_in_no_more_time_than_the_stock_admin():
    run = subprocess.run(
        [sys.executable, "-m", measuring], capture_output=True, text=True, check=True, timeout=600
    )
    for act, medians in json.loads(run.stdout).items():
        assert medians["ratio"] <= 1, (act, medians)
