"""What the register asks people for."""
