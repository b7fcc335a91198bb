"""What is asked about clearing rounds."""
