from django.db import models


class RecordedFact(models.Model):
    """What a loader last wrote of one thing, so that it can tell an editor's change from its own.

    model is a kind of row of the record, or "sample" (a report) or "role" (a group's permissions).
    """

    model = models.CharField(max_length=40)
    key = models.CharField(max_length=300)
    values = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="recorded_fact_once")]

    def __str__(self):
        return f"{self.model} {self.key}"
