"""What is asked about agreements and deliveries."""
