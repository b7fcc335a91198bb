"""National figures at the country's size."""
