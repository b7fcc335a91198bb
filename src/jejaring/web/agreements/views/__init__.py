"""Pages of agreements, orders and deliveries, by subject."""
