"""Clearing rounds: debts around loops are cancelled among those who consent to it."""
