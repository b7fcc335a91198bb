"""Commands of trade."""
