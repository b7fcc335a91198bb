"""The site killed at random moments while people use it: what was confirmed stays, nothing is half done."""
