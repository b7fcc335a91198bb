"""A picture of what a listing is about."""

from django.db import models


class Photo(models.Model):
    """A photograph, made small and rid of where and by whom it was taken (see `trade.photos`)."""

    MOST = 4
    """Of one listing."""

    listing = models.ForeignKey("trade.Listing", on_delete=models.CASCADE, related_name="photos")
    image = models.FileField(upload_to="foto/%Y/%m")
    width = models.PositiveIntegerField()
    """Pixels, as the height."""
    height = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    """SHA-256 of the file as it is kept: the same picture is kept once a listing."""
    added = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["listing", "digest"], name="a_picture_once_a_listing")]

    def __str__(self) -> str:
        return str(self.image.name)
