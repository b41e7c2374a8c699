from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that should not be: where (the model, and what tells the row), what, and how to mend it."""

    model: str
    key: str
    problem: str
    mend: str

    def __str__(self):
        return f"{self.model} {self.key}: {self.problem} {self.mend}"


def of(row, key, problem, mend):
    """Return the Finding about a row."""
    return Finding(str(row._meta.verbose_name), str(key), problem, mend)
