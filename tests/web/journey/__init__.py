"""Two cooperatives and a coordinator go from signing up to an accepted proposal, in Chromium."""
