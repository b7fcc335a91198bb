"""Trade: what cooperatives offer, need and can make, and how they find each other."""
