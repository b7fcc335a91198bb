"""A form that was sent: so that sending it again does nothing again."""

from django.conf import settings
from django.db import models


class Submission(models.Model):
    """The token a form carried, and where it led. A second sending leads there too."""

    token = models.CharField(max_length=40)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    led_to = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "token"], name="a_form_is_sent_once")]

    def __str__(self) -> str:
        return self.led_to
