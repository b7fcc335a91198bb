"""What a person was told by e-mail: never twice."""

from django.conf import settings
from django.db import models


class Told(models.Model):
    """An item went to a person by e-mail.

    The row is there before the message leaves: a worker that is killed in between may leave a message unsent,
    which still stands in the inbox, but none is ever sent twice.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    item = models.CharField(max_length=60)
    at = models.DateTimeField(auto_now_add=True)
    sent = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "told"
        constraints = [models.UniqueConstraint(fields=["person", "item"], name="an_item_is_told_once")]

    def __str__(self) -> str:
        return self.item
