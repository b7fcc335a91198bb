"""What a person has seen of what waits for them."""

from django.conf import settings
from django.db import models


class ReadMark(models.Model):
    """A person has read an item of their inbox, by its key."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    item = models.CharField(max_length=60)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "item"], name="an_item_is_read_once")]

    def __str__(self) -> str:
        return self.item
