"""The nation in figures that the site itself counts."""
