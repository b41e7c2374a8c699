"""What a check is, and the refusal of an act that checks stand in the way of."""

from dataclasses import dataclass

from ...choices import CheckLevel


@dataclass(frozen=True)
class Check:
    """One thing that is not as it should be.

    code names the rule, for tests and programs; message is a whole sentence or two for the editor: what
    is wrong, why it matters, what to do; target is the id of the form's control to mend it in.
    """

    code: str
    level: CheckLevel
    message: str
    target: str

    def __str__(self):
        return self.message


class Refusal(Exception):
    """An act that would put something unfit before readers.

    checks holds what stood in the way, Checks or plain sentences; problems the sentences alone.
    """

    def __init__(self, problems):
        self.checks = list(problems)
        self.problems = [str(problem) for problem in self.checks]
        super().__init__(" ".join(self.problems))


def control(name):
    """Return the id of the control of a field of the desk's form."""
    return f"id_{name}"


def row_control(rows, number, name):
    """Return the id of a control in a row of one of the form's lists (sources, quotes, positions_new)."""
    return control(f"{rows}-{number}-{name}")


def shortened(text, most=60):
    """Return the beginning of words for a sentence about them, on one line."""
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
