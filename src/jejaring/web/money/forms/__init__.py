"""What is asked about bills and payments."""
