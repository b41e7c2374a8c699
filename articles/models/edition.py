from django.db import models


class Edition(models.Model):
    """A number that database triggers raise whenever what it counts changes (see triggers.py)."""

    SITE = "site"
    ALIASES = "aliases"

    name = models.CharField(max_length=20, primary_key=True)
    number = models.PositiveBigIntegerField(default=1)

    def __str__(self):
        return f"{self.name} {self.number}"
