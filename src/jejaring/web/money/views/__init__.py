"""Pages of bills and payments."""
