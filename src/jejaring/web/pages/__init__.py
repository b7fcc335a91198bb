"""The pages that bring everything together: the front page and a person's own page."""
