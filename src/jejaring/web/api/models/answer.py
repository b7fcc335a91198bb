"""What was answered to a request with an idempotency key."""

from django.db import models


class Answer(models.Model):
    """Kept in the transaction of what the request did: the same key gets the same answer, come what may."""

    token = models.ForeignKey("api.Token", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    asked = models.CharField(max_length=64)
    """SHA-256 of method, address and body: the key stands for just this."""
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="a_key_is_answered_once")]

    def __str__(self) -> str:
        return f"{self.token_id} {self.key}"
