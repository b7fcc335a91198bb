"""Pages of cash and loans."""
