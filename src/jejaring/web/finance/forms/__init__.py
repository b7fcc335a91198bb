"""What is asked about cash and loans."""
