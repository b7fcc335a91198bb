"""A national round on the site: how long it takes, how much memory, and what visitors notice of it."""
