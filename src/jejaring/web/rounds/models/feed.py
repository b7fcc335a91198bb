"""A trade that serves chains beside its own."""

from django.db import models


class Feed(models.Model):
    """Some of a trade goes into another chain than the one it stands in, as leather bought for two orders."""

    trade = models.ForeignKey("rounds.Trade", on_delete=models.CASCADE, related_name="feeds")
    chain = models.ForeignKey("rounds.Chain", on_delete=models.CASCADE, related_name="fed_by")

    def __str__(self) -> str:
        return f"{self.trade_id} -> {self.chain_id}"
