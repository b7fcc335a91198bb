"""The API's records, one in each file."""

from jejaring.web.api.models.answer import Answer
from jejaring.web.api.models.delivery import Delivery
from jejaring.web.api.models.meter import Meter
from jejaring.web.api.models.taken import Taken
from jejaring.web.api.models.token import Scope, Token
from jejaring.web.api.models.webhook import Webhook

__all__ = ["Answer", "Delivery", "Meter", "Scope", "Taken", "Token", "Webhook"]
