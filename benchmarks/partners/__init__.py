"""Finding a partner at the country's size, beside plain SQL."""
