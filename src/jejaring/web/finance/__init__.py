"""Cash, loans and financing files of cooperatives: what `jejaring.finance` says of what the site knows."""
