"""Tax rates, as dated data of the installation."""

from __future__ import annotations

from django.db import models

from noren.platform.tenancy.models import InstallationModel


class TaxRate(InstallationModel):
    """The rate of a tax category from a day in Japan on, until the next row of the category begins."""

    category = models.CharField(max_length=16)
    starts_on = models.DateField()
    per_mille = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["category", "starts_on"], name="tax_rate_begins_once")]
