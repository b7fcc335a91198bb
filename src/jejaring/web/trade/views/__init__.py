"""Pages of trade, by subject."""
