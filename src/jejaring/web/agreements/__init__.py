"""What cooperatives promised each other, and what was delivered: agreements, commitments, shipments."""
