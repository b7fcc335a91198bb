"""What is asked about listings and proposals."""
