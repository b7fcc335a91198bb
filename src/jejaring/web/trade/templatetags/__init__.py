"""Template tags of trade."""
