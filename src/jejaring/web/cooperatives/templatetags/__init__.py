"""Words of the register on its pages."""
