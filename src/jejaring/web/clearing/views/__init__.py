"""Pages of clearing."""
