"""Pages of the register. Every object is asked for, every list is filtered by who looks."""
