"""Fifty people on the site at once: how long their pages take."""
