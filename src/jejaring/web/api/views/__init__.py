"""Pages of the API: tokens, webhooks, its reference."""
