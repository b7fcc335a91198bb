"""How many cooperatives a group must have for anything of it to be told to everybody."""

FEWEST = 5
