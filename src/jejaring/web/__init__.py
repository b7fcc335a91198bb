"""The site: cooperatives, what they offer and need, and how they find each other (Django)."""
