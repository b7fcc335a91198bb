"""Planning on the site: the listings of a day, the best plan for them, and what it means to each."""
