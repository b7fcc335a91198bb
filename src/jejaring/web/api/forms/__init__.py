"""What the pages of the API ask."""
