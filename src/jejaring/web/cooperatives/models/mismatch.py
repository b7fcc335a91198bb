"""Where two registers disagree: "data belum sinkron", kept until somebody who knows settles it."""

from django.db import models


class Mismatch(models.Model):
    """One field of a cooperative that another register tells otherwise."""

    cooperative = models.ForeignKey(
        "cooperatives.Cooperative", on_delete=models.CASCADE, related_name="mismatches"
    )
    field = models.CharField(max_length=40)
    ours = models.CharField(max_length=300, blank=True)
    theirs = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=200)
    seen = models.DateTimeField(auto_now_add=True)
    settled = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cooperative", "field", "source"],
                condition=models.Q(settled=None),
                name="one_open_mismatch_a_field_and_source",
            )
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.ours!r} / {self.theirs!r}"
