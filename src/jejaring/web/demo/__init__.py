"""A network to try the site out with: cooperatives made up on real places, all marked as examples."""
