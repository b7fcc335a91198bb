"""A photograph of what was received."""

from django.db import models

from jejaring.web.common.append_only import AppendOnly


class Picture(AppendOnly):
    """A photograph that belongs to a receipt, made small and rid of where it was taken (`trade.photos`)."""

    MOST = 4
    """Of one receipt."""

    event = models.ForeignKey("agreements.Event", on_delete=models.PROTECT, related_name="pictures")
    image = models.FileField(upload_to="penerimaan/%Y/%m")
    width = models.PositiveIntegerField()
    """Pixels, as the height."""
    height = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    """SHA-256 of the file as it is kept."""
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["event", "digest"], name="a_picture_once_a_receipt")]

    def __str__(self) -> str:
        return str(self.image.name)
